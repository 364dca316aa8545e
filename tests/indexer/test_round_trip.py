"""A library's own export, taken into an empty store, gives the same export again, byte for byte."""

from dataclasses import replace

from indexer.library import Library
from indexer.models import Post
from indexer.opening import open_library
from indexer.sources import jsonl, parse
from tests.indexer.makers import ALICE, DAY, KAFKA, NOW, TAIL, WHALES, a_post, add


def exported(library: Library) -> str:
    return "\n".join(map(jsonl.write, library.export(ALICE)))


def test_a_library_with_a_history_comes_back_as_it_was(library: Library) -> None:
    one = "Лесники посадили тысячу дубов у реки, и к осени почти все саженцы прижились на новом месте."
    add(
        library,
        a_post(WHALES, chat_id=-1001, message_id=5, date=NOW),
        a_post(WHALES, chat_id=-1003, message_id=6, date=NOW + DAY),
    )
    add(library, a_post(KAFKA, chat_id=-1001, message_id=1, date=NOW))
    add(library, a_post(KAFKA + TAIL, chat_id=-1001, message_id=1, date=NOW, edit_date=NOW + DAY))
    add(library, a_post(one, chat_id=-1001, message_id=2, date=NOW - DAY), via="import")
    merged = add(library, a_post(f"{one} Подписывайтесь", chat_id=-1002, message_id=7, date=NOW), via="import")[0]
    library.split(merged.post_id, ALICE)
    gone = add(library, "Пост, которого в канале больше нет.")[0].post_id
    library.store.mark_deleted([gone], NOW)
    library.tag(gone, ALICE, ["память"])
    text = exported(library)
    assert text.count('"apart": true') == 2

    other = open_library("sqlite:///:memory:", "hashed")
    posts = [entry for entry in parse(text.encode()) if isinstance(entry, Post)]
    for _ in range(2):  # and once more: nothing is doubled
        for post in posts:
            other.add([post], ALICE, via="import", seen_at=NOW + 9 * DAY)
        assert exported(other) == text
    other.close()


def test_a_store_that_has_posts_gives_others_numbers_of_their_own(library: Library) -> None:
    add(library, KAFKA)
    receipt = add(library, replace(a_post(WHALES), post_id=1, sightings=()), via="import")[0]
    assert receipt.post_id == 2
