"""Commands. A new one needs a line here, its sentences in both languages, and nothing else."""

from collections.abc import Awaitable, Callable

from bot.conversation.digests import send_digest
from bot.conversation.following import follow, unfollow
from bot.conversation.history import ask_again, forget, list_history
from bot.conversation.languages import set_language
from bot.conversation.questions import answer_question
from bot.conversation.similar import list_similar
from bot.conversation.subscribing import list_subscriptions, subscribe, unsubscribe
from bot.conversation.tagging import list_tags, tag_post, untag_post
from bot.conversation.talk import Part, Reply, Talk
from bot.conversation.time_zones import set_timezone
from bot.conversation.undoing import undo_last
from bot.texts import say
from bot.views.html import escape
from indexer.language.sentences import cut

Answering = Callable[[Talk, str], Awaitable[Reply]]


async def greet(talk: Talk, argument: str) -> Reply:
    """``/start``."""
    if not talk.is_group:
        return (Part(talk.say_here("start")),)
    return (Part("\n\n".join([say(talk.language, "start-group"), *_deaf(talk)])),)


def _deaf(talk: Talk) -> list[str]:
    return [] if talk.hears_all else [say(talk.language, "group-privacy")]


async def explain(talk: Talk, argument: str) -> Reply:
    """``/help``."""
    lines = [f"/{name} — {escape(words)}" for name, words in command_menu(talk.language)]
    tail = [say(talk.language, "help-tail-group"), *_deaf(talk)] if talk.is_group else [talk.say_here("help-tail")]
    return (Part("\n".join([say(talk.language, "help-head"), *lines, "", *tail])),)


async def count(talk: Talk, argument: str) -> Reply:
    """``/stats``."""
    posts = await talk.desks.store(talk.library.count, talk.library_id)
    if not posts:
        return (Part(talk.say_here("empty-library")),)
    waiting = await talk.desks.store(talk.library.backlog, talk.library_id)
    promises = await talk.desks.store(talk.library.store.subscriptions, talk.library_id)
    state = say(talk.language, "behind", posts=waiting) if waiting else say(talk.language, "stats-ready")
    return (Part(f"{say(talk.language, 'stats', posts=posts, subscriptions=len(promises))} {state}"),)


async def ask(talk: Talk, argument: str) -> Reply:
    """``/ask words``."""
    return await answer_question(talk, argument, ask=True) if argument else (Part(say(talk.language, "ask-which")),)


COMMANDS: dict[str, Answering] = {  # in the order of the menu
    "search": answer_question,
    "ask": ask,
    "similar": list_similar,
    "history": list_history,
    "again": ask_again,
    "forget": forget,
    "digest": send_digest,
    "subscribe": subscribe,
    "subscriptions": list_subscriptions,
    "unsubscribe": unsubscribe,
    "timezone": set_timezone,
    "language": set_language,
    "follow": follow,
    "unfollow": unfollow,
    "tags": list_tags,
    "tag": tag_post,
    "untag": untag_post,
    "undo": undo_last,
    "stats": count,
    "help": explain,
    "start": greet,
}
ALIASES = {
    "найти": "search",
    "похожие": "similar",
    "история": "history",
    "ещё": "again",
    "еще": "again",
    "забыть": "forget",
    "спросить": "ask",
    "сводка": "digest",
    "подписаться": "subscribe",
    "подписки": "subscriptions",
    "отписаться": "unsubscribe",
    "пояс": "timezone",
    "язык": "language",
    "следить": "follow",
    "неследить": "unfollow",
    "метки": "tags",
    "метка": "tag",
    "отменить": "undo",
    "помощь": "help",
    "старт": "start",
}


def command_menu(language: str) -> list[tuple[str, str]]:
    """Return (name, what it does) of every command, in order."""
    return [(name, say(language, f"command-{name}")) for name in COMMANDS]


async def answer_command(talk: Talk, name: str, argument: str) -> Reply:
    """Do what a command says; one that there is not is said.

    Raises:
        SvodkaError: the command cannot be done; ``failure_text`` has the words.
    """
    command = COMMANDS.get(ALIASES.get(name, name))
    if command is None:
        return (Part(talk.say_here("unknown-command", name=escape(cut(name, 40)))),)
    return await command(talk, argument.strip())
