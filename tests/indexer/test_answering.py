"""A question is answered by a sentence that a post holds, or by none."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.embedders.hashed import HashedEmbedder
from indexer.language.question_words import is_question
from indexer.language.sentences import is_statement
from indexer.library import Library, embed_backlog
from indexer.models import Hit, Post, Query
from indexer.opening import open_library
from indexer.ports import Matrix
from indexer.questions.asked_for import asks_for_now, may_answer
from indexer.search.answering import LONGEST, Quote, best_sentence, completed, kept_vectors

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
OPTUNA = (
    "Мы долго выбирали инструмент. Optuna останавливает безнадёжные испытания рано, поэтому подбор гиперпараметров идёт быстрее. "
    "А вы чем пользуетесь? Подписывайтесь на канал!"
)
EMBEDDER = HashedEmbedder()


def hit(text: str, *, post_id: int = 1, fits: bool = True) -> Hit:
    return Hit(post_id, text, 1.0, post_id, fits=fits)


def quote(question: str, *hits: Hit) -> Quote | None:
    return best_sentence(question, EMBEDDER.embed_query(question), hits, EMBEDDER.embed_passages)


@pytest.mark.parametrize(
    "words",
    [
        "оптуна лучше гридсёрча?",
        "Как ускорить подбор гиперпараметров",
        "сколько стоит шардирование",
        "why do trees grow slowly",
        "is Rust faster than Go",
        "«Что такое оптуна?»",
        "за что лишили прав",
        "а кто такой шардировщик",
        "подскажите сколько стоит билет",
        "футбол сегодня когда",
    ],
)
def test_a_question_mark_or_a_question_word_makes_a_question(words: str) -> None:
    assert is_question(words)


@pytest.mark.parametrize(
    "words",
    ["оптимизация гиперпараметров", "how", "rust borrow checker", "", "какаду в Австралии", "is it", "за рулём", "а также"],
)
def test_other_words_are_no_question(words: str) -> None:
    assert not is_question(words)


def test_the_sentence_that_holds_the_answer_is_quoted_with_its_post() -> None:
    found = quote(
        "Почему с Optuna подбор гиперпараметров идёт быстрее?",
        hit("Кошки спят днём и ночью без перерыва.", post_id=2),
        hit(OPTUNA),
    )
    assert found is not None
    assert found.text == "Optuna останавливает безнадёжные испытания рано, поэтому подбор гиперпараметров идёт быстрее."
    assert found.post_id == 1


def test_a_question_of_a_post_is_no_answer() -> None:
    assert quote("Чем пользуетесь?", hit("А вы чем пользуетесь?")) is None


def test_posts_that_do_not_fit_are_not_quoted() -> None:
    assert quote("Почему с Optuna подбор гиперпараметров идёт быстрее?", hit(OPTUNA, fits=False)) is None


def test_sentences_about_something_else_are_not_quoted() -> None:
    assert quote("Where do penguins sleep in winter?", hit(OPTUNA)) is None


@settings(deadline=None)
@given(st.lists(st.text(max_size=200), max_size=4), st.text(min_size=1, max_size=60))
def test_whatever_is_quoted_stands_in_a_post(texts: list[str], question: str) -> None:
    found = quote(question, *[hit(text, post_id=n) for n, text in enumerate(texts)])
    if found is not None:
        assert len(found.text) <= LONGEST
        assert found.text.rstrip("…") in " ".join(texts[found.post_id].split())


LONG = (
    "Optuna останавливает безнадёжные испытания рано, поэтому подбор гиперпараметров идёт быстрее.",
    "Шардирование базы по ключу клиента спасает от горячих узлов и от ночных звонков дежурному инженеру.",
)
TREES = "Дубы растут медленно и переживают тех, кто их сажал."


def test_sentences_that_have_a_vector_of_their_own_are_not_embedded_again() -> None:
    library = open_library("sqlite:///:memory:", "hashed")
    question = "Почему с Optuna подбор гиперпараметров идёт быстрее?"
    text = f"{LONG[0]} {LONG[1]} Это видно сразу всем."  # the last two have one vector together
    receipts = library.add([Post(text), Post(TREES)], 1, via="forward", seen_at=NOW)
    hits = [hit(each, post_id=receipt.post_id) for each, receipt in zip((text, TREES), receipts, strict=True)]
    assert set(kept_vectors(library.store, question, hits).values()) == {None}
    embed_backlog(library)
    known = kept_vectors(library.store, question, hits)
    assert [text for text, row in known.items() if row is None] == [LONG[1], "Это видно сразу всем."]
    asked: list[Sequence[str]] = []

    def embed(texts: Sequence[str]) -> Matrix:
        asked.append(texts)
        return EMBEDDER.embed_sentences(texts)

    made = completed(known, embed, list(known))
    assert asked == [[LONG[1], "Это видно сразу всем."]]
    assert np.allclose(made, EMBEDDER.embed_passages(list(known)), atol=1e-3)
    found = best_sentence(question, EMBEDDER.embed_query(question), hits, partial(completed, known, embed))
    assert found is not None
    assert found.text == LONG[0]
    library.close()


@pytest.fixture(scope="module")
def bundled() -> Iterator[Library]:
    """The real model over four posts."""
    library = open_library("sqlite:///:memory:", "bundled")
    other = (
        "Шардирование базы по ключу клиента спасает от горячих узлов.",
        "A kanban board shows the bottleneck of the team at once.",
    )
    library.add([Post(text) for text in (OPTUNA, *other)], 1, via="forward", seen_at=NOW)
    embed_backlog(library)
    yield library
    library.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    "question", ["Как быстрее подобрать гиперпараметры?", "Why is a hyperparameter search with Optuna faster?"]
)
def test_the_real_model_finds_the_sentence_in_either_language(bundled: Library, question: str) -> None:
    vector = bundled.embed_query(question)
    found = best_sentence(question, vector, bundled.search(Query(question, 1), vector).hits, bundled.embedder.embed_passages)
    assert found is not None
    assert found.text.startswith("Optuna останавливает")


def test_a_number_is_quoted_where_one_is_asked_for() -> None:
    post = "Больше всего пострадала Валенсия. В Валенсии погибли более 200 человек."
    found = quote("Сколько человек погибло в Валенсии?", hit(post))
    assert found is not None
    assert found.text == "В Валенсии погибли более 200 человек."
    assert quote("Сколько человек погибло в Валенсии?", hit("Больше всего людей погибло в Валенсии.")) is None
    assert quote("Когда погибли люди в Валенсии?", hit("Больше всего людей погибло в Валенсии.")) is None
    assert may_answer("Что бывает, когда гибнут люди?", "Больше всего людей погибло в Валенсии.")
    assert quote("Где погибли люди в Валенсии?", hit("Больше всего людей погибло в Валенсии.")) is not None


def test_of_equal_answers_the_latest_is_quoted_where_it_is_asked_what_is_so_now() -> None:
    hits = [hit(f"Курс доллара сегодня составляет {rate} рублей.", post_id=i) for i, rate in enumerate((97, 106, 99), 1)]
    dates = {1: NOW - timedelta(days=9), 2: NOW, 3: None}
    question = "какой сейчас курс доллара?"
    found = best_sentence(question, EMBEDDER.embed_query(question), hits, EMBEDDER.embed_passages, dates)
    assert found is not None
    assert found.post_id == 2
    assert asks_for_now(question)
    assert not asks_for_now("какой был курс доллара в 2014 году?")
    assert not asks_for_now("какой курс по python выбрать")


def test_what_is_counted_is_quoted_rather_than_another_number() -> None:
    found = quote("Сколько штрафов у Петрова?", hit("Машина Петрова стоит 16 миллионов. На Петрове 151 штраф, и он платит."))
    assert found is not None
    assert found.text.startswith("На Петрове 151")


def test_the_only_word_of_a_question_makes_no_sentence_an_answer() -> None:
    assert quote("что такое любовь?", hit("Учёные просят всех желающих писать письма про любовь и погоду за окном.")) is None


def test_appeals_and_torn_pieces_are_no_statements() -> None:
    for said in ("Мы приглашаем вас открыть мир новых технологий", "посмотреть, как работают промышленные роботы,"):
        assert not is_statement(said)
    assert is_statement("Мы открыли новую лабораторию роботов")


@pytest.mark.parametrize(
    ("question", "sentence", "may"),
    [
        ("сколько стоит билет", "Билет стоит пятьдесят рублей", True),
        ("сколько раз он был там", "Он был там дважды", True),
        ("сколько стоит вход", "Вход бесплатный", True),
        ("how long does it take", "It takes a week", True),
        ("сколько людей пришло", "Полиция прибыла и получила доклад", False),
        ("когда основан город", "Город основан в XVIII столетии", True),
        ("when is lunch", "Lunch is at noon", True),
        ("when is the launch", "You may like its new design", False),
        ("when is the launch", "It comes in May", True),
        ("когда улетят птицы", "Летучий отряд птиц улетел на юг", False),
        ("когда сломалась дорога", "Дорога до дома сломалась", False),
        ("where is the station", "The station is closed", True),
        ("сколько стоит айфон 16", "В iOS 18 изменили восстановление айфона 16", False),
        ("сколько стоит айфон 16", "Айфон 16 стоит 99 000 ₽", True),
        ("how much is a ticket", "The 5 tickets are blue", False),
        ("how much is a ticket", "A ticket is 5 euros", True),
        ("сколько стоит доллар", "Доллар будет стоить 300 рублей, говорят знатоки", False),
        ("сколько стоит доллар", "Доллар стоит 100 рублей", True),
        ("сколько будет стоить доллар", "Доллар будет стоить 300 рублей, говорят знатоки", True),
        ("how much is the euro now", "The euro will cost 2 dollars", False),
        ("how much is the euro now", "The euro costs 2 dollars", True),
        ("почему отменили рейс", "Рейс: почему его отменили", False),
        ("почему отменили рейс", "Рейс отменили из-за снега", True),
    ],
)
def test_a_sentence_may_answer_if_it_holds_what_is_asked_for(question: str, sentence: str, may: bool) -> None:  # noqa: FBT001
    assert may_answer(question, sentence) is may


def test_a_number_on_a_key_counts_nothing() -> None:
    assert not may_answer("how many people died in the metro", "6️⃣ В метро сбой на Калужско-Рижской линии.")
    assert may_answer("how many people died in the metro", "6️⃣ В метро погибли 2 человека.")
