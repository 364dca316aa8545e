"""Text as computers compare it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.amounts import levelled
from indexer.language.stemming import is_form, stem
from indexer.language.text import clean, figures, fold, stems, words

TEXTS = st.text(max_size=200) | st.text("тТcCoоdдiі +'", max_size=30)


@given(TEXTS)
def test_cleaning_and_folding_twice_is_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=100))
def test_what_is_cleaned_can_be_stored_and_sent(text: str) -> None:
    cleaned = clean(text + "\x00\ud800")
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")


@pytest.mark.parametrize(
    "forms",
    [
        ("сигнал", "сигналы", "сигналов", "сигналами"),
        ("океан", "океаны", "океанах"),
        ("гиперпараметр", "гиперпараметры", "гиперпараметрами"),
        ("ёлка", "елки", "ёлками"),
        ("prune", "pruning", "pruned"),
    ],
)
def test_all_forms_of_a_word_meet(forms: tuple[str, ...]) -> None:
    assert all(is_form(stem(fold(form)), stem(fold(forms[0]))) for form in forms)


def test_words_keep_what_belongs_together() -> None:
    assert words("C++, GPT-4o и v2.5 — ДА!") == ["c++", "gpt-4o", "и", "v2.5", "да"]
    assert {"gpt-4o", "gpt", "4o"} <= set(stems("GPT-4o"))


def test_figures_are_told_apart_from_addresses() -> None:
    assert figures("CVE-2024-1111 за 300 ₽, https://example.org/5") == ("cve-2024", "1111", "300₽")
    assert figures("ночью −5, днём +10–12 градусов; счёт 2:1, 1/2 л, 7,5 %") == ("-5", "+10", "12", "2:1", "1/2", "7.5%")
    assert figures("№ 45, 09:00, 05.03, 1920×1080") == figures("№45, 9:00, 5.03, 1920x1080")
    assert figures("1\u00a0000\u00a0000 и 7,5") == figures("1000000 и 7.5")
    assert figures("3 причины\n- 5 сосен") == ("3", "5")
    assert figures("5 процентов, 20 долларов, 300 руб. и 7 евро") == figures("5%, $20, 300₽ и €7")


def test_numbers_are_written_in_one_way() -> None:
    assert levelled("1\u00a0000\u202f000 за 7,5 в 09:00, 05.03") == "1000000 за 7.5 в 9:00, 5.03"
    assert levelled("0,5 и 10:05, v2.05, 100, 5") == "0.5 и 10:05, v2.05, 100, 5"
    assert levelled("в 2026 200 человек") == "в 2026 200 человек"
    assert levelled("10,000 people") == "10000 people"
    assert levelled("10,000 литров по $1,299 и €1,5") == "10.000 литров по 1299 $usd и 1.5 €eur"
    assert levelled("7 500 000 000 и 8 9 10 11 12 13 14, с 8 900 до 9 000") == "7500000000 и 8 9 10 11 12 13 14, с 8900 до 9000"
    assert levelled("в 1990-е, 80-х гг. и 2000-ые годы; 0-е") == "в 1990-х г, 80-х г и 2000-х г; 0-е"
    assert levelled("8(4852)12-34-56, 7 800 555 35 35; x.org/89005553535") == "+74852123456, +78005553535; x.org/89005553535"
    assert levelled("в 2025–2026 гг. и 2026-м году, 5 год") == "в 2025-2026 г и 2026 г, 5 год"


@pytest.mark.parametrize(
    "written", ["$20m", "US$20 million", "US$ 20m", "20-million dollars", "20 млн долл. США", "$20 млн", "20000000 $"]
)
def test_amounts_of_money_are_written_in_one_way(written: str) -> None:
    assert levelled(written) == "20000000 $usd"
    assert levelled(levelled(written)) == levelled(written)


@pytest.mark.parametrize("written", ["5 тыс. 300", "5 тысяч 300", "5,0 тыс 300"])
def test_thousands_are_counted(written: str) -> None:
    assert levelled(written) == "5000 300"
    assert levelled("1,2345 тысячи, 0,5 млн, 20 м, 1.2.3 million") == "1234.5, 500000, 20 м, 1.2.3 million"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Cpoчно: Сбepбанк, oткaз в выплате", "срочно: сбербанк, отказ в выплате"),
        ("the sееd phrаsе оf a wаllеt", "the seed phrase of a wallet"),
        ("C++ и Сдeлано", "c++ и сделано"),
        ("в Telegramом и на Macом", "в telegramом и на macом"),
        ("IT-компания, 3D-принтер, VITAMINный", "it-компания, 3d-принтер, vitaminный"),
    ],
)
def test_letters_that_look_alike_are_of_the_alphabet_of_their_word(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.lists(st.sampled_from(["ТАСC", "МТC", "сбеp", "план", "B", "о", "o", "plan", "Роcсия", "IT", "5G", "с++"]), max_size=6))
def test_a_word_is_read_alike_in_every_text(said: list[str]) -> None:
    assert words(" ".join(said)) == [word for each in said for word in words(each)]


def test_languages_are_the_same_words_with_a_russian_letter() -> None:
    assert words("С++, с# и C#") == words("C++, c# и C#") == ["c++", "c#", "и", "c#"]
    assert words("икс++") == ["икс++"]
    assert words("утро с#москва") == ["утро", "с#москва"]
