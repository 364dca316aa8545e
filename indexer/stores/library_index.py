"""What is kept in memory of the libraries that were asked last: an index of words and one of vectors, each brought up to date."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from indexer.language.spelling import Spelling
from indexer.language.translations import translations
from indexer.stores.faiss_index import VectorIndex
from indexer.stores.word_index import Vocabulary, WordIndex

CACHE_BYTES = 512 << 20


class LibraryIndex:
    """One library's words and vectors, as they were after the change ``seq``."""

    def __init__(self, dim: int, vocabulary: Vocabulary, seq: int) -> None:
        self.words, self.vectors, self.seq = WordIndex(vocabulary), VectorIndex(dim), seq
        self._spelling: Spelling | None = None

    @property
    def spelling(self) -> Spelling:
        """How questions are read by the library's words."""
        if self._spelling is None:
            self._spelling = Spelling(self.words, translations())
        return self._spelling

    def add_words(self, rows: Sequence[tuple[int, str]]) -> None:
        """Add posts (id, stems with spaces between)."""
        self.words.add(rows)
        if self._spelling is not None:
            self._spelling.learn({stem for _, lex in rows for stem in lex.split()})

    @property
    def unembedded(self) -> int:
        """How many posts have no vector yet."""
        return self.words.posts - len(self.vectors)

    @property
    def size(self) -> int:
        """Bytes of both."""
        return self.words.size + self.vectors.size


class IndexCache:
    """The most recently asked libraries' indexes, within a bound of bytes."""

    def __init__(self, *, limit: int = CACHE_BYTES) -> None:
        self._limit, self._indexes = limit, OrderedDict[int, LibraryIndex]()
        self.vocabulary = Vocabulary()

    def get(self, library_id: int, bring_up: Callable[[LibraryIndex | None], LibraryIndex]) -> LibraryIndex:
        """Return a library's index; ``bring_up`` is given what is here of it, and returns it as it should be."""
        index = bring_up(self._indexes.pop(library_id, None))
        self._indexes[library_id] = index
        while len(self._indexes) > 1 and sum(each.size for each in self._indexes.values()) > self._limit:
            self._indexes.popitem(last=False)
        return index

    def __contains__(self, library_id: int) -> bool:
        return library_id in self._indexes

    def clear(self) -> None:
        """Forget everything."""
        self._indexes.clear()
