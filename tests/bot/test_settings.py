"""The environment, typed."""

from itertools import islice
from pathlib import Path

import pytest

from bot.cli.doctor import examine
from bot.cli.shared import sentence
from bot.settings import Settings, WrongSetting, read_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable and no file of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("TOKEN", "API_URL", "DATABASE", "MODEL", "ALLOWED", "ADMINS", "ZONE", "TICK_S", "LANGUAGE"):
        monkeypatch.delenv(f"SVODKA_{name}", raising=False)


def test_everything_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    settings = read_settings()
    assert (settings.token, settings.allowed, settings.zone, settings.tick_s) == (None, frozenset(), "UTC", 30)
    assert (settings.language, settings.model, settings.database) == ("ru", "bundled", "sqlite:///data/var/svodka.db")


def test_values_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVODKA_ALLOWED", "1, -1002,3")
    monkeypatch.setenv("SVODKA_ZONE", "Москва")
    monkeypatch.setenv("SVODKA_API_URL", "http://127.0.0.1:8081/")
    settings = read_settings()
    assert settings.allowed == settings.welcome == {1, -1002, 3}
    assert settings.zone == "Europe/Moscow"
    assert settings.api_url == "http://127.0.0.1:8081"


def test_a_path_names_a_database_as_its_address_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = str(tmp_path / "posts.db")
    for given in (path, f"sqlite:///{path}"):
        monkeypatch.setenv("SVODKA_DATABASE", given)
        assert read_settings().database == f"sqlite:///{path}"
    monkeypatch.setenv("SVODKA_DATABASE", "postgresql://somewhere/posts")
    with pytest.raises(WrongSetting, match="SVODKA_DATABASE: it is a path"):
        read_settings()


def test_admins_are_welcome_and_alone_shut_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVODKA_ADMINS", "9")
    assert read_settings().welcome == frozenset()
    monkeypatch.setenv("SVODKA_ALLOWED", "1")
    assert read_settings().welcome == {1, 9}


@pytest.mark.parametrize(
    ("settings", "words", "wrong"),
    [
        (Settings(), "everybody, each with a private library", False),
        (Settings(allowed=frozenset([1]), admins=frozenset([9])), "1, 9", False),
        (Settings(admins=frozenset([9])), "everybody: SVODKA_ADMINS closes nothing without SVODKA_ALLOWED", True),
    ],
)
def test_the_doctor_says_who_may_use_the_bot(settings: Settings, words: str, wrong: bool) -> None:
    (found,) = [finding for finding in islice(examine(settings), 5) if finding.name == "allowed"]
    assert (found.words, found.wrong) == (words, wrong)


@pytest.mark.parametrize(
    ("name", "value"), [("ZONE", "Atlantis"), ("ALLOWED", "me"), ("TICK_S", "0"), ("TICK_S", "soon"), ("LANGUAGE", "xx")]
)
def test_a_wrong_value_names_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SVODKA_{name}", value)
    with pytest.raises(WrongSetting, match=f"SVODKA_{name}"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("ZONE", "Atlantis", "такого часового пояса нет"),
        ("ALLOWED", "me", "числа через запятую"),
        ("TICK_S", "soon", "нужно число больше нуля"),
        ("UNPACKED_MB", "1.5", "нужно целое число"),
        ("FOLLOW_S", "0", "не меньше одной"),
        ("DATABASE", "postgresql://somewhere/posts", "нужен путь к файлу"),
    ],
)
def test_a_wrong_value_is_told_in_the_language_that_is_set(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv("SVODKA_LANGUAGE", "ru")
    monkeypatch.setenv(f"SVODKA_{name}", value)
    with pytest.raises(WrongSetting) as caught:
        read_settings()
    said = sentence(caught.value)
    assert f"Настройка SVODKA_{name} не подходит" in said
    assert words in said


def test_the_example_shows_every_setting_and_can_be_used_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env").write_text(example, encoding="utf-8")
    settings = read_settings()
    assert settings.token is None
    assert all(f"SVODKA_{name.upper()}=" in example for name in type(settings).model_fields)


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVODKA_TOKEN", "42:secret")
    assert "secret" not in repr(read_settings())
