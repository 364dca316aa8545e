"""Words of one language find posts in the other."""

from pathlib import Path

import pytest

from indexer.language.colloquial import PATH, colloquial
from indexer.language.letters import is_cyrillic
from indexer.language.spelling import MOST_TRANSLATIONS, Spelling
from indexer.language.stemming import stem
from indexer.language.suggesting import corrected
from indexer.language.translations import TranslationFile, read_lines, translations

KNOWN = {stem(word): 2 for word in ("правительство", "власть", "столица", "бактерия", "бактерии", "город", "дом", "house")}
SPELLING = Spelling(KNOWN, translations())


def stands_for(word: str) -> list[str]:
    return list(SPELLING.expand(word).groups[0])


@pytest.mark.parametrize(
    ("word", "other"), [("university", "университет"), ("bacteria", "бактерии"), ("война", "war"), ("столетие", "century")]
)
def test_a_word_has_translations_both_ways(word: str, other: str) -> None:
    assert stem(other) in dict(translations()[stem(word)])
    assert stem(word) in dict(translations()[stem(other)])


def test_every_translation_is_in_the_other_alphabet_and_the_best_come_first() -> None:
    assert all(is_cyrillic(word) != is_cyrillic(other) for word, others in translations().items() for other, _ in others)
    assert translations()[stem("government")][0][0] == stem("правительство")


def test_a_word_stands_for_its_translations_that_the_library_holds_and_first_for_itself() -> None:
    assert stands_for("government") == [stem("government"), stem("правительство"), stem("власть")]
    assert len(stands_for("city")) <= 1 + MOST_TRANSLATIONS


def test_a_word_with_a_translation_is_no_slip_of_another() -> None:
    vocabulary = {"goverm": 9, "правительств": 1}
    assert list(Spelling(vocabulary).expand("government").groups[0]) == ["goverm"]
    expansion = Spelling(vocabulary, translations()).expand("government")
    assert list(expansion.groups[0]) == ["govern", "правительств"]
    assert corrected("government", expansion, str) is None


def test_without_translations_words_stand_for_what_they_did() -> None:
    assert list(Spelling(KNOWN).expand("government").groups[0]) == ["govern"]


def test_a_translation_is_worth_what_it_is_sure_both_ways(tmp_path: Path) -> None:
    (tmp_path / "some.tsv").write_text("# a file\ncastl\tзамок 180 зам 104 башн 30\nlock\tзамок 150\n", "utf-8")
    some = TranslationFile(tmp_path / "some.tsv")
    assert some["castl"] == (("замок", 1.0), ("зам", pytest.approx(0.76)), ("башн", 0.7))
    assert some["замок"] == (("castl", 1.0), ("lock", 1.0))
    assert some.get("river") is None
    assert list(some) == ["castl", "lock", "замок", "зам", "башн"]
    assert len(some) == 5


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("биток", "биткоин"),
        ("битка", "биткоин"),
        ("btc", "биткоин"),
        ("спб", "Петербург"),
        ("тг", "Telegram"),
        ("нейронки", "нейросеть"),
        ("USD", "доллар"),
    ],
)
def test_what_is_typed_for_short_stands_for_what_posts_write(typed: str, written: str) -> None:
    own, meant = stem(typed.lower()), stem(written.lower())
    assert list(Spelling({meant: 3}, translations()).expand(typed).groups[0]) == [own, meant]
    assert list(Spelling({own: 1, meant: 3}, translations()).expand(typed).groups[0])[:2] == [own, meant]


def test_what_posts_write_in_full_does_not_stand_for_what_is_short() -> None:
    assert "мск" not in Spelling({"мск": 1, stem("москва"): 3}, translations()).expand("Москва").groups[0]


def test_no_two_colloquial_words_have_one_stem() -> None:
    assert len(colloquial()) == len(list(read_lines(PATH)))
