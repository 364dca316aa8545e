"""A post's own sentences, in Russian and English."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.sentences import LIMIT, best_sentences, content_stems, cut, sentences

LEAD = "Команда Optuna выпустила четвёртую версию библиотеки."
BODY = "Новая версия Optuna подбирает гиперпараметры вдвое быстрее."


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Вышел Rust 2.0! Ну и что? Да так.", ["Вышел Rust 2.0!", "Ну и что?", "Да так."]),
        ("Не люблю встречи, звонки и т.д. Не все, а регулярные.", ["Не люблю встречи, звонки и т.д.", "Не все, а регулярные."]),
        ("Это интро, т.е. начало. Дальше сложнее.", ["Это интро, т.е. начало.", "Дальше сложнее."]),
        ("We use e.g. Optuna v3.1. It is fast.", ["We use e.g. Optuna v3.1.", "It is fast."]),
        ("Смотри рис. 3 в статье. Он хорош.", ["Смотри рис. 3 в статье.", "Он хорош."]),
        ("Вход в РЭУ им. Плеханова закрыт. Он откроется.", ["Вход в РЭУ им. Плеханова закрыт.", "Он откроется."]),
        ("1. Первое дело. Ещё слово.\n2. Второе дело.", ["Первое дело.", "Ещё слово.", "Второе дело."]),
        ("Заголовок без точки\nПервая строка", ["Заголовок без точки", "Первая строка"]),
        ("- раз\n• два\n— три", ["раз", "два", "три"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize("text", ["", "#hpo #optuna", "https://example.org/a?b=1", "🙂🙂", "---", "@channel", "  \n\n"])
def test_tags_links_and_signs_are_no_sentences(text: str) -> None:
    assert sentences(text) == []
    assert best_sentences(text) == ()


def test_the_best_sentences_say_what_the_post_is_about_in_its_order() -> None:
    weather, appeal = "Погода хорошая и очень тёплая сегодня.", "Подписывайтесь на наш канал про Optuna и гиперпараметры!"
    text = f"{LEAD}\nМожно поконкретнее?\n{BODY} {weather}\n{appeal}"
    assert best_sentences(text) == (LEAD, BODY)
    assert best_sentences(text, k=1) == (LEAD,)
    for plug in ("Читать нас можно здесь: bit.ly/optuna", "Наш сайт доступен без VPN bit.ly/optuna"):
        assert best_sentences(f"{LEAD}\n{plug}") == (LEAD,)


def test_what_the_reader_already_has_is_skipped() -> None:
    assert best_sentences(f"{LEAD} {BODY}", skip=LEAD) == (BODY,)


def test_an_english_prompt_does_not_speak_for_a_russian_post() -> None:
    prompt = (
        "Create a wide image for a game background. The image has three layers. Every layer of the image is a wide background."
    )
    text = f"Нашёл промпт, который рисует фоны для простых игр.\nВот он:\n{prompt}\nЗагружаете картинку и получаете карту игры."
    assert best_sentences(text) == (
        "Нашёл промпт, который рисует фоны для простых игр.",
        "Загружаете картинку и получаете карту игры.",
    )


def test_a_question_is_better_than_nothing() -> None:
    assert best_sentences("Кто идёт на конференцию завтра?") == ("Кто идёт на конференцию завтра?",)
    assert best_sentences("Optuna") == ("Optuna",)


def test_a_link_at_the_end_is_not_part_of_a_quote() -> None:
    assert best_sentences("Хорошее введение в подбор параметров: https://example.org/x") == (
        "Хорошее введение в подбор параметров",
    )


@pytest.mark.parametrize("title", ["Доллар вырос до ста рублей", "Доллар вырос…", "Срочно. Доллар вырос до ста рублей"])
def test_a_title_is_not_quoted_again_whole_or_cut(title: str) -> None:
    text = "⚡️Доллар вырос до ста рублей.\nКурс евро тоже поднялся на бирже."
    assert best_sentences(text, skip=title) == ("Курс евро тоже поднялся на бирже.",)


def test_emoji_before_a_sentence_are_not_part_of_a_quote() -> None:
    assert best_sentences(f"⚡️{LEAD}\n☁️ {BODY}") == (LEAD, BODY)


def test_a_long_sentence_is_cut_at_a_word() -> None:
    (quote,) = best_sentences("слово " * 200)
    assert quote.endswith("слово…")
    assert len(quote) <= LIMIT


def test_a_book_is_quoted_as_fast_as_a_post() -> None:
    book = " ".join(f"Глава {number} говорит о лесе, о реке номер {number} и о лодке." for number in range(20_000))
    before = process_time()
    quotes = best_sentences(book)
    assert process_time() - before < 1
    assert quotes[0].startswith("Глава 0 говорит")
    assert all(quote.endswith("лодке.") for quote in quotes)


def test_cutting_one_long_word_still_fits() -> None:
    assert cut("а" * 500, 10) == "а" * 9 + "…"
    assert cut("раз два три", 8) == "раз два…"
    assert cut("раз два", 7) == "раз два"


def test_content_has_no_function_words_and_no_addresses() -> None:
    assert content_stems("и это было про Optuna https://example.org #hpo") == ["optuna"]


@given(st.text(max_size=300), st.integers(1, 3), st.integers(20, 200))
def test_quotes_are_the_posts_own_words_within_the_limit(text: str, k: int, limit: int) -> None:
    quotes = best_sentences(text, k=k, limit=limit)
    own = "".join(text.split())
    assert len(quotes) <= k
    assert len(" ".join(quotes)) <= limit
    assert all("".join(quote.removesuffix("…").split()) in own for quote in quotes)


def test_a_colon_behind_a_sign_begins_no_quote() -> None:
    assert best_sentences("👌: Все ограничения на прилёт и вылет сняты.") == ("Все ограничения на прилёт и вылет сняты.",)


def test_what_is_no_end_of_a_sentence_stays_as_it_was_written() -> None:
    assert sentences("0 ¼?ß and more") == ["0 ¼?ß and more"]
    assert sentences("См. рис. 4 и стр. 5. Там всё есть.") == ["См. рис. 4 и стр. 5.", "Там всё есть."]
