"""The names of filters and of their values, in Russian and English: what each stands for."""

import re

from indexer.tags import LANGUAGES as KNOWN_LANGUAGES


def _named(**names: str) -> dict[str, str]:
    """Return what every name stands for."""
    return {name: what for what, written in names.items() for name in (what, *written.split())}


_KEYS = {  # of the other names of a filter the first is the one that a Russian reads
    "channel": "канал",
    "tag": "тег тэг",
    "after": "после since",
    "before": "до until",
    "lang": "язык language",
    "has": "есть",
}
KEYS = _named(**_KEYS)
_WRITTEN = re.compile(rf"(?<!\S)({'|'.join(_KEYS)}):(?=\S)")
HAS = _named(
    link="links url ссылка ссылки ссылку",
    code="код",
    image="images photo photos picture pictures картинка картинки картинку фото изображение",
)
LANGUAGES = {code: code for code in KNOWN_LANGUAGES} | _named(
    ru="rus russian рус русский по-русски",
    en="eng english англ английский по-английски",
)


def in_russian(question: str) -> str:
    """Return a question with the names of its filters in Russian, to be read in the same way."""
    return _WRITTEN.sub(lambda key: f"{_KEYS[key[1]].split()[0]}:", question)
