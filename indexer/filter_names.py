"""The names of filters and of their values, in Russian and English: what each stands for."""

from indexer.tags import LANGUAGES as KNOWN_LANGUAGES


def _named(**names: str) -> dict[str, str]:
    """Return what every name stands for."""
    return {name: what for what, written in names.items() for name in (what, *written.split())}


KEYS = _named(
    channel="канал",
    tag="тег тэг",
    after="since после",
    before="until до",
    lang="language язык",
    has="есть",
)
HAS = _named(
    link="links url ссылка ссылки ссылку",
    code="код",
    image="images photo photos picture pictures картинка картинки картинку фото изображение",
)
LANGUAGES = {code: code for code in KNOWN_LANGUAGES} | _named(
    ru="rus russian рус русский по-русски",
    en="eng english англ английский по-английски",
)
