"""One library never shows another's posts, tags, counts or digests, by whatever path it is asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest

from indexer.library import Library
from indexer.models import ALWAYS, Cadence, Chat, DeliveryState, Mode, Query, Subscription
from indexer.questions.checks import question_stems
from tests.indexer.makers import ALICE, BOB, GROUP, NOW, a_post, add

SECRET = "The treasure of the galleon lies under the third palm of the northern beach, two fathoms deep."
OTHER = "A recipe of rye bread: flour, water, salt, a sour starter, and a whole day of patience."


@pytest.fixture
def shelves(library: Library) -> Library:
    """Alice and a group share a secret; Bob has bread."""
    post = a_post(SECRET, title="Pirates", chat_id=-1009, message_id=1, hashtags=("gold",), links=("https://example.org/map",))
    for library_id in (ALICE, GROUP):
        receipt = add(library, post, library_id=library_id, keys=[f"{library_id}:1"])[0]
        library.tag(receipt.post_id, library_id, [f"tag of {library_id}"])
    add(library, OTHER, library_id=BOB)
    return library


def _everything_of(library: Library, library_id: int) -> str:
    """Return all that any path tells a library."""
    told: list[object] = []
    for mode in Mode:
        for filters in ({}, {"tags": ("gold",)}, {"channels": ("Pirates",)}):
            query = Query("treasure of the galleon under the palm", library_id, k=50, mode=mode, **filters)
            answer = library.search(query, library.embed_query(query.text))
            told.append(replace(answer, stems=answer.stems - set(question_stems(query.text))))  # what was asked is no secret
    told += [
        library.posts(library_id),
        library.tags(library_id),
        library.gathered(library_id, ALWAYS).digest(),
        list(library.export(library_id)),
    ]
    told += [library.gathered(library_id, ALWAYS, topic="#gold").digest(), library.find_by_key(f"{ALICE}:1", library_id)]
    for post_id in range(1, 10):
        told += [
            library.post(post_id, library_id),
            library.related(post_id, library_id),
            library.store.seen_post(library_id, post_id),
        ]
    store = library.store
    told += [store.page_set(1, library_id), store.subscriptions(library_id), store.last_sightings(library_id)]
    return repr(told)


def test_no_path_leads_to_anothers_posts(shelves: Library) -> None:
    shelves.store.save_page_set(ALICE, {"text": SECRET})
    told = _everything_of(shelves, BOB)
    assert "bread" in told
    for word in ("treasure", "Pirates", "name='gold'", "galleon", "tag-of"):
        assert word not in told, word


def test_those_who_share_a_post_do_not_share_tags_or_sightings(shelves: Library) -> None:
    mine = shelves.posts(ALICE)[0]
    assert {tag.name for tag in mine.tags} >= {f"tag-of-{ALICE}"}
    assert f"tag-of-{abs(GROUP)}" not in {tag.name for tag in mine.tags}
    assert len(mine.sightings) == 1
    assert shelves.count(ALICE) == shelves.count(BOB) == 1


def test_a_verdict_speaks_of_ones_own_library_alone(shelves: Library) -> None:
    receipt = add(shelves, SECRET + " Bring a spade.", library_id=BOB)[0]
    assert receipt.verdict.kind.value == "new"
    assert shelves.lead(receipt, BOB) is None


def test_taking_a_post_out_leaves_the_others_untouched(shelves: Library) -> None:
    receipt = shelves.find_by_key(f"{ALICE}:1", ALICE)
    assert receipt is not None
    shelves.undo([receipt.sighting_id], ALICE)
    assert shelves.count(ALICE) == 0
    assert shelves.count(GROUP) == 1
    assert "treasure" not in _everything_of(shelves, ALICE)
    assert shelves.search(Query("treasure galleon palm", GROUP), shelves.embed_query("treasure galleon palm")).fits


def test_an_edit_by_one_does_not_change_what_another_reads(shelves: Library) -> None:
    add(shelves, a_post("No treasure here at all, go away.", title="Pirates", chat_id=-1009, message_id=1), library_id=ALICE)
    assert shelves.posts(GROUP)[0].post.text == SECRET


def test_weights_of_words_come_from_ones_own_library(shelves: Library) -> None:
    assert shelves.store.frequencies(BOB, ["treasur"]) == {"treasur": 0}
    assert shelves.store.frequencies(ALICE, ["treasur"]) == {"treasur": 1}


def test_a_group_that_moves_keeps_its_library(shelves: Library) -> None:
    shelves.store.save_chat(Chat(GROUP, "ru", "Europe/Moscow", "en"))
    shelves.store.note_language(-100200, "en")  # somebody has spoken there before
    shelves.store.move_chat(GROUP, -100200)
    assert shelves.count(GROUP) == 0
    assert shelves.posts(-100200)[0].post.text == SECRET
    assert shelves.search(Query("treasure galleon", -100200), shelves.embed_query("treasure galleon")).fits
    assert replace(shelves.store.chat(-100200), library_id=0) == Chat(0, "ru", "Europe/Moscow", "en")
    assert shelves.store.chosen_languages() == [(-100200, "en")]


def test_a_wish_of_a_group_that_moves_and_an_equal_one_of_the_new_chat_become_one(shelves: Library) -> None:
    store, moved = shelves.store, -100200
    wish = Subscription(0, GROUP, Cadence.DAILY, (), time(9), "UTC", "treasure", NOW, NOW)
    for each in (wish, replace(wish, topic=None), replace(wish, library_id=moved)):
        store.promise(store.add_subscription(each), (f"of {each.library_id}",), since=NOW, next_due=NOW + timedelta(days=1))
    store.move_chat(GROUP, moved)
    assert sorted(each.topic or "" for each in store.subscriptions(moved)) == ["", "treasure"]
    sent = []
    while delivery := store.take_delivery(NOW):
        store.settle_delivery(delivery.delivery_id, DeliveryState.SENT)
        sent.append(delivery.html)
    assert sorted(sent) == sorted([f"of {GROUP}", f"of {moved}"])  # the topic's is not told twice


def test_what_a_chat_chose_outlasts_what_its_telegram_says(shelves: Library) -> None:
    shelves.store.save_chat(Chat(ALICE, "en", "Europe/Moscow", "ru"))
    shelves.store.note_language(ALICE, "en")
    assert shelves.store.chat(ALICE) == Chat(ALICE, "en", "Europe/Moscow", "ru")
    assert shelves.store.chat(ALICE).speaks == "ru"


def test_a_group_that_moves_leaves_nothing_behind(shelves: Library) -> None:
    (stored,) = shelves.posts(GROUP)
    shelves.store.save_shown(GROUP, 7, stored.post_id)
    query = Query("treasure galleon", GROUP)
    assert shelves.search(query, shelves.embed_query(query.text)).hits
    shelves.store.move_chat(GROUP, -100200)
    assert not shelves.search(query, shelves.embed_query(query.text)).hits
    assert shelves.store.shown_in(GROUP, 7) is None
    assert shelves.store.shown_in(-100200, 7) is None


Path = Callable[[Library], object]


@pytest.mark.parametrize(
    "write",
    [
        lambda library: library.tag(1, BOB, ["mine"]),
        lambda library: library.untag(1, BOB, ["tag of 11"]),
        lambda library: library.undo([1, 2], BOB),
        lambda library: library.store.end_subscription(1, BOB),
    ],
)
def test_writing_to_anothers_post_does_nothing(shelves: Library, write: Path) -> None:
    before = [replace(stored, moment=NOW) for stored in shelves.posts(ALICE)]
    write(shelves)
    assert [replace(stored, moment=NOW) for stored in shelves.posts(ALICE)] == before
