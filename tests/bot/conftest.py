"""What several tests of the bot begin with."""

from collections.abc import AsyncIterator

import pytest

from bot.desks import Desks
from indexer.library import Library
from indexer.opening import open_library


@pytest.fixture
async def library() -> AsyncIterator[tuple[Library, Desks]]:
    """An empty library that lives at its store's desk."""
    desks = Desks()
    opened = await desks.store(open_library, "sqlite:///:memory:", "hashed")
    yield opened, desks
    await desks.store(opened.close)
    desks.close()
