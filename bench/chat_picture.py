"""Draws a conversation as it is: ``.venv/bin/python bench/chat_picture.py`` writes ``docs/chat.svg`` from real answers.

A library of the samples is asked through the same functions that Telegram and the terminal use.
"""

import asyncio
import html
import re
import textwrap
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.terminal import put_samples_in
from bot.conversation import answer_command, answer_words
from bot.conversation.receiving import receive
from bot.conversation.talk import Reply, Talk
from bot.desks import Desks
from bot.views.html import plain
from indexer.library import embed_backlog
from indexer.models import LOCAL, Origin, Post
from indexer.opening import open_library

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WIDTH, COLUMN, LINE, LETTERS = 640, 560, 19, 66
FORWARD = Post(
    "Optuna 4: отсечение слабых попыток теперь включено по умолчанию. Подбор гиперпараметров на той же сетке занял вдвое меньше.",
    date=datetime(2026, 11, 23, tzinfo=UTC),
    origin=Origin("Градиент и спуск", username="gradient_spusk_example", message_id=412, chat_id=-1001),
    hashtags=("optuna",),
)
Bubble = tuple[bool, list[str], list[str]]  # ours, lines, buttons


async def converse() -> list[Bubble]:
    """Return what was said."""
    desks = Desks()
    library = await desks.store(open_library, "sqlite:///:memory:")
    await desks.store(put_samples_in, library, NOW)
    await desks.store(embed_backlog, library)
    talk = Talk(library, desks, LOCAL, "ru", "Europe/Moscow", NOW)
    said: list[Bubble] = [(False, _lines(f"↪ Переслано из «{FORWARD.origin.title}»\n{FORWARD.text}"), [])]
    said += _bubbles(await receive(talk, [FORWARD], keys=["0:1"], via="forward"))
    for question in ("как настроить гиперпараметры", "prompt for a character that stays the same"):
        said.append((False, _lines(question), []))
        said += _bubbles(await answer_words(talk, question))
    said.append((False, ["/subscribe еженедельно пн 09:00 #optuna"], []))
    said += _bubbles(await answer_command(talk, "subscribe", "еженедельно пн 09:00 #optuna"))
    await desks.store(library.close)
    desks.close()
    return said


def _bubbles(reply: Reply) -> list[Bubble]:
    return [(True, _lines(part.html), [button.text for row in part.rows for button in row]) for part in reply]


def _lines(markup: str) -> list[str]:
    """Wrap HTML by what is seen of it; bold is kept as a mark."""
    marked = re.sub(r"</?b>", lambda match: "\x01" if match[0] == "<b>" else "\x02", markup)
    wrapped = [textwrap.wrap(line, LETTERS) or [""] for line in plain(marked).split("\n")]
    return [line for lines in wrapped for line in lines]


def draw(said: list[Bubble]) -> str:
    """Return the picture."""
    parts, y = [], 16
    for ours, lines, buttons in said:
        height = LINE * len(lines) + 20
        x, fill = (16, "#ffffff") if ours else (WIDTH - COLUMN - 16, "#e3f7d3")
        parts.append(f'<rect x="{x}" y="{y}" width="{COLUMN}" height="{height}" rx="12" fill="{fill}"/>')
        parts += [_text(line, x + 14, y + 24 + LINE * i) for i, line in enumerate(lines)]
        y += height + 6
        for i, button in enumerate(buttons):
            width = COLUMN / len(buttons)
            left = x + i * width
            parts.append(f'<rect x="{left + 2:.0f}" y="{y}" width="{width - 4:.0f}" height="28" rx="8" fill="#c9d8e6"/>')
            middle = left + width / 2
            parts.append(f'<text x="{middle:.0f}" y="{y + 19}" text-anchor="middle" fill="#1c5a8c">{html.escape(button)}</text>')
        y += 42 if buttons else 8
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y + 8}" font-family="sans-serif" font-size="14">'
    return "\n".join([frame, f'<rect width="{WIDTH}" height="{y + 8}" fill="#dbe5ea"/>', *parts, "</svg>\n"])


def _text(line: str, x: int, y: int) -> str:
    spans = html.escape(line).replace("\x01", '<tspan font-weight="bold">').replace("\x02", "</tspan>")
    missing = spans.count("<tspan") - spans.count("</tspan>")
    spans = spans + "</tspan>" * missing if missing > 0 else spans.replace("</tspan>", "", -missing) if missing else spans
    return f'<text x="{x}" y="{y}" xml:space="preserve">{spans}</text>'


def main() -> None:
    """Write the picture."""
    Path("docs/chat.svg").write_text(draw(asyncio.run(converse())), encoding="utf-8")


if __name__ == "__main__":
    main()
