"""Words of addresses, which are as often shortened as written out: a street is one however it is written."""

import re

# What all forms are written as, and the forms: of one word all begin alike, short ones end with a dot or have a hyphen inside.
_FORMS = {
    "ул": r"ул(?:\.|иц(?:[аыеу]|ей))",
    "просп": r"пр(?:осп\.|оспект(?:[ауе]|ом)?|-к?т(?:[ауе]|ом)?)",
    "пер": r"пер(?:\.|еул(?:ок|к[ауе]|ком))",
    "пл": r"пл(?:\.|ощад(?:[ьи]|ью))",
    "наб": r"наб(?:\.|ережн(?:ая|ой|ую))",
    "бул": r"б(?:ул\.|ульвар(?:[ауе]|ом)?|-р(?:[ауе]|ом)?)",
    "мкр": r"м(?:кр\.|икрорайон(?:[ауе]|ом)?)",
    "р-н": r"р(?:-н(?:[ауе]|ом)|айон(?:[ауе]|ом)?)",
    "обл": r"обл(?:\.|аст(?:[ьи]|ью))",
    "корп": r"корп(?:\.|ус(?:[ауе]|ом)?)",
    "д": r"д(?:\.|ом(?:[ауе]|ом)?)(?= ?\d)",
    "кв": r"кв(?:\.|артир(?:[аыеу]|ой))(?= ?\d)",
}
_INITIALS = "".join(sorted({form[0] for form in _FORMS.values()}))
_FORM = re.compile(  # to look for a letter, and back from there, takes half as long as to look back from every place
    rf"[{_INITIALS}{_INITIALS.upper()}](?<![\w\-].)(?i:{'|'.join(f'((?<={form[0]}){form[1:]})' for form in _FORMS.values())})"
    r"(?:(?<=\.)|(?![\w\-]))"
)
_WRITTEN = tuple(_FORMS)


def shortened(text: str) -> str:
    """Return a text with the words of its addresses shortened in one way: «ул » for «ул.», «улица» and «улице»."""
    return _FORM.sub(_short, text)


def _short(found: re.Match[str]) -> str:
    """Behind a dot a word may follow at once."""
    return _WRITTEN[(found.lastindex or 1) - 1] + " " * found[0].endswith(".")
