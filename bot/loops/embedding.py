"""Embeds what waits, in the background: a small batch at a time, so that a question never waits long for the model."""

from collections.abc import Sequence

from bot.desks import Desks
from bot.loops.background import for_ever
from indexer.errors import SvodkaError
from indexer.library import Library
from indexer.models import Passage

BATCH, PAUSE_S = 4, 2.0  # passages, a tenth of a second of work or two; how often an idle desk looks


async def embed_waiting(library: Library, desks: Desks, *, pause_s: float = PAUSE_S) -> None:
    """Embed for ever what waits; a passage that cannot be embedded is left out until the next start."""
    await for_ever(Embedding(library, desks).embed_all, "embedding", pause_s=pause_s)


class Embedding:
    """The work, and what it had to set aside."""

    def __init__(self, library: Library, desks: Desks) -> None:
        self._library, self._desks = library, desks
        self._aside: set[Passage] = set()

    async def embed_all(self) -> None:
        """Embed until nothing waits. Raises whatever fails; a passage that fails as nobody foresaw is set aside before."""
        await self._desks.calm()
        while batch := await self._desks.store(self._library.waiting, BATCH, without=self._aside):
            try:
                await self._embed(batch)
            except SvodkaError:
                raise
            except Exception:
                await self._embed_each(batch)
            await self._desks.calm()

    async def _embed_each(self, batch: Sequence[Passage]) -> None:
        for passage in batch:
            try:
                await self._embed([passage])
            except SvodkaError:
                raise
            except Exception:
                self._aside.add(passage)
                raise

    async def _embed(self, batch: Sequence[Passage]) -> None:
        vectors = await self._desks.embed(self._library.embed_passages, batch)
        await self._desks.calm()
        await self._desks.store(self._library.save_vectors, batch, vectors)
