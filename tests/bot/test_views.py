"""What people read: escaped, bold where it was asked for, never longer than Telegram takes."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.answers import answer_html, post_parts
from bot.views.digests import digest_parts
from bot.views.html import LIMIT, escape, length, link, pack, plain, snippet
from bot.views.reader import Reader
from indexer.language.stemming import stem
from indexer.models import Digest, Origin, Period, Post, StoredPost, Story

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=400)


def stored(text: str, post_id: int = 1, **fields: object) -> StoredPost:
    return StoredPost(post_id, Post(text, **fields), "en", NOW)  # type: ignore[arg-type]


def is_telegram_html(html: str) -> bool:
    """Every tag is one that we use, and all are closed in order."""
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)[^<>]*>", html):
        if name not in ("b", "i", "a", "code", "blockquote"):
            return False
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened and not re.search(r"<(?!/?(?:b|i|a|code|blockquote)\b)|&(?!(?:amp|lt|gt|quot|#x27|#39);)", html)


@given(TEXTS, TEXTS)
def test_no_text_breaks_an_answer(text: str, title: str) -> None:
    html = answer_html(
        [(stored(text, origin=Origin(title)), text)],
        Reader("ru", "UTC"),
        head=title,
        wanted={stem(word) for word in text.split()[:3]},
        first=1,
    )
    assert is_telegram_html(html)
    assert length(html) <= LIMIT


@given(st.text(max_size=9000))
def test_a_whole_post_comes_in_parts_that_fit(text: str) -> None:
    parts = post_parts(stored(text, origin=Origin("C")), Reader("en", "UTC"))
    assert all(0 < length(part) <= LIMIT and is_telegram_html(part) for part in parts)


@given(st.lists(st.text(alphabet="ab\n", min_size=1, max_size=60), max_size=30), st.integers(70, 200))
def test_packing_loses_nothing(blocks: list[str], limit: int) -> None:
    messages = pack(blocks, limit=limit)
    assert all(length(message) <= limit for message in messages)
    assert "".join("".join(messages).split()) == "".join("".join(blocks).split())


def test_words_are_bold_in_any_form() -> None:
    html = snippet("Подбираем гиперпараметрами & деревьями <b>", {stem("гиперпараметры"), stem("деревья")})
    assert html == "Подбираем <b>гиперпараметрами</b> &amp; <b>деревьями</b> &lt;b&gt;"


def test_a_snippet_shows_where_most_of_the_words_stand_together() -> None:
    text = "ставка растёт, ставка падает, ставка стоит. " * 6 + "слово " * 30 + "ключевую ставку подняли"
    assert "<b>ключевую</b> <b>ставку</b>" in snippet(text, {stem("ключевая"), stem("ставка")})


def test_words_in_addresses_are_shown_only_where_there_are_no_others() -> None:
    wanted = {stem("москва"), "moskva"}
    assert snippet("Москва: https://t.me/moskva_news", wanted) == "<b>Москва</b>: https://t.me/moskva_news"
    assert "<b>moskva</b>" in snippet("https://t.me/moskva", wanted)


def test_a_snippet_starts_near_what_was_asked_for() -> None:
    html = snippet("слово " * 200 + "кит поёт в морях " + "слово " * 200, {stem("киты"), stem("моря")})
    assert html.startswith("…")
    assert "<b>кит</b> поёт в <b>морях</b>" in html
    assert len(plain(html)) < 230


def test_letters_that_turn_the_text_around_are_taken_out() -> None:
    assert escape("\u202eevil\u2066<") == "evil&lt;"


def test_a_long_digest_needs_few_messages_and_links_every_post() -> None:
    posts = [
        stored(
            f"Post number {n} tells a story of some length about the sea. " * 4,
            n,
            origin=Origin("Sea", username="sea", message_id=n),
        )
        for n in range(1, 41)
    ]
    stories = tuple(Story(f"Story {i}", tuple(posts[i * 4 : i * 4 + 4]), posts[i * 4], ("A sentence. " * 8,)) for i in range(10))
    digest = Digest(Period(NOW - timedelta(days=7), NOW), stories, 40, 2, 1)
    parts = digest_parts(digest, "en", "UTC")
    assert len(parts) <= 3
    assert all(length(part) <= 4000 and is_telegram_html(part) for part in parts)
    assert all(f"https://t.me/sea/{n}" in "".join(parts) for n in range(1, 41))
    assert "2 repeats" in parts[0]


def test_an_entry_links_to_the_post_itself_and_never_to_what_it_advertises() -> None:
    advert = ("https://t.me/+HWFlcuXhzKdhYWY6", "https://t.me/shop_bot?start=1")
    posts = (
        stored("Oaks grow.", 1, origin=Origin("Forest"), links=advert),
        stored("Elms too.", 2, origin=Origin("Forest", username="forest", message_id=7), links=advert),
        stored("Ashes as well.", 3, origin=Origin("Forest"), links=advert, link="https://example.org/ashes"),
    )
    html = "".join(digest_parts(Digest(Period(), (Story("Trees", posts, posts[0], ()),), 3, 0, 1), "en", "UTC"))
    assert re.findall('href="([^"]*)"', html) == ["https://t.me/forest/7", "https://example.org/ashes"]
    assert "• Forest: Oaks grow." in html


def test_a_digest_says_each_thing_once() -> None:
    one, two = (
        StoredPost(i, Post(text), "en", NOW) for i, text in enumerate(("The bridge is open again", "The old oak fell"), 1)
    )
    event = Story("The bridge is open again", (one, two), one, (), is_event=True)
    rest = Story("", (two,), two, ())
    both, alone = (
        plain(digest_parts(Digest(Period(), stories, 2, 1, 0), "en", "UTC")[0]) for stories in ((event, rest), (rest,))
    )
    assert both.count("The bridge is open again") == 1
    assert "Everything else" in both
    assert "Everything else" not in alone
    assert "The old oak fell" in alone


def test_a_digest_of_one_day_has_one_date() -> None:
    day = Period(NOW.replace(hour=0), NOW.replace(hour=0) + timedelta(days=1))
    assert plain(digest_parts(Digest(day, (), 0, 0, 0), "ru", "UTC")[0]).startswith("Сводка за 24 нояб. 2026\u202fг.\n")
    assert plain(digest_parts(Digest(day, (), 0, 0, 0), "en", "UTC")[0]).startswith("Digest, Nov 24, 2026\n")


@pytest.mark.parametrize(
    ("period", "ru", "en"),
    [
        (Period(since=NOW), "Сводка с 24 нояб. 2026\u202fг.", "Digest since Nov 24, 2026"),
        (Period(until=NOW), "Сводка за всё время по 24 нояб. 2026\u202fг.", "Digest of everything up to Nov 24, 2026"),
        (Period(), "Сводка за всё время", "Digest of everything"),
    ],
)
def test_a_digest_of_an_open_period_names_its_only_side(period: Period, ru: str, en: str) -> None:
    for language, title in (("ru", ru), ("en", en)):
        assert plain(digest_parts(Digest(period, (), 0, 0, 0), language, "UTC")[0]).startswith(f"{title}\n")


def test_an_entry_says_what_heads_its_post() -> None:
    post = stored("⚡️Доллар поднялся выше 108 рублей, — данные торгов.\n\n👉 Топор Live. Подписаться", origin=Origin("Топор+"))
    html = "".join(digest_parts(Digest(Period(), (Story("Доллар", (post,), post, ()),), 1, 0, 1), "ru", "UTC"))
    assert "• Топор+: Доллар поднялся выше 108 рублей, — данные торгов\n" in html + "\n"


@given(st.text("htps:/[]@.a?#%", max_size=20))
def test_no_address_breaks_an_answer(url: str) -> None:
    assert link("words", url) == "words" or url.startswith("http")
    assert link("words", f"https://[broken/{url}") == "words"
