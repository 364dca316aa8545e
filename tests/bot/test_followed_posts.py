"""What a followed channel's page says of posts that were read before: edited, deleted, there again."""

from dataclasses import replace

from bot.desks import Desks
from bot.loops.follower import Follower
from indexer.following import Polled, mark_gone, read_pages
from indexer.library import Library
from indexer.models import Follow
from tests.bot.test_follower import ALICE, HALF_HOUR, NOW, Server, follower, server, told
from tests.indexer.tme import FORWARD, PHOTO, message, page, text

__all__ = ["follower", "server"]  # the fixtures


async def test_edits_deletions_and_returns(server: Server, library: tuple[Library, Desks], follower: Follower) -> None:
    opened, desks = library
    server.messages = [told(1), told(2), FORWARD.format(href="https://t.me/sosny/42", name="Сосны") + told(3), PHOTO, told(5)]
    await follower.follow("les", ALICE, NOW)
    edited = text("Заметка 2 переписана заново: теперь она о мхах и лишайниках.")
    server.messages = [told(1), edited, "", PHOTO, ""]
    assert await follower.follow("les", ALICE, NOW) == Polled(new=0, edited=1, deleted=2, posts=2)
    posts = await desks.store(opened.posts, ALICE)
    assert sorted((post.origin.message_id, stored.deleted_at) for stored in posts for post in [stored.post]) == [
        (1, None),
        (2, None),
        (5, NOW),
        (42, NOW),
    ]
    server.messages = [told(1), edited, "", PHOTO, told(5)]
    assert await follower.follow("les", ALICE, NOW) == Polled(posts=3)
    assert sum(stored.deleted_at is not None for stored in await desks.store(opened.posts, ALICE)) == 1


async def test_the_first_post_and_then_all_are_deleted_and_come_back(
    server: Server, library: tuple[Library, Desks], follower: Follower
) -> None:
    opened, desks = library
    server.is_empty = True
    assert await follower.follow("les", ALICE, NOW) == Polled(), "an empty channel can be followed"
    server.messages = [told(1), told(2), told(3)]
    assert await follower.follow("les", ALICE, NOW) == Polled(new=3, posts=3)
    server.messages = ["", told(2), told(3)]
    assert await follower.follow("les", ALICE, NOW) == Polled(deleted=1, posts=2)
    assert await follower.follow("les", ALICE, NOW) == Polled(), "an unchanged page says nothing"
    server.messages = []
    assert await follower.follow("les", ALICE, NOW) == Polled(deleted=2)
    server.messages = [told(1), told(2), told(3)]
    assert await follower.follow("les", ALICE, NOW) == Polled(posts=3)
    assert [stored.deleted_at for stored in await desks.store(opened.posts, ALICE)] == [None] * 3


async def test_posts_of_an_export_are_known_on_the_page_edited_and_marked_there(
    server: Server, library: tuple[Library, Desks], follower: Follower
) -> None:
    opened, desks = library
    server.messages = [told(1), told(2), told(3)]
    export = [
        replace(post, origin=replace(post.origin, username=None))
        for post in read_pages([page(*map(message, (1, 2, 3), server.messages))]).posts
    ]
    export[0] = replace(export[0], edit_date=NOW - HALF_HOUR)
    await desks.store(opened.add, export, ALICE, via="import", seen_at=NOW)
    assert await follower.follow("les", ALICE, NOW) == Polled(posts=3)
    server.messages = [text("Совсем другая запись, о мхах."), told(2), ""]
    assert await follower.follow("les", ALICE, NOW) == Polled(edited=1, deleted=1, posts=2)
    server.messages = [told(1), told(2), ""]
    assert await follower.follow("les", ALICE, NOW) == Polled(edited=1, posts=2), "it was edited back"
    posts = {stored.post.origin.message_id: stored for stored in await desks.store(opened.posts, ALICE)}
    assert posts[1].post.text == export[0].text
    assert [number for number, stored in posts.items() if stored.deleted_at] == [3]


async def test_an_edit_of_a_link_alone_is_seen_on_the_page(
    server: Server, library: tuple[Library, Desks], follower: Follower
) -> None:
    opened, desks = library
    linked = 'Запись лежит <a href="https://example.org/{}">здесь</a>, смотрите'
    for address, polled in (("wrong", Polled(new=1, posts=1)), ("right", Polled(edited=1, posts=1)), ("right", Polled())):
        server.messages = [text(linked.format(address))]
        assert await follower.follow("les", ALICE, NOW) == polled
    assert [stored.post.links for stored in await desks.store(opened.posts, ALICE)] == [("https://example.org/right",)]


async def test_a_page_that_ends_early_or_shows_nothing_marks_nothing(
    server: Server, library: tuple[Library, Desks], follower: Follower
) -> None:
    opened, desks = library
    server.messages = [told(number) for number in range(1, 6)]
    await follower.follow("les", ALICE, NOW)
    whole = page(*(message(number, told(number)) for number in range(1, 6)))
    for text_ in (
        whole[: len(whole) * 6 // 10],
        whole.replace('data-post="', "data-post='"),
        whole.replace("les/", "les?before=9/"),
    ):
        read = read_pages([text_])
        assert await desks.store(mark_gone, opened, Follow(ALICE, "les", NOW), read, NOW) == 0
        assert len(read.posts) <= 5
    assert all(stored.deleted_at is None for stored in await desks.store(opened.posts, ALICE))
