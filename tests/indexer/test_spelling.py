"""A question is understood however it was typed, by the words that a library holds."""

import string
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.letters import other_layout, sound
from indexer.language.nearest import Nearest
from indexer.language.spelling import SLIPS, Spelling
from indexer.language.stemming import stem
from indexer.language.suggesting import corrected, most_alike, surfaces
from indexer.language.text import stems
from indexer.language.translations import translations
from indexer.models import Query
from indexer.opening import open_library
from indexer.questions.checks import question_stems
from tests.indexer.makers import ALICE, add

POSTS = """Оптимизация моделей: Optuna, python и RLHF. MLOps в продакшене. GPT-4o вышла, а gemma3 догоняет.
Нейросети учатся: обучение с подкреплением. Эмбеддинг на github и pytorch. Claude отвечает, docker собирается, погода на завтра.
Квантизация Qwen быстрее. Kubernetes, объём и полёт."""
VOCABULARY = Counter(stems(POSTS))
SPELLING = Spelling(VOCABULARY)
WORD = st.text("абвгдеиклмнопрст", min_size=5, max_size=12)
SENTENCE = st.text(string.ascii_letters + string.digits + "абвгдеёжзийклмнопрстуфхцчшщъыьэюя .,-#'[]", max_size=60)


def read(question: str) -> str | None:
    return corrected(question, SPELLING.expand(question), lambda each, word: most_alike(word, surfaces(each, POSTS)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jgnbvbpfwbz", "оптимизация"),
        ("ьдщзы", "mlops"),
        ("j,extybt c gjlrhtgktybtv", "обучение с подкреплением"),
        ("mlops lkz ytqhjctntq?", "mlops для нейросетей?"),
        ("оптуна", "Optuna"),
        ("рлхф", "RLHF"),
        ("питон", "python"),
        ("докер", "docker"),
        ("neiroseti", "нейросети"),
        ("nejroseti", "нейросети"),
        ("pogoda", "погода"),
        ("оптемизация", "оптимизация"),
        ("квнатизация моделей", "квантизация моделей"),
        ("kuberentes", "Kubernetes"),
        ("gpt4o", "GPT-4o"),
    ],
)
def test_a_question_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "оптимизация моделей",
        "рецепт борща",
        "как это сделать",
        "2024",
        "объем",
        "полёт",
        "https://optuna.org/a",
        "",
        "?!",
        "#mlops",
    ],
)
def test_a_question_that_needs_no_other_reading_is_left_alone(question: str) -> None:
    assert read(question) is None


@pytest.mark.parametrize("question", ["gpt4o", "gpt-4o", "gpt 4o", "GPT 4o"])
def test_a_compound_is_found_glued_apart_and_hyphenated(question: str) -> None:
    assert all("gpt-4o" in group for group in SPELLING.expand(question).groups)


@pytest.mark.parametrize(("question", "meant"), [("гитхаб", "github"), ("эмбеддинговый", "эмбеддинг"), ("погыда", "погод")])
def test_a_word_that_is_only_like_another_is_searched_for_but_not_corrected(question: str, meant: str) -> None:
    assert meant in SPELLING.expand(question).groups[-1]
    assert read(question) is None


@pytest.mark.parametrize("question", ["сколько стоит", "why predicting", "воском", "team lead", "перед сном"])
def test_common_words_and_short_stems_are_never_corrected(question: str) -> None:
    spelling = Spelling({"скольз": 1, "стоимост": 1, "продикт": 2, "восп": 1, "tea": 1, "перест": 1, "так": 9})
    assert not spelling.expand(question).replaced


def test_a_glued_word_that_posts_write_apart_stands_for_its_parts() -> None:
    spelling = Spelling({"gemma": 3, "3": 1})
    assert dict(spelling.expand("gemma3").groups[0]) == {"gemma": 0.6}


def test_a_known_word_stands_for_itself_and_for_its_sound_in_the_other_alphabet() -> None:
    spelling = Spelling({"optuna": 3, "оптуна": 2, "optunx": 1})
    assert dict(spelling.expand("optuna").groups[0]) == {"optuna": 1.0, "оптуна": 0.9}


def test_stems_of_new_posts_are_offered_once_learned_and_those_without_posts_never() -> None:
    vocabulary = {"оптимизац": 1}
    spelling = Spelling(vocabulary)
    vocabulary["квантизац"] = 2
    spelling.learn(["квантизац", "оптимизац"])
    assert "квантизац" in spelling.expand("квантезация").groups[0]
    vocabulary["квантизац"] = 0
    assert dict(spelling.expand("квантезация").groups[0]) == {stem("квантезация"): 1.0}


@given(SENTENCE)
def test_every_word_has_a_reading_with_confidence_between_nothing_and_one(question: str) -> None:
    expansion = SPELLING.expand(question)
    assert all(group and all(0 < weight <= 1 for weight in group.values()) for group in expansion.groups)
    assert all(0 <= start < end <= len(expansion.question) for start, end, _ in expansion.replaced)


@given(st.lists(st.sampled_from(["оптимизация", "Моделей", "python", "#mlops", "и", "GPT-4o", "обучение"]), min_size=1))
def test_words_of_the_library_are_read_as_the_search_reads_them(known: list[str]) -> None:
    groups = SPELLING.expand(" ".join(known)).groups
    assert [next(iter(group)) for group in groups] == question_stems(" ".join(known))


def test_a_page_of_pasted_text_is_read_as_far_as_a_question_goes() -> None:
    assert len(SPELLING.expand(" ".join(f"слово{'абвгдежзик'[i % 10] * (i // 10 + 1)}" for i in range(200))).groups) <= 64


@given(st.text())
def test_no_question_breaks_it(question: str) -> None:
    corrected(question, SPELLING.expand(question), lambda each, word: most_alike(word, surfaces(each, POSTS)))


@given(st.sampled_from(["оптимизация", "моделей", "python", "Квантизация", "обучение", "github"]))
def test_a_word_of_the_library_is_never_put_away_for_another(known: str) -> None:
    expansion = SPELLING.expand(known)
    assert next(iter(expansion.groups[0].items())) == (stem(known.lower()), 1.0)
    assert not expansion.replaced


@given(st.text("абвгдежзиклмнопрстуфхцчшщыьэюя", min_size=1))
def test_what_is_typed_in_the_other_layout_comes_back(text: str) -> None:
    turned = other_layout(text)
    assert turned is not None
    assert (other_layout(turned) or text) == text


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", max_size=20))
def test_a_sound_is_written_in_latin_letters(word: str) -> None:
    assert sound(word).isascii()


@given(WORD, st.lists(WORD, max_size=20, unique=True), st.integers(1, 2))
def test_the_nearest_words_are_those_that_counting_slips_one_by_one_finds(word: str, others: list[str], most: int) -> None:
    nearest = Nearest()
    nearest.add(others)
    expected = {each: _slips(word, each) for each in others if each[0] == word[0]}
    assert nearest.near(word, most) == {each: slips for each, slips in expected.items() if slips <= most}


@given(WORD, st.data())
def test_one_slip_is_one_slip(word: str, data: st.DataObject) -> None:
    i = data.draw(st.integers(1, len(word) - 2))
    nearest = Nearest()
    nearest.add([word])
    for typed in (word[:i] + word[i + 1 :], word[:i] + "ю" + word[i:], word[:i] + "ю" + word[i + 1 :]):
        assert nearest.near(typed, 1) == {word: 1}


def _slips(left: str, right: str) -> int:
    """Optimal string alignment, by the textbook."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            changed = rows[i - 1][j - 1] + (left[i - 1] != right[j - 1])
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, changed)
            if i > 1 and j > 1 and left[i - 1] == right[j - 2] and left[i - 2] == right[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


def test_a_word_that_people_write_so_is_no_slip() -> None:
    vocabulary = {"god": 3, "dubbed": 2, "optuna": 4}
    spelling = Spelling(vocabulary, {"дуб": (("oak", 1.0),)})
    for question in ("что было в 2020 году", "дубы растут"):
        assert spelling.expand(question).replaced == ()
    assert spelling.expand("оптуна").replaced


def test_a_name_of_the_dictionary_turns_no_layout() -> None:
    vocabulary = {"гил": 3, "чай": 5, "руд": 2}
    known = {"elon": (), "musk": (), "helm": (), "оптимизац": (("optim", 1.0),)}
    spelling = Spelling(vocabulary, known)
    for question in ("Elon Musk", "helm"):
        assert spelling.expand(question).question == question
    assert Spelling({"optun": 1}, known).expand("jgnbvbpfwbz").question == "оптимизация"


def test_versions_are_not_glued_and_a_short_word_of_the_library_is_its_own() -> None:
    spelling = Spelling({"122": 4, "go": 3, "идт": 5}, {"go": (("идт", 1.0),)})
    groups = spelling.expand("go 1.22").groups
    assert list(groups[0]) == ["go"]
    assert "122" not in groups[1]
    assert list(Spelling({"идт": 5}, {"go": (("идт", 1.0),)}).expand("go").groups[0]) == ["go", "идт"]


def test_another_form_is_offered_where_the_library_has_it() -> None:
    spelling = Spelling({"звонк": 2, "ошибок": 1, "урок": 1, "урк": 1})
    assert "звонк" in spelling.expand("звонок").groups[0]
    assert "ошибок" in spelling.expand("ошибки").groups[0]
    assert spelling.expand("звонок").replaced == ()


def test_words_that_ask_are_no_words_to_look_for_in_russian() -> None:
    spelling = Spelling({"ставк": 2, "ключев": 2, "numb": 1}, {"скольк": (("numb", 1.0),)})
    assert len(spelling.expand("сколько ключевая ставка?").groups) == 2


def test_how_many_asks_and_is_not_looked_for() -> None:
    spelling = Spelling({"mani": 3, "peopl": 2, "die": 1, "long": 2, "film": 1})

    def read(question: str) -> list[str]:
        return [next(iter(group)) for group in spelling.expand(question).groups]

    assert read("How many people died?") == ["peopl", "die"]
    assert read("a long film with many people") == ["long", "film", "mani", "peopl"]
    assert read("how long") == ["how", "long"]  # nothing else to look for


def test_letters_that_changed_places_are_a_slip_even_in_a_short_word() -> None:
    expansion = Spelling({"трамп": 3}).expand("трапм")
    assert expansion.groups[0] == {"трамп": SLIPS[1]}
    assert expansion.replaced == ((0, 5, "трамп"),)


def test_an_abbreviation_of_two_letters_is_a_word_and_stands_for_its_translation() -> None:
    known = {"ии": (("ai", 1.0),), "ai": (("ии", 1.0),)}
    spelling = Spelling({"ии": 2, "ai": 3, "bb": 5}, known)
    assert spelling.expand("ИИ").question == "ИИ"
    assert list(spelling.expand("ИИ").groups[0]) == ["ии", "ai"]
    assert Spelling({"bb": 5}, known).expand("ИИ").question == "ИИ"


def test_a_misspelt_word_with_a_translation_of_its_own_is_the_word_with_the_same_translation() -> None:
    known = {"агенств": (("agenc", 0.7),), "агентств": (("agenc", 1.0),)}
    assert set(Spelling({"агентств": 4, "agenc": 2}, known).expand("агенство").groups[0]) == {"агентств", "agenc"}


def test_what_is_said_to_whoever_is_asked_is_not_looked_for() -> None:
    spelling = Spelling({"подскаж": 2, "пожалуйст": 3, "сигарет": 4, "нибуд": 1})
    groups = spelling.expand("подскажи пожалуйста что-нибудь про сигареты").groups
    assert [list(group) for group in groups] == [["сигарет"]]


def test_half_a_question_is_not_offered_in_the_other_alphabet() -> None:
    spelling = Spelling({"пожар": 4, "moskv": 2})
    assert spelling.expand("pozhary v moskve").replaced == ()
    assert spelling.expand("pozhary").replaced


def test_names_are_known_in_both_alphabets_where_they_do_not_sound_alike() -> None:
    for own, other in (("трамп", "trump"), ("эппл", "apple"), ("ии", "ai"), ("джипити", "gpt")):
        group = Spelling({stem(own): 1, stem(other): 1}, translations()).expand(own).groups[0]
        assert {stem(own), stem(other)} <= group.keys()


def test_who_writes_about_a_topic_asks_for_the_topic() -> None:
    spelling = Spelling({"пиш": 9, "нов": 9, "трамп": 4})
    for question in ("что пишут о трампе", "что нового про трампа", "новости про Трампа", "что случилось с Трампом"):
        assert [list(group) for group in spelling.expand(question).groups] == [["трамп"]]
    assert spelling.expand("пишут").groups


@pytest.mark.parametrize(("asked", "fits"), [("c#", "Sharp"), ("С++", "Plus"), ("с++ работа", "Plus")])
def test_a_language_is_not_another_of_the_same_letter(asked: str, fits: str) -> None:
    library = open_library("sqlite:///:memory:", "hashed")
    add(library, "Sharp: работа на C# в команде.", "Plus: работа на С++ в команде.", "Letter: работа на C в команде.")
    answer = library.search(Query(asked, ALICE), library.embed_query(asked))
    stored = library.found([(hit.post_id, "") for hit in answer.hits if hit.fits], ALICE)
    assert [each.post.text.partition(":")[0] for each, _ in stored] == [fits]
    library.close()


@pytest.mark.parametrize(
    ("question", "number", "other"),
    [
        ("GTA VI", "vi", "6"),
        ("gta vi", "vi", "6"),
        ("Civilization VII когда выйдет", "vii", "7"),
        ("Наполеон III", "iii", "3"),
        ("Олимпиада 33", "33", "xxxiii"),
        ("Олимпиада XXXIII", "xxxiii", "33"),
    ],
)
def test_a_number_behind_a_name_is_found_in_the_other_numerals_too(question: str, number: str, other: str) -> None:
    name = stems(question)[0]
    expansion = Spelling(Counter([name, other])).expand(question)
    group = next(group for group in expansion.groups if number in group)
    assert 0 < group[other] < 1
    assert not expansion.replaced
    assert {number: 1.0} in Spelling(Counter([name, number])).expand(question).groups


@pytest.mark.parametrize("question", ["what did Xi say", "should I stay", "топ 5 фильмов", "the 11", "vitamin X", "2 11"])
def test_what_is_no_number_of_a_name_has_no_other_numerals(question: str) -> None:
    numbers = Counter(["5", "1", "10", "11", "v", "x", "i"])
    assert not any(0 < worth < 1 for group in Spelling(numbers).expand(question).groups for worth in group.values())


def test_letters_with_stops_between_them_are_the_word_that_they_spell() -> None:
    spelling = Spelling(Counter(stems("Вышел S.T.A.L.K.E.R. 2 на ПК")))
    for asked in ("сталкер", "stalker", "s.t.a.l.k.e.r."):
        assert "s.t.a.l.k.e.r" in spelling.expand(asked).groups[0]
