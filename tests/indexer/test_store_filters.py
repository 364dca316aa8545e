"""What a question's filters leave of a library, in the real store."""

import io
from dataclasses import replace
from datetime import UTC, time
from pathlib import Path

import pytest

from indexer.language.lexicon import parted
from indexer.library import Library
from indexer.models import Cadence, Mode, Post, Preview, Query, Subscription
from indexer.opening import open_library
from indexer.sources import bot_api, jsonl, tdesktop_html, tdesktop_json, tme_page
from tests.indexer.makers import ALICE, BOB, DAY, NOW, a_post, add

ASKED = Query("", ALICE, k=50)


def found(library: Library, **filters: tuple[str, ...]) -> set[str]:
    """Return the first words of the posts that filters alone leave."""
    return set(first_words(library, replace(ASKED, **filters)))  # type: ignore[arg-type]


def first_words(library: Library, query: Query, word: int = 0) -> list[str]:
    """Return a word of each post found, in order."""
    vector = library.embed_query(query.text) if query.text else None
    hits = library.search(query, vector).hits
    return [stored.post.text.split()[word] for stored, _ in library.found([hit.place for hit in hits], query.library_id)]


@pytest.fixture
def forest(library: Library) -> Library:
    """Four posts that differ in what filters ask for."""
    add(
        library,
        a_post("Random forests vote; a random forest of trees seldom overfits.", links=("https://example.org/forest",)),
        a_post("Случайный лес из деревьев голосует и почти не переобучается на таблицах.", media_kind="photo"),
        a_post(
            "Read this before you plant anything in the garden this spring.",
            preview=Preview("site", "The random walk", "forest of things to know"),
        ),
        a_post("Snippet of the week, and how it is run:\n```\nfit(X, y)\n```", media_kind="document"),
    )
    return library


@pytest.mark.parametrize(
    ("phrase", "posts"),
    [
        ("random forest", {"Random"}),
        ("RANDOM Forests", {"Random"}),
        ("forest random", set()),
        ("random walk", {"Read"}),
        ("walk forest", set()),  # from a preview's title into its description no phrase runs
        ("лес из деревьев", {"Случайный"}),
        ("леса из деревьев", set()),
        ("out of it", set()),
    ],
)
def test_a_phrase_is_a_row_of_exact_words_of_the_text_or_its_preview(forest: Library, phrase: str, posts: set[str]) -> None:
    assert found(forest, phrases=(phrase,)) == posts


def test_all_phrases_have_to_be_there(forest: Library) -> None:
    assert found(forest, phrases=("random forest", "seldom overfits")) == {"Random"}
    assert found(forest, phrases=("random forest", "лес из")) == set()


@pytest.mark.parametrize(
    ("without", "posts"),
    [
        (("tree",), {"Случайный", "Read", "Snippet"}),
        (("дерево",), {"Random", "Read", "Snippet"}),
        (("лесами", "forest"), {"Snippet"}),
        (("random forests",), {"Случайный", "Read", "Snippet"}),
        (("nowhere",), {"Random", "Случайный", "Read", "Snippet"}),
    ],
)
def test_without_a_word_is_without_any_form_of_it(forest: Library, without: tuple[str, ...], posts: set[str]) -> None:
    assert found(forest, without=without) == posts


def test_the_name_of_a_channel_is_no_word_of_its_posts(library: Library) -> None:
    add(library, a_post("Oaks outlive those who planted them.", title="Garden notes"))
    assert found(library, without=("garden",)) == {"Oaks"}
    assert found(library, phrases=("Garden notes",)) == set()


FOOTED = "Oats ripen in August here.\n\n🌾 Barn and Economy — Subscribe\n👉 Send us news"


def test_a_footer_that_asks_to_subscribe_finds_no_post_but_by_a_phrase(library: Library) -> None:
    add(
        library,
        a_post(FOOTED),
        a_post("The economy of the barn is told at length,\nand whoever reads it may subscribe later, or never."),
    )
    for words, fits in (("oats", True), ("economy", False), ("subscribe", False)):
        hits = library.search(replace(ASKED, text=words, mode=Mode.LEXICAL), None).hits
        assert any(hit.passage == FOOTED for hit in hits) is fits
    assert found(library, phrases=("economy subscribe",)) == {"Oats"}
    assert found(library, without=("economy",)) == set()


@pytest.mark.parametrize(
    ("text", "footer"),
    [
        ("Ночью выпал снег.\n❄️ Подписывайся на Метель", "❄️ Подписывайся на Метель"),
        ("Снег.\n\nПодписаться | Прислать новость\n⬇️", "Подписаться | Прислать новость\n⬇️"),
        ("Снег.\nПодписывайтесь: завтра мы расскажем, откуда он взялся в середине лета", ""),
        ("Подписаться на Метель", ""),
        ("Snow fell.\nIt melts.", ""),
    ],
)
def test_the_last_lines_that_only_ask_to_subscribe_are_a_footer(text: str, footer: str) -> None:
    body, asking = parted(text)
    assert body + asking == text
    assert asking.strip() == footer


def test_languages_are_alternatives_and_what_a_post_has_is_not(forest: Library) -> None:
    assert found(forest, languages=("ru",)) == {"Случайный"}
    assert found(forest, languages=("ru", "en")) == {"Random", "Случайный", "Read", "Snippet"}
    assert found(forest, has=("link",)) == {"Random"}
    assert found(forest, has=("image",)) == {"Случайный"}
    assert found(forest, has=("code",)) == {"Snippet"}
    assert found(forest, has=("code", "image")) == set()


def test_filters_hold_beside_words_and_in_their_own_library_alone(forest: Library) -> None:
    query = Query("forest", ALICE, phrases=("random forest",), languages=("en",))
    assert first_words(forest, query) == ["Random"]
    assert forest.search(replace(query, library_id=BOB), None).hits == ()


def test_what_filters_leave_comes_latest_first(library: Library) -> None:
    add(library, *(a_post(f"Oak number {n} is {n} years old.", date=NOW - n * DAY) for n in (3, 1, 2)), via="import")
    assert first_words(library, replace(ASKED, without=("elm",)), 2) == ["1", "2", "3"]


def test_posts_that_were_found_without_a_date_come_last(library: Library) -> None:
    add(library, a_post("Oak number 2 is dated.", date=NOW - 2 * DAY), a_post("Oak number 9 is undated."), via="import")
    add(library, a_post("Oak number 1 was written now."), via="note")
    assert first_words(library, replace(ASKED, without=("elm",)), 2) == ["1", "2", "9"]
    add(library, a_post("Oak number 3 is dated.", date=NOW - 3 * DAY), a_post("Oak number 8 is undated."), via="import")
    listed = library.listed(replace(ASKED, without=("elm",)))
    assert [stored.post.text.split()[2] for stored in listed] == ["1", "2", "3", "8", "9"]
    assert library.search(replace(ASKED, without=("elm",), k=2), None).more == 3


# --- who knows of code ---

CODE = {"type": "pre", "offset": 0, "length": 4, "language": "python"}


def test_the_bot_api_marks_code() -> None:
    chat = {"id": -1001, "type": "channel", "title": "Code"}
    plain = {"message_id": 1, "date": 1, "chat": chat, "text": "fit() is all you need", "entities": []}
    assert not post_of(bot_api.to_post(plain)).has_code
    assert post_of(bot_api.to_post(plain | {"entities": [CODE]})).has_code
    assert post_of(bot_api.to_post(plain | {"entities": [CODE | {"type": "code"}]})).has_code
    album = [
        plain | {"message_id": n, "text": None, "caption": f"part {n}", "caption_entities": [CODE] * (n - 1)} for n in (1, 2)
    ]
    assert post_of(bot_api.parse_album(album)).has_code


@pytest.mark.parametrize("kind", ["code", "pre", "bold"])
def test_an_export_marks_code(kind: str) -> None:
    text = f'["Run ", {{"type": "{kind}", "text": "make check"}}]'
    written = '{"name": "C", "type": "public_channel", "id": 1, "messages": [{"id": 1, "type": "message", "date_unixtime": "1", '
    (part,) = tdesktop_json.parse(io.StringIO(f'{written}"text": {text}}}]}}'), UTC)
    assert post_of(part.entry).has_code == (kind != "bold")


@pytest.mark.parametrize(("markup", "has_code"), [("<code>make</code>", True), ("<pre>make</pre>", True), ("<b>make</b>", False)])
def test_pages_mark_code(markup: str, has_code: bool) -> None:
    page = (
        '<div class="page_wrap"><div class="page_header"><div class="text bold">C</div></div><div class="history">'
        f'<div class="message default clearfix" id="message1"><div class="body"><div class="text">Run {markup} now</div>'
        "</div></div></div></div>"
    )
    (part,) = tdesktop_html.parse(io.StringIO(page), UTC)
    assert post_of(part.entry).has_code == has_code
    page = (
        f'<div class="tgme_widget_message" data-post="code/1"><div class="tgme_widget_message_text">Run {markup} now</div></div>'
    )
    (entry,) = tme_page.parse(io.StringIO(page), UTC)
    assert post_of(entry).has_code == has_code


def test_code_survives_an_export_and_a_post_without_any_does_not_speak_of_it(library: Library) -> None:
    add(library, a_post("Run make check before every push.", has_code=True), "Nothing to run here, only words.")
    lines = [jsonl.write(stored) for stored in library.export(ALICE)]
    assert [post_of(jsonl.parse_line(line)).has_code for line in lines] == [True, False]
    assert ['"code"' in line for line in lines] == [True, False]


def test_code_is_no_part_of_what_makes_a_post_that_post(library: Library) -> None:
    first = a_post("Run make check before every push.")
    add(library, first)
    assert found(library, has=("code",)) == set()
    (receipt,) = add(library, replace(first, has_code=True), via="import")
    assert receipt.verdict.kind.value == "same"
    assert found(library, has=("code",)) == {"Run"}
    add(library, first, via="import")  # a source that does not say takes nothing back
    assert found(library, has=("code",)) == {"Run"}


def post_of(entry: object) -> Post:
    assert isinstance(entry, Post)
    return entry


def a_wish(topic: str) -> Subscription:
    return Subscription(0, ALICE, Cadence.DAILY, (), time(9), "UTC", topic, NOW, NOW)


@pytest.mark.parametrize("mends", ["a step of the schema", "a rebuild"])
def test_tags_of_two_alphabets_from_before_are_of_one(tmp_path: Path, mends: str) -> None:
    url, mixed = f"sqlite:///{tmp_path}/svodka.db", "нoвocти"  # with Latin letters
    library = open_library(url, "hashed")
    receipts = add(
        library, a_post("Паром снова ходит.", hashtags=(mixed,)), a_post("Открыт каток у реки.", hashtags=("новости",))
    )
    own = [receipt.post_id for receipt in receipts]
    library.store.add_own_tags(ALICE, own[0], [mixed, "новости"])  # type: ignore[attr-defined]
    library.store.add_own_tags(ALICE, own[1], [mixed])  # type: ignore[attr-defined]
    library.store.run("UPDATE tags SET name = ? WHERE post_id = ? AND name = 'новости'", [mixed, own[0]])  # type: ignore[attr-defined]
    for topic in ("#" + mixed, "#новости"):
        library.store.add_subscription(a_wish(topic))  # type: ignore[attr-defined]
    if mends == "a rebuild":
        library.rebuild()
    else:
        library.store.run("DELETE FROM _sqlite_migrations WHERE name = 'm015_names'")  # type: ignore[attr-defined]
    library.close()
    library = open_library(url, "hashed")
    names = {row for row in library.store.rows("SELECT post_id, name FROM tags WHERE source = 'hashtag'")}  # type: ignore[attr-defined]
    assert names == {(post_id, "новости") for post_id in own}
    assert mends == "a rebuild" or {tag.name for tag, _ in library.tags(ALICE)} & {mixed, "новости"} == {"новости"}
    topics = [each.topic for each in library.store.subscriptions(ALICE)]  # type: ignore[attr-defined]
    assert mends == "a rebuild" or topics == ["#новости"]
    assert found(library, tags=(mixed,)) == found(library, tags=("новости",)) == {"Паром", "Открыт"}
    library.close()


def test_equal_subscriptions_of_an_older_store_become_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/svodka.db"
    library = open_library(url, "hashed")
    for topic in ("#новости", "#новости", "#каток"):
        library.store.add_subscription(a_wish(topic))  # type: ignore[attr-defined]
    library.store.run("DELETE FROM _sqlite_migrations WHERE name = 'm019_equal_subscriptions'")  # type: ignore[attr-defined]
    library.close()
    library = open_library(url, "hashed")
    assert [each.topic for each in library.store.subscriptions(ALICE)] == ["#новости", "#каток"]  # type: ignore[attr-defined]
    library.close()
