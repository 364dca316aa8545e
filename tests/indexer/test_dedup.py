"""What is a repeat, and what only looks like one; and that the store finds the earlier post among many."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.dedup import is_fuller, judge, share_held, sign
from indexer.embedders.hashed import HashedEmbedder
from indexer.models import Origin, Post, StoredPost, VerdictKind
from indexer.stores.repeats import ALIKE, COMMON
from indexer.stores.sqlite import SqliteStore
from tests.indexer.makers import NOW

FERRY = "Паром не выйдет до вечера: капитан ждёт, пока волна станет ниже двух метров. Билеты обменяют без доплаты в любой кассе."
FOOT = "\n\nПодписывайтесь на наш канал, чтобы первыми узнавать новости города | Прислать новость | Реклама на канале"


def kind(new: str, old: str) -> VerdictKind:
    """Return what a text is to another that is known."""
    return judge(Post(new), [StoredPost(1, Post(old), None, datetime(2026, 1, 1, tzinfo=UTC))]).kind


@pytest.mark.parametrize(
    ("new", "old", "wanted"),
    [
        (FERRY[:70] + "…", FERRY, "contained"),
        (FERRY[:70] + "…\n\nНаш канал | Чат | Прислать новость", FERRY, "contained"),
        (FERRY[:70] + "… Читать далее: https://example.org/parom/5", FERRY, "contained"),
        ("Пишите тесты до того, как станет больнно, а не после", "Пишите тесты до того, как станет больно, а не после", "near"),
        ("Docs: better search\nSync: no lost files", "Sync: no lost files\nDocs: better search", "near"),
        ("It's “free”", "It’s free", "same"),
        # other news
        ("В Иране открыли новый мост через реку", "В Ираке открыли новый мост через реку", "new"),
        ("Мост через реку откроют в субботу утром", "Мост через реку не откроют в субботу утром", "new"),
        ("Паром до мыса отменён из-за шторма до четверга", "Паром до мыса отменён из-за шторма до вторника.\n\nКанал", "new"),
        ("На площади включили фонтан." + FOOT, "Автобус изменит маршрут." + FOOT, "new"),
        ("Ночью −5, днём +10, ветер северный", "Ночью +5, днём −10, ветер северный", "new"),
        ("Вода подорожала: +7%", "Вода подорожала: −7%", "new"),
        ("Билет за $5", "Билет за €5", "new"),
        ("Волна разгромила Прибой на своём поле", "Прибой разгромил Волну на своём поле", "new"),
        (FERRY.replace("Паром не", "Паром"), FERRY, "new"),
        (FERRY.replace("вечера", "утра"), FERRY, "new"),
        ("«Спартак» вышел вперёд. " + FERRY, "«Зенит» вышел вперёд. " + FERRY, "new"),
        ("Стоимость 5% годовых", "Стоимость 5 % годовых", "same"),
    ],
)
def test_a_copy_is_told_from_other_news(new: str, old: str, wanted: str) -> None:
    assert kind(new, old) == wanted
    assert kind(old, new) == wanted


@given(st.lists(st.sampled_from(["дуб", "клён", "ясень", "ель", "сосна", "вяз", "липа"]), max_size=30), st.text(max_size=60))
def test_what_is_held_is_a_share_and_does_not_depend_on_who_came_first(row: list[str], text: str) -> None:
    one, other = " ".join(row), f"{text}\n\n{' '.join(row[:-1])}"
    assert 0 <= share_held(one, other) <= 1
    assert share_held(one, other) == pytest.approx(share_held(other, one)) or len(one.split()) == len(other.split())


def test_a_channel_that_says_the_same_of_another_link_has_another_issue() -> None:
    def issue(channel: str, number: int, *links: str) -> Post:
        return Post("Новый выпуск уже на сайте, слушайте", origin=Origin(channel, None, -1001, number), links=links)

    def verdict(new: Post, old: Post) -> VerdictKind:
        return judge(new, [StoredPost(1, old, None, datetime(2026, 1, 1, tzinfo=UTC))]).kind

    first = issue("Лес", 1, "https://example.org/1?from=a")
    assert verdict(issue("Лес", 2, "https://example.org/2"), first) is VerdictKind.NEW
    assert verdict(issue("Лес", 2, "https://example.org/1/?from=b"), first) is VerdictKind.SAME
    assert verdict(issue("Лес", 2), first) is VerdictKind.SAME
    assert verdict(issue("Сад", 2, "https://example.org/2"), first) is VerdictKind.SAME
    assert verdict(issue("Лес", 1, "https://example.org/2"), first) is VerdictKind.SAME, "a version of it, by date"


def test_a_cut_post_gives_way_to_the_whole_one() -> None:
    assert is_fuller(Post(FERRY), Post(FERRY[:70] + "…"))
    assert not is_fuller(Post(FERRY[:70] + "…"), Post(FERRY))


def test_a_footer_that_all_posts_have_hides_no_repeat() -> None:
    store = SqliteStore(":memory:", HashedEmbedder())
    texts = [f"Номер {i}: событие {i * 7} прошло в зале {i * 13}, гостей {i * 31}." + FOOT for i in range(4 * COMMON)]
    for text in texts:
        store.hold(1, store.save_post(Post(text), sign([Post(text)])[0], "", (), ()), NOW)
    last = Post(texts[-1].replace("прошло", "прошлло"))
    assert judge(last, store.candidates(last, sign([last])[0], 1)).of == len(texts)
    assert not store.candidates(last, sign([last])[0], 2)  # another library's posts
    other = Post("Выставка открыта до конца недели, вход свободный." + FOOT)
    assert 0 < len(store.candidates(other, sign([other])[0], 1)) <= ALIKE
    store.close()
