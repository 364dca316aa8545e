"""Settings: everything that the environment decides, typed, in one place."""

import locale
import os
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from indexer.errors import QueryError, SvodkaError
from indexer.stores import SQLITE
from indexer.times.zones import parse_zone

Ids = Annotated[frozenset[int], NoDecode]


class WrongSetting(SvodkaError):
    """The variable ``name`` of the environment cannot be used; it ``wants`` one of: path, zone, language, ids, whole,
    seconds, number."""

    def __init__(self, name: str, wants: str, why: str = "") -> None:
        super().__init__(f"{name}: {why or wants}")
        self.name, self.wants = name, wants


_WANTS = {"database": "path", "zone": "zone", "language": "language", "allowed": "ids", "admins": "ids"}
_WANTS |= {"unpacked_mb": "whole", "archive_files": "whole", "follow_s": "seconds"}  # others are numbers


class Spoken(BaseSettings):
    """The language alone: what is wrong with another variable is said in it."""

    model_config = SettingsConfigDict(env_prefix="SVODKA_", env_file=".env", env_file_encoding="utf-8", extra="ignore")

    language: str = Field(default_factory=lambda: _language_of_system())

    @field_validator("language", mode="before")
    @classmethod
    def _read_language(cls, value: Any) -> str:
        code = str(value).lower()[:2] or _language_of_system()
        if code not in ("ru", "en"):
            raise ValueError("it is ru or en")
        return code


class Settings(Spoken):
    """The variables SVODKA_…, from the environment or a file ``.env``; the environment wins."""

    token: str | None = Field(default=None, repr=False)
    api_url: str | None = None
    database: str = "sqlite:///data/var/svodka.db"
    model: str = "bundled"
    allowed: Ids = frozenset()
    admins: Ids = frozenset()
    reranker: str | None = None
    llm_url: str | None = None
    llm_model: str = "default"
    llm_key: str | None = Field(default=None, repr=False)
    llm_timeout_s: float = Field(default=30.0, gt=0)
    zone: str = "UTC"
    unpacked_mb: int = Field(default=4096, gt=0)
    archive_files: int = Field(default=200_000, gt=0)
    tme_url: str = "https://t.me"
    follow_s: float = Field(default=1800.0, ge=1)
    tick_s: float = Field(default=30.0, gt=0)

    @property
    def welcome(self) -> frozenset[int]:
        """Who may use the bot: the allowed, and the admins with them; empty is everybody."""
        return self.allowed | self.admins if self.allowed else frozenset()

    @field_validator("token", "api_url", "reranker", "llm_url", "llm_key", mode="before")
    @classmethod
    def _nothing_is_none(cls, value: Any) -> Any:
        return (value.strip().rstrip("/") or None) if isinstance(value, str) else value

    @field_validator("allowed", "admins", mode="before")
    @classmethod
    def _read_ids(cls, value: Any) -> Any:
        return frozenset(int(part) for part in value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("database")
    @classmethod
    def _read_database(cls, value: str) -> str:
        """A path is one of a file of SQLite."""
        url = value if "://" in value else f"{SQLITE}{Path(value).expanduser()}"
        if not url.startswith(SQLITE):
            raise ValueError(f"it is a path, or {SQLITE}path")
        return url

    @field_validator("zone")
    @classmethod
    def _read_zone(cls, value: str) -> str:
        try:
            return parse_zone(value)
        except QueryError as error:
            raise ValueError(f"no such time zone: {value}") from error


def _language_of_system() -> str:
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "ru" if (told or locale.getlocale()[0] or "").lower().startswith("ru") else "en"


def read_settings() -> Settings:
    """Read the settings.

    Raises:
        WrongSetting: a variable has a value that it cannot have.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        field = "_".join(str(part) for part in first["loc"])
        why = first["msg"].removeprefix("Value error, ")
        raise WrongSetting(f"SVODKA_{field.upper()}", _WANTS.get(field, "number"), why) from error


def read_language() -> str:
    """Return the language of the settings, whatever else is wrong with them; that of the system where it is wrong itself."""
    try:
        return Spoken().language
    except ValidationError:
        return _language_of_system()
