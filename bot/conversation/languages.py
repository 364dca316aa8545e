"""In which language a chat is spoken with: one that is chosen for it, or each person's own.

In private a choice holds wherever the person meets the bot; in a group it holds for everybody there and for the group's digests,
and any member may make it, as with all that a group can set.
"""

import re
from dataclasses import replace

from bot.conversation.talk import Button, Part, Pressed, Reply, Talk
from bot.texts import say
from bot.views.html import escape
from indexer.language.sentences import cut
from indexer.language.text import fold
from indexer.models import Chat

AUTO = "auto"
CHOICES = ("ru", "en", AUTO)
SHOWN = 40
_TELEGRAM = "telegram|telegramm|телеграм|телеграме|телеграмм|телеграмме|тг"
_NAMES = {
    "ru": re.compile(r"(?:(?:на|по|in|to) )?(?:ru(?: ru)?|rus|рус|русски|русск(?:ий|ом|ого|ая)|russian)(?: язык\w?| language)?"),
    "en": re.compile(
        r"(?:(?:на|по|in|to) )?(?:en(?: us| gb| uk)?|eng|англ|английски|английск(?:ий|ом|ого|ая)|english)(?: язык\w?| language)?"
    ),
    AUTO: re.compile(
        rf"(?:to )?(?:auto|automatic)|automatically|авто|автоматически|автоматический|по умолчанию|default|сброс|сбросить|reset"
        rf"|(?:как|такой как|на языке) (?:в |у )?(?:моем |моего |моего )?(?:{_TELEGRAM}|клиенте|клиента)"
        rf"|(?:as|like|same as) (?:in )?(?:my |the )?(?:{_TELEGRAM}|client)"
    ),
}
_POLITE = re.compile(r"\b(?:пожалуйста|плиз|please|pls)\b")
_SPEAK = re.compile(
    r"(?:(?:а|ты|вы|теперь|давай|можешь|можно|умеешь|now|can|could|do|will|would|you|let s|lets) )*"
    r"(?:говори|говоришь|отвечай|пиши|общайся|переключись|перейди|понимаешь|знаешь"
    r"|(?<=\w )(?:говорить|отвечать|писать|общаться|перейти)"  # alone it is a topic: «писать на английском»
    r"|speak|talk|answer|reply|respond|write|understand|know|use|set|switch|change)"
    r"(?: (?:со|мной|мне|нам|с|нами|to|me|us|with|теперь|только|всегда|now|only|always))*"
    r"(?P<rest>(?: \w+){1,4})"
)
_WISHED = re.compile(r"(?:давай|давайте|лучше|можно|можешь|let s|can we|could we)(?P<rest>(?: \w+){1,3})")
_LOST = re.compile(
    r"(?:(?:я|мы|i|we) )?(?:не (?:понимаю|понимаем|знаю|знаем|говорю|говорим|читаю|умею)"
    r"|(?:do not|don t|dont|can t|cannot|can not) (?:understand|speak|read|know))(?P<rest>(?: \w+){1,3})"
)
_OTHER = {"ru": "en", "en": "ru"}
_CHANGE = re.compile(
    r"(?:(?:как|хочу|можно|можешь|how to|how (?:do|can) i|i want to|can (?:i|you)) )?"
    r"(?:смени|сменить|поменяй|поменять|измени|изменить|переключи|переключить|поставь|выбери|выбрать|установи"
    r"|change|switch|set|choose)(?: (?:the|my|your))? (?:язык|language)(?: бота| интерфейса)?(?P<rest>(?: \w+){1,4})?"
)
_ASKED = re.compile(
    r"(?:на )?каки(?:е|х) язык(?:и|ах) (?:ты )?(?:знаешь|понимаешь|говоришь)|на каких языках ты говоришь"
    r"|мой язык|язык бота|язык интерфейса|(?:what|which) languages? do you (?:speak|know|understand)|my language|bot language"
)


async def set_language(talk: Talk, argument: str) -> Reply:
    """``/language [ru|en|auto]``, or words for these; without any, what is spoken here and why, with buttons."""
    if not argument:
        chat = await talk.desks.store(talk.library.store.chat, talk.library_id)
        return (_told(replace(talk, language=chat.chosen or talk.language), "language-is", chat),)
    choice = read_choice(argument)
    if choice is None:
        value = escape(cut(argument, SHOWN))
        chat = await talk.desks.store(talk.library.store.chat, talk.library_id)
        return (Part(say(talk.language, "language-unknown", value=value), (_buttons(talk, chat),)),)
    return (await _choose(talk, choice),)


async def choose_by_button(talk: Talk, number: str) -> Pressed:
    """Choose what a button offered, by its place among the choices."""
    if not 0 <= int(number) < len(CHOICES):
        return Pressed(notice=say(talk.language, "too-old"))
    return Pressed(edit=await _choose(talk, CHOICES[int(number)]))


def read_choice(words: str) -> str | None:
    """Return which of ``CHOICES`` words name, in either language; None for any others."""
    said = _plain(words)
    return next((choice for choice, names in _NAMES.items() if names.fullmatch(said)), None)


def meant_language(text: str) -> str | None:
    """Return the choice that a whole message asks for, "" where it asks what there is to choose; None where neither."""
    said = _plain(text)
    if _ASKED.fullmatch(said):
        return ""
    if match := _CHANGE.fullmatch(said):
        return read_choice(match["rest"]) if match["rest"] else ""
    if match := _LOST.fullmatch(said):
        return _OTHER.get(read_choice(match["rest"]) or "")
    match = _SPEAK.fullmatch(said) or _WISHED.fullmatch(said)
    wished = match["rest"].strip() if match else said if _is_polite(text) else ""
    choice = read_choice(wished)
    return None if choice == AUTO and wished.isalpha() else choice  # "write automatically" says too little


def _is_polite(text: str) -> bool:
    return _POLITE.search(fold(text)) is not None


def _plain(words: str) -> str:
    """Words alone, without signs: «по-русски, пожалуйста!» is «по русски»."""
    return " ".join(re.findall(r"[^\W_]+", _POLITE.sub(" ", fold(words))))


async def _choose(talk: Talk, choice: str) -> Part:
    """Keep a choice; automatic, a group's digests are in the language of whoever asked for that."""
    chat = await talk.desks.store(talk.library.store.chat, talk.library_id)
    own = talk.automatic or chat.language or talk.language
    chat = replace(chat, chosen=None, language=own) if choice == AUTO else replace(chat, chosen=choice)
    await talk.desks.store(talk.library.store.save_chat, chat)
    await talk.show_menu(talk.library_id, chat.chosen)
    return _told(replace(talk, language=chat.chosen or own), "language-set", chat)


def _told(talk: Talk, name: str, chat: Chat) -> Part:
    digests = chat.speaks or talk.language
    words = say(talk.language, name, place=talk.place, why="chosen" if chat.chosen else "own", digests=digests)
    return Part(words, (_buttons(talk, chat),))


def _buttons(talk: Talk, chat: Chat) -> tuple[Button, ...]:
    """Each language by its own name, for whoever cannot read the other; what holds is marked."""
    labels = [say(talk.language, "button-language", choice=choice, place=talk.place) for choice in CHOICES]
    held = chat.chosen or AUTO
    marked = [f"✓ {label}" if choice == held else label for choice, label in zip(CHOICES, labels, strict=True)]
    return tuple(Button(label, f"language:{number}") for number, label in enumerate(marked))
