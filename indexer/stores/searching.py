"""The two rankers of the SQLite store."""

from collections.abc import Sequence

from indexer.models import Query
from indexer.ports import Matrix
from indexer.stores.faiss_index import IndexCache, LibraryIndex, build_index
from indexer.stores.filters import conditions
from indexer.stores.holdings import scope_token
from indexer.stores.posts import Posts


class Searching(Posts):
    """The part of the store that answers questions; every path is limited to one library's holdings."""

    dim: int

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._indexes = IndexCache()

    def nearest(self, vector: Matrix, query: Query, k: int) -> list[tuple[int, int, float]]:
        """Return at most ``k`` (post id, passage id, cosine), best first: passages, so a post may come more than once."""
        index = self._index(query.library_id)
        return index.nearest(vector, k, among=self.filtered(query) if query.is_narrow else None)

    def matching(self, query: Query, stems: Sequence[str], k: int) -> list[tuple[int, float]]:
        """Return at most ``k`` (post id, BM25) of posts that hold any of the stems, best first."""
        if not stems:
            return []
        where, parameters = conditions(query)
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
        where, parameters = conditions(query)
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


def _quoted(stem: str) -> str:
    """Return a stem as an FTS5 string: no operator, no syntax."""
    return '"' + stem.replace('"', '""') + '"'
