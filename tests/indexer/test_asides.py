"""Adverts, lists and polls are told from posts, and stand behind them."""

import pytest

from indexer.library import Library
from indexer.models import Query
from indexer.opening import open_library
from indexer.search.asides import is_advert, is_aside
from tests.indexer.makers import ALICE, add

LINKS = "Куда сходить в выходные\n" + "\n".join(f"Выставка номер {n}\nhttps://t.me/example_afisha/{n}" for n in range(5))
CHANNELS = "Полезные каналы\n" + "\n".join(
    f"Библиотека {name} разработчика" for name in ["Go", "Java", "PHP", "Rust", "Swift", "Ruby", "Dart", "Kotlin"]
)
POLL = "💬 Какую музыку вы слушаете за работой?\n👍 — энергичную: рок и поп\n🔥 — спокойную: классику и джаз\n❤️ — никакую"
PLAIN_POLL = "Which database do you use at work?\n– PostgreSQL\n– SQLite\n– Something else"


@pytest.mark.parametrize(
    "text",
    [
        LINKS,
        CHANNELS,
        POLL,
        PLAIN_POLL,
        "💬 Самый важный вопрос. Что выберете? 👇\n\nuserId — 👍\nuserID — 🔥\nuser_id — ❤️\n\n#холивар",
        "Новый смартфон с ярким экраном. Купить прямо сейчас: https://example.com/1",
        "Мы открыли канал об экономике: https://t.me/+AbCdEf",
        "Специально создали для вас свежий канал о погоде.",
        "Две выгодные недели для тех, кто торгует. Откройте счёт в нашем банке.",
        "🎁 Объявляем о розыгрыше трёх ноутбуков!\n1. Подпишитесь на нас\n2. Нажмите кнопку «Участвовать»",
        "To win a tablet, join our giveaway before Friday.",
        "erid: 2Vtz\nСводите ребёнка на выставку роботов.",
    ],
)
def test_what_tells_nothing_by_itself_is_known(text: str) -> None:
    assert is_aside(text)


@pytest.mark.parametrize(
    "text",
    [
        "Курс доллара превысил 103 рубля.\n🔴 Подписаться | Прислать новость",
        "Сбой в работе Telegram\nПользователи жалуются, что не отправляются сообщения\nУ вас работает?\n👍 - да\n👎 - нет",
        "Вышел релиз: https://example.com/1\nПодробности: https://example.com/2",
        "package main\n" + "\n".join(f"x{n} = call({n})" for n in range(12)),
        "— Кто там?\n— Это я, почтальон Печкин. Принёс журнал «Мурзилка».",
        "Что нового в Python 3.13?\nДобавили JIT и необязательный GIL.",
        "Для вас открыли новый парк, а канал у набережной расчистили.",
        "Реклама вредной еды запрещена до 21:00, сообщает Минздрав.",
    ],
)
def test_what_tells_something_is_none(text: str) -> None:
    assert not is_aside(text)


def test_an_advert_is_marked_as_one() -> None:
    assert is_advert("Портреты студентов\nРеклама. ООО «Ромашка»")
    assert is_advert("A new phone #ad")
    assert not is_advert("В городе исчезла реклама. Остались вывески.")


@pytest.fixture
def library() -> Library:
    return open_library("sqlite:///:memory:", "hashed")


@pytest.mark.parametrize("aside", ["Мы открыли канал, там экономика: https://t.me/+AbCdEf", "erid: 2Vtz\nНовая экономика такси."])
def test_an_aside_stands_behind_a_post_that_is_about_as_good(library: Library, aside: str) -> None:
    told, *_ = add(library, "Как устроена экономика такси.", aside)
    answer = library.search(Query("экономика", ALICE), library.embed_query("экономика"))
    assert [hit.post_id for hit in answer.hits][0] == told.post_id
    assert len(answer.hits) == 2
    library.close()


def test_a_question_in_several_words_may_be_answered_by_a_list(library: Library) -> None:
    listed, *_ = add(library, LINKS, "В выходные будет дождь.")
    question = "куда сходить в выходные: выставка номер 3"
    assert library.search(Query(question, ALICE), library.embed_query(question)).hits[0].post_id == listed.post_id
    library.close()
