"""Sentences have vectors of their own, made after those of the passages; they put what was found in order."""

import sqlite3
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from indexer.language.sentences import sentences
from indexer.library import Library, embed_backlog
from indexer.models import Post, Query, Receipt
from indexer.opening import open_library
from indexer.passages import SHORTEST_PART, parts
from tests.indexer.makers import ALICE, NOW

SEVERAL = (
    "The museum of river trade opens its doors again on Saturday after two years of work. "
    "Tickets are sold at the entrance and in the city's library from ten in the morning. "
    "The collection of birch bark letters is shown for the first time in half a century."
)
ONE = "A short note about nothing but oaks."


def take(library: Library, *texts: str) -> list[Receipt]:
    """Posts come in; nothing is embedded yet."""
    return library.add([Post(text) for text in texts], ALICE, via="note", seen_at=NOW)


@given(st.lists(st.text(alphabet="абв ab.!?\n", max_size=90), max_size=8).map(". ".join))
def test_parts_are_the_sentences_in_order_and_none_is_short(text: str) -> None:
    found = parts(text)
    if len(found) == 1:
        assert found == (text,) or " ".join(sentences(text)) == found[0]
    else:
        assert " ".join(found) == " ".join(sentences(text))
        assert min(map(len, found)) >= SHORTEST_PART


def test_passages_come_before_sentences_and_a_single_sentence_is_not_read_twice(library: Library) -> None:
    take(library, SEVERAL, ONE)
    passages = library.waiting()
    assert [passage.parts for passage in passages] == [(), ()]
    library.save_vectors(passages, library.embed_passages(passages))
    assert library.backlog() == 0, "what has no sentence vectors yet is found all the same"
    (unread,) = library.waiting()
    assert unread.parts == parts(SEVERAL)
    assert len(unread.parts) == 3
    vectors = library.embed_passages([unread])
    assert vectors.shape == (3, library.embedder.dim)
    library.save_vectors([unread], vectors)
    assert library.waiting() == []
    ((_, kept),) = library.store.sentence_vectors([1, 2]).items()
    assert abs(kept - vectors).max() < 1e-3


def test_vectors_that_two_embedders_made_are_kept_once(library: Library) -> None:
    take(library, "Python, pandas and numpy: how to train a neural network with machine learning.")
    passages = library.waiting()
    vectors = library.embed_passages(passages)
    library.save_vectors(passages, vectors)
    state = library.store.rows("SELECT lex FROM lexicon"), library.store.rows("SELECT max(seq) FROM changes")
    library.save_vectors(passages, vectors)
    assert (library.store.rows("SELECT lex FROM lexicon"), library.store.rows("SELECT max(seq) FROM changes")) == state
    assert library.store.save_vectors(passages, vectors) == []


def test_progress_counts_both_and_ends_whole(library: Library) -> None:
    take(library, SEVERAL, ONE)
    told: list[tuple[int, int]] = []
    embed_backlog(library, lambda done, of: told.append((done, of)))
    assert told[-1] == (4, 4)
    assert told == sorted(told)


def test_the_nearest_sentence_moves_a_post_up(library: Library) -> None:
    question = "birch bark letters of the collection shown for the first time in half a century"
    padding = " ".join(
        f"Then came {word}, as every year, and nobody in the town was surprised at all." for word in ("rain", "hail")
    )
    take(
        library,
        f"{padding} The collection of birch bark letters is shown for the first time in half a century. {padding}",
        SEVERAL,
    )
    passages = library.unembedded()
    library.save_vectors(passages, library.embed_passages(passages))
    before = library.search(Query(question, ALICE), library.embed_query(question))
    embed_backlog(library)
    after = library.search(Query(question, ALICE), library.embed_query(question))
    gained = {hit.post_id: hit.score for hit in after.hits}
    assert all(gained[hit.post_id] > hit.score for hit in before.hits)
    assert [hit.cosine for hit in after.hits] == [hit.cosine for hit in before.hits], "whether a post fits is said by its passage"


def test_sentences_go_with_their_post(library: Library) -> None:
    (receipt,) = take(library, SEVERAL)
    embed_backlog(library)
    assert library.store.sentence_vectors([receipt.post_id])
    library.undo([receipt.sighting_id], ALICE)
    assert library.store.sentence_vectors([receipt.post_id]) == {}
    assert library.store.to_embed() == 0


def test_a_library_from_before_gets_its_sentences(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/svodka.db"
    library = open_library(url, "hashed")
    take(library, SEVERAL, ONE)
    embed_backlog(library)
    library.close()
    with sqlite3.connect(tmp_path / "svodka.db") as old:
        old.execute("DROP TABLE sentences")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = 'm007_sentences'")
    library = open_library(url, "hashed")
    assert library.store.to_embed() == 2
    embed_backlog(library)
    assert library.waiting() == []
    assert sorted(len(rows) for rows in library.store.sentence_vectors([1, 2]).values()) == [1, 3]
    library.close()
