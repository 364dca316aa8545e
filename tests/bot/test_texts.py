"""Both languages say the same things."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

import bot.texts
from bot.conversation import COMMANDS, command_menu
from bot.texts import LANGUAGES, by_how_much, say

FILES = {language: Path(bot.texts.__file__).with_name(f"{language}.ftl").read_text(encoding="utf-8") for language in LANGUAGES}


def keys(language: str) -> list[str]:
    return re.findall(r"^([\w-]+) =", FILES[language], re.MULTILINE)


def variables(language: str, key: str) -> set[str]:
    body = re.search(rf"^{key} =(.*?)(?=^[\w#])", FILES[language] + "\nend", re.MULTILINE | re.DOTALL)
    assert body is not None
    return set(re.findall(r"\$(\w+)", body[1]))


def test_both_languages_have_the_same_sentences_with_the_same_values() -> None:
    assert keys("ru") == keys("en")
    for key in keys("ru"):
        assert variables("ru", key) == variables("en", key), key


def test_every_sentence_is_used_somewhere() -> None:
    root = Path(bot.texts.__file__).parents[1]
    source = "\n".join(path.read_text(encoding="utf-8") for path in root.rglob("*.py"))
    made = ("command-", "error-", "verdict-", "tags-", "button-", "cadence-", "talk-", "skip-", "burst-", "import-")
    for key in keys("en"):
        assert re.search(rf"""["']{key.removesuffix("-terminal")}["']""", source) or key.startswith(made), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_described(language: str) -> None:
    menu = command_menu(language)
    assert [name for name, _ in menu] == list(COMMANDS)
    assert all(3 <= len(words) <= 256 for _, words in menu)  # Bot API, BotCommand


@pytest.mark.parametrize(
    ("posts", "words"), [(1, "Ещё 1 пост не"), (3, "Ещё 3 поста не"), (12, "Ещё 12 постов не"), (21, "Ещё 21 пост не")]
)
def test_russian_plurals(posts: int, words: str) -> None:
    assert say("ru", "behind", posts=posts).startswith(words)


@pytest.mark.parametrize(
    ("span", "language", "words"),
    [
        (timedelta(minutes=1), "ru", "1 минуту"),
        (timedelta(days=9), "ru", "1 неделю"),
        (timedelta(days=3), "ru", "3 дня"),
        (timedelta(days=400), "ru", "1 год"),
        (timedelta(minutes=1), "en", "1 minute"),
    ],
)
def test_a_span_stands_in_the_case_of_earlier(span: timedelta, language: str, words: str) -> None:
    assert by_how_much(span, language) == words


@pytest.mark.parametrize("key", ["timezone-kept", "timezone-moved", "button-rezone"])
def test_one_subscription_and_twenty_one_are_told_apart(key: str) -> None:
    values = {"zone": "Berlin"} if key == "timezone-moved" else {}
    one, many, most = (say("ru", key, count=count, **values) for count in (1, 21, 5))
    assert one != many
    assert many == most.replace("(5)", "(21)")


def test_twenty_one_have_their_number() -> None:
    assert say("ru", "unsubscribed", count=21) == "Отменил 21 подписку."
    assert say("ru", "saved", posts=21) == "Сохранил 21 пост."
    assert say("ru", "receipt-skipped", posts=21).startswith("В 21 сообщении нет")
