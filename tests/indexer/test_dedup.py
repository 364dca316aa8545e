"""What is a repeat, and what only looks like one; and that the store finds the earlier post among many."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.embedders.hashed import HashedEmbedder
from indexer.models import Derived, Origin, Post, StoredPost, VerdictKind
from indexer.repeats.dedup import is_fuller, judge, share_held, sign
from indexer.stores.repeats import ALIKE, COMMON
from indexer.stores.sqlite import SqliteStore
from tests.indexer.makers import NOW

FERRY = "Паром не выйдет до вечера: капитан ждёт, пока волна станет ниже двух метров. Билеты обменяют без доплаты в любой кассе."
WORKS = ". Работы идут по плану, подрядчик просит жителей не ставить машины у забора, вопросы принимает диспетчер."
FOOT = "\n\nПодписывайтесь на наш канал, чтобы первыми узнавать новости города | Прислать новость | Реклама на канале"


def kind(new: str, old: str) -> VerdictKind:
    """Return what a text is to another that is known."""
    return judge(Post(new), [StoredPost(1, Post(old), None, datetime(2026, 1, 1, tzinfo=UTC))]).kind


@pytest.mark.parametrize(
    ("new", "old", "wanted"),
    [
        (FERRY[:70] + "…", FERRY, "contained"),
        (FERRY[:70] + "…\n\nНаш канал | Чат | Прислать новость", FERRY, "contained"),
        (FERRY[:70] + "… Читать далее: https://example.org/parom/5", FERRY, "contained"),
        ("Пишите тесты до того, как станет больнно, а не после", "Пишите тесты до того, как станет больно, а не после", "near"),
        ("Docs: better search\nSync: no lost files", "Sync: no lost files\nDocs: better search", "near"),
        ("It's “free”", "It’s free", "same"),
        # the same, written otherwise
        ("Купить:\n1. спички и соль\n2. носки\n3. карту леса", "Купить:\n• спички и соль\n• носки\n• карту леса", "near"),
        ("1️⃣ read the diff\n2️⃣ check the backups", "— read the diff\n— check the backups", "near"),
        ("Снаряд весит 7,5 кг, новичкам хватит", "Снаряд весит 7.5 кг, новичкам хватит", "same"),
        ("Начинаем завтра в 09:00, не опаздывайте", "Начинаем завтра в 9:00, не опаздывайте", "same"),
        ("Штраф вырос до 50\u00a0000 рублей", "Штраф вырос до 50000 рублей", "same"),
        ("Билет стоит 500 руб., касса до шести вечера", "Билет стоит 500 ₽, касса до шести вечера", "same"),
        ("Собрали 20 млн долларов на приют", "Собрали $20 млн на приют", "same"),
        ("They raised $20m for the shelter", "They raised 20 million dollars for the shelter", "same"),
        ("Пришли 5 тысяч человек", "Пришли 5000 человек", "same"),
        ("Итоги 2026 г. подведены", "Итоги 2026 года подведены", "same"),
        ("Бюджет на 2026–2027 годы приняли", "Бюджет на 2026-2027 гг. приняли", "same"),
        ("Дали 5 тыс.руб. на приют", "Дали 5 тыс. рублей на приют", "same"),
        ("Звоните, ответим: 8 800 555-35-35", "Звоните, ответим: +7 800 5553535", "same"),
        ("Запись на осмотр по номеру 8-800-555-35-35", "Запись на осмотр по номеру 8 (800) 555 35 35", "same"),
        ("Call the shelter at +49 30 1234-5678 today", "Call the shelter at +493012345678 today", "same"),
        ("Ярмарка мёда открылась на ул. Лесной, д. 5", "Ярмарка мёда открылась на улице Лесной, дом 5", "same"),
        ("Пр-т Мира, корп. 2: воды не будет до утра", "Проспект Мира, корпус 2: воды не будет до утра", "same"),
        ("Такие трамваи ходили здесь в 1990-х", "Такие трамваи ходили здесь в 1990-х годах", "same"),
        ("Открытки из 1990-х годов ищет музей", "Открытки из 1990-х ищет музей", "same"),
        ("Tickets are US$ 25 at the door", "Tickets are $25 at the door", "same"),
        (
            "The goverment will publish the new timetable tomorrow moring",
            "The government will publish the new timetable tomorrow morning",
            "near",
        ),
        ("Потерялся рыжий кот, очень просим помочь", "Потерялся рыжий кот, очень просим помочь #коты #помощь", "near"),
        ("#кот #пёс Приют открыт по выходным до шести", "#пёс Приют открыт по выходным до шести", "near"),
        ("Вода в peкe поднимaeтcя быcтpee", "Вода в реке поднимается быстрее", "same"),
        (
            "The comittee will accomodate late entries if the weather does not improve",
            "The committee will accommodate late entries if the weather does not improve",
            "near",
        ),
        (
            "Столкнулись два автобуса у перевала, сообщил диспетчер",
            "Столкнулись два автобуса у перевала, сообщает диспетчер",
            "near",
        ),
        (
            "⚡️Нефть дороже восьмидесяти долларов за баррель, — **данные торгов.**",
            "Нефть дороже восьмидесяти долларов за баррель",
            "near",
        ),
        (
            "The lighthouse will be lit again this winter, the council says",
            "The lighthouse will be lit again this winter",
            "contained",
        ),
        ("✅ Закройте окна\n✅ Покормите кота", "🔹 Закройте окна\n🔹 Покормите кота", "same"),
        ("✅ Вода чистая\n❌ Буйков нет", "❌ Буйков нет\n✅ Вода чистая\n\n👍 Подписаться", "new"),
        ("✅ Вода в озере чистая\n❌ Буйков пока нет", "❌ Буйков пока нет\n✅ Вода в озере чистая", "near"),
        # other news
        ("В Иране открыли новый мост через реку", "В Ираке открыли новый мост через реку", "new"),
        ("Мост через реку откроют в субботу утром", "Мост через реку не откроют в субботу утром", "new"),
        ("Паром до мыса отменён из-за шторма до четверга", "Паром до мыса отменён из-за шторма до вторника.\n\nКанал", "new"),
        ("На площади включили фонтан." + FOOT, "Автобус изменит маршрут." + FOOT, "new"),
        ("Ночью −5, днём +10, ветер северный", "Ночью +5, днём −10, ветер северный", "new"),
        ("Вода подорожала: +7%", "Вода подорожала: −7%", "new"),
        ("Билет за $5", "Билет за €5", "new"),
        ("Волна разгромила Прибой на своём поле", "Прибой разгромил Волну на своём поле", "new"),
        (FERRY.replace("Паром не", "Паром"), FERRY, "new"),
        (FERRY.replace("вечера", "утра"), FERRY, "new"),
        ("«Спартак» вышел вперёд. " + FERRY, "«Зенит» вышел вперёд. " + FERRY, "new"),
        ("Мэр Лукин открыл каток" + WORKS, "Мэр Лунин открыл каток" + WORKS, "new"),
        ("Вчера мэр Лукин открыл каток" + WORKS, "Вчера мэром Лукиным открыт каток" + WORKS, "near"),
        ("Вечером играет «Аппельсин»" + WORKS, "Вечером играет «Апельсин»" + WORKS, "near"),
        ("Сезон начнётся весной" + WORKS, "Сезон начнётся осенью" + WORKS, "new"),
        ("Сегодня весенний праздник" + WORKS, "Сегодня осенний праздник" + WORKS, "new"),
        ("The season begins in spring" + WORKS, "The season begins in autumn" + WORKS, "new"),
        ("Сдаём однокомнатную квартиру" + WORKS, "Сдаём двухкомнатную квартиру" + WORKS, "new"),
        ("С понедельника двор откроют" + WORKS, "С понедельника двор закроют" + WORKS, "new"),
        ("Tickets are HK$25 at the door", "Tickets are $25 at the door", "new"),
        ("Суд признал сделку законной" + WORKS, "Суд признал сделку незаконной" + WORKS, "new"),
        ("The court found it legal" + WORKS, "The court found it illegal" + WORKS, "new"),
        ("Срочно ищем повара в кафе" + WORKS, "Срочно ищем бармена в кафе" + WORKS, "new"),
        ("Угроза с моря объявлена" + WORKS, "Отбой угрозы с моря объявлен" + WORKS, "new"),
        ("Таблица:\n1. «Берёза»\n2. «Вереск»\n3. «Гранит»", "Таблица:\n1. «Вереск»\n2. «Берёза»\n3. «Гранит»", "new"),
        ("Анна — ✅\nБорис — ✅\nВера — ❌", "Анна — ✅\nБорис — ❌\nВера — ✅", "new"),
        ("Deploy of the billing service: ✅", "Deploy of the billing service: ❌", "new"),
        (
            "Проверка всех узлов перед стартом закончена" + WORKS + "\n✅",
            "Проверка всех узлов перед стартом закончена" + WORKS + "\n❌",
            "new",
        ),
        (
            "Матч окончен, спасибо за поддержку" + WORKS + "\nСчёт 2:1",
            "Матч окончен, спасибо за поддержку" + WORKS + "\nСчёт 3:1",
            "new",
        ),
        (
            "Курсы на утро, обновляем каждый час" + WORKS + "\n$81 | €92",
            "Курсы на утро, обновляем каждый час" + WORKS + "\n$83 | €94",
            "new",
        ),
        ("Утром в порту ясно, ветер слабый #Тверь", "Утром в порту ясно, ветер слабый #Псков", "new"),
        ("Собрали 20 млн долларов на приют", "Собрали 20 тыс. долларов на приют", "new"),
        ("Звоните, ответим: 8 800 555-35-35", "Звоните, ответим: 8 800 555-35-36", "new"),
        ("Потерялся рыжий кот" + WORKS + "\n+7 900 111-22-33", "Потерялся рыжий кот" + WORKS + "\n+7 900 111-22-34", "new"),
        ("Ярмарка мёда открылась на ул. Лесной, д. 5", "Ярмарка мёда открылась на улице Лесной, дом 7", "new"),
        ("Ярмарка мёда открылась на ул. Лесной", "Ярмарка мёда открылась на пл. Лесной", "new"),
        ("Такие трамваи ходили здесь в 1980-х", "Такие трамваи ходили здесь в 1990-х годах", "new"),
        ("Ров глубиной 20 м закопают завтра", "Ров глубиной 20 млн закопают завтра", "new"),
        ("Открыта вакансия. Ищем повара в кафе" + WORKS, "Открыта вакансия. Ищем бармена в кафе" + WORKS, "new"),
        ("Открыта вакансия. Ищем повара в кафе" + 3 * WORKS, "Открыта вакансия. Ищем бармена в кафе" + 3 * WORKS, "near"),
        ("Настроение сегодня: 😀", "Настроение сегодня: 😢", "new"),
        ("Настроение сегодня: 😀", "Настроение сегодня: 😊", "same"),
        ("Рынок 📈", "Рынок 📉", "new"),
        ("Погода: ☀️", "Погода: 🌧", "new"),
        ("Доброе утро ☀️", "Доброе утро 🌸", "same"),
        ("Подробности здесь: 👇", "Подробности здесь: ➡️", "same"),
        ("Голосуем: 👍👍", "Голосуем: 👎", "new"),
        ("Победа! 🇫🇷", "Победа! 🇩🇪", "new"),
        ("🔥🔥🔥", "❤️", "new"),
        ("❤️", "❤", "same"),
        ("…", "!!!", "new"),
        ("Стоимость 5% годовых", "Стоимость 5 % годовых", "same"),
    ],
)
def test_a_copy_is_told_from_other_news(new: str, old: str, wanted: str) -> None:
    assert kind(new, old) == wanted
    assert kind(old, new) == wanted


@given(st.lists(st.sampled_from(["дуб", "клён", "ясень", "ель", "сосна", "вяз", "липа"]), max_size=30), st.text(max_size=60))
def test_what_is_held_is_a_share_and_does_not_depend_on_who_came_first(row: list[str], text: str) -> None:
    one, other = " ".join(row), f"{text}\n\n{' '.join(row[:-1])}"
    assert 0 <= share_held(one, other) <= 1
    assert share_held(one, other) == pytest.approx(share_held(other, one)) or len(one.split()) == len(other.split())


def test_a_channel_that_says_the_same_of_another_link_has_another_issue() -> None:
    def issue(channel: str, number: int, *links: str) -> Post:
        return Post("Новый выпуск уже на сайте, слушайте", origin=Origin(channel, None, -1001, number), links=links)

    def verdict(new: Post, old: Post) -> VerdictKind:
        return judge(new, [StoredPost(1, old, None, datetime(2026, 1, 1, tzinfo=UTC))]).kind

    first = issue("Лес", 1, "https://example.org/1?from=a")
    assert verdict(issue("Лес", 2, "https://example.org/2"), first) is VerdictKind.NEW
    assert verdict(issue("Лес", 2, "https://example.org/1/?from=b"), first) is VerdictKind.SAME
    assert verdict(issue("Лес", 2), first) is VerdictKind.SAME
    assert verdict(issue("Сад", 2, "https://example.org/2"), first) is VerdictKind.SAME
    assert verdict(issue("Лес", 1, "https://example.org/2"), first) is VerdictKind.SAME, "a version of it, by date"


def test_a_cut_post_gives_way_to_the_whole_one() -> None:
    assert is_fuller(Post(FERRY), Post(FERRY[:70] + "…"))
    assert not is_fuller(Post(FERRY[:70] + "…"), Post(FERRY))


def test_a_short_piece_is_found_in_a_long_post() -> None:
    store, piece = SqliteStore(":memory:", HashedEmbedder()), "Грибники нашли в лесу старинный колокол, его передали музею"
    long = (
        f"Не забудьте про розыгрыш наушников среди подписчиков! Условия в закрепе 🎁\n\n{piece}\n\n@gribnoy_kray | прислать фото"
    )
    store.hold(1, store.save_post(Post(long), Derived(sign([Post(long)])[0])), NOW)
    assert [stored.post for stored in store.candidates(Post(piece), sign([Post(piece)])[0], 1)] == [Post(long)]
    store.close()


def test_posts_of_other_emoji_are_no_candidates() -> None:
    store = SqliteStore(":memory:", HashedEmbedder())
    for text in ("🔥", "👍"):
        store.hold(1, store.save_post(Post(text), Derived(sign([Post(text)])[0])), NOW)
    assert [stored.post.text for stored in store.candidates(Post("👍"), sign([Post("👍")])[0], 1)] == ["👍"]
    store.close()


def test_a_footer_that_all_posts_have_hides_no_repeat() -> None:
    store = SqliteStore(":memory:", HashedEmbedder())
    texts = [f"Номер {i}: событие {i * 7} прошло в зале {i * 13}, гостей {i * 31}." + FOOT for i in range(4 * COMMON)]
    for text in texts:
        store.hold(1, store.save_post(Post(text), Derived(sign([Post(text)])[0])), NOW)
    last = Post(texts[-1].replace("прошло", "прошлло"))
    assert judge(last, store.candidates(last, sign([last])[0], 1)).of == len(texts)
    assert not store.candidates(last, sign([last])[0], 2)  # another library's posts
    other = Post("Выставка открыта до конца недели, вход свободный." + FOOT)
    assert 0 < len(store.candidates(other, sign([other])[0], 1)) <= ALIKE
    store.close()
