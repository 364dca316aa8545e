"""Which words translate each other is learned from strings that stand in both languages."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bench.aligned_words import aligned, best_of_either, catalogues
from indexer.language.stemming import stem

STRINGS = [
    ("The river flows", "Река течёт"),
    ("A river and a castle", "Река и замок"),
    ("An old castle", "Старый замок"),
    ("The castle burns", "Замок горит"),
    ("An old king", "Старый король"),
    ("The king and the river", "Король и река"),
    ("The _king", "Король"),
    ("%d old rivers", "%d старых рек"),
]


def test_words_that_go_together_are_translations_and_others_are_less() -> None:
    sure = aligned(STRINGS)
    for ours, theirs in (("river", "река"), ("castle", "замок"), ("king", "король"), ("old", "старый")):
        best = max((pair for pair in sure if pair[0] == stem(ours)), key=lambda pair: sure[pair])
        assert best == (stem(ours), stem(theirs))
    assert all(0 < score <= 1 for score in sure.values())


def test_words_that_stood_together_once_are_no_pair() -> None:
    assert not {pair for pair in aligned(STRINGS) if pair[0] == stem("flows")}


def test_catalogues_are_read_with_their_plurals_and_what_has_no_translation_is_left_out(tmp_path: Path) -> None:
    catalogue = Catalog("ru")
    catalogue.add("Save", "Сохранить")
    catalogue.add("Never translated", "")
    catalogue.add(("%d post", "%d posts"), ("%d пост", "%d поста", "%d постов"))
    (tmp_path / "ru").mkdir()
    with (tmp_path / "ru" / "program.mo").open("wb") as file:
        write_mo(file, catalogue)
    (tmp_path / "broken.mo").write_bytes(b"no catalogue")
    assert set(catalogues(tmp_path)) == {("Save", "Сохранить"), ("%d post", "%d пост"), ("%d posts", "%d постов")}


def test_a_pair_is_kept_that_is_among_the_best_of_one_of_its_words() -> None:
    scores = {(f"word{i}", "слово"): 100 + i for i in range(20)} | {("word0", f"слово{i}"): 150 + i for i in range(20)}
    kept = best_of_either(scores)
    assert ("word19", "слово") in kept
    assert ("word0", "слово19") in kept
    assert ("word0", "слово") not in kept
    assert ("word1", "слово") in kept  # the best that word1 has
