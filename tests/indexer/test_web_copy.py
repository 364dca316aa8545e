"""Posts copied from channels' pages: the first ones of this project, and copies damaged at random."""

import io
import random
from pathlib import Path

import pytest
import web_pages
from web_pages import LOSSES, NOTICES, Original, originals, page, preview_of

from indexer.models import Origin, Post, Preview
from indexer.sources import detect, web_copy

LONG = "Сегодня рассказываю, как мы перенесли отчёты в одну таблицу и перестали спорить о цифрах."
DESCRIPTION = "A short talk about tables that grow faster than the people who have to read them every…"


def posts(text: str) -> list[Post]:
    entries = list(web_copy.parse(io.StringIO(text)))
    assert all(isinstance(entry, Post) for entry in entries)
    return [entry for entry in entries if isinstance(entry, Post)]


def read(body: str, header: str = "Канал") -> Post:
    return posts(f"Forwarded from {header}\n{body}\n")[0]


# --- the table of the seed ---

TABLE = [
    ("Ebout Data Science | Дима Савелко", None, "Уничтожительный RoadMap", "каждый этап MLSD.", 4),
    ("Quant Valerian", None, "Event driven management", "построить сигнальную систему.", 11),
    ("Quant Valerian", None, "Расскажу, что есть у меня", "пряником и криками.", 14),
    ("Aspiring Data Science", "Anatoly Alekseev", "#hpo #hpt #optuna", "eiBKOrAQ6bbt4y24", 3),
    ("Aspiring Data Science", "Anatoly Alekseev", "", "", 1),
    ("Aspiring Data Science", "Anatoly Alekseev", "#nlp #pca #dimreducers", "x7RX8VprCnE", 3),
    ("Yandex for ML", None, "Yandex Cloud показал", "вашим воображением.", 1),
    ("Душный NLP", None, "InfAlign: алайнмент", "Разбор подготовил❣ Федор Лебедь", 13),
    ("Denis Sexy IT 🤖", None, "Нашел еще один", "карту файтинга мечты", 6),
]
HASHTAGS = {3: ("hpo", "hpt", "optuna"), 5: ("nlp", "pca", "dimreducers")}
LINKS = {
    3: ("https://www.youtube.com/live/QejQVLkkgRA?si=eiBKOrAQ6bbt4y24",),
    5: ("https://www.youtube.com/watch?v=x7RX8VprCnE",),
    8: ("https://shir-man.com/generate-sprite/",),
}
TITLES = {
    3: "Optuna: a hyperparameter optimization framework",
    4: "Why the MinHashEncoder is great for boosted trees",
    5: "PCA as an embedding technique",
}


@pytest.fixture(scope="module")
def seed(shared: Path) -> list[Post]:
    return posts((shared / "seed" / "posts.txt").read_text("utf-8"))


def test_the_seed_holds_nine_posts(seed: list[Post]) -> None:
    assert len(seed) == len(TABLE)


@pytest.mark.parametrize("number", range(len(TABLE)))
def test_a_post_of_the_seed_is_as_its_table_says(seed: list[Post], number: int) -> None:
    title, author, start, end, lines = TABLE[number]
    post = seed[number]
    assert post.origin == Origin(title, author)
    assert (post.date, post.url) == (None, None)
    assert post.text.startswith(start)
    assert post.text.endswith(end)
    assert len(post.text.split("\n")) == lines == len(set(post.text.split("\n")))
    assert (post.hashtags, post.links) == (HASHTAGS.get(number, ()), LINKS.get(number, ()))
    assert (post.preview.title if post.preview else None) == TITLES.get(number)
    assert post.preview is None or (post.preview.site == "YouTube" and (post.preview.description or "").endswith("…"))


def test_the_seeds_texts_hold_nothing_of_the_page(seed: list[Post]) -> None:
    everything = "\n".join(post.text for post in seed)
    assert not any(word in everything for word in ("TELEGRAM", "Please open", "not supported", "Подписывайтесь:", "YouTube"))


def test_the_seeds_fuller_words_are_kept(seed: list[Post]) -> None:
    assert seed[1].text.split("\n")[1].endswith("но по сутивкусно так получается.")
    starts = ("Нашел", "Если вы", "Create a wide image", "А еще я", "https://", "Загружаете")
    assert all(line.startswith(start) for line, start in zip(seed[8].text.split("\n"), starts, strict=True))


# --- copies damaged at random ---


@pytest.mark.parametrize("number", range(len(originals())))
def test_a_post_in_two_damaged_copies_is_read_once_and_whole(number: int) -> None:
    original = originals()[number]
    preview = preview_of(original)
    for step in range(60):
        chance = random.Random(1000 * number + step)
        loss = LOSSES[step % len(LOSSES)]
        copies = [list(original.lines), loss(list(original.lines), chance)]
        if loss not in (web_pages.lose_title, web_pages.lose_end) and chance.random() < 0.5:
            copies.reverse()
        shown = preview if chance.random() < 0.7 else None
        text = page(original, copies, notices=step % 3, preview=shown)
        assert [(post.text, post.preview) for post in posts(text)] == [(original.text, shown)], (loss.__name__, step)


@pytest.mark.parametrize("original", originals(), ids=lambda original: original.lines[0][:20])
def test_a_post_in_one_or_three_copies_is_read_once(original: Original) -> None:
    for times in (1, 3):
        read_posts = posts(page(original, [list(original.lines)] * times, notices=1, preview=preview_of(original)))
        assert [(post.text, post.preview) for post in read_posts] == [(original.text, preview_of(original))]


def test_our_own_sample_gives_the_posts_as_they_were_written(samples: Path) -> None:
    found = posts((samples / "web-copy.txt").read_text("utf-8"))
    assert [post.text for post in found if post.text] == [original.text for original in originals()]
    assert [(post.preview.site if post.preview else None) for post in found if not post.text] == ["YouTube"]


# --- headers ---


@pytest.mark.parametrize(
    ("header", "origin"),
    [
        ("Канал (Автор Имя)", Origin("Канал", "Автор Имя")),
        ("Канал (ML) (Автор (он же))", Origin("Канал (ML)", "Автор (он же)")),
        ("Канал (ML) и точка", Origin("Канал (ML) и точка")),
        ("f(x)", Origin("f(x)")),
        ("(Автор)", Origin("(Автор)")),
        ("Канал 🤖 :)", Origin("Канал 🤖 :)")),
    ],
)
def test_a_header_names_a_channel_and_perhaps_its_author(header: str, origin: Origin) -> None:
    assert read(LONG, header).origin == origin


@pytest.mark.parametrize("words", ["Forwarded from", "Переслано от", "Переслано из"])
def test_headers_of_both_clients_are_known(words: str) -> None:
    assert [post.origin.title for post in posts(f"Сначала текст\n{words} Один\r\n{LONG}\r\n\r\n{words} Два\r\nКонец")] == [
        None,
        "Один",
        "Два",
    ]


def test_no_break_spaces_are_spaces() -> None:
    first = f"Forwarded\u00a0from\u00a0Записки\u00a0о лесе\u00a0(Анна)\n{LONG}\nVIEW\u00a0IN\u00a0TELEGRAM\n\n"
    text = f"{first}Forwarded from\u00a0Два\nКонец"
    assert detect(text.encode()) == "web_copy"
    assert [(post.origin, post.text) for post in posts(text)] == [
        (Origin("Записки о лесе", "Анна"), LONG),
        (Origin("Два"), "Конец"),
    ]
    assert detect("Слова\nVIEW\u00a0IN TELEGRAM".encode()) == "web_copy"


def test_a_block_of_nothing_but_notices_is_skipped() -> None:
    assert [
        entry.reason
        for entry in web_copy.parse(io.StringIO("Forwarded from К\n" + "\n".join(NOTICES)))
        if not isinstance(entry, Post)
    ] == ["no-text"]


def test_paragraphs_stay_apart() -> None:
    assert (
        read(f"\n{LONG}\n\nВторой абзац\nи его строка\n\n\n{LONG}\n\nВторой абзац\nи его строка").text
        == f"{LONG}\n\nВторой абзац\nи его строка"
    )


# --- what a page adds ---


@pytest.mark.parametrize(
    "notice",
    [
        *NOTICES,
        "This media is not supported in your browser",
        "Media is too big",
        "Open in Telegram",
        "Anonymous Poll",
        "Пожалуйста, откройте Telegram, чтобы просмотреть этот пост",
        "ПОСМОТРЕТЬ В TELEGRAM",
        "Открыть в Telegram",
        "Этот медиафайл не поддерживается вашим браузером",
        "Медиа слишком большое",
        "Анонимный опрос",
    ],
)
def test_notices_of_a_page_are_no_text(notice: str) -> None:
    assert read(f"{notice}\n{LONG}\n{notice}").text == LONG


@pytest.mark.parametrize(
    "footer", ["12.3K views", "edited 14:05", "14:05", "1 204 просмотра", "12.3K\n14:05", "❤ 45\n👍12🔥3\n3.1K views\n10:00"]
)
def test_counters_and_times_at_the_end_are_no_text(footer: str) -> None:
    assert read(f"{LONG}\n{footer}").text == LONG


@pytest.mark.parametrize(
    "line",
    [
        "Начало:\n19:00",
        "Откройте Telegram и найдите нашего бота там",
        "The media is full of rumours",
        "Итого 14 голосов против",
        "42",
    ],
)
def test_lines_that_only_look_like_the_pages_stay(line: str) -> None:
    assert read(f"{LONG}\n{line}").text == f"{LONG}\n{line}"


def test_a_signature_and_a_dangling_colon_at_the_end_are_dropped() -> None:
    assert read(f"{LONG}\nПодписывайтесь:\nМой канал", "Мой Канал 🦫 (Автор)").text == LONG
    assert read("Мой канал", "Мой канал").text == "Мой канал"
    assert read("Список покупок на завтра, на который ушёл вечер:\n- хлеб").text.endswith("- хлеб")


# --- previews ---


@pytest.mark.parametrize(
    ("link", "site"),
    [
        ("https://youtu.be/a1", "YouTube"),
        ("https://github.com/a/b", "GitHub"),
        ("https://habr.com/ru/articles/1", "Хабр"),
        ("https://arxiv.org/abs/1", "arXiv.org"),
        ("https://t.me/k/1", "Telegram"),
        ("https://ru.wikipedia.org/wiki/X", "Википедия"),
        ("https://x.com/a/status/1", "X (formerly Twitter)"),
        ("https://www.theverge.com/1", "The Verge"),
        ("https://docs.google.com/d/1", "Google Docs"),
        ("https://blog.example.org/1", "blog.example.org"),
    ],
)
@pytest.mark.parametrize("copies", [1, 2])
def test_a_preview_is_known_by_the_domain_of_a_link(link: str, site: str, copies: int) -> None:
    post = read("\n".join([LONG, link] * copies + [site, "Tables for people", DESCRIPTION]))
    assert (post.text, post.preview) == (f"{LONG}\n{link}", Preview(site, "Tables for people", DESCRIPTION))


def test_a_preview_may_lack_a_title_or_a_description() -> None:
    assert read(f"{LONG}\nhttps://github.com/a/b\nGitHub\na/b: tables for people").preview == Preview(
        "GitHub", "a/b: tables for people"
    )
    assert read(f"{LONG}\nhttps://github.com/a/b\nGitHub\n{DESCRIPTION}").preview == Preview("GitHub", None, DESCRIPTION)


def test_a_malformed_address_does_not_raise() -> None:
    assert read(f"{LONG}\nhttps://[x\nGitHub\nСтрока").text == f"{LONG}\nhttps://[x\nGitHub\nСтрока"


def test_a_preview_of_a_hidden_link_is_what_the_second_copy_leaves_over() -> None:
    post = read(f"{LONG}\n{LONG}\nSome Journal\nTables for people\n{DESCRIPTION}")
    assert (post.text, post.preview) == (LONG, Preview("Some Journal", "Tables for people", DESCRIPTION))


def test_a_preview_under_each_copy_is_one() -> None:
    shown = f"YouTube\nTables for people\n{DESCRIPTION}"
    post = read(f"{LONG}\nhttps://youtu.be/a1\n{shown}\n{LONG}\nhttps://youtu.be/a1\n{shown}")
    assert (post.text, post.preview) == (f"{LONG}\nhttps://youtu.be/a1", Preview("YouTube", "Tables for people", DESCRIPTION))


def test_a_preview_whose_title_repeats_the_posts_is_whole() -> None:
    post = read(f"{LONG}\nhttps://habr.com/1\nХабр\n{LONG}\n{DESCRIPTION}")
    assert (post.text, post.preview) == (f"{LONG}\nhttps://habr.com/1", Preview("Хабр", LONG, DESCRIPTION))


@pytest.mark.parametrize(
    "ending",
    [
        "https://github.com/a/b\nСпасибо всем\nДо встречи в четверг",
        "Мы здесь:\nYouTube\nTelegram\nДзен",
        "GitHub\nhttps://github.com/a/b",
        "https://youtu.be/a1\nПриятного просмотра!\nИ хороших выходных",
        "Команда\nИгорь и Вера\nА дальше было вот что…",
    ],
)
def test_ordinary_closing_lines_are_no_preview(ending: str) -> None:
    post = read(f"{LONG}\n{ending}")
    assert (post.text, post.preview) == (f"{LONG}\n{ending}", None)
