"""Pages of t.me: stored ones with the figures that a reader of them counts, and every trap that they have."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.models import Entry, Origin, Post, Preview, Skipped
from indexer.sources import detect, parse, read_files, tme_page
from indexer.sources.tme_page import read_count
from tests.indexer.tme import FORWARD, PHOTO, POLL, PREVIEW, REPLY, landing, message, page, text

HERE = Origin("Записки о лесе", None, -1001234567890, 7, "les")


def read(*inside: str) -> list[Entry]:
    return list(parse(page(*(message(number, each) for number, each in enumerate(inside, 7))).encode()))


def one(inside: str) -> Post:
    (entry,) = read(inside)
    assert isinstance(entry, Post)
    return entry


def test_the_stored_pages(shared: Path) -> None:
    entries = list(read_files([shared / "exports" / "tme"]))
    posts = [entry for entry in entries if isinstance(entry, Post)]
    assert [entry.reason for entry in entries if isinstance(entry, Skipped)] == ["not-a-post", "not-a-post"]
    assert [post.url for post in posts] == [
        "https://t.me/durov/528",
        "https://t.me/durov/529",
        "https://t.me/chollometro/28542",
        "https://t.me/teslahunt/15513",
        "https://t.me/teslahunt/2351",
    ]
    first = posts[0]
    assert first.date == datetime(2026, 6, 15, 18, 58, 13, tzinfo=UTC)
    assert (first.origin.title, first.origin.chat_id, first.origin.author) == ("Pavel Durov", -1001006503122, None)
    assert (first.views, first.reactions) == (18_800_000, 233_654)
    assert first.text.startswith("⛔️ The UK government wants to ban social media for children under 16.\n\nBut banning")
    assert first.text.endswith("the source material for our $200,000 clipping contest.")
    assert first.links == ("https://www.youtube.com/watch?v=1Yq_5aDdJ24", "https://t.me/contest/456")
    assert posts[1].text.count("India’s IT ministry") == 1


def test_a_post_with_everything_in_it() -> None:
    emoji = (
        '<tg-emoji emoji-id="5"><i class="emoji" style="background-image:url(\'//telegram.org/1.png\')"><b>🌲</b></i></tg-emoji>'
    )
    inside = text(
        f'{emoji} Первая строка<br/>вторая <a href="https://example.org/x" target="_blank">ссылка</a>, '
        '<a href="https://t.me/lesnik">@lesnik</a> <a href="?q=%23%D0%B4%D1%83%D0%B1">#дуб</a><pre>a = 1\nb = 2</pre>'
        "<tg-spoiler>тайна</tg-spoiler>"
    )
    post = one(inside + PREVIEW)
    assert post == Post(
        text="🌲 Первая строка\nвторая ссылка, @lesnik #дуб\na = 1\nb = 2\nтайна",
        date=datetime(2026, 11, 8, 10, tzinfo=UTC),
        origin=HERE,
        links=("https://example.org/x", "https://example.org/a"),
        hashtags=("дуб",),
        preview=Preview("Example", "Заголовок", "Описание"),
        views=1200,
        reactions=1115,
        has_code=True,
    )


def test_a_page_that_a_browser_saved_has_whole_addresses() -> None:
    post = one(
        text(
            '<a href="https://t.me/s/les?q=%23%D0%B4%D1%83%D0%B1">#дуб</a> <a href="https://t.me/les/3">#3</a> <a href="https://t.me/s/les?q=%24USD">$USD</a>'
        )
    )
    assert (post.hashtags, post.links) == (("дуб",), ("https://t.me/les/3",))


def test_a_quote_stands_on_its_own_lines() -> None:
    post = one(text("Слова:<blockquote expandable>Кто рано<br/>встаёт</blockquote>и<b> ещё</b>"))
    assert post.text == "Слова:\nКто рано\nвстаёт\nи ещё"


def test_an_album_has_its_text_once() -> None:
    post = one(f'<div class="tgme_widget_message_grouped_wrap">{PHOTO}{PHOTO}</div>' + text(text("Подпись к альбому")))
    assert (post.text, post.media_kind) == ("Подпись к альбому", "photo")


def test_the_words_of_a_reply_are_not_the_posts() -> None:
    assert one(REPLY + text("Свои слова")).text == "Свои слова"
    assert read(REPLY) == [Skipped(1, "no-text")]
    linked = REPLY.replace("Чужие", '<a href="https://example.org">Чужие</a>')  # no parser lets a link stand in a link
    assert one(linked + text("Свои слова")).text == "Свои слова"


@pytest.mark.parametrize(
    ("href", "origin"),
    [
        ("https://t.me/sosny/42", Origin("Сосны", None, None, 42, "sosny")),
        ("https://t.me/sosny", Origin("Сосны", username="sosny")),
        ("", Origin("Сосны")),
    ],
)
def test_a_forward_belongs_to_its_first_channel(href: str, origin: Origin) -> None:
    post = one(FORWARD.format(href=href, name="Сосны") + text("Чужой пост"))
    assert (post.text, post.origin, post.link) == ("Чужой пост", origin, "https://t.me/les/7")
    assert post.url == (origin.url or "https://t.me/les/7")


def test_names_have_one_space_between_words_as_in_exports() -> None:
    spaced = page(message(7, FORWARD.format(href="", name="Старые  сосны") + text("Чужой пост")), message(8, text("Свой")))
    titles = [post.origin.title for post in parse(spaced.replace("Записки о", "Записки  о").encode()) if isinstance(post, Post)]
    assert titles == ["Старые сосны", "Записки о лесе"]


def test_a_forward_of_a_deleted_account_has_no_name() -> None:
    assert one(FORWARD.format(href="", name="Deleted Account") + text("Чужой пост")).origin == Origin()


def test_a_poll_a_notice_and_a_picture_alone() -> None:
    assert one(POLL).text == "Что посадим?\n– Дуб"
    assert one(POLL + text("До пятницы")).text == "Что посадим?\nДо пятницы\n– Дуб"
    assert read(PHOTO, text("После")) == [Skipped(1, "no-text"), *read(PHOTO, text("После"))[1:]]
    notice = page(message(1, text("Channel created"), service=True))
    assert list(parse(notice.encode())) == [Skipped(1, "service")]


def test_the_message_in_which_a_page_is_cut_is_damaged() -> None:
    whole = page(message(1, text("Первое слово")), message(2, text("Второе слово")))
    for end in ("рое слово", "</time>"):
        first, second = parse(whole[: whole.rindex(end) + 1].encode())
        assert isinstance(first, Post)
        assert second == Skipped(2, "broken-html")
    assert len([entry for entry in parse(whole[: whole.rindex("</section>")].encode()) if isinstance(entry, Post)]) == 2


def test_landing_pages() -> None:
    (post,) = parse(landing(9, "Строка\n#дуб https://example.org").encode())
    assert post == Post(
        "Строка\n#дуб https://example.org",
        origin=Origin("Записки о лесе", message_id=9, username="les"),
        links=("https://example.org",),
        hashtags=("дуб",),
    )
    assert list(parse(landing(None, "О деревьях.").encode())) == [Skipped(1, "not-a-post")]


@pytest.mark.parametrize(
    ("shown", "count"),
    [
        ("18.8M", 18_800_000),
        ("1.2K", 1200),
        ("754", 754),
        ("1,5 тыс.", None),
        ("2 К", 2000),
        ("", None),
        ("👍12", 12),
        ("M", None),
    ],
)
def test_rounded_numbers(shown: str, count: int | None) -> None:
    assert read_count(shown) == count


def test_the_format_is_known_by_content() -> None:
    assert detect(page().encode()) == "tme_page"
    assert detect(landing(1, "x").encode()) == "tme_page"


@given(st.text(max_size=80), st.text(max_size=20))
def test_no_markup_breaks_the_parser(noise: str, counter: str) -> None:
    damaged = page(message(1, text(noise) + noise)).replace("eyJjIjotMTIzNDU2Nzg5MCwicCI6MX0", counter).replace("les/1", noise)
    for entry in tme_page.parse(io.StringIO(damaged), UTC):
        assert isinstance(entry, Post | Skipped)
