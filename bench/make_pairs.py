"""Writes ``data/eval/pairs.jsonl``, labelled pairs of posts for `svodka eval pairs`: ``.venv/bin/python -m bench.make_pairs``.

A pair is a repeat (label 1) if one text is the other as channels pass it on: cut, advertised around, inside a longer one, edited,
reordered. It is none (label 0) if the texts share a template, an event, a footer or their meaning in two languages. Most are
made with a fixed seed of ``data/samples`` and ``data/eval/texts.jsonl``; those of ``data/eval/hard.jsonl`` are written by hand.
"""

import json
import random
import re
from collections.abc import Iterator
from typing import Any

from bench.repeating import KINDS, TAILS
from indexer.data import DATA
from indexer.models import Post
from indexer.sources import read_files

SEED = 20261124
EACH = 26  # pairs of every kind of repeat
EVAL = DATA / "eval"
Pair = dict[str, Any]

TEMPLATES = {
    "en": (
        "CVE-2024-{a}: heap overflow in lib{name} before {b}.{c}. Attackers can run code with a crafted file. Update now.",
        "{name} {b}.{c} is out: {d} fixes, new export, faster start. Download it from the usual place and report what breaks.",
        "Daily price check: {name} is at {a} dollars, {d} percent less than a week ago. Prices change at midnight, no promises.",
        "Status: region {name}, {d} minutes of degraded service, {a} requests failed. The report follows within three days.",
    ),
    "ru": (
        "Бюллетень {a}: уязвимость в сервере «{name}» до версии {b}.{c} позволяет читать чужие файлы. Обновитесь сегодня же.",
        "«{name}» по акции: {a} ₽ вместо {e} ₽, доставка за {d} дней, гарантия год. Количество ограничено, пишите менеджеру.",
        "Погода на завтра, {name}: днём +{d}, ночью +{c}, давление {a}. Возьмите зонт, если собираетесь за город.",
        "Матч завершён, «{name}»: счёт {b}:{c}, зрителей {a}. Следующая игра через {d} дней на том же стадионе.",
    ),
}
NAMES = {"en": ("Acorn", "Birch", "Cobalt", "Delta"), "ru": ("Берёза", "Вереск", "Гранит", "Дельта")}


def texts() -> list[dict[str, Any]]:
    """Return every text to make pairs of: ``text``, ``language`` and, for some, their ``id`` and that of a ``translation``."""
    posts = [entry for entry in read_files([DATA / "samples"]) if isinstance(entry, Post)]
    samples = [
        {"text": post.reading, "language": "ru" if re.search("[а-я]", post.text) else "en"}
        for post in posts
        if len(post.reading) > 150
    ]
    return samples + [json.loads(line) for line in (EVAL / "texts.jsonl").read_text("utf-8").splitlines()]


def repeats(chance: random.Random, given: list[dict[str, Any]]) -> Iterator[Pair]:
    """Yield pairs of a text and what a channel made of it, ``EACH`` of every kind."""
    for kind, change in KINDS.items():
        for each in chance.sample(given, EACH):
            changed = change(chance, each["text"])
            tail = kind in ("cut", "edit", "reordered") and chance.random() < 0.25
            yield _pair(each, f"{changed}\n\n{chance.choice(TAILS)}" if tail else changed, 1, kind)
    for each, before, after in (chance.sample(given, 3) for _ in range(EACH)):
        yield _pair(each, f"{before['text']}\n\n{each['text']}\n\n{after['text']}", 1, "inside")


def others(chance: random.Random, given: list[dict[str, Any]]) -> Iterator[Pair]:
    """Yield pairs that are no repeats: translations, one template with other numbers, one footer, unlike texts."""
    by_id = {each["id"]: each for each in given if "id" in each}
    for each in given:
        if each["language"] == "ru" and "translation" in each:
            yield _pair(each, by_id[each["translation"]]["text"], 0, "translation")
    for language, templates in TEMPLATES.items():
        for i in range(2 * EACH):
            filled, refilled = _filled(chance, templates[i % len(templates)], chance.choice(NAMES[language]))
            yield {"text_1": filled, "text_2": refilled, "label": 0, "kind": "template", "language": language}
    for i in range(4 * EACH):
        one, two = chance.sample([each for each in given if each["language"] == ("ru", "en")[i % 2]], 2)
        foot = f"\n\n{chance.choice(TAILS)}" if i % 4 > 1 else ""
        yield _pair(one | {"text": one["text"] + foot}, two["text"] + foot, 0, "footer" if foot else "unrelated")


def _filled(chance: random.Random, template: str, name: str) -> tuple[str, str]:
    """A template filled in twice; one number or all of them differ."""
    places = re.findall(r"{(\w)}", template)
    first = {place: chance.randrange(1000, 9000) if place in "ae" else chance.randrange(1, 30) for place in places}
    changed = places if chance.random() < 0.5 else [chance.choice(places)]
    second = first | {place: first[place] + chance.randrange(1, 30) for place in changed}
    return template.format(name=name, **first), template.format(name=name, **second)


def _pair(each: dict[str, Any], other: str, label: int, kind: str) -> Pair:
    return {"text_1": each["text"], "text_2": other, "label": label, "kind": kind, "language": each["language"]}


def pairs() -> list[Pair]:
    """Return all pairs, always the same."""
    chance, given = random.Random(SEED), texts()
    hard = [json.loads(line) for line in (EVAL / "hard.jsonl").read_text("utf-8").splitlines()]
    return [*repeats(chance, given), *others(chance, given), *hard]


def main() -> None:
    """Write the file."""
    lines = [json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs()]
    (EVAL / "pairs.jsonl").write_text("".join(lines), "utf-8")
    print(f"{len(lines)} pairs")


if __name__ == "__main__":
    main()
