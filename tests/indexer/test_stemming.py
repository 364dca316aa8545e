"""All forms of a word have one stem."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.letters import sound
from indexer.stemming import stem, with_fleeting
from tests.indexer.makers import ALICE


@pytest.mark.parametrize(
    "forms",
    [
        "звонок звонка звонки звонков звонками",
        "подарок подарки подарков",
        "участок участки",
        "список списки списков",
        "рынок рынка рынки",
        "отец отца отцов",
        "палец пальца пальцы",
        "боец бойца бойцов",
        "огонек огоньки",
        "ссылка ссылки ссылок",
        "кнопка кнопок",
        "ошибка ошибок",
        "копейка копеек",
        "кольцо колец",
        "сердце сердец",
        "день дня дней днями",
        "лед льда льдом",
        "уровень уровня уровней",
        "ребенок детей детьми",
        "человек люди людей",
        "письмо письма писем",
        "время времени",
        "mouse mice",
        "child children",
        "woman women",
    ],
)
def test_forms_of_a_word_meet(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("word", ["срок", "блок", "век", "человек", "тикток", "фидбек", "поток", "урок"])
def test_a_word_whose_vowel_stays_meets_its_own_forms_and_is_heard_as_it_is(word: str) -> None:
    assert stem(word) == stem(f"{word}а") == stem(f"{word}ом")
    assert sound(word) in set(map(sound, with_fleeting(stem(word))))


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", max_size=12))
def test_a_russian_stem_is_its_own_stem(word: str) -> None:
    assert stem(stem(word)) == stem(word)


def test_a_library_of_before_is_stemmed_anew(tmp_path: Path) -> None:
    from indexer.models import Query
    from indexer.opening import open_library
    from tests.indexer.makers import add

    address = f"sqlite:///{tmp_path}/svodka.db"
    library = open_library(address, "hashed")
    add(library, "Утренние звонки портят распорядок дня.")
    library.close()
    with sqlite3.connect(tmp_path / "svodka.db") as db:
        db.execute("UPDATE lexicon SET lex = replace(replace(lex, 'звонк', 'звонок'), ' ден', ' дня')")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm009_stems'")
    library = open_library(address, "hashed")
    for question in ("звонок", "день"):
        assert [hit.coverage for hit in library.search(Query(question, ALICE), None).hits] == [1.0]
    assert not library.search(Query("распорядок", ALICE, without=("звонок",)), None).hits
    library.close()
