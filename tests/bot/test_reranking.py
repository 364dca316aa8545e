"""A cross-encoder, tiny and made here, puts hits in its own order through the code that loads a real one."""

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.conversation import answer_question
from bot.conversation.talk import Talk
from bot.desks import Desks
from bot.helpers import open_helpers
from bot.settings import Settings
from bot.views.html import plain
from indexer.errors import EmbedderError
from indexer.models import Answer, Hit, Post
from indexer.opening import open_library
from indexer.search.reranking import DEPTH, Reranker, open_reranker
from tests.forked import run_forked

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WORDS = "oak pine birch grows slowly fast tall in the forest what".split()  # noqa: SIM905
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")


def make(folder: Path, *, labels: int = 1) -> str:
    """Save a BERT of random weights with a vocabulary of a dozen words."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    tokenizer = BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=64)
    torch.manual_seed(3)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    config = BertConfig(vocab_size=len(tokenizer), max_position_embeddings=64, num_labels=labels, initializer_range=1.0, **shape)
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def reranker(model: str) -> Reranker:
    return open_reranker(model)


def hit(text: str, rank: int, *, fits: bool = True) -> Hit:
    return Hit(rank, text, 1.0 / rank, rank, fits=fits)


def answer_of(count: int) -> Answer:
    texts = [" ".join(WORDS[(i * step) % len(WORDS)] for i in range(1, 6)) for step in range(1, count + 1)]
    return Answer(tuple(hit(text, rank) for rank, text in enumerate(texts, 1)), posts=count)


def test_the_first_hits_are_put_in_the_order_of_the_model(reranker: Reranker) -> None:
    answer = answer_of(9)
    again = reranker.rerank("what grows fast", answer)
    assert sorted(h.post_id for h in again.hits) == [h.post_id for h in answer.hits]
    assert [h.post_id for h in again.hits] != [h.post_id for h in answer.hits]
    assert [h.rank for h in again.hits] == list(range(1, 10))


def test_the_order_does_not_depend_on_the_order_before(reranker: Reranker) -> None:
    answer = Answer(answer_of(5).hits, posts=5)
    turned = replace(answer, hits=answer.hits[::-1])
    one, other = (reranker.rerank("what grows fast", each).hits for each in (answer, turned))
    assert [h.passage for h in one] == [h.passage for h in other]


def test_hits_behind_the_depth_stay_where_they_are(reranker: Reranker) -> None:
    answer = answer_of(DEPTH + 5)
    again = reranker.rerank("what grows fast", answer)
    assert [h.post_id for h in again.hits[DEPTH:]] == [h.post_id for h in answer.hits[DEPTH:]]


def test_what_fits_stays_before_what_is_merely_near(reranker: Reranker) -> None:
    hits = tuple(replace(h, fits=h.rank <= 3) for h in answer_of(8).hits)
    assert [h.fits for h in reranker.rerank("what grows fast", Answer(hits, posts=8)).hits] == [True] * 3 + [False] * 5


def test_what_is_so_now_keeps_its_order(reranker: Reranker) -> None:
    answer = answer_of(4)
    assert reranker.rerank("какой сейчас курс доллара", answer) == answer


def test_an_empty_answer_stays_empty(reranker: Reranker) -> None:
    assert reranker.rerank("what grows", Answer(())) == Answer(())


def test_a_folder_without_a_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="reranker"):
        open_reranker(str(tmp_path))


def test_a_model_of_several_scores_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="3 scores"):
        open_reranker(make(tmp_path / "three", labels=3))


async def test_a_conversation_shows_the_hits_in_the_order_of_the_reranker(model: str) -> None:
    desks = Desks()
    library = await desks.store(open_library, "sqlite:///:memory:", "hashed")
    texts = ["oak grows slowly in the forest", "pine grows fast in the forest", "birch grows tall in the forest"]
    await desks.store(library.add, [Post(text) for text in texts], 5, via="forward", seen_at=NOW)
    helpers = await desks.embed(open_helpers, Settings(reranker=model))
    talk = Talk(library, desks, 5, "en", "UTC", NOW, helpers=helpers)
    assert helpers.reranker is not None
    wanted = helpers.reranker.rerank("grows in the forest", Answer(tuple(hit(text, n) for n, text in enumerate(texts, 1))))
    shown = plain((await answer_question(talk, "grows in the forest"))[0].html)
    places = [shown.index(h.passage) for h in wanted.hits]
    assert places == sorted(places)
    await desks.store(library.close)
    desks.close()


@pytest.mark.slow
def test_the_command_line_uses_it_too(model: str, tmp_path: Path) -> None:
    import os

    posts = tmp_path / "posts.jsonl"
    posts.write_text("\n".join(json.dumps({"text": f"{word} grows in the forest"}) for word in ("oak", "pine", "birch")))
    env = os.environ | {"SVODKA_DATABASE": f"sqlite:///{tmp_path}/a.db", "SVODKA_MODEL": "hashed"}

    def svodka(*arguments: str, reranker: str = "") -> subprocess.CompletedProcess[str]:
        return run_forked(list(arguments), env | {"SVODKA_RERANKER": reranker}, tmp_path)

    assert svodka("import", str(posts)).returncode == 0
    plainly, again = (json.loads(svodka("search", "grows forest", "--json", reranker=name).stdout) for name in ("", model))
    assert {found["post_id"] for found in plainly} == {found["post_id"] for found in again}
    asked = json.loads(svodka("ask", "What grows in the forest?", "--json", reranker=model).stdout)
    assert asked["kind"] == "quote"
    assert asked["text"].endswith("grows in the forest")
    assert svodka("search", "grows", reranker=str(tmp_path)).returncode == 1
