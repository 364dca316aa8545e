"""All forms of a word have one stem."""

import itertools
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.stemming import is_form, other_stems, root, stem
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
    for one, other in itertools.permutations(forms.split(), 2):
        assert {stem(one), *other_stems(one)} & {stem(other)}, (one, other)


OTHERS = """
вес весна|снова сон|пес песня|писать письмо|материал мать|уровень ура|парень пара|детали дети|корея корень|уголь угол
жесткий жестокий|настолки настолько|банк банок|горка горький|именно имя|временный время|львов левый
"""


@pytest.mark.parametrize("pair", [pair for line in OTHERS.split("\n") for pair in line.split("|") if pair])
def test_other_words_do_not_meet(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)
    assert stem(other) not in other_stems(one)


FORMS = """
сигнал сигналы|океаны океанах|кредит кредиты|киев киеве|остров острова|режим режимы|опыт опыта|обмен обмена|отзыв отзывы
архив архивы|лимит лимиты|призыв призыва|объем объемы|визит визита|альбом альбомы
саммит саммите|дефицит дефицита|газпром газпрома|иран ирана
""".strip().replace("\n", "|")
ROOTLESS = "сериал серый|усиление ус|утилита ути|филиал филя|попал поп|соловьев соль|телеканал телек|меня меняет"


@pytest.mark.parametrize("pair", FORMS.split("|"))
def test_a_noun_that_ends_as_verbs_do_is_known_in_all_forms(pair: str) -> None:
    one, other = map(stem, pair.split())
    assert is_form(one, other)
    assert is_form(other, one)


@pytest.mark.parametrize("pair", ROOTLESS.split("|"))
def test_words_that_share_what_endless_stemming_leaves_are_others(pair: str) -> None:
    one, other = map(stem, pair.split())
    assert one != other
    assert not is_form(one, other)


NAMES = "китая киты|грузию грузы|грузии груз|кореи кори|ростов роста|дуров дура|песков песка|медведева медведя|баку баки"


@pytest.mark.parametrize("pair", NAMES.split("|"))
def test_a_name_is_no_other_word(pair: str) -> None:
    one, other = map(stem, pair.split())
    assert not is_form(one, other)
    assert root(one) != root(other)


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", max_size=12))
def test_a_root_is_its_own_root_and_begins_the_stem(word: str) -> None:
    assert root(root(word)) == root(word)
    assert word.startswith(root(word))


def test_a_library_of_before_is_stemmed_anew(tmp_path: Path) -> None:
    from indexer.models import Query
    from indexer.opening import open_library
    from tests.indexer.makers import add

    address = f"sqlite:///{tmp_path}/svodka.db"
    library = open_library(address, "hashed")
    add(library, "Утренние звонки портят распорядок дня.")
    library.close()
    with sqlite3.connect(tmp_path / "svodka.db") as db:
        db.execute("UPDATE lexicon SET lex = replace(lex, ' день', ' дня')")
        db.execute("DELETE FROM _sqlite_migrations WHERE name IN ('m013_letters', 'm020_names')")
    library = open_library(address, "hashed")
    for question in ("звонок", "день"):
        assert [hit.coverage for hit in library.search(Query(question, ALICE), None).hits] == [pytest.approx(1.0, abs=0.03)]
    assert not library.search(Query("распорядок", ALICE, without=("звонок",)), None).hits
    library.close()


def test_what_is_left_out_is_left_out_in_all_forms(tmp_path: Path) -> None:
    from indexer.models import Query
    from indexer.opening import open_library
    from tests.indexer.makers import add

    library = open_library(f"sqlite:///{tmp_path}/svodka.db", "hashed")
    add(library, "Ставки выросли: взял кредит под двадцать процентов.")
    add(library, "Ставки по кредитам пересмотрят весной.")
    add(library, "Ставки на скачках принимают до вечера.")
    assert len(library.search(Query("кредит", ALICE), None).hits) == 2
    (left,) = library.search(Query("ставки", ALICE, without=("кредит",)), None).hits
    assert "скачках" in left.passage
    library.close()


def test_no_word_becomes_a_single_letter() -> None:
    assert stem("ии") == "ии"
    assert stem("и") == "и"


def test_nouns_in_eya_are_one_word_in_all_forms() -> None:
    for one, other in (("корея", "кореи"), ("идея", "идеи"), ("аллея", "аллею"), ("змея", "змей")):
        assert is_form(stem(one), stem(other))
    assert not is_form(stem("корея"), stem("коровы"))
