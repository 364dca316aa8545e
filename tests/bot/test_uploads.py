"""Files that people send."""

from bot.routers.uploads import limits_of
from bot.settings import Settings
from indexer.sources import Limits


def test_a_file_that_is_sent_unpacks_to_less_than_one_that_is_imported() -> None:
    assert limits_of(Settings()) == Limits(512 << 20, 10_000)
    assert limits_of(Settings(unpacked_mb=64, archive_files=100)) == Limits(64 << 20, 100)
