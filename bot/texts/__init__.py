"""Every sentence that a person reads, in Russian and English (Project Fluent); plurals and numbers are each language's own."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_datetime, format_timedelta
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("ru", "en")


def say(language: str, key: str, **values: object) -> str:
    """Return a sentence. Values are put in as they are: whoever passes a post's words escapes them.

    Raises:
        KeyError: there is no such sentence, or a value is missing.
    """
    bundle = _bundle(language if language in LANGUAGES else "en")
    pattern = bundle.get_message(key).value
    assert pattern is not None
    text, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise KeyError(f"{key}: {errors[0]}")
    return str(text)


def has(language: str, key: str) -> bool:
    """Say whether there is such a sentence."""
    return bool(_bundle(language).has_message(key))


def day(moment: date | datetime, language: str) -> str:
    """Return a date as people write it: 24 нояб. 2026 г., Nov 24, 2026."""
    return str(format_date(moment, "medium", locale=language))


def day_and_time(moment: datetime, language: str) -> str:
    """Return a moment as people write it: вторник, 24 ноября, 09:00."""
    return str(format_datetime(moment, "EEEE, d MMMM, HH:mm", locale=language))


def listed(names: Sequence[str], language: str) -> str:
    """Return names as people list them: «вторникам и четвергам», "Mondays, Tuesdays, and Fridays"."""
    return str(format_list(names, locale=language))


def zone_name(zone: str) -> str:
    """Return a zone as people write it: "Etc/GMT-3", which counts westwards, is "UTC+3"; names of places are what they are."""
    match = re.fullmatch(r"Etc/GMT([+-])(\d+)", zone)
    return f"UTC{'-' if match[1] == '+' else '+'}{match[2]}" if match else zone


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    path = Path(__file__).with_name(f"{language}.ftl")
    bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def by_how_much(span: timedelta, language: str) -> str:
    """Return a span of time as it stands in "3 days earlier", «на 1 минуту раньше»: in the case of "in 1 minute"."""
    said = format_timedelta(span, locale=language, threshold=1.0, add_direction=True)
    return said.removeprefix("через ").removeprefix("in ")
