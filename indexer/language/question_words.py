"""How questions are asked in Russian and English."""

import re

from indexer.language.sentences import FUNCTION_WORDS
from indexer.language.stemming import stem
from indexer.language.text import fold, words

_QUESTION_WORDS_TEXT = (
    "кто кого кому кем что чего чему чем какой какая какое какие каким какими каких какую каком какого как когда где куда "
    "откуда почему зачем отчего сколько чей чья чье чьи который которая "
    "who whom whose what which when where why how"
)
_AUXILIARIES_TEXT = "is are was were do does did can could should would will has have had"
QUESTION_WORDS, _AUXILIARIES = frozenset(_QUESTION_WORDS_TEXT.split()), frozenset(_AUXILIARIES_TEXT.split())
ASKING = frozenset(map(stem, QUESTION_WORDS | _AUXILIARIES))  # they ask, and no answer repeats them
_ASIDE_TEXT = (
    "подскажи подскажите пожалуйста плиз скажи скажите покажи покажите найди найдите расскажи расскажите напомни напомните "
    "помоги помогите помнишь дай дайте слушай кстати please"
)
ASIDE = frozenset(_ASIDE_TEXT.split())  # said to whoever is asked
_LATEST_TEXT = (
    "нового новое новости новостей новостях новые интересного интересное последние последнее последних свежие свежее "
    "свежего главное важное важного событий события итоги "
    "new news latest recent newest headlines"
)
_POSTED_TEXT = "писал писала писали пишут пишет написали пост посты постов"
_EMPTY_TEXT = (
    f"{_POSTED_TEXT} было были есть написал произошло случилось вышло записи "
    "happened happen was were there posts post written published show what's o"  # «o чем писали» with a Latin letter
)
_LATEST = frozenset(_LATEST_TEXT.split())
_MISSED = re.compile(r"\b(?:пропустила?|последний пост|(?:did i|i) miss(?:ed)?)\b")
_IDLE_TEXT = (
    f"{_POSTED_TEXT} говорят сообщают обсуждают слышно новости новостей новое нового "
    "случилось стряслось произошло происходит происходило творится"
)
IDLE = frozenset(_IDLE_TEXT.split())  # beside a topic they say nothing of it
TELLING = IDLE | frozenset(["было", "вышло", "happened"])  # of a topic, at the time before them
_AROUND_TEXT = (
    "что какие какое есть ли у нас там тут в посты пост записи все самые самое мне я топ дня недели месяца вышло было произошло "
    "случилось what what's is are the any some posts post news show me give there i did have top main"
)
_AROUND = ASIDE | frozenset(_AROUND_TEXT.split())
_EMPTY = FUNCTION_WORDS | ASIDE | _LATEST | frozenset(_EMPTY_TEXT.split())
HOW_MUCH = re.compile(r"\bhow (?:many|much|long|old|far|often|large|big|tall|high)\b", re.IGNORECASE)  # one asking word in two
_BEFORE_TEXT = (
    "а и ну так же вот в во на с со за о об обо по до к из от у про для под при from in at on for to a c o"  # Latin ones too
)
_BEFORE = ASIDE | frozenset(_BEFORE_TEXT.split())  # a question word
_NEWS_OF = re.compile(
    r"(?:(?:какие|есть|покажи|дай|show me|give me|what are|any|the)\s+)*+"
    r"(?:(?:последние|свежие|новые|latest|recent|newest)\s+(?:новости|посты|news|posts|updates)"
    r"|(?:а\s+)?что\s+(?:там\s+)?нового(?:\s+слышно)?|what(?:'s| is)\s+new|any(?:thing)?\s+new)"
    r"\s+(?:(?:про|об?|обо|по|из|в|во|у|с|about|on|of|from|in|with)\s+)?(?=\w)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(  # with it; a longer question asks what goes on there when something else does
    r"(?:(?:а|ну)\s+)?что\s+(?:(?:там|сейчас)\s+)?(?:(?:происходит|творится|слышно)\s+(?:у|в|во|на|вокруг|со?)|со?)"
    r"\s+(?!собой\b|чем\b)(?=\S+(?:\s\S+)?\s*$)"
    r"|what(?:'s| is)\s+(?:going\s+on|happening|up)\s+(?:with|in|at)\s+(?:the\s+)?(?=\S+(?:\s\S+)?\s*$)",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_ABOUT = re.compile(
    r"(?:(?:новости|посты|news|posts)\s+)?(?:про|об?|o|(?:на|по)\s+тем[еу]|по|about|on(?:\s+the\s+(?:topic|subject)\s+of)?)\s+(?=\S)",
    re.IGNORECASE,
)
_POSTS = "(?:posts?|news|stories|headlines|пост(?:а|ов)?|новост(?:и|ей)|истори[ий]|сообщени[яй])"
_TOP = rf"(?:top|топ)[\s-]?\d{{1,3}}(?:\s+{_POSTS})?"
_COUNT_BESIDE = re.compile(rf"^(?:{_TOP}|\d{{1,3}}\s+{_POSTS})(?:[\s,:]+|$)|(?<!\S){_TOP}$", re.IGNORECASE)
SIGNS = " .,!?…"  # around a question
_MARK = re.compile(r"[?？]['\"»”)\s]*$")  # noqa: RUF001


def asks_for_all(text: str) -> bool:
    """Say whether words ask for nothing in particular, as "what was new" does: beside filters, for all that these leave.

    What is written in capitals is a name: IT, WHO.
    """
    return not _CAPITALS.search(text) and all(word in _EMPTY or stem(word) in ASKING for word in words(text))


def asks_for_latest(text: str) -> bool:
    """Say whether words ask for what is new, whatever it is about: «что нового?», "latest posts"; «последние из нас» do not."""
    missed = _MISSED.search(fold(text))
    said = set(words(text)) - set(words(missed[0] if missed else ""))
    return not _CAPITALS.search(text) and (bool(missed) or not _LATEST.isdisjoint(said)) and said <= _AROUND | _LATEST


def news_of(text: str) -> str:
    """Return what the latest is asked of: Сирии of «что нового в Сирии?», and of "latest news about Trump" Trump; else ""."""
    lead = _NEWS_OF.match(text) or _GOES_ON.match(text)
    return text[lead.end() :].rstrip("? ") if lead else ""


def is_about(topic: str) -> bool:
    """Say whether words begin with what says that a topic follows: «про ИИ», "on AI"."""
    return _ABOUT.match(topic) is not None


def is_about_nothing(words: str) -> bool:
    """Say whether words only say that a topic follows, and none does: «про», "news about"."""
    lead = _ABOUT.match(f"{words} …")
    return lead is not None and lead.end() == len(words) + 1


def without_about(topic: str) -> str:
    """Return what words are about: ИИ of «новости про ИИ», «по ИИ» and "about ИИ"; others are returned as they are."""
    lead = _ABOUT.match(topic)
    return topic[lead.end() :] if lead else topic


def count_beside(words: str) -> tuple[str, str, bool]:
    """Return how many are wanted, the words beside that, and whether it is said of what: «топ 10», «за неделю», False.

    It stands before or after them; "" where it is not told.
    """
    said = _COUNT_BESIDE.search(words)
    if said is None:
        return "", words, False
    count = said[0].strip(" ,:")
    return count, f"{words[: said.start()]}{words[said.end() :]}".strip(), count[-1].isalpha()


def bare(text: str) -> str:
    """Return a question in one line, without the signs around it."""
    return " ".join(text.split()).strip(SIGNS)


def is_question(text: str) -> bool:
    """Say whether words ask something: they end with a question mark, or begin as questions do: «за что», «а кто», "does it"."""
    if _MARK.search(text):
        return True
    said = words(text)
    first = next((word for word in said if word in QUESTION_WORDS or word not in _BEFORE), "")
    asks = first in QUESTION_WORDS or said[-1:] == ["когда"]
    return len(said) > 1 and (asks or (len(said) > 2 and said[0] in _AUXILIARIES))
