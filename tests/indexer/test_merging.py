"""What a library takes for one post: verdicts, edits, fuller copies; and how each is taken back."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.library import Library
from indexer.models import Post, TagSource, VerdictKind
from indexer.opening import open_library
from tests.indexer.makers import ALICE, BOB, DAY, KAFKA, LONGER, NOW, TAIL, WHALES, a_post, add, kinds


def texts(library: Library, library_id: int = ALICE) -> list[str]:
    return [stored.post.text for stored in library.posts(library_id)]


def test_every_kind_of_verdict(library: Library) -> None:
    first = add(library, a_post(KAFKA, chat_id=-1007, message_id=1))[0]
    again, edited = add(library, KAFKA.upper() + " 🎉", a_post(KAFKA + " And more.", chat_id=-1007, message_id=1))
    assert (first.verdict.kind, again.verdict.kind, edited.verdict.kind) == (
        VerdictKind.NEW,
        VerdictKind.SAME,
        VerdictKind.EDITED,
    )
    assert again.verdict.of == first.post_id
    near = add(library, (KAFKA + " And more.").replace("Kafka", "Pulsar"))[0]
    assert near.verdict.kind is VerdictKind.NEAR
    assert 0.6 <= near.verdict.similarity < 1
    promo = add(library, KAFKA + " And more." + TAIL)[0]
    assert promo.verdict.kind is VerdictKind.CONTAINED
    assert kinds(add(library, WHALES)) == ["new"]
    assert library.count(ALICE) == 2


VERSIONS = [KAFKA, KAFKA + " And more.", LONGER, KAFKA[:70] + "…", WHALES, WHALES.upper(), WHALES + TAIL, "", "🎉"]
STREAM = st.lists(
    st.builds(a_post, st.sampled_from(VERSIONS), message_id=st.integers(1, 3), chat_id=st.sampled_from([-1007, -1008]))
)


@settings(max_examples=25, deadline=None)
@given(STREAM)
def test_posts_that_come_together_are_taken_as_those_that_come_one_by_one(posts: list[Post]) -> None:
    together, apart = open_library("sqlite:///:memory:", "hashed"), open_library("sqlite:///:memory:", "hashed")
    one_by_one = [receipt for post in posts for receipt in apart.add([post], ALICE, via="import", seen_at=NOW)]
    assert together.add(posts, ALICE, via="import", seen_at=NOW) == one_by_one
    assert texts(together) == texts(apart)
    together.close()
    apart.close()


def test_an_edit_moves_the_library_to_the_new_words_and_undo_moves_it_back(library: Library) -> None:
    post = a_post(KAFKA, chat_id=-1007, message_id=1)
    first = add(library, post)[0]
    library.tag(first.post_id, ALICE, ["очереди"])
    edited = add(library, a_post(WHALES, chat_id=-1007, message_id=1))[0]
    assert texts(library) == [WHALES]
    assert [tag.name for tag in library.posts(ALICE)[0].tags if tag.source is TagSource.OWN] == ["очереди"]
    lead = library.lead(edited, ALICE)
    assert lead is not None
    assert lead.text == KAFKA
    assert library.undo([edited.sighting_id], ALICE) == 1
    assert texts(library) == [KAFKA]
    assert [tag.name for tag in library.posts(ALICE)[0].tags if tag.source is TagSource.OWN] == ["очереди"]


def test_an_edit_of_a_link_alone_is_one(library: Library) -> None:
    first = a_post(KAFKA, chat_id=-1007, message_id=1, links=("https://example.org/old",))
    later = replace(first, links=("https://example.org/new",), edit_date=NOW)
    elsewhere = replace(first, text=KAFKA.replace(" ", "  "), edit_date=NOW)
    assert add(library, first, via="import")[0].verdict.kind is VerdictKind.NEW
    assert add(library, elsewhere, via="import")[0].verdict.kind is VerdictKind.SAME, "white space is no edit"
    assert add(library, later, via="import")[0].verdict.kind is VerdictKind.EDITED
    assert add(library, first, via="import")[0].verdict.kind is VerdictKind.SAME, "an older export"
    assert [each.post.links for each in library.posts(ALICE)] == [later.links]


def test_an_outdated_version_does_not_overwrite_the_newer_one(library: Library) -> None:
    newer = a_post(WHALES, chat_id=-1007, message_id=1, edit_date=NOW)
    older = a_post(KAFKA, chat_id=-1007, message_id=1, edit_date=NOW - DAY)
    assert kinds(add(library, newer, older)) == ["new", "same"]
    assert texts(library) == [WHALES]


def test_a_fuller_copy_takes_the_place_of_a_cut_one(library: Library) -> None:
    cut = "Kafka keeps messages in partitions, and every consumer group remembers the offset…"
    receipts = add(library, cut, KAFKA)
    assert kinds(receipts) == ["new", "contained"]
    assert texts(library) == [KAFKA]
    library.undo([receipts[1].sighting_id], ALICE)
    assert texts(library) == [cut]


def test_the_same_message_once_more_gives_the_first_receipt(library: Library) -> None:
    first = add(library, KAFKA, keys=["11:5"])
    assert add(library, KAFKA, keys=["11:5"]) == first
    assert len(library.posts(ALICE)[0].sightings) == 1
    assert library.find_by_key("11:5", ALICE) == first[0]
    assert library.find_by_key("11:5", BOB) is None


def test_an_edited_message_updates_its_post(library: Library) -> None:
    add(library, KAFKA, keys=["11:5"], via="note")
    receipt = add(library, WHALES, keys=["11:5"], via="note")[0]
    assert receipt.verdict.kind is VerdictKind.EDITED
    assert texts(library) == [WHALES]


def test_undo_takes_back_once_and_leaves_what_was_seen_again(library: Library) -> None:
    first, second = add(library, KAFKA)[0], add(library, KAFKA)[0]
    assert library.undo([second.sighting_id], ALICE) == 1
    assert library.undo([second.sighting_id], ALICE) == 0
    assert texts(library) == [KAFKA]
    assert library.undo([first.sighting_id], ALICE) == 1
    assert texts(library) == []
    assert library.store.count_posts() == 0


def test_undo_is_about_what_a_person_gave_not_what_a_poll_read_meanwhile(library: Library) -> None:
    given = library.add([a_post(KAFKA)], ALICE, via="forward", seen_at=NOW)[0]
    library.add([a_post(WHALES)], ALICE, via="follow", seen_at=NOW + DAY)
    assert library.store.last_sightings(ALICE) == [(given.sighting_id, given.post_id)]


def test_undo_of_another_library_does_nothing(library: Library) -> None:
    receipt = add(library, KAFKA)[0]
    assert library.undo([receipt.sighting_id], BOB) == 0
    assert texts(library) == [KAFKA]


def test_a_file_read_again_leaves_no_trace(library: Library) -> None:
    add(library, KAFKA, WHALES, via="import")
    receipts = add(library, KAFKA, WHALES, via="import")
    assert kinds(receipts) == ["same", "same"]
    assert [len(stored.sightings) for stored in library.posts(ALICE)] == [1, 1]
    library.undo([receipt.sighting_id for receipt in receipts], ALICE)
    assert library.count(ALICE) == 2


def test_a_wrong_merge_is_split_and_stays_so(library: Library) -> None:
    one = "Лесники посадили тысячу дубов у реки, и к осени почти все саженцы прижились на новом месте."
    near = f"{one} Подписывайтесь"
    first = add(library, a_post(one, chat_id=-1001, message_id=1))[0]
    merged = add(library, a_post(near, chat_id=-1002, message_id=7))[0]
    assert merged.verdict.kind in (VerdictKind.NEAR, VerdictKind.CONTAINED)
    assert library.count(ALICE) == 1
    (apart,) = library.split(merged.post_id, ALICE)
    assert {stored.post.text for stored in library.posts(ALICE)} == {one, near}
    assert library.backlog(ALICE) == 1
    assert library.split(first.post_id, ALICE) == []
    again = library.add([a_post(near, chat_id=-1002, message_id=7)], ALICE, via="import", seen_at=NOW)[0]
    assert (again.verdict.kind, again.verdict.of) == (
        VerdictKind.SAME,
        next(stored.post_id for stored in library.posts(ALICE) if stored.post.text == near),
    )
    assert apart in {stored.post_id for stored in library.posts(ALICE)}
    assert library.split(first.post_id, BOB) == []


def test_what_repeats_is_forgotten_with_its_sighting(library: Library) -> None:
    one = "Лесники посадили тысячу дубов у реки, и к осени почти все саженцы прижились на новом месте."
    add(library, one)
    repeat = add(library, a_post(f"{one} Теперь ждут весны и дождей, чтобы полить их."))[0]
    library.undo([repeat.sighting_id], ALICE)
    assert [post.text for _, post in library.store.raw_posts()] == [one]
    assert library.store.value("SELECT count(*) FROM posts") == 1


def test_what_repeated_a_post_stands_by_itself_once_that_is_edited(library: Library) -> None:
    first, second, third = (a_post(KAFKA, chat_id=-1000 - i, message_id=1, date=NOW + i * DAY) for i in range(3))
    assert kinds(add(library, first, second, third, via="import")) == ["new", "same", "same"]
    edited = replace(first, text=WHALES, edit_date=NOW + 5 * DAY)
    assert kinds(add(library, edited, via="import")) == ["edited"]
    assert sorted(texts(library)) == sorted([WHALES, KAFKA])
    (apart,) = (stored for stored in library.posts(ALICE) if stored.post.text == KAFKA)
    assert (apart.post.origin.chat_id, len(apart.sightings)) == (-1001, 2)
    receipts = add(library, first, second, third, edited, via="import")
    assert [receipt.post_id == apart.post_id for receipt in receipts] == [False, True, True, False]
    assert library.count(ALICE) == 2


def test_a_small_edit_keeps_its_repeats(library: Library) -> None:
    first, second = (a_post(KAFKA, chat_id=-1000 - i, message_id=1, date=NOW + i * DAY) for i in range(2))
    add(library, first, second, via="import")
    add(library, replace(first, text=KAFKA + TAIL, edit_date=NOW + DAY), via="import")
    assert texts(library) == [KAFKA + TAIL]


def test_the_earlier_of_two_equal_posts_leads_whichever_comes_first(library: Library) -> None:
    original = a_post(KAFKA, chat_id=-1001, message_id=1, date=NOW - DAY)
    copy = a_post(KAFKA, chat_id=-1002, message_id=9, date=NOW)
    first, second = add(library, copy, original, via="import")
    assert (first.verdict.kind, second.verdict.kind) == (VerdictKind.NEW, VerdictKind.SAME)
    (lead,) = library.posts(ALICE)
    assert (lead.post.origin.chat_id, lead.moment, len(lead.sightings)) == (-1001, NOW - DAY, 2)
    assert kinds(add(library, copy, original, via="import")) == ["same", "same"]
    library.undo([second.sighting_id], ALICE)
    assert [stored.post.origin.chat_id for stored in library.posts(ALICE)] == [-1002]


def test_a_post_that_a_person_picked_keeps_its_day_when_the_original_comes(library: Library) -> None:
    add(library, a_post(KAFKA, chat_id=-1002, message_id=9, date=NOW - DAY), via="forward")
    add(library, a_post(KAFKA, chat_id=-1001, message_id=1, date=NOW - 3 * DAY), via="import")
    (lead,) = library.posts(ALICE)
    assert (lead.post.origin.chat_id, lead.moment) == (-1001, NOW)


def holdings(library: Library) -> list[tuple[str, int | None, int]]:
    return sorted((each.post.text, each.post.origin.chat_id, len(each.sightings)) for each in library.posts(ALICE))


def test_undoing_the_earlier_of_two_leaves_the_other_and_undoing_both_leaves_nothing(library: Library) -> None:
    for dates in ((NOW, NOW + DAY), (NOW + DAY, NOW)):
        receipts = [
            add(library, a_post(KAFKA, chat_id=-1000 - i, message_id=1, title=f"C{i}", date=date))[0]
            for i, date in enumerate(dates)
        ]
        library.undo([receipts[0].sighting_id], ALICE)
        assert holdings(library) == [(KAFKA, -1001, 1)]
        library.undo([receipts[1].sighting_id], ALICE)
        assert holdings(library) == []
        assert library.store.count_posts() == 0


def test_undoing_an_edit_takes_back_what_it_parted(library: Library) -> None:
    first, second = (a_post(KAFKA, title=f"C{i}", chat_id=-1000 - i, message_id=1, date=NOW + i * DAY) for i in range(2))
    add(library, first, second, via="import")
    edited = add(library, replace(first, text=WHALES, edit_date=NOW + DAY), via="import")[0]
    assert len(holdings(library)) == 2
    library.undo([edited.sighting_id], ALICE)
    assert holdings(library) == [(KAFKA, -1000, 2)]


def test_undoing_an_edit_keeps_what_came_to_repeat_the_new_words(library: Library) -> None:
    first = a_post(KAFKA, title="A", chat_id=-1001, message_id=1, date=NOW)
    add(library, first, via="import")
    edited = add(library, replace(first, text=WHALES, edit_date=NOW + DAY), via="import")[0]
    other = a_post(WHALES, title="B", chat_id=-1002, message_id=2, date=NOW + 2 * DAY)
    add(library, other, via="import")
    library.undo([edited.sighting_id], ALICE)
    assert holdings(library) == [(KAFKA, -1001, 1), (WHALES, -1002, 1)]
    assert kinds(add(library, other, via="import")) == ["same"]


def test_an_edit_of_a_message_that_repeats_a_post_leaves_that_post(library: Library) -> None:
    add(library, a_post(KAFKA, title="Theirs", chat_id=-1001, message_id=1, date=NOW), via="import")
    for text in (KAFKA, KAFKA[:70] + "…"):
        assert add(library, text, keys=["11:5"], via="note")[0].verdict.of is not None
    assert kinds(add(library, WHALES, keys=["11:5"], via="note")) == ["new"]
    assert sorted(texts(library)) == sorted([KAFKA, WHALES])


def test_an_outdated_version_of_a_message_is_never_held(library: Library) -> None:
    add(library, a_post(KAFKA, title="A", chat_id=-1001, message_id=4, date=NOW), via="import")
    newest = a_post(KAFKA, title="B", chat_id=-1002, message_id=1, date=NOW + DAY, edit_date=NOW + 2 * DAY)
    assert kinds(add(library, newest, via="import")) == ["same"]
    assert kinds(add(library, replace(newest, text=WHALES, edit_date=None), via="import")) == ["same"]
    assert texts(library) == [KAFKA]


GIVEN = st.lists(
    st.builds(
        a_post,
        st.sampled_from([KAFKA, LONGER, KAFKA[:70] + "…", WHALES]),
        title=st.sampled_from(["A", "B"]),
        chat_id=st.sampled_from([-1007, -1008]),
        message_id=st.integers(1, 3),
        date=st.sampled_from([NOW, NOW + DAY]),
    ),
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(GIVEN, st.sampled_from([KAFKA, LONGER, WHALES]))
def test_an_undo_restores_what_was_held_before(given_posts: list[Post], a_post_of: str) -> None:
    posts = list({(post.origin.chat_id, post.origin.message_id): post for post in given_posts}.values())
    library = open_library("sqlite:///:memory:", "hashed")
    library.add(posts, ALICE, via="forward", seen_at=NOW)
    before = holdings(library), [(stored.post, stored.moment) for stored in library.posts(ALICE)]
    (last,) = library.add(
        [a_post(a_post_of, title="New", chat_id=-1009, message_id=9, date=NOW)], ALICE, via="forward", seen_at=NOW
    )
    library.undo([last.sighting_id], ALICE)
    assert (holdings(library), [(stored.post, stored.moment) for stored in library.posts(ALICE)]) == before
    library.close()


@settings(max_examples=40, deadline=None)
@given(GIVEN)
def test_undoing_everything_leaves_nothing(posts: list[Post]) -> None:
    library = open_library("sqlite:///:memory:", "hashed")
    receipts = library.add(posts, ALICE, via="forward", seen_at=NOW)
    for receipt in receipts:
        library.undo([receipt.sighting_id], ALICE)
    assert (library.count(ALICE), library.store.count_posts()) == (0, 0)
    library.close()
