"""Words that are for the bot rather than for its library: greetings, thanks, and commands said without their slash."""

import re

from bot.conversation.commands import answer_command
from bot.conversation.going_on import go_on
from bot.conversation.languages import meant_language
from bot.conversation.questions import answer_question
from bot.conversation.talk import Part, Reply, Talk
from bot.texts import say
from indexer.errors import QueryError
from indexer.language.question_words import asks_for_latest
from indexer.language.text import fold
from indexer.times import read_time
from indexer.times.periods import LONGEST_WORDS, parse_period

_SAID = {
    "greeting": (
        "привет|приветик|здравствуй|здравствуйте|добрый день|доброе утро|добрый вечер|хай|салют|здарова|ку"
        "|hi|hello|hey|hi there|hello there|good morning|good evening|good afternoon"
    ),
    "thanks": (
        "спасибо|большое спасибо|спасибо большое|спс|благодарю|пасиб|молодец|thanks|thank you|thank you very much|many thanks|thx"
    ),
    "okay": "ок|окей|ладно|хорошо|понятно|понял|поняла|ясно|договорились|ok|okay|fine|got it|i see|alright|all right",
    "bye": "пока|до свидания|до завтра|до встречи|спокойной ночи|bye|goodbye|bye bye|see you|good night",
    "well": (
        "(?:привет )?как (?:у тебя )?(?:дела|жизнь|сам|поживаешь|ты)"
        "|(?:hi |hello )?how are you(?: doing)?|how's it going|what's up"
    ),
    "complaint": (
        "не то|это не то|не нашел|ничего не нашел|не работает|ты не работаешь|ты тупой|тупой бот|ты тупой бот|плохой бот"
        "|that's not it|not that|bad bot|stupid bot|you are stupid|fuck you"
    ),
}
_MEANT = {  # a command, and what people say instead; what follows is its argument
    "help": (
        "помощь|помоги|помогите|меню|команды|список команд|что ты умеешь|что умеешь|что ты можешь|кто ты|ты кто|как тебя зовут"
        "|как ты работаешь|как тобой пользоваться|как пользоваться|ты бот|ты человек|что это за бот"
        "|help|help me|menu|commands|what can you do|who are you|what are you|how do you work|how does this work|are you a bot"
    ),
    "stats": (
        "статистика|сколько (?:у тебя |у меня |у нас |всего )?постов(?: в библиотеке)?"
        "|stats|statistics|how many posts(?: do i have| are there)?"
    ),
    "tags": "метки|мои метки|теги|тэги|мои теги|tags|my tags",
    "subscriptions": "подписки|мои подписки|subscriptions|my subscriptions",
    "unsubscribe": "отписаться|отпиши меня|отпишись|unsubscribe|unsubscribe me",
    "history": "история поиска|мои вопросы|my questions|search history",
}
_UNDO = (
    "(?:удали|удалить|убери|отмени|отменить)(?: это| последнее| последний пост)?"
    "|(?:delete|remove|undo)(?: this| that| it| the last one)?"
)
_SUBSCRIBE = re.compile(
    r"(?:подписка|подпиши меня|подписаться|хочу подписаться|subscribe(?: me)?)"
    r"|(?:подпиши(?: меня)? на|подписаться на|хочу подписаться на|subscribe(?: me)? (?:to|for))(?P<rest>(?: \S+)+)"
)
_DIGEST = re.compile(
    r"(?:(?:сделай|дай|покажи|пришли|хочу|give me|show me|send me|make)(?: мне| me)? )?(?:a |the )?"
    r"(?:сводк[ауи]|дайджест|digest)(?: новостей)?(?P<rest>(?: \S+)*)"
)
_HIGHLIGHTS = re.compile(r"(?:главное|самое важное|итоги|события|highlights)(?P<rest>(?: \S+)+)")
_ABOUT = re.compile(r"^(?:про|о|o|об|по|на тему|about|on) ")
_ALL = re.compile("все|обновления|everything|updates")
_END = re.compile(r"[\W_]+$")
_LONGEST = 100  # characters: more is no small talk


async def answer_words(talk: Talk, text: str) -> Reply:
    """Return what words get: an answer of manners, what the command does that they say, else what the library has on them.

    Only whole messages count: «привет из Турции» is looked for. What goes on from the last question is answered so.

    Raises:
        SvodkaError: it cannot be done; ``failure_text`` has the words.
    """
    folded = " ".join(fold(text).split()) if len(text) <= _LONGEST else ""
    said = _END.sub("", folded)
    for kind, phrases in _SAID.items():
        if re.fullmatch(phrases, said):
            return (Part(say(talk.language, f"talk-{kind}")),)
    if re.fullmatch(_UNDO, said):
        return (Part(say(talk.language, "talk-undo")),)
    if not text.strip():  # the bot's name and nothing else
        return (Part(say(talk.language, "talk-greeting")),)
    if (choice := meant_language(said)) is not None:
        return await answer_command(talk, "language", choice)
    if folded and (more := await go_on(talk, text)):
        return more
    name, rest = _command(talk, said, folded)
    argument = " ".join(text.split()[-len(rest.split()) :]).rstrip(" .!?…") if rest else ""  # with its capitals and signs
    return await (answer_command(talk, name, argument) if name else answer_question(talk, text))


def _command(talk: Talk, said: str, folded: str) -> tuple[str, str]:
    """Return the command that words mean and the words of its argument, folded; no name where they mean none.

    ``said`` are the words without the signs at their end, which may belong to an argument: C++.
    """
    for name, phrases in _MEANT.items():
        if re.fullmatch(phrases, said):
            return name, ""
    if match := _SUBSCRIBE.fullmatch(said) or _SUBSCRIBE.fullmatch(folded):
        topic = _topic(folded[match.start("rest") :] if match["rest"] else "")
        return "subscribe", "" if _ALL.fullmatch(topic) or asks_for_latest(topic) else topic
    if match := _DIGEST.fullmatch(folded):
        rest = match["rest"].strip()
        if not rest or _ABOUT.match(rest) or _is_time_first(_END.sub("", rest).split()):
            return "digest", _topic(rest)
    if (match := _HIGHLIGHTS.fullmatch(said)) and _is_period(talk, match["rest"]):
        return "digest", match["rest"].strip()
    return "", ""


def _topic(rest: str) -> str:
    return _ABOUT.sub("", rest.strip())


def _is_time_first(parts: list[str]) -> bool:
    """Whether words are a time, or one and a topic: «за неделю про ИИ»; of one that is to come the digest tells."""
    sizes = range(min(LONGEST_WORDS, len(parts)), 0, -1)
    ends = (size for size in sizes if size == len(parts) or _ABOUT.match(" ".join(parts[size:])))
    return any(read_time(" ".join(parts[:size])) for size in ends)


def _is_period(talk: Talk, words: str) -> bool:
    try:
        return parse_period(words, now=talk.now, zone=talk.zone) is not None
    except QueryError:
        return False
