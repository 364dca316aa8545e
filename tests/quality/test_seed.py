"""The nine posts of the seed, with the real model: topics, questions, related posts, the export's fields."""

import json

import pytest

from indexer.library import Library
from indexer.models import ALWAYS, LOCAL, Query, TagSource
from indexer.sources.jsonl import write
from tests.quality.seed_questions import QUESTIONS

TOPICS = (
    "ml-system-design",
    "management",
    "management",
    "hyperparameter-optimisation",
    "feature-engineering",
    "feature-engineering",
    "product-news",
    "llm-alignment",
    "image-generation",
)
# The table of the seed's README: channel, author, hashtags, whether there is a preview, and what is told of each.
TABLE = (
    ("Ebout Data Science | Дима Савелко", None, [], False),
    ("Quant Valerian", None, [], False),
    ("Quant Valerian", None, [], False),
    ("Aspiring Data Science", "Anatoly Alekseev", ["hpo", "hpt", "optuna"], True),
    ("Aspiring Data Science", "Anatoly Alekseev", [], True),
    ("Aspiring Data Science", "Anatoly Alekseev", ["nlp", "pca", "dimreducers"], True),
    ("Yandex for ML", None, [], False),
    ("Душный NLP", None, [], False),
    ("Denis Sexy IT 🤖", None, [], False),
)
BOILERPLATE = ("VIEW IN TELEGRAM", "Please open Telegram", "This media is not supported", "Подписывайтесь:")


def test_every_post_gets_its_topic(seed: Library) -> None:
    posts = seed.posts(LOCAL)
    assert tuple(next(tag.name for tag in stored.tags if tag.source is TagSource.TOPIC) for stored in posts) == TOPICS


@pytest.mark.parametrize(("number", "question"), QUESTIONS)
def test_the_right_post_comes_first(seed: Library, number: int, question: str) -> None:
    answer = seed.search(Query(question, LOCAL), seed.embed_query(question))
    assert answer.fits
    assert answer.hits[0].post_id == number


@pytest.mark.parametrize(
    "question", ["рецепт борща с пампушками", "how to fix a leaking kitchen faucet", "стихи Бродского о море"]
)
def test_what_is_not_there_is_not_claimed(seed: Library, question: str) -> None:
    assert not seed.search(Query(question, LOCAL), seed.embed_query(question)).fits


def test_the_export_equals_the_table(seed: Library) -> None:
    lines = [json.loads(write(stored)) for stored in seed.export(LOCAL)]
    assert [(x["channel"], x["author"], x["hashtags"], x["preview"] is not None) for x in lines] == list(TABLE)
    for line in lines:
        assert (line["date"], line["url"], line["chat_id"], line["message_id"]) == (None, None, None, None)
        assert not any(words in line["text"] for words in BOILERPLATE)
        assert line["language"] == ("en" if line["post_id"] == 5 else "ru")
        paragraphs = [part for part in line["text"].split("\n") if len(part) > 40]
        assert len(paragraphs) == len(set(paragraphs))  # each text once
    assert lines[4]["text"] == ""
    assert all(set(lines[i]["preview"]) == {"site", "title", "description"} for i in (3, 4, 5))
    assert any("youtu" in link for link in lines[3]["links"])


def test_the_digest_of_everything_links_every_post(seed: Library) -> None:
    digest = seed.gathered(LOCAL, ALWAYS).digest()
    assert sorted(stored.post_id for story in digest.stories for stored in story.listed) == list(range(1, 10))
    assert all(story.quotes for story in digest.stories)


def test_a_post_has_related_ones(seed: Library) -> None:
    assert seed.related(2, LOCAL)[0].post_id == 3
