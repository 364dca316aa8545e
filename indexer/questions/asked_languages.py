"""The language that a question wants posts in, in words: «новости об ИИ на английском», "articles in Russian about prices"."""

import re
from dataclasses import replace

from indexer.language.question_words import IDLE, asks_for_latest, bare, is_about, without_about
from indexer.language.text import fold
from indexer.questions.question import Question, doubted

_ADJECTIVES = {
    "ru": ("русск", "russian"),
    "en": ("английск", "english"),
    "uk": ("украинск", "ukrainian"),
    "be": ("белорусск", "belarusian"),
    "kk": ("казахск", "kazakh"),
    "de": ("немецк", "german"),
    "fr": ("французск", "french"),
    "es": ("испанск", "spanish"),
    "it": ("итальянск", "italian"),
    "pl": ("польск", "polish"),
    "tr": ("турецк", "turkish"),
    "zh": ("китайск", "chinese"),
}
_CODES = {name: code for code, names in _ADJECTIVES.items() for name in names}
_RUSSIAN, _ENGLISH = ("|".join(names) for names in zip(*_ADJECTIVES.values(), strict=True))
_IN = rf"(?P<said>на (?P<on>{_RUSSIAN})ом(?: языке)?|по-(?P<by>{_RUSSIAN})и|in (?P<in>{_ENGLISH})(?: language)?)"
_OF = rf"(?P<said>(?P<of>англо|русско)язычны[ех]|(?P<in>{_ENGLISH})[- ]language)"
_SHORT = {"англо": "en", "русско": "ru"}
_ASK = (
    r"(?:(?:а|ну|есть|ли|покажи|покажите|найди|найдите|дай|дайте|хочу|мне|все|какие|какие-нибудь|интересные"
    r"|show|me|find|give|list|all|any|the|are|is|there|what|which|some|have|you|i|want|need|interesting) )*+"
)
_LATEST = r"(?P<latest>(?:последние|свежие|новые|latest|recent|newest|new) )?"
_POSTS = (
    r"(?:пост(?:ы|ов)?|новост(?:и|ей)|стат(?:ьи|ей|ью|ья)|запис(?:и|ей)|публикаци[ий]|заметк[аиу]|материал(?:ы|ов)|сообщени[яй]"
    r"|что-нибудь|что-то|posts?|articles?|news|stories|publications?|anything|something)"
)
_WHAT = "что"  # beside a verb it asks for no posts: «что посмотреть на английском»
_TOLD = IDLE | {"было", "вышло", "есть"}
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_ASK}{_LATEST}(?:{_POSTS}|{_WHAT}) {_IN}(?: (?P<topic>.+))?",
        rf"{_ASK}{_LATEST}(?:{_POSTS}|(?P<what>{_WHAT})) (?P<topic>.+?) {_IN}",
        rf"{_ASK}{_LATEST}{_OF} {_POSTS}(?: (?P<topic>.+))?",
    )
)
_BEHIND = _FORMS[1]  # what stands before the language is the topic, whatever it begins with, and may go on into it


def of_language(question: Question) -> Question:
    """Return a question that asks for posts in a language as one of that filter, without the words that only ask so.

    The language is a guess: where nothing in it answers, its words may be the topic's («статьи про уроки на английском»), or
    posts in any do. Without a word for posts it is no filter: «как сказать спасибо на английском».
    """
    if question.query.languages:
        return question
    text = bare(question.query.text)
    found = next(filter(None, map(_matched, _FORMS, [text] * len(_FORMS))), None)
    return _narrowed(question, found) if found else question


def _matched(form: re.Pattern[str], text: str) -> re.Match[str] | None:
    """A form that a text has; «новости на русском радио» are in no language."""
    found = form.fullmatch(text)
    if not found or not found["topic"]:
        return found
    if form is _BEHIND:
        return found if not found["what"] or _is_told(found["topic"]) else None
    return found if is_about(found["topic"]) else None


def _is_told(topic: str) -> bool:
    """Whether «что» with such words behind it asks for posts: «что пишут об ИИ», «что нового»."""
    said = topic.split()
    told = next((i for i, word in enumerate(said) if fold(word) not in _TOLD), len(said))
    return is_about(" ".join(said[told:])) or asks_for_latest(topic)


def _narrowed(question: Question, found: re.Match[str]) -> Question:
    topic = _topic(found)
    if not topic:
        return _asking(question, "", found, languages=(_code(found),))
    any_language = _asking(question, topic, found)
    if found.re is _BEHIND:
        in_words = _asking(question, f"{topic} {found['said']}", found)
        any_language = replace(in_words, wider=any_language, is_guess=True)
    return doubted(any_language, replace(_asking(question, topic, found).query, languages=(_code(found),)), found["said"])


def _topic(found: re.Match[str]) -> str:
    """The topic that is left; of «что нового про ИИ» the whole, which asks for the latest."""
    topic, what = without_about(found["topic"] or ""), found.groupdict().get("what")
    return f"{what} {topic}" if what and topic == found["topic"] else topic


def _asking(question: Question, text: str, found: re.Match[str], *, languages: tuple[str, ...] = ()) -> Question:
    query = replace(question.query, text=text, languages=languages, wants_latest=bool(found["latest"]))
    return replace(question, query=query)


def _code(found: re.Match[str]) -> str:
    named = next(name.lower() for key, name in found.groupdict().items() if key in ("on", "by", "in", "of") and name)
    return _SHORT.get(named) or _CODES[named]
