"""Posts to stories by small vectors made by hand."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.digests.headlines import headline
from indexer.digests.stories import (
    A_DAY_LATER,
    SAME_EVENT,
    SAME_VOICE,
    by_centrality,
    event_story,
    find_events,
    quotes,
    share_own_word,
    shared_topic,
    spread,
    topic_story,
)
from indexer.models import Origin, Post, Preview, StoredPost, Tag, TagSource
from indexer.ports import Matrix

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TWITCH = "Сервис Twitch могут заблокировать в России.\nОб этом сообщают источники в ведомстве."
REPLY = "Роскомнадзор ответил на слухи про Twitch.\nБлокировать сервис в России ведомство не собирается."


def a_stored(
    post_id: int,
    text: str = "Просто запись о погоде.",
    *,
    hour: int = 0,
    topics: tuple[str, ...] = (),
    preview: Preview | None = None,
) -> StoredPost:
    post = Post(text, origin=Origin(f"channel {post_id}"), preview=preview)
    return StoredPost(post_id, post, "ru", NOON + timedelta(hours=hour), tuple(Tag(name, TagSource.TOPIC) for name in topics))


def angled(*degrees: float) -> Matrix:
    """Unit vectors in a plane: their cosines are those of the angles between them."""
    turns = np.radians(np.array(degrees))
    return np.stack([np.cos(turns), np.sin(turns)], axis=1).astype(np.float32)


def test_near_rows_are_one_event_and_far_ones_are_none() -> None:
    assert find_events(angled(0, 90, 5, 180, 95, 10)) == [[0, 2, 5], [1, 4]]


def test_a_chain_of_near_rows_is_not_one_event() -> None:
    groups = find_events(angled(*range(0, 90, 10)))
    assert all(len(group) < 5 for group in groups)  # 24 degrees are near; the ends are 80 apart


def test_rows_without_a_vector_belong_to_no_event() -> None:
    vectors = np.concatenate([angled(0, 1), np.zeros((2, 2), np.float32), np.full((2, 2), np.nan, np.float32)])
    assert find_events(vectors) == [[0, 1]]
    assert find_events(np.zeros((3, 2), np.float32)) == []
    assert find_events(np.empty((0, 2), np.float32)) == []


def test_posts_of_one_channel_have_to_be_nearer() -> None:
    edge = float(np.degrees(np.arccos(SAME_EVENT + SAME_VOICE / 2)))
    assert find_events(angled(0, edge), voices=["a", "b"]) == [[0, 1]]
    assert find_events(angled(0, edge), voices=["a", "a"]) == []
    assert find_events(angled(0, edge), voices=[None, None]) == [[0, 1]]


def test_posts_of_other_days_have_to_be_nearer() -> None:
    edge = float(np.degrees(np.arccos(SAME_EVENT + 1.5 * A_DAY_LATER)))
    days = [NOON, NOON + timedelta(days=1), NOON + timedelta(days=2), NOON + timedelta(days=3)]
    assert find_events(angled(0, edge), moments=[days[0], days[1]]) == [[0, 1]]
    assert find_events(angled(0, edge), moments=[days[2], days[0]]) == [[0, 1]]
    assert find_events(angled(0, edge), moments=[days[0], days[3]]) == []


def test_thousands_of_posts_take_seconds_and_find_their_events() -> None:
    chance = np.random.default_rng(7)
    rows = chance.normal(size=(5000, 64)).astype(np.float32)
    rows[1::100] = rows[::100] + 0.01
    moments = [NOON + timedelta(minutes=i) for i in range(5000)]
    assert find_events(rows, moments=moments) == [[i, i + 1] for i in range(0, 5000, 100)]


@given(st.lists(st.integers(0, 359), max_size=12))
def test_no_row_is_in_two_events(degrees: list[int]) -> None:
    groups = find_events(angled(*degrees)) if degrees else []
    rows = [row for group in groups for row in group]
    assert len(rows) == len(set(rows))
    assert all(len(group) > 1 for group in groups)
    assert groups == (find_events(angled(*degrees)) if degrees else [])


def told(*posts: StoredPost, degrees: tuple[float, ...] = ()) -> list[str]:
    """The label of an event, and its quotes."""
    rows = dict(zip((stored.post_id for stored in posts), angled(*degrees), strict=False)) if degrees else {}
    story = event_story(posts, rows, spread(posts))
    assert story is not None
    assert story.is_event
    return [story.label, *story.quotes]


def test_the_most_central_post_leads_an_event_and_its_title_names_it() -> None:
    posts = [a_stored(1, TWITCH, hour=1), a_stored(2, REPLY, hour=5), a_stored(3, TWITCH + " Снова.", hour=3)]
    story = event_story(posts, dict(zip((1, 2, 3), angled(0, 12, 30), strict=True)), spread(posts))
    assert story is not None
    assert story.label == "Роскомнадзор ответил на слухи про Twitch"
    assert story.quotes == ("Блокировать сервис в России ведомство не собирается.",)
    assert [stored.post_id for stored in story.posts] == [2, 1, 3]  # the others follow in time


def test_of_posts_that_are_equally_central_the_newest_names_an_event() -> None:
    pair = a_stored(1, TWITCH, hour=1), a_stored(2, REPLY, hour=5)
    assert told(*pair, degrees=(0, 10)) == told(*pair[::-1], degrees=(0, 10))
    assert told(*pair, degrees=(0, 10))[0] == "Роскомнадзор ответил на слухи про Twitch"


def test_posts_alike_in_form_alone_are_no_event() -> None:
    footer = "Наш канал про новости каждый день"
    others = [a_stored(i, f"Запись номер {i} про что угодно.\n{footer}") for i in range(10, 30)]
    pair = [a_stored(1, f"Котик спит.\n{footer}"), a_stored(2, f"Доллар растёт.\n{footer}")]
    assert not share_own_word(pair, spread(pair + others))
    assert event_story(pair, {}, spread(pair + others)) is None


def test_a_word_that_fewer_others_say_is_an_events_own() -> None:
    posts = [a_stored(i, f"Доллар {i}") for i in range(9)]
    others = [a_stored(i, "Про погоду и доллар") for i in range(10, 15)]
    assert share_own_word(posts, spread(posts + others))
    assert not share_own_word(posts[:5], spread(posts + others))


def test_a_title_names_whom_the_posts_name() -> None:
    first = a_stored(1, "Вчера Лукашенко назначил министром Руслана Чернецкого.\nИли умереть, или навести порядок.", hour=1)
    quote = "Просто хочу сказать: другого пути нет.\nТак Лукашенко говорил с новым министром, которого зовут Руслан Чернецкий."
    assert told(first, a_stored(2, quote, hour=5), degrees=(0, 10))[0] == "Вчера Лукашенко назначил министром Руслана Чернецкого"
    assert told(a_stored(1, quote, hour=1), a_stored(2, quote, hour=2))[0] == "Просто хочу сказать: другого пути нет"


def test_a_lead_that_has_no_title_takes_the_next_ones() -> None:
    pair = a_stored(1, "Собянин открыл новую станцию метро.", hour=1), a_stored(2, "Собянин!\nметро", hour=5)
    assert told(*pair, degrees=(0, 10))[0] == "Собянин открыл новую станцию метро"
    assert told(a_stored(1, "Optuna!"), a_stored(2, "Optuna!")) == ["Optuna!"]


def test_a_title_is_not_quoted_again_unless_it_was_cut_and_all_is_said() -> None:
    long = "⚡️Собянин открыл сразу несколько новых станций метро на юге города, что заметно " + "разгрузит соседние линии " * 3
    assert told(a_stored(1, long + ".\nПоезда уже ходят каждые две минуты."), a_stored(2, "Собянин"))[1:] == [
        "Поезда уже ходят каждые две минуты."
    ]
    title, quote = told(a_stored(1, long), a_stored(2, "Собянин"))
    assert title == "Собянин открыл сразу несколько новых станций метро на юге города…"
    assert quote == long.strip().removeprefix("⚡️")


def test_an_event_says_the_topic_that_all_its_posts_have() -> None:
    posts = [a_stored(1, topics=("llm", "news")), a_stored(2, topics=("news",))]
    assert shared_topic(posts) == "news"
    assert shared_topic([*posts, a_stored(3)]) is None


LONG = "Optuna подбирает гиперпараметры моделей быстрее перебора, потому что рано отсекает плохие запуски обучения."


def test_the_most_central_post_leads_a_topic() -> None:
    posts = [a_stored(i, LONG, hour=i) for i in (1, 2, 3)]
    rows = dict(zip((1, 2, 3), angled(0, 20, 30), strict=True))
    story = topic_story("Optuna", posts, rows, {1: 4})
    assert story.lead.post_id == 2
    assert [stored.post_id for stored in story.posts] == [2, 1, 3]  # then what came most often, then the newest
    assert (story.label, story.topic, story.is_event) == ("Optuna", "Optuna", False)


def test_a_remark_does_not_speak_for_a_topic() -> None:
    posts = [a_stored(1, "Вот это да!"), a_stored(2, LONG), a_stored(3, "Первый снег.")]
    assert by_centrality(posts, dict(zip((1, 2, 3), angled(10, 40, 0), strict=True)))[0].post_id == 2


def test_without_vectors_the_newest_post_leads() -> None:
    assert by_centrality([a_stored(1, LONG, hour=1), a_stored(2, LONG, hour=3)], {})[0].post_id == 2


def test_a_bare_link_speaks_with_its_preview() -> None:
    preview = Preview("YouTube", "Why the MinHashEncoder is great", "Boosted tree models do not support sparse matrices at all.")
    stored = a_stored(1, "https://youtu.be/x", preview=preview)
    assert headline(stored.post) == "Why the MinHashEncoder is great"
    assert quotes(stored, skip="Why the MinHashEncoder is great") == (
        "Boosted tree models do not support sparse matrices at all.",
    )
