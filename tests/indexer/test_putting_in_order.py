"""What a search puts in order, and which posts it says to answer."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.questions import NEAREST, nearest
from indexer.language.numerals import Numbered, names_another, number_behind
from indexer.language.question_words import news_of
from indexer.language.spelling import SLIPS
from indexer.language.text import stems
from indexer.library import Library, embed_backlog
from indexer.models import Answer, Hit, Mode, Origin, Post, Query
from indexer.opening import open_library
from indexer.search.ranking import fits
from indexer.search.versions import holds_all

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
POSTS = (
    Post("Новая PlayStation PS5 Pro уже продаётся во всех магазинах города.", NOW, Origin("Игры")),
    Post("Sukhoi Superjet 100 загорелся при посадке в аэропорту, пожар потушили.", NOW, Origin("Небо")),
    Post("Курс доллара вечером составил 97 рублей.", NOW - timedelta(days=20), Origin("Деньги")),
    Post("Курс доллара вечером составил 106 рублей.", NOW - timedelta(days=1), Origin("Деньги")),
    Post("Мошенники звонят от имени оператора и просят код из сообщения.", NOW, Origin("Новости")),
)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    library = open_library("sqlite:///:memory:", "hashed")
    library.add(POSTS, 1, via="import", seen_at=NOW)
    embed_backlog(library)
    yield library
    library.close()


def answer(library: Library, words: str) -> Answer:
    return library.search(Query(words, 1, 5, Mode.LEXICAL), None)


def first(library: Library, words: str) -> str:
    stored = library.post(answer(library, words).hits[0].post_id, 1)
    assert stored is not None
    return stored.post.text


@pytest.mark.parametrize(("words", "begins"), [("ps5pro", "Новая"), ("суперджет100", "Sukhoi")])
def test_a_version_is_found_apart_together_and_in_the_other_alphabet(library: Library, words: str, begins: str) -> None:
    assert first(library, words).startswith(begins)
    assert {hit.post_id for hit in answer(library, words).hits if hit.fits} <= {answer(library, words).hits[0].post_id}


@pytest.mark.parametrize(
    ("version", "said", "holds"),
    [
        ("gpt-4o", "gpt 4 o", True),
        ("fedora41", "fedora 41", True),
        ("2.5", "qwen2.5-7b", True),
        ("gpt-2", "gpt-4", False),
        ("gta6", "новый трейлер gta vi", True),
        ("gta6", "трейлер gta v", False),
        ("gta-vi", "gta 6", True),
        ("1.22", "122", False),
        ("ps5", "ps4 pro", False),
        ("кс2", "cs2", True),
        ("windows11", "Windows 11", True),
        ("airpods3", "новые AirPods 3", True),
        ("метро2033", "Метро 2033", True),
        ("х5", "сеть X5", True),
        ("с-400", "C400", True),
    ],
)
def test_pieces_of_a_version_stand_in_a_row(version: str, said: str, holds: bool) -> None:  # noqa: FBT001
    assert holds_all([version], stems(said)) is holds


def test_what_is_so_now_is_answered_by_the_latest(library: Library) -> None:
    assert "106" in first(library, "курс доллара")
    assert "106" in first(library, "какой сейчас курс доллара")


def test_the_latest_that_is_clearly_worse_stays_below() -> None:
    library = open_library("sqlite:///:memory:", "hashed")
    said = "Сейчас в музее открыта выставка старых карт и глобусов."
    posts = [Post(said, NOW - timedelta(days=9)), Post("В парке открыта выставка цветов.", NOW)]
    library.add(posts, 1, via="import", seen_at=NOW)
    assert first(library, "какая выставка карт сейчас открыта в музее") == said
    library.close()


def test_a_slip_by_itself_answers_only_what_is_near_too() -> None:
    assert not fits(0.78, SLIPS[1], 1)
    assert not fits(None, SLIPS[1], 1)
    assert fits(0.80, SLIPS[1], 1)
    assert fits(0.70, 1.0, 1)


def test_two_words_without_any_of_their_own_need_more_nearness() -> None:
    assert not fits(0.845, 0.0, 2)
    assert fits(0.845, 0.0, 3)
    assert fits(0.84, 0.3, 2)


def test_the_form_that_is_offered_is_the_one_most_like_what_was_typed(library: Library) -> None:
    assert answer(library, "курс долалра").suggestion == "курс доллара"


def a_hit(post_id: int, passage: str, cosine: float, coverage: float) -> Hit:
    return Hit(post_id, passage, cosine, post_id, cosine, coverage, fits=False)


def test_beside_a_post_that_holds_the_words_what_holds_none_is_left_out() -> None:
    said = "Гарика Сукачёва лишили прав на полтора года."
    hits = [
        a_hit(1, said, 0.80, 0.6),
        a_hit(2, "Пять звёзд этому продавцу за всё.", 0.82, 0.0),
        a_hit(3, "Подписаться", 0.83, 0.0),
    ]
    assert [hit.post_id for hit in nearest(hits)] == [1]
    assert [hit.post_id for hit in nearest(hits[1:])] == [2]
    many = [a_hit(i, said, 0.80 + i / 100, 0.1) for i in range(9)]
    assert [hit.post_id for hit in nearest(many)] == [8, 7, 6][:NEAREST]


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("последние новости о Трампе", "Трампе"),
        ("Что нового в Сирии?", "Сирии"),
        ("что с Китаем?", "Китаем"),
        ("а что там происходит в Сирии", "Сирии"),
        ("what's going on with the dollar?", "dollar"),
        ("что с собой взять", ""),
        ("что происходит с водой при нуле", ""),
        ("а что там нового слышно про доллар", "доллар"),
        ("свежие посты python", "python"),
        ("latest news about Trump", "Trump"),
        ("What's new in Kotlin", "Kotlin"),
        ("последние из нас", ""),
        ("новости про Трампа", ""),
        ("что нового?", ""),
        ("latest news", ""),
        ("latest iPhone", ""),
    ],
)
def test_it_is_known_of_what_the_latest_is_asked(words: str, topic: str) -> None:
    assert news_of(words) == topic


@pytest.mark.parametrize(
    "words",
    ["что нового про мост", "latest news about мост", "последние новости про мост", "что с мостом?", "what's up with мост?"],
)
def test_the_latest_of_a_topic_comes_newest_first(words: str) -> None:
    library = open_library("sqlite:///:memory:", "hashed")
    posts = [Post(f"Мост чинят, этап {n} из пяти.", NOW - timedelta(days=n)) for n in (2, 0, 3, 1)]
    library.add([*posts, Post("Вчера дождь шёл весь день.", NOW)], 1, via="import", seen_at=NOW)
    embed_backlog(library)
    question = library.understand(words, 1, now=NOW, zone="UTC")
    found = library.search(question.query, library.embed_query(question.query.text))
    stored = library.found([(hit.post_id, "") for hit in found.hits[:4]], 1)
    assert [each.post.text[17] for each, _ in stored] == ["0", "1", "2", "3"]
    library.close()


@pytest.mark.parametrize(("phrase", "fits"), [(POSTS[1].text, True), ("при посадке", False)])
def test_a_phrase_that_a_post_holds_counts_beside_a_word_that_it_lacks(library: Library, phrase: str, fits: bool) -> None:
    query = Query("балалайка при посадке", 1, 5, Mode.LEXICAL, phrases=(phrase,))
    (hit,) = library.search(query, None).hits
    assert hit.fits is fits


@pytest.mark.parametrize(
    ("asked", "said", "is_other"),
    [
        (Numbered(frozenset({"gta"}), "6"), "разработчики GTA V водили нас за нос", True),
        (Numbered(frozenset({"gta"}), "6"), "новый трейлер GTA VI", False),
        (Numbered(frozenset({"gta"}), "6"), "чем GTA V хуже, чем GTA 6", False),
        (Numbered(frozenset({"gta"}), "5"), "вышла GTA V", False),
        (Numbered(frozenset({"window"}), "11"), "проводник Windows 10/11", False),
        (Numbered(frozenset({"window"}), "11"), "Windows 10 is old", True),
        (Numbered(frozenset({"window"}), "11"), "Windows in 2024", False),
        (Numbered(frozenset({"iphon"}), "15"), "the iPhone I bought", False),
        (Numbered(frozenset({"iphon"}), "15"), "iphone16 pro", True),
        (Numbered(frozenset({"петр"}), "2"), "указ Петра I", True),
    ],
)
def test_a_text_has_another_number_behind_a_name(asked: Numbered, said: str, is_other: bool) -> None:  # noqa: FBT001
    assert names_another(stems(said), asked) is is_other


@pytest.mark.parametrize(
    ("name", "written", "number"),
    [
        ("gta", "6", "6"),
        ("gta", "vi", "6"),
        ("gta", "V", "5"),
        ("gta", "v", "5"),
        ("iphone", "I", ""),
        ("петр", "I", "1"),
        ("in", "12", ""),
        ("games", "2016", ""),
    ],
)
def test_a_number_behind_a_name_is_told(name: str, written: str, number: str) -> None:
    assert number_behind(name, written) == number


@pytest.mark.parametrize(
    ("name", "rest", "number"),
    [("скидка", " процентов на обувь", ""), ("скидка", "% на обувь", ""), ("рецепт", " минут", ""), ("топ", " книг", "")]
    + [("сезон", " часть 1", "50"), ("gamma", " price", "50"), ("gamma", "", "50")],
)
def test_a_number_that_counts_is_of_no_name(name: str, rest: str, number: str) -> None:
    assert number_behind(name, "50", rest) == number


def test_what_has_another_number_stands_behind_and_does_not_answer_a_short_question() -> None:
    library = open_library("sqlite:///:memory:", "hashed")
    texts = ("Телефон Гамма 15 получил новую камеру.", "Телефон Гамма 16 получил новую камеру.", "Телефон Гамма и камера.")
    library.add([Post(text, NOW, Origin("Техника")) for text in texts], 1, via="import", seen_at=NOW)
    embed_backlog(library)
    question = "телефон гамма 16"
    found = library.search(Query(question, 1), library.embed_query(question))
    said = [(library.found([(hit.post_id, "")], 1)[0][0].post.text, hit.fits) for hit in found.hits]
    assert said[-1][0] == texts[0]
    assert dict(said)[texts[1]]
    assert not dict(said)[texts[0]]
    library.close()
