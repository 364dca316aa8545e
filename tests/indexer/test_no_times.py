"""Words that could name a time, and belong to a topic or may do so."""

import pytest

from indexer.models import ALWAYS
from indexer.questions.asking import parse_question
from indexer.times.periods import find_period
from tests.indexer.asked import NOW, ask
from tests.indexer.makers import ALICE


@pytest.mark.parametrize(
    "text",
    [
        *(
            "назад в будущее",
            "сто лет назад",
            "100 лет назад",
            "fires 40 years ago",
            "недели назад",
            "long ago",
            "недавно вышедшие книги",
            "recently published papers",
        ),
        *(
            "ubuntu 25.11",
            "версия 25.11",
            "новости ubuntu 25.11",
            "что нового в 24.04",
            "что нового про 24.04",
            "25.11",
            "обнови до 25.11",
        ),
        *(
            "лето это маленькая жизнь",
            "summer camp",
            "куда поехать летом",
            "как хранить картошку зимой",
            "spring boot",
            "in spring boot",
        ),
        *("prague spring 1968 films", "пожары будут летом 2024", "что взять этой зимой", "bookings for this summer", "лето"),
        *(
            "early may votes",
            "early bird",
            "early fall detection",
            "куда поехать на майских",
            "рецепты на новогодних праздниках",
            "presents for christmas",
            "christmas movies",
            "new",
            "вчерашний хлеб",
            "yesterday's papers",
            "доставка в течение недели",
            "the end",
            "the end of the day",
            "конец света",
            "в конце концов",
            "early years",
            "с начала войны",
        ),
        *(
            "до конца года",
            "until the end of november",
            "app due by the end of november",
            "что будет в конце ноября",
            "by end of year",
        ),
        *("the second half of the match", "q3", "a score in the fourth quarter", "первый квартал", "что будет в 3 квартале"),
        *(
            "выходные дни",
            "погода на выходные",
            "куда сходить на выходных",
            "what to do on the weekend",
            "this weekend",
            "plans for the weekend",
        ),
        *(
            "two weeks notice",
            "семь дней",
            "the other",
            "на днях выйдет, будет видно",
            "оффер за пару дней",
            "8 марта",
            "новый год",
            "march 2 matches",
        ),
        *("последний день помпеи", "последняя неделя лета", "в последний год жизни", "last day on earth", "the last day in town"),
        *(
            "h1 заголовок",
            "h1",
            "витамин c в еде",
            "книги по c 2024 года",
            "c 2025",
            "программа на c",
            "понедельник и среда",
            "monday to friday jobs",
        ),
        *("в половине ноября", "it may be", "half of november", "понедельник", "may", "the last day of school"),
    ],
)
def test_words_of_a_topic_stay_words(text: str) -> None:
    assert ask(text) == (text, ALWAYS)


@pytest.mark.parametrize(
    "text", ["пожар 3 дня назад", "пожар на выходных", "пожар в начале ноября", "пожар летом 2024", "fires in Q3 2024"]
)
def test_where_nothing_answers_it_is_words(text: str) -> None:
    question = parse_question(text, ALICE, now=NOW, zone="UTC")
    assert question.is_guess
    assert question.wider is not None
    assert question.wider.query.text == text


@pytest.mark.parametrize(
    "words",
    [
        "friday night",
        "последний день помпеи",
        "весь год в цифрах",
        "через год после войны",
        "edge of tomorrow",
        "летом дождь",
        "two weeks notice",
        "ubuntu 25.11",
        "q3 results",
        "понедельник начинается",
    ],
)
def test_a_digest_takes_no_topic_for_a_time(words: str) -> None:
    assert find_period(words, now=NOW, zone="UTC") == (None, words)


@pytest.mark.parametrize(
    "written", ["час пик в метро", "happy hour bars", "комендантский час", "в час пик", "last hour of the day"]
)
def test_an_hour_of_something_is_none(written: str) -> None:
    assert ask(written) == (written, ALWAYS)
