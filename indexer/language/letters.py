"""One word in other letters: of the other keyboard layout, those that sound like it, or those that look like its own."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_SHIFTED_LATIN, _SHIFTED_RUSSIAN = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>', _RUSSIAN_KEYS.upper()
_TO_RUSSIAN = str.maketrans(_LATIN_KEYS + _SHIFTED_LATIN, _RUSSIAN_KEYS + _SHIFTED_RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS + _SHIFTED_RUSSIAN, _LATIN_KEYS + _SHIFTED_LATIN)
_MOST_PIECES = 6  # of a word: more have too many partings
_BORDER = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|[.'’\-+#]+")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)

_CYRILLIC_SOUNDS = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziiklmnoprstufhie", strict=True))
    | {"ё": "e", "ж": "j", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "iu", "я": "ia"}
)
_LATIN_SOUNDS = {
    **{"shch": "sh", "sch": "sh", "sh": "sh", "ch": "ch", "zh": "j", "dj": "j", "dzh": "j", "ph": "f", "th": "t", "ck": "k"},
    **{"kh": "h", "qu": "kv", "qw": "kv", "q": "k", "w": "v", "x": "ks", "y": "i", "au": "o", "tz": "ts", "ee": "i", "oo": "u"},
    **{"c": "k", "'": ""},
}
_LATIN_SOUND = re.compile("c(?=[eiy])|" + "|".join(sorted(_LATIN_SOUNDS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
_RUSSIAN_SPELLINGS = {
    **{
        "shch": "щ",
        "sch": "щ",
        "zh": "ж",
        "kh": "х",
        "ts": "ц",
        "ch": "ч",
        "sh": "ш",
        "yu": "ю",
        "ju": "ю",
        "iu": "ю",
        "ya": "я",
    },
    **{
        "ja": "я",
        "ia": "я",
        "yo": "е",
        "jo": "е",
        "ye": "е",
        "je": "е",
        "ck": "к",
        "ay": "ай",
        "oy": "ой",
        "ey": "ей",
        "uy": "уй",
    },
    **dict(zip("abcdefghijklmnopqrstuvwxyz'", "абкдефгхийклмнопкрстуввхызь", strict=True)),
}
_RUSSIAN_SPELLING = re.compile("|".join(sorted(_RUSSIAN_SPELLINGS, key=len, reverse=True)))

_LATIN_ALIKE, _CYRILLIC_ALIKE = "abcehikmoptxy", "авсенікмортху"  # in small letters, as capitals look
_AS_CYRILLIC, _AS_LATIN = str.maketrans(_LATIN_ALIKE, _CYRILLIC_ALIKE), str.maketrans(_CYRILLIC_ALIKE, _LATIN_ALIKE)
_BOTH = re.compile("[a-z](?:(?<=[\u0400-\u04ff].)|(?=[\u0400-\u04ff]))")  # a quarter of the time that either order takes
_WORD = re.compile("[a-z\u0400-\u04ff]{2,}")
_WITH_ENDING = re.compile("[a-z]{3,}[\u0400-\u04ff]+")  # telegramом
_ONLY_LATIN, _ONLY_CYRILLIC = re.compile(f"[a-z](?<![{_LATIN_ALIKE}])"), re.compile(f"[\u0400-\u04ff](?<![{_CYRILLIC_ALIKE}])")


def is_cyrillic(text: str) -> bool:
    """Say whether a text has a Russian letter."""
    return bool(_CYRILLIC.search(text))


def other_layout(token: str) -> str | None:
    """Return what the same keys give in the other layout, Russian or English; none for both alphabets at once, or neither."""
    cyrillic, latin = bool(_CYRILLIC.search(token)), bool(_LATIN.search(token))
    if cyrillic == latin:
        return None
    return token.translate(_TO_LATIN if cyrillic else _TO_RUSSIAN)


def in_russian(word: str) -> str:
    """Return a folded word in Latin letters as Russian ones by the commonest way to write Russian in Latin."""
    return _RUSSIAN_SPELLING.sub(lambda match: _RUSSIAN_SPELLINGS[match[0]], word)


def pieces(word: str) -> list[str]:
    """Return the letters and the numbers that a word is made of: gpt-4o is gpt, 4 and o; 2.10 is 2 and 10."""
    return [piece for piece in _BORDER.split(word) if piece]


def partings(word: str) -> Iterator[list[str]]:
    """Yield the ways to part a word at its borders, the fewest parts first: ps5pro, ps | 5pro, ps5 | pro, ps | 5 | pro."""
    every = pieces(word)[:_MOST_PIECES]
    for count in range(len(every)):
        for borders in combinations(range(1, len(every)), count):
            yield ["".join(every[start:end]) for start, end in pairwise((0, *borders, len(every)))]


def sound(word: str) -> str:
    """Return roughly how a folded word sounds, in Latin letters: «оптуна» and "optuna", «питон» and "python" are equal."""
    latin = _LATIN_SOUND.sub(lambda match: "s" if match[0] == "c" and _soft(match) else _LATIN_SOUNDS[match[0]], word)
    plain = _DOUBLED.sub(r"\1", latin.translate(_CYRILLIC_SOUNDS).replace("dj", "j"))
    return plain[:-1] if len(plain) > 3 and plain.endswith("e") else plain


def sounds(word: str) -> list[str]:
    """Return the ways a folded word may sound, the likeliest first: "j" may be й, "x" х, "c" ц, «ай» may be a "y"."""
    variants = [word]
    if not is_cyrillic(word):
        variants += [word.replace("j", "y"), word.replace("x", "h"), re.sub("c(?!h)", "ts", word)]
    else:
        variants += [word.replace("ай", "и"), word.replace("тх", "т"), word.replace("кью", "q")]
    return list(dict.fromkeys(map(sound, variants)))


def _soft(match: re.Match[str]) -> bool:
    return match.string[match.end() : match.end() + 1] in {"e", "i", "y"}


def in_one_alphabet(folded: str) -> str:
    """Return a folded text in which words of Latin and Cyrillic letters that look alike are of one alphabet. Idempotent.

    That is the alphabet of the word's other letters, Cyrillic where it has none: a word is read alike in every text. A Latin word
    with a Russian ending stays, as one does that has other letters of both alphabets.
    """
    return _WORD.sub(lambda match: _in_one_alphabet(match[0]), folded) if _BOTH.search(folded) else folded


def _in_one_alphabet(word: str) -> str:
    latin, cyrillic = _ONLY_LATIN.search(word), _ONLY_CYRILLIC.search(word)
    if not _BOTH.search(word) or (latin and cyrillic) or (not cyrillic and _WITH_ENDING.fullmatch(word)):
        return word
    return word.translate(_AS_LATIN if latin else _AS_CYRILLIC)


def as_latin(letter: str) -> str:
    """Return a folded letter as the Latin one that looks like it, if there is one: nobody sees which that of «А4» is."""
    return letter.translate(_AS_LATIN)
