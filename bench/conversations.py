"""Writes docs/conversations.md: thirty questions and commands as people type them, with the answers as the terminal shows them.

The library is data/eval/hard-search: posts written for this project. Run from the project's folder:
``.venv/bin/python -m bench.conversations``. Whoever changes how answers look or what they find reads the page again.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.conversation import answer_command, answer_words, failure_text
from bot.conversation.talk import Part, Talk
from bot.desks import Desks
from bot.views.terminal import to_terminal
from indexer.data import DATA
from indexer.errors import SvodkaError
from indexer.evaluation.collection import read_collection
from indexer.library import Library, embed_backlog
from indexer.models import LOCAL, Origin, Post
from indexer.opening import open_library

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PAGE = Path(__file__).parents[1] / "docs" / "conversations.md"
ASKED = {
    "ru": (
        "выгорание тимлида",
        "jgnbvbpfwbz rjl",
        "оптуна",
        "как настроить гиперпараметры?",
        "что делать, если упал прод ночью?",
        "кликхаус json",
        "рецепт шарлотки",
        "hfcgbcfybt fdnj,ecjd",
        "#автомл",
        '"стучит как дождь по карнизу"',
        "байкал -зимой",
        "кошка боится пылесоса has:image",
        "на прошлой неделе",
        "что делать с выгоранием в 2019 году?",
        "кликхаус вчера",
        "postgresql 9.6",
        "after:2026-13 ставка по ипотеке",
        "/ask сколько держать тесто в холодильнике",
        "/history",
        "/again",
    ),
    "en": (
        "beetroot soup recipe",
        "kuberentes pending",
        "when to visit lake Baikal in winter",
        "gpt4o",
        "yolo v8",
        "so how long do I keep the dough in the fridge?",
        "goroxovyj sup",
        "postgres lang:en",
        'sql "index" -vacuum',
        "best sushi in Osaka",
        "torch.complie speedup",
        "/similar a team lead who is tired of meetings",
        "/stats",
    ),
}


async def converse() -> str:
    """Return the page."""
    desks = Desks()
    library = await desks.store(filled)
    parts = [(__doc__ or "").split("\n")[0].replace("Writes docs/conversations.md: t", "# T")]
    parts.append("Made by `.venv/bin/python -m bench.conversations`; the words in [brackets] are buttons.")
    for language, asked in ASKED.items():
        talk = Talk(library, desks, LOCAL, language, "Europe/Moscow", NOW)
        parts += [f"```text\n› {words}\n\n{await shown(talk, words)}\n```" for words in asked]
    await desks.store(library.close)
    desks.close()
    return "\n\n".join(parts) + "\n"


def filled() -> Library:
    """Return a library of the posts, one for every third of a day before now."""
    library = open_library("sqlite:///:memory:")
    corpus = read_collection(DATA / "eval" / "hard-search").corpus
    posts = [
        Post(
            text,
            date=NOW - i * timedelta(hours=8),
            origin=Origin("Заметки" if i % 2 else "Notebook", username="svodka_example", message_id=i + 1),
        )
        for i, text in enumerate(corpus.values())
    ]
    library.add(posts, LOCAL, via="import", seen_at=NOW)
    embed_backlog(library)
    return library


async def shown(talk: Talk, words: str) -> str:
    """Return an answer as the terminal shows it."""
    name, _, argument = words[1:].partition(" ")
    try:
        reply = await (answer_command(talk, name, argument) if words.startswith("/") else answer_words(talk, words))
    except SvodkaError as error:
        reply = (Part(failure_text(error, talk.language)),)
    rows = ["  ".join(f"[{button.text}]" for button in row) for part in reply for row in part.rows]
    return "\n\n".join([*(to_terminal(part.html, colours=False) for part in reply), "\n".join(rows)]).rstrip()


if __name__ == "__main__":
    PAGE.write_text(asyncio.run(converse()), encoding="utf-8")
