"""The two rankers of the SQLite store."""

from collections.abc import Iterable, Sequence

from indexer.language.lexicon import without_footer
from indexer.language.spelling import Expansion
from indexer.models import Query
from indexer.ports import Matrix, Wanted
from indexer.stores.connection import AMONG, json_list
from indexer.stores.filters import conditions
from indexer.stores.library_index import IndexCache, LibraryIndex
from indexer.stores.posts import Posts

_MANY = 5_000  # changed posts: to read all again is as fast
_SEQUENCE = "SELECT (SELECT min(seq) FROM changes), (SELECT max(seq) FROM changes)"  # both in one would read the whole table
_VECTORS = (
    "SELECT post_id, passage_id, vector FROM holdings JOIN passages USING (post_id)"
    " WHERE library_id = ? AND vector IS NOT NULL{among}"
)
_UNDATED = (  # what a person forwarded or wrote has the day on which they did
    "EXISTS (SELECT 1 FROM posts WHERE posts.post_id = holdings.post_id AND date IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM sightings WHERE sightings.library_id = holdings.library_id"
    " AND sightings.post_id = holdings.post_id AND via IN ('forward', 'note'))"
)
_WORDS = "SELECT post_id, lex FROM holdings JOIN lexicon USING (post_id) WHERE library_id = ?{among}"


class Searching(Posts):
    """The part of the store that answers questions; every path is limited to one library's holdings."""

    dim: int

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._indexes = IndexCache()

    def nearest(self, vector: Matrix, query: Query, k: int) -> list[tuple[int, int, float]]:
        """Return at most ``k`` (post id, passage id, cosine), best first: passages, so a post may come more than once."""
        return self._index(query.library_id).vectors.nearest(vector, k, among=self._among(query))

    def compared(self, library_id: int, vector: Matrix, post_ids: Sequence[int]) -> list[tuple[int, int, float]]:
        """Return (post id, passage id, cosine) of all passages of some of a library's posts, best first."""
        return self._index(library_id).vectors.compared(vector, post_ids)

    def covered(self, query: Query, wanted: Wanted, k: int) -> dict[int, float]:
        """Return what share of the wanted words posts hold, in (0, 1]: the ``k`` that hold most, best first."""
        return self._index(query.library_id).words.covered(wanted, k, among=self._among(query))

    def shares_of(self, library_id: int, wanted: Wanted, post_ids: Iterable[int]) -> dict[int, float]:
        """Return what share of the wanted words each of a library's posts holds, in (0, 1]; those that hold none are left out."""
        return self._index(library_id).words.shares_of(wanted, post_ids)

    def _among(self, query: Query) -> list[int] | None:
        return self.filtered(query) if query.is_narrow else None

    def frequencies(self, library_id: int, stems: Iterable[str]) -> dict[str, int]:
        """Return in how many posts of a library each stem stands."""
        words = self._index(library_id).words
        return {stem: words.get(stem, 0) for stem in stems}

    def expand(self, library_id: int, question: str) -> Expansion:
        """Return what the words of a question may stand for among a library's words."""
        return self._index(library_id).spelling.expand(question)

    def indexed(self, library_id: int) -> tuple[int, int]:
        """Return how many posts a library holds, and how many of them wait for vectors, without counting rows."""
        index = self._index(library_id)
        return index.words.posts, index.unembedded

    def filtered(self, query: Query) -> list[int]:
        """Return the posts of the query's library that its filters leave, the latest first."""
        return self._left(query, "moment DESC, post_id DESC")

    def latest(self, query: Query) -> list[int]:
        """Return them with those behind whose day nobody knows: they were found without a date."""
        return self._left(query, f"{_UNDATED}, moment DESC, post_id DESC")

    def _left(self, query: Query, order: str) -> list[int]:
        where, parameters = conditions(query)
        sql = f"SELECT holdings.post_id FROM holdings WHERE library_id = :library{where} ORDER BY {order}"
        return [post_id for (post_id,) in self.rows(sql, {"library": query.library_id} | parameters)]

    def lexes(self, post_ids: Sequence[int]) -> dict[int, list[str]]:
        """Return the stems of posts, in the order of their words."""
        rows = self.rows(f"SELECT post_id, lex FROM lexicon WHERE post_id {AMONG}", [json_list(post_ids)])
        return {post_id: without_footer(lex).split() for post_id, lex in rows}

    def passage_texts(self, passage_ids: Sequence[int]) -> dict[int, str]:
        """Return the texts of passages."""
        rows = self.rows(f"SELECT passage_id, text FROM passages WHERE passage_id {AMONG}", [json_list(passage_ids)])
        return dict(rows)

    def passages_of(self, post_id: int) -> list[tuple[int, str]]:
        """Return a post's passages: (passage id, text), in order."""
        return [
            (pid, text)
            for pid, text in self.rows("SELECT passage_id, text FROM passages WHERE post_id = ? ORDER BY position", [post_id])
        ]

    def changed(self, library_id: int, since: int | None) -> tuple[list[int] | None, int]:
        """Return the posts of a library that came, went or changed after a change, and which change is the latest of all.

        None stands for posts that are too many to be looked at one by one, or that nobody remembers any more.
        """
        oldest, latest = (seq or 0 for seq in self.first(_SEQUENCE) or (0, 0))
        if since == latest:
            return [], latest
        if since is None or oldest > since + 1:
            return None, latest
        rows = self.rows("SELECT DISTINCT post_id FROM changes WHERE library_id = ? AND seq > ?", [library_id, since])
        return [post_id for (post_id,) in rows] if len(rows) <= _MANY else None, latest

    def bring_up(self, library_id: int) -> None:
        """Let a library's index see what changed, where it is in memory; else the next question has to wait for that."""
        if library_id in self._indexes:
            self._index(library_id)

    def forget_cache(self) -> None:
        """After a rollback, forget what was learned from rows that are not there."""
        super().forget_cache()
        self._indexes.clear()

    def _index(self, library_id: int) -> LibraryIndex:
        return self._indexes.get(library_id, lambda known: self._brought_up(library_id, known))

    def _brought_up(self, library_id: int, known: LibraryIndex | None) -> LibraryIndex:
        """Return the index as the rows are: read anew, or with the posts that changed since read again."""
        changed, latest = self.changed(library_id, known.seq if known else None)
        if known is None or changed is None:
            return self._load(library_id, latest)
        known.seq = latest
        self._read_again(library_id, known, changed)
        return known

    def _load(self, library_id: int, seq: int) -> LibraryIndex:
        index = LibraryIndex(self.dim, self._indexes.vocabulary, seq)
        self._read(library_id, index)
        return index

    def _read_again(self, library_id: int, index: LibraryIndex, post_ids: Sequence[int]) -> None:
        if post_ids:
            index.words.remove(post_ids)
            index.vectors.remove(post_ids)
            self._read(library_id, index, f" AND holdings.post_id {AMONG}", json_list(post_ids))

    def _read(self, library_id: int, index: LibraryIndex, among: str = "", *parameters: str) -> None:
        words = self.rows(_WORDS.format(among=among), [library_id, *parameters])
        index.add_words([(post_id, without_footer(lex)) for post_id, lex in words])
        index.vectors.add(self.rows(_VECTORS.format(among=among), [library_id, *parameters]))
