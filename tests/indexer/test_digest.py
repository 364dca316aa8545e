"""A period's posts to a digest that a person reads."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.digests.digest import LIST_ALL, MOST_STORIES, PER_STORY, count_repeats, digest
from indexer.models import Digest, Origin, Period, Post, Seen, StoredPost, Tag, TagSource
from indexer.ports import Matrix

START = datetime(2026, 11, 16, tzinfo=UTC)
WEEK = Period(START, START + timedelta(days=7))


def a_stored(
    post_id: int, text: str = "Обычная запись.", *, topic: str | None = None, seen: int = 1, channel: str | None = "Канал"
) -> StoredPost:
    moment = START + timedelta(hours=post_id)
    tags = (Tag(topic, TagSource.TOPIC),) if topic else ()
    sightings = tuple(Seen(moment + timedelta(minutes=i), "forward") for i in range(seen))
    return StoredPost(post_id, Post(text, origin=Origin(channel)), "ru", moment, tags, sightings)


def apart(count: int) -> Matrix:
    """Vectors of unrelated posts."""
    return np.eye(max(1, count), dtype=np.float32)[:count]


def ids(found: Digest) -> list[list[int]]:
    return [[stored.post_id for stored in story.posts] for story in found.stories]


def test_events_come_first_then_topics_then_the_rest() -> None:
    posts = [
        a_stored(1, "Новость про погоду."),
        a_stored(2, "Optuna обновилась до новой версии.", topic="hpo"),
        a_stored(3, "InfAlign: алайнмент моделей.", topic="llm"),
        a_stored(4, "Вышел Rust 2.0 и удивил.", channel="A"),
        a_stored(5, "Rust 2.0 уже вышел.", channel="B"),
        a_stored(6, "Подбор параметров на практике.", topic="hpo"),
    ]
    vectors = apart(6)
    vectors[4] = vectors[3]
    found = digest(WEEK, posts, vectors, topic="#all")
    assert [story.label for story in found.stories] == ["Rust 2.0 уже вышел", "hpo", "llm", ""]
    assert ids(found) == [[5, 4], [6, 2], [3], [1]]
    assert (found.posts, found.channels, found.period, found.topic) == (6, 3, WEEK, "#all")


def test_events_stay_apart_where_what_is_merely_alike_shares_no_word() -> None:
    said = ("Горит склад на Ленина", "Пожар: склад тушат всю ночь", "Взрыв газа в доме", "Дом после взрыва газа разберут")
    posts = [a_stored(i, text, channel=str(i)) for i, text in enumerate(said, 1)]
    cosines = np.full((4, 4), 0.90) + np.kron(np.eye(2), np.full((2, 2), 0.03)) + np.eye(4) * 0.07
    found = digest(WEEK, posts, np.linalg.cholesky(cosines).astype(np.float32))
    assert sorted(sorted(story) for story in ids(found)) == [[1, 2], [3, 4]]


def test_a_quiet_week_has_events_of_what_is_merely_alike() -> None:
    posts = [a_stored(1, "Горит склад на Ленина", channel="A"), a_stored(2, "На Ленина тушат склад", channel="B")]
    near = np.array([[1.0, 0.0], [0.90, np.sqrt(1 - 0.90**2)]], dtype=np.float32)
    assert [story.is_event for story in digest(WEEK, posts, near).stories] == [True]


def test_an_empty_period_has_no_stories() -> None:
    assert digest(WEEK, [], apart(0)) == Digest(WEEK, (), 0, 0, 0)


def test_events_are_looked_for_among_the_latest_posts_where_there_are_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("Вышел Rust 2.0 и удивил.", "Rust 2.0 уже вышел.", "Курс доллара вырос до ста рублей.", "Доллар стоит сто рублей.")
    posts = [a_stored(number, text, channel=str(number)) for number, text in enumerate(texts, 1)]
    vectors = apart(4)
    vectors[1], vectors[3] = vectors[0], vectors[2]
    assert sorted(map(sorted, ids(digest(WEEK, posts, vectors)))) == [[1, 2], [3, 4]]
    monkeypatch.setattr("indexer.digests.digest.COMPARED", 2)
    found = digest(WEEK, posts, vectors)
    assert sorted(map(sorted, ids(found))) == [[1, 2], [3, 4]]
    assert [bool(story.label) for story in found.stories] == [True, False], "the older ones are the rest"
    assert found.posts == 4


def test_posts_without_vectors_are_grouped_by_topic() -> None:
    posts = [a_stored(1, topic="hpo"), a_stored(2), a_stored(3, topic="hpo")]
    assert ids(digest(WEEK, posts, np.full((3, 4), np.nan, np.float32))) == [[3, 1], [2]]


def test_repeats_are_sightings_in_the_period_after_the_first() -> None:
    before = (Seen(START - timedelta(days=9), "forward"), Seen(START, "forward"), Seen(START + timedelta(days=7), "forward"))
    old = StoredPost(1, Post("Старое."), "ru", START, (), before)
    assert count_repeats(old, WEEK) == 1
    assert count_repeats(a_stored(2, seen=3), WEEK) == 2
    found = digest(WEEK, [old, a_stored(2, seen=3)], apart(2))
    assert found.repeats == found.stories[0].repeats == 3


def test_what_came_more_often_comes_first() -> None:
    posts = [a_stored(1, topic="hpo"), a_stored(2, topic="llm", seen=4)]
    assert [story.label for story in digest(WEEK, posts, apart(2)).stories] == ["llm", "hpo"]


def test_an_event_that_several_channels_tell_of_comes_before_what_one_goes_on_about() -> None:
    own = [a_stored(i, f"Курс доллара на сегодня: {90 + i} рублей.", channel="Банк") for i in (1, 2, 3)]
    told = [a_stored(4, "Мост через реку открыли.", channel="A"), a_stored(5, "Открыли мост через реку.", channel="B")]
    vectors = np.eye(2, dtype=np.float32)[[0, 0, 0, 1, 1]]
    assert [sorted(story) for story in ids(digest(WEEK, [*own, *told], vectors))] == [[4, 5], [1, 2, 3]]


def test_what_is_about_nothing_in_common_has_no_sentence_that_speaks_for_it_and_adverts_last() -> None:
    told = "Мост через реку открыли после долгого ремонта, по нему уже ходят трамваи и автобусы."
    sells = "Новый телефон с ярким экраном и надёжной батареей для тех, кто в пути. Купить прямо сейчас: https://example.com/1"
    (rest,) = digest(WEEK, [a_stored(1, told), a_stored(2, sells), a_stored(3, told)], apart(3)).stories
    assert ([stored.post_id for stored in rest.posts], rest.quotes) == ([3, 1, 2], ())


def test_a_small_digest_lists_every_post() -> None:
    found = digest(WEEK, [a_stored(i) for i in range(1, LIST_ALL + 1)], apart(LIST_ALL))
    assert [story.more for story in found.stories] == [0]


def test_five_hundred_posts_still_read_well() -> None:
    posts = [
        a_stored(i, f"Слово{i % 200} и больше ничего нового.", topic=f"topic {i % 30}" if i % 3 else None) for i in range(1, 501)
    ]
    vectors = np.zeros((500, 200), np.float32)
    vectors[np.arange(500), [i % 200 for i in range(1, 501)]] = 1
    found = digest(WEEK, posts, vectors)
    assert len(found.stories) <= MOST_STORIES
    assert all(len(story.listed) <= PER_STORY for story in found.stories)
    assert found.stories[-1].label == ""
    assert sorted(post_id for group in ids(found) for post_id in group) == list(range(1, 501))


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, "hpo", "llm", "news"]),
            st.integers(0, 3),
            st.sampled_from(["Вышел Rust.", "Optuna!", "", "🙂"]),
            st.integers(1, 3),
        ),
        max_size=60,
    ),
    st.integers(1, 5),
)
def test_every_post_is_in_exactly_one_story(rows: list[tuple[str | None, int, str, int]], most: int) -> None:
    posts = [a_stored(i, text, topic=topic, seen=seen) for i, (topic, _, text, seen) in enumerate(rows, 1)]
    vectors = np.eye(4, dtype=np.float32)[[direction for _, direction, _, _ in rows]] if rows else apart(0)
    found = digest(WEEK, posts, vectors, most_stories=most)
    assert sorted(post_id for group in ids(found) for post_id in group) == [stored.post_id for stored in posts]
    assert all(story.lead is story.posts[0] and len(story.listed) + story.more == len(story.posts) for story in found.stories)
    assert found.repeats == sum(seen - 1 for *_, seen in rows)
    assert len(found.stories) <= most
    assert found == digest(WEEK, posts, vectors, most_stories=most)


def test_adverts_are_left_out_where_there_is_anything_else() -> None:
    advert = "erid: 2Vtz\nЛучшие роботы страны ждут вас на выставке."
    posts = [a_stored(1, advert), a_stored(2, "Мост через реку открыли после ремонта."), a_stored(3, advert)]
    found = digest(WEEK, posts, apart(3))
    assert (ids(found), found.posts) == ([[2]], 1)
    alone = digest(WEEK, posts[:1], apart(1))
    assert (ids(alone), alone.posts) == ([[1]], 1)


def test_an_invitation_heads_no_topic() -> None:
    told = "Мост через реку открыли после долгого ремонта, по нему уже ходят трамваи."
    invites = "Мы создали для вас новый канал о мостах, реках и городском транспорте: https://t.me/+AbCdEf"
    posts = [a_stored(1, told, topic="city"), a_stored(2, invites, topic="city")]
    assert digest(WEEK, posts, apart(2)).stories[0].lead.post_id == 1


def test_a_remark_with_a_long_footer_heads_no_topic() -> None:
    footer = "\n❤ Подписаться на наш канал | Прислать новость | Обсудить в чате читателей"
    told = "Мост через реку открыли после долгого ремонта, по нему уже ходят трамваи."
    posts = [a_stored(1, told, topic="city"), a_stored(2, f"Сегодня отмечается день счастливого человека{footer}", topic="city")]
    assert digest(WEEK, posts, apart(2)).stories[0].lead.post_id == 1
