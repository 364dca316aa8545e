"""The program as it is run: its commands, its JSON, its exit codes, and never a traceback."""

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.forked import run_forked
from tests.indexer.exports import as_html, as_json
from tests.patience import PATIENCE, wait_for_posts

ROOT = Path(__file__).parents[2]
SAMPLES = str(ROOT / "data" / "samples")
pytestmark = pytest.mark.slow


@pytest.fixture
def svodka(tmp_path: Path):  # type: ignore[no-untyped-def]
    """``svodka("search", "words")`` runs the program over a library of its own."""

    def run(*arguments: str, given: str | bytes = "", code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        settings = {
            "SVODKA_DATABASE": f"sqlite:///{tmp_path}/svodka.db",
            "SVODKA_MODEL": "hashed",
            "SVODKA_TOKEN": "",
            "SVODKA_LANGUAGE": "en",
            "PYTHONPATH": str(ROOT),
        }
        content = given.encode() if isinstance(given, str) else given
        done = run_forked(list(arguments), {**os.environ, **settings, **environment}, tmp_path, content)
        assert "Traceback" not in done.stderr + done.stdout
        assert done.returncode == code, done.stderr
        return done

    return run


def test_an_import_reports_everything_and_a_second_one_nothing_new(svodka) -> None:  # type: ignore[no-untyped-def]
    first = json.loads(svodka("import", SAMPLES, "--json").stdout)
    assert set(first) == {"read", "new", "same", "edited", "contained", "near", "skipped", "skips", "seconds"}
    assert first["read"] == sum(first[kind] for kind in ("new", "same", "edited", "contained", "near", "skipped"))
    assert first["new"] == 23
    again = json.loads(svodka("import", SAMPLES, "--json").stdout)
    assert (again["new"], again["same"]) == (0, 23)


def test_search_digest_and_export_speak_json(svodka, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    svodka("import", SAMPLES)
    hits = json.loads(svodka("search", "optuna hyperparameters", "-k", "3", "--json").stdout)
    fields = {"rank", "score", "post_id", "channel", "author", "date", "url", "text", "passage", "tags", "links"}
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    assert fields <= set(hits[0])
    assert "Optuna" in hits[0]["text"]
    assert json.loads(svodka("search", "optuna", "--library", "-1001", "--json").stdout) == []
    digest = json.loads(svodka("digest", "--since", "2020", "--json").stdout)
    assert sum(len(story["posts"]) + story["more"] for story in digest["stories"]) == digest["posts"] == 23
    narrow = svodka("digest", "--topic", "lang:en has:lnk after:2020", "--json")
    assert 0 < json.loads(narrow.stdout)["posts"] < 23
    assert "Did you mean has:link?" in narrow.stderr
    week = json.loads(svodka("digest", "--topic", "новости", "--json").stdout)
    assert week["period"]["since"]
    assert week["topic"] is None, "news are no topic, as in a chat"
    about = json.loads(svodka("digest", "--topic", "за неделю про оптуну", "--json").stdout)
    assert about["topic"] == "оптуну"
    exported = svodka("export").stdout
    svodka("export", "--out", str(tmp_path / "out.jsonl"))
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == exported
    report = json.loads(svodka("import", "-", "--library", "7", "--json", given=exported).stdout)
    assert report["new"] == 23
    assert [without_id(line) for line in svodka("export", "--library", "7").stdout.splitlines()] == [
        without_id(line) for line in exported.splitlines()
    ]


def without_id(line: str) -> dict[str, object]:
    return {name: value for name, value in json.loads(line).items() if name != "post_id"}


def test_piped_words_are_answered_line_by_line(svodka) -> None:  # type: ignore[no-untyped-def]
    said = svodka(
        "run", given="optuna hyperparameters\n\n/digest\n/nonsense\n😀\n+ A note about whales\nnote about whales\n"
    ).stdout
    assert "Optuna" in said
    assert "Digest, " in said
    assert "/nonsense" in said
    assert "There is no word" in said
    assert "Saved." in said
    assert "whales" in said.split("Saved.")[1]


def test_broken_bytes_are_survived(svodka) -> None:  # type: ignore[no-untyped-def]
    assert svodka("chat", given=b"opt\xff\xfe una\x00\n/digest").stdout.strip()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (bytes(range(256)), "recognise"), (b'{"text": "half', "damaged"), (None, "no such file")],
)
def test_a_bad_file_is_one_clear_line(svodka, tmp_path: Path, content: bytes | None, words: str) -> None:  # type: ignore[no-untyped-def]
    if content is not None:
        (tmp_path / "file").write_bytes(content)
    said = svodka("import", "file", code=1).stderr
    assert words in said.splitlines()[-1]


def test_a_folder_without_posts_says_so(svodka, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "empty").mkdir()
    assert "not one post" in svodka("import", "empty", code=1).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", "x", "-k", "0"),
        ("nonsense",),
        ("import", "--library", "x", "f"),
    ],
)
def test_wrong_use_is_code_2(svodka, arguments: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    assert svodka(*arguments, code=2).stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("search", "after:2099-01"), 1, "has not happened yet"),
        (("search", "--after", "2099-01"), 1, "has not happened yet"),
        (("digest", "--since", "2099-01"), 2, "has not happened yet"),
        (("digest", "--since", "2025-05", "--until", "2025-01"), 2, "leave no time"),
        (("digest", "--topic", "after:2025-05", "--until", "2025-01"), 1, "leave no time"),
    ],
)
def test_times_that_leave_nothing_are_told(svodka, arguments: tuple[str, ...], code: int, says: str) -> None:  # type: ignore[no-untyped-def]
    assert says in svodka(*arguments, code=code, SVODKA_LANGUAGE="en").stderr


def test_options_are_read_as_the_words_of_a_question_with_hints(svodka) -> None:  # type: ignore[no-untyped-def]
    rows = [
        {"text": "Сосна растёт на песке.", "channel": "Лес", "date": "2026-03-01"},
        {"text": "Сосна в горах.", "channel": "Лес"},
    ]
    svodka("import", "-", given="\n".join(json.dumps(row, ensure_ascii=False) for row in rows))

    def said(*options: str) -> str:
        done = svodka("search", "сосна", *options, SVODKA_LANGUAGE="en")
        assert "Сосна" in done.stdout
        return str(done.stderr)

    assert "there is no such date" in said("--since", "someday")
    assert "there is no such date" in said("--after", "2025-13")
    assert "no channel “nonesuch”" in said("--channel", "Лес", "--channel", "nonesuch")
    for moment in ("yesterday", "last week", "вчера", "2026-02"):
        assert "left out" not in svodka("search", "сосна", "--after", moment).stderr


def test_a_wrong_setting_is_named(svodka) -> None:  # type: ignore[no-untyped-def]
    assert "The setting SVODKA_ZONE cannot be used" in svodka("doctor", code=2, SVODKA_ZONE="Atlantis").stderr
    russian = svodka("doctor", code=2, SVODKA_ZONE="Atlantis", SVODKA_LANGUAGE="ru").stderr
    assert "Настройка SVODKA_ZONE не подходит" in russian


def test_a_wrong_token_is_one_clear_line(svodka) -> None:  # type: ignore[no-untyped-def]
    assert "@BotFather" in svodka("bot", code=1, SVODKA_TOKEN="not a token").stderr.splitlines()[-1]


def test_another_models_library_is_said_and_rebuild_mends_it(svodka, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    svodka("import", SAMPLES)

    with sqlite3.connect(tmp_path / "svodka.db") as connection:
        connection.execute("UPDATE facts SET value = 'another' WHERE name = 'embedder'")
    assert "svodka rebuild" in svodka("search", "optuna", code=1).stderr
    assert "✗" in svodka("doctor", code=1).stdout
    svodka("rebuild")
    assert "Optuna" in svodka("search", "optuna hyperparameters").stdout
    assert "✗" not in svodka("doctor").stdout


def test_what_is_no_database_is_said(svodka, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "svodka.db").write_bytes(b"this is not a database, but a letter to grandmother" * 99)
    assert "SVODKA_DATABASE" in svodka("search", "optuna", code=1).stderr
    assert "SVODKA_DATABASE" in svodka("search", "optuna", code=1, SVODKA_DATABASE=str(tmp_path)).stderr


def test_an_empty_library_is_said_to_be_empty(svodka) -> None:  # type: ignore[no-untyped-def]
    for command in (("search", "optuna"), ("digest",)):
        said = svodka(*command).stdout
        assert "The library is empty" in said
        assert "svodka import FOLDER" in said  # nothing can be forwarded there


def test_every_command_has_help(svodka) -> None:  # type: ignore[no-untyped-def]
    for command in ("run", "bot", "chat", "import", "search", "digest", "export", "rebuild", "doctor"):
        assert len(svodka(command, "--help").stdout) > 60


def _export(path: Path, posts: int) -> Path:
    messages = [(" ".join(f"слово{n * 7 + i}" for i in range(40)), {}) for n in range(posts)]
    path.write_text(as_json(messages), "utf-8")
    return path


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_import_goes_on_and_doubles_nothing(svodka, tmp_path: Path, how: signal.Signals) -> None:  # type: ignore[no-untyped-def]
    path = _export(tmp_path / "result.json", 1500)
    environment = {"SVODKA_DATABASE": f"sqlite:///{tmp_path}/svodka.db", "SVODKA_MODEL": "hashed", "SVODKA_TOKEN": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "import", str(path)],
        cwd=tmp_path,
        env={**os.environ, **environment, "SVODKA_LANGUAGE": "en", "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )
    wait_for_posts(tmp_path / "svodka.db")
    process.send_signal(how)
    said = process.communicate(timeout=20 * PATIENCE)[1].decode()
    if how is signal.SIGINT:
        assert process.returncode == 130
        assert "start the same import again" in said
        assert "Traceback" not in said
    report = json.loads(svodka("import", str(path), "--json").stdout)
    assert report["read"] == 1500
    assert report["same"] > 0
    assert report["new"] + report["same"] == 1500
    assert svodka("export").stdout.count("\n") == 1500


def test_a_pipe_with_a_name_is_read_as_a_file(svodka, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = as_json([(f"Сообщение {number} о лесе и о том, что в нём растёт", {}) for number in range(900)])
    writer = threading.Thread(target=pipe.write_text, args=[content, "utf-8"])
    writer.start()
    assert json.loads(svodka("import", str(pipe), "--json").stdout)["read"] == 900
    writer.join()


def test_a_packed_pipe_that_is_cut_is_read_to_the_cut(svodka, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    packed = gzip.compress("".join(f'{{"text": "Message number {number * number}"}}\n' for number in range(3000)).encode())
    writer = threading.Thread(target=pipe.write_bytes, args=[packed[: len(packed) * 3 // 4]])
    writer.start()
    done = svodka("import", str(pipe), "--dry-run", "--json", code=1)
    report = json.loads(done.stdout)
    assert 2000 < report["new"] < 3000
    assert "is damaged" in done.stderr
    writer.join()


def test_a_rehearsal_and_a_zone(svodka, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = tmp_path / "messages.html"
    page.write_text(as_html(offset=False), "utf-8")
    rehearsed = json.loads(svodka("import", str(page), "--dry-run", "--json").stdout)
    assert (rehearsed["new"], rehearsed["dry_run"]) == (9, True)
    assert svodka("export").stdout == ""
    assert "nothing was saved" in svodka("import", str(page), "--dry-run").stdout
    svodka("import", str(page), "--zone", "Europe/Moscow")
    dates = [json.loads(line)["date"] for line in svodka("export").stdout.splitlines()]
    assert min(dates) == "2026-03-01T09:02:00+00:00"
    assert "--zone Europe/Moscow" in svodka("import", str(page), "--zone", "Nowhere", code=2).stderr


def test_a_wrong_merge_is_split(svodka, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    one = "Лесники посадили тысячу дубов у реки, и к осени почти все саженцы прижились на новом месте."
    lines = [json.dumps({"text": each}) for each in (one, f"{one} Теперь ждут весны и дождей.")]
    report = json.loads(svodka("import", "-", "--json", given="\n".join(lines)).stdout)
    assert (report["new"], report["contained"]) == (1, 1)
    post_id = json.loads(svodka("search", "дубы", "--json").stdout)[0]["post_id"]
    assert len(json.loads(svodka("split", str(post_id), "--json").stdout)["split"]) == 1
    assert svodka("export").stdout.count("\n") == 2
    assert "Nothing was merged" in svodka("split", str(post_id), code=1).stdout


def test_a_channel_that_cannot_be_read_is_said(svodka) -> None:  # type: ignore[no-untyped-def]
    away = {"SVODKA_TME_URL": "http://127.0.0.1:9"}
    assert "does not answer" in svodka("follow", "@les", code=1, **away).stderr
    assert "no channel" in svodka("follow", "!!", code=1, **away).stderr
    assert svodka("unfollow", "les").stdout
    assert "No channel is followed" in svodka("follow").stdout


def test_filters_are_options_and_words_of_the_question(svodka, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    posts = [
        {
            "text": "Random forests vote, and a random forest seldom overfits.",
            "channel": "Trees",
            "date": "2025-03-01",
            "code": True,
        },
        {"text": "Случайный лес из деревьев голосует на таблицах.", "channel": "Лес", "date": "2025-05-01"},
        {"text": "A forest of oaks grows slowly https://example.org", "channel": "Oaks", "date": "2024-05-01"},
    ]
    svodka("import", "-", given="\n".join(map(json.dumps, posts)))

    def found(*arguments: str) -> list[str]:
        return sorted(hit["channel"] for hit in json.loads(svodka("search", *arguments, "--json").stdout))

    assert found("--phrase", "random forest") == found('"random forest"') == ["Trees"]
    assert found("forest", "--without", "oak", "--lang", "en") == found("forest -oak lang:en") == ["Trees"]
    assert found("--lang", "русский") == found("язык:ru") == ["Лес"]
    assert found("--has", "code") == found("есть:код") == ["Trees"]
    assert found("--has", "ссылка") == ["Oaks"]
    assert found("--after", "2025", "--before", "2025-03") == found("--since", "2025", "--until", "2025-03") == ["Trees"]
    assert found("after:2025", "--before", "2025-03") == ["Trees"]
    wrong = svodka("search", "forest after:2025-13", "--has", "smell")
    assert wrong.stderr.count("is left out") == 2
    assert "is left out" not in wrong.stdout
    assert "Trees" in wrong.stdout
