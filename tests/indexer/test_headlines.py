"""The line that heads a story, as posts of real channels begin."""

from time import process_time

import pytest

from indexer.digests.headlines import LIMIT, headline, names
from indexer.language.text import words
from indexer.models import Origin, Post


def titled(text: str, *, title: str = "Канал", username: str | None = None) -> str | None:
    return headline(Post(text, origin=Origin(title, username=username)))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("⚡️ Вышел Rust 2.0\nПодробности внутри.", "Вышел Rust 2.0"),
        ("#rust\nВышел Rust 2.0. Он быстрее.", "Вышел Rust 2.0"),
        ("Почему Рим пал так быстро?\n\nОб этом рассказывает историк.", "Почему Рим пал так быстро?"),
        ("Курсы валют на четверг:\n▪️юань 14,84 рубля (+0,39)\n▪️доллар 108 рублей", "Курсы валют на четверг"),
        ("А теперь о главном: страуса Васю поймали.\nОн убегал с октября.", "А теперь о главном: страуса Васю поймали"),
        ("Канал выяснил имя водителя грузовика.", "Канал выяснил имя водителя грузовика"),
        ("Канал: выяснили имя водителя грузовика.", "выяснили имя водителя грузовика"),
        ("Канал | Имя водителя грузовика известно.", "Имя водителя грузовика известно"),
        ("🇮🇱 Завтрашний рейс Red Wings отменён. Такая же ситуация с обратным.", "Завтрашний рейс Red Wings отменён"),
        ("#новости ❗️Банки приостановили переводы", "Банки приостановили переводы"),
        ("В Москве выпал снег❄️\n\n❤ Подписаться | Прислать новость", "В Москве выпал снег"),
        ("«Ракеты скажут» — Зеленский о разрешении", "«Ракеты скажут» — Зеленский о разрешении"),
        ("$90 000 за биткоин: новый рекорд", "$90 000 за биткоин: новый рекорд"),
        ("Горит склад! Пожарные уже на месте.", "Горит склад! Пожарные уже на месте"),
        ("Срочно. Пожарные уже на месте.", "Срочно. Пожарные уже на месте"),
        ("https://example.org", None),
        ("Классика", None),
        ("👉 Топор Live. Подписаться", None),
    ],
)
def test_a_headline_is_the_first_sentence_without_what_stands_around_it(text: str, title: str | None) -> None:
    assert titled(text) == title


def test_a_line_that_tells_something_goes_before_one_that_asks_or_announces() -> None:
    assert titled("Кто идёт на встречу?\nВстреча клуба пройдёт в субботу.") == "Встреча клуба пройдёт в субботу"
    assert titled("Главное к этому часу:\nДоллар вырос до ста рублей") == "Доллар вырос до ста рублей"
    assert titled("«Иди отсюда, бабушка»\nВ Уфе пассажирка устроила драку.") == "В Уфе пассажирка устроила драку"
    assert titled("Кто идёт на встречу?") == "Кто идёт на встречу?"
    assert titled("Главное к этому часу:") == "Главное к этому часу"


@pytest.mark.parametrize(
    "text",
    [
        "Топор Live | Доллар вырос до ста рублей",
        "Доллар вырос до ста рублей — Топор Live",
        "Доллар вырос до ста рублей @topor",
        "Доллар вырос до ста рублей. Топор Live",
        "👉 Топор Live. Подписаться\nДоллар вырос до ста рублей #новости",
        "Доллар вырос до ста рублей https://t.me/+HWFlcuXhzKdhYWY6",
    ],
)
def test_names_of_channels_and_adverts_are_no_part_of_a_headline(text: str) -> None:
    assert titled(text, title="Топор Live", username="topor") == "Доллар вырос до ста рублей"


def test_names_are_capitals_inside_sentences() -> None:
    assert names("Вчера Путин был в «Газпроме». Он уехал, Дмитрий остался") == {"путин", "газпром", "дмитр"}
    assert names("Доллар вырос. Евро тоже") == set()


def test_news_of_subscribing_is_news() -> None:
    text = "Мишустин одобрил проект соглашения о сотрудничестве с Никарагуа и поручил подписать его"
    assert titled(text) == text


def test_a_long_headline_ends_where_a_clause_does() -> None:
    text = "Полиция разыскивает водителя, который протаранил шесть машин, припаркованных во дворе, и скрылся с места аварии"
    assert titled(text) == "Полиция разыскивает водителя, который протаранил шесть машин, припаркованных во дворе…"


@pytest.mark.parametrize("source", [", — Yonhap.", ", сообщил РИА Новости гендиректор аэропорта", " — данные торгов на бирже"])
def test_who_said_it_is_no_loss(source: str) -> None:
    text = "Военные оцепили вход в южнокорейский парламент, доступ перекрыт даже для депутатов"
    assert titled(text + source) == text
    assert titled(f"{text} и гостей, {source.strip(', —.')}, а улицы закрыты") != text


def test_a_long_headline_without_clauses_ends_at_a_word_that_leads_to_nothing() -> None:
    text = "Ограничения на приём и выпуск самолётов в аэропортах Шереметьево сняты после ночной атаки и для всех рейсов сразу"
    assert titled(text) == "Ограничения на приём и выпуск самолётов в аэропортах Шереметьево сняты после ночной атаки…"


def test_a_quote_that_is_cut_open_is_not_opened() -> None:
    text = "«Испытания прошли успешно, я вас с этим поздравляю и надеюсь на продолжение работы всех коллективов», — сказал он"
    cut = titled(text)
    assert cut is not None
    assert cut.startswith("Испытания прошли успешно")
    assert cut.endswith("…")


@pytest.mark.parametrize("text", ["слово " * 60, "Ж" * 300 + " и ещё два", "да, " * 50, "а — " * 60])
def test_a_headline_is_never_too_long(text: str) -> None:
    title = titled(text)
    assert title is not None
    assert 0 < len(title) <= LIMIT
    assert words(title)


@pytest.mark.parametrize("sign", [*".=-_@#«! ,🕐", "🕐 ", "@a ", ", ", "и "])
def test_a_row_of_signs_in_a_line_holds_nothing_up(sign: str) -> None:
    before = process_time()
    titled(f"Новости дня {sign * 24} сегодня")
    assert process_time() - before < 2
