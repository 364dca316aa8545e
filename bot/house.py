"""A library at its desks: opened on the thread that owns the database, and closed there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.desks import Desks
from bot.settings import Settings
from indexer.library import Library
from indexer.opening import open_library


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[tuple[Library, Desks]]:
    """Open the library that the settings name, and give it with its desks.

    Raises:
        StoreError: the database cannot be used.
        EmbedderError: the model cannot be used.
    """
    desks = Desks()
    try:
        library = await desks.store(open_library, settings.database, settings.model)
        try:
            yield library, desks
        finally:
            await desks.store(library.close)
    finally:
        desks.close()
