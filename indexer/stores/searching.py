"""The two rankers of the SQLite store, and the filters that both obey."""

from collections.abc import Sequence
from typing import Any

from indexer.models import Query
from indexer.ports import Matrix
from indexer.stores.connection import written
from indexer.stores.faiss_index import IndexCache, LibraryIndex, build_index
from indexer.stores.holdings import scope_token
from indexer.stores.posts import Posts
from indexer.text import fold

_PUBLISHED = "SELECT 1 FROM posts WHERE posts.post_id = holdings.post_id"
_TAGGED = "SELECT 1 FROM tags WHERE tags.post_id = holdings.post_id AND name = :tag{i}"
_OWN_TAGGED = (
    "SELECT 1 FROM own_tags WHERE own_tags.post_id = holdings.post_id AND own_tags.library_id = holdings.library_id"
    " AND name = :tag{i}"
)


class Searching(Posts):
    """The part of the store that answers questions; every path is limited to one library's holdings."""

    dim: int

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._indexes = IndexCache()

    def nearest(self, vector: Matrix, query: Query, k: int) -> list[tuple[int, int, float]]:
        """Return at most ``k`` (post id, passage id, cosine), best first: passages, so a post may come more than once."""
        index = self._index(query.library_id)
        return index.nearest(vector, k, among=self.filtered(query) if _narrow(query) else None)

    def matching(self, query: Query, stems: Sequence[str], k: int) -> list[tuple[int, float]]:
        """Return at most ``k`` (post id, BM25) of posts that hold any of the stems, best first."""
        if not stems:
            return []
        where, parameters = _conditions(query)
        match = f"scope:{scope_token(query.library_id)} AND lex:({' OR '.join(map(_quoted, stems))})"
        rows = self.rows(
            "SELECT rowid, bm25(lexicon_fts, 0.0, 1.0) AS rank FROM lexicon_fts JOIN holdings ON holdings.post_id = rowid"
            f" WHERE lexicon_fts MATCH :match AND library_id = :library{where} ORDER BY rank, rowid DESC LIMIT :k",
            {"match": match, "library": query.library_id, "k": k} | parameters,
        )
        return [(post_id, -rank) for post_id, rank in rows]

    def frequencies(self, library_id: int, stems: Sequence[str]) -> dict[str, int]:
        """Return in how many posts of a library each stem stands."""
        count = "SELECT count(*) FROM lexicon_fts WHERE lexicon_fts MATCH ?"
        return {stem: int(self.value(count, [f"scope:{scope_token(library_id)} AND lex:{_quoted(stem)}"])) for stem in stems}

    def filtered(self, query: Query) -> list[int]:
        """Return the posts of the query's library that its filters leave."""
        where, parameters = _conditions(query)
        return [
            post_id
            for (post_id,) in self.rows(
                f"SELECT holdings.post_id FROM holdings WHERE library_id = :library{where}",
                {"library": query.library_id} | parameters,
            )
        ]

    def lexes(self, post_ids: Sequence[int]) -> dict[int, frozenset[str]]:
        """Return the stems of posts."""
        marks = ", ".join(str(int(post_id)) for post_id in post_ids)
        return {
            post_id: frozenset(lex.split())
            for post_id, lex in self.rows(f"SELECT post_id, lex FROM lexicon WHERE post_id IN ({marks})")
        }

    def passage_texts(self, passage_ids: Sequence[int]) -> dict[int, str]:
        """Return the texts of passages."""
        marks = ", ".join(str(int(passage_id)) for passage_id in passage_ids)
        return dict(self.rows(f"SELECT passage_id, text FROM passages WHERE passage_id IN ({marks})"))

    def passages_of(self, post_id: int) -> list[tuple[int, str]]:
        """Return a post's passages: (passage id, text), in order."""
        return [
            (pid, text)
            for pid, text in self.rows("SELECT passage_id, text FROM passages WHERE post_id = ? ORDER BY position", [post_id])
        ]

    def _index(self, library_id: int) -> LibraryIndex:
        version = int(self.value("SELECT version FROM libraries WHERE library_id = ?", [library_id]) or 0)
        return self._indexes.get(
            library_id,
            version,
            lambda: build_index(
                version,
                self.dim,
                self.rows(
                    "SELECT post_id, passage_id, vector FROM holdings JOIN passages USING (post_id)"
                    " WHERE library_id = ? AND vector IS NOT NULL",
                    [library_id],
                ),
            ),
        )


def _narrow(query: Query) -> bool:
    return bool(query.tags or query.channels or query.period.since or query.period.until)


def _conditions(query: Query) -> tuple[str, dict[str, Any]]:
    """Return the filters as SQL on ``holdings`` and their parameters."""
    where, parameters = "", {"since": written(query.period.since), "until": written(query.period.until)}
    if query.period.since:
        where += " AND moment >= :since"
    if query.period.until:
        where += " AND moment < :until"
    for i, tag in enumerate(query.tags):
        where += f" AND (EXISTS ({_TAGGED.format(i=i)}) OR EXISTS ({_OWN_TAGGED.format(i=i)}))"
        parameters[f"tag{i}"] = tag
    if query.channels:
        names = [name.lstrip("@") for name in query.channels]
        marks = ", ".join(f":channel{i}" for i in range(len(names)))
        where += f" AND EXISTS ({_PUBLISHED} AND (fold(title) IN ({marks}) OR fold(username) IN ({marks})))"
        parameters |= {f"channel{i}": fold(name) for i, name in enumerate(names)}
    return where, {name: value for name, value in parameters.items() if value is not None}


def _quoted(stem: str) -> str:
    """Return a stem as an FTS5 string: no operator, no syntax."""
    return '"' + stem.replace('"', '""') + '"'
