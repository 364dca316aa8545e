"""Words of addresses, which are as often shortened as written out: a street is one however it is written."""

import re

# What all forms are written as, and the forms beside it: what is shortened ends with a dot, or has a hyphen inside.
_FORMS = {
    "ул": r"ул(?:\.|иц(?:[аыеу]|ей))",
    "просп": r"просп(?:\.|ект(?:[ауе]|ом)?)|пр-к?т(?:[ауе]|ом)?",
    "пер": r"пер(?:\.|еул(?:ок|к[ауе]|ком))",
    "пл": r"пл(?:\.|ощад(?:[ьи]|ью))",
    "наб": r"наб(?:\.|ережн(?:ая|ой|ую))",
    "бул": r"бул(?:\.|ьвар(?:[ауе]|ом)?)|б-р(?:[ауе]|ом)?",
    "мкр": r"мкр\.|микрорайон(?:[ауе]|ом)?",
    "р-н": r"р-н(?:[ауе]|ом)|район(?:[ауе]|ом)?",
    "обл": r"обл(?:\.|аст(?:[ьи]|ью))",
    "корп": r"корп(?:\.|ус(?:[ауе]|ом)?)",
    "д": r"д(?:\.|ом(?:[ауе]|ом)?)(?= ?\d)",
    "кв": r"кв(?:\.|артир(?:[аыеу]|ой))(?= ?\d)",
}
_FORM = re.compile(rf"(?<![\w\-])(?:{'|'.join(f'({form})' for form in _FORMS.values())})(?:(?<=\.)|(?![\w\-]))", re.IGNORECASE)
_WRITTEN = tuple(_FORMS)


def shortened(text: str) -> str:
    """Return a text with the words of its addresses shortened in one way: «ул » for «ул.», «улица» and «улице». Idempotent."""
    return _FORM.sub(_short, text)


def _short(found: re.Match[str]) -> str:
    """Behind a dot a word may follow at once."""
    return _WRITTEN[(found.lastindex or 1) - 1] + " " * found[0].endswith(".")
