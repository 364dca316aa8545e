"""How people write zones: as IANA names, as cities in Russian and English, as whole hours."""

import re
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale

from indexer.errors import QueryError
from indexer.language.text import fold

# Cities without a zone of their own, and the short names that people use; every other city comes from CLDR.
_CITIES = {
    "Europe/Moscow": "мск msk питер спб санкт-петербург saint_petersburg st_petersburg казань нижний_новгород краснодар сочи",
    "Asia/Yekaterinburg": "пермь perm челябинск chelyabinsk уфа ufa тюмень tyumen",
    "Asia/Almaty": "алма-ата астана astana",
    "Europe/Kyiv": "киев київ kiev",
    "America/Los_Angeles": "san_francisco seattle сан-франциско",
    "America/New_York": "boston washington бостон вашингтон",
    "Asia/Kolkata": "mumbai delhi bangalore мумбаи дели",
    "Asia/Shanghai": "beijing пекин",
    "Europe/Berlin": "munich hamburg мюнхен гамбург",
    "Asia/Jerusalem": "tel_aviv тель-авив",
}


def parse_zone(text: str) -> str:
    """Return the IANA name of a zone written as its name, as a city («Москва», "Berlin") or as whole hours ("UTC+3", "+03:00").

    "GMT+3" is three hours ahead of Greenwich, as people mean it. Raises: ``QueryError("zone")``.
    """
    key = _zone_key(text)
    zone = _zones().get(key) or _fixed_zone(key)
    if zone is None:
        raise QueryError("zone", text)
    return zone


def _zone_key(text: str) -> str:
    return re.sub(r"[\s_]+", "_", fold(text).strip()).replace("−", "-")


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    """Every way to write a zone in words, folded, to its IANA name; names win over cities, our list over CLDR."""
    names = sorted(available_timezones())
    current = [name for name in Locale.parse("ru").time_zones if name in set(names)]
    listed = {_zone_key(city): zone for zone, cities in _CITIES.items() for city in cities.split()}
    ids = _by_city(names) | _by_city(current)
    return _cities_of("en") | _cities_of("ru") | ids | listed | {_zone_key(name): name for name in names}


def _by_city(names: Iterable[str]) -> dict[str, str]:
    """The zones whose last component no other of these names ends with."""
    zones: dict[str, list[str]] = {}
    for name in names:
        if "/" in name and not name.startswith(("Etc/", "US/", "Canada/")):
            zones.setdefault(_zone_key(name.rsplit("/", 1)[1]), []).append(name)
    return {city: found[0] for city, found in zones.items() if len(found) == 1}


def _cities_of(language: str) -> dict[str, str]:
    """The cities that CLDR names zones by; its ids may be old IANA names, which still work."""
    valid, zones = available_timezones(), Locale.parse(language).time_zones
    return {
        _zone_key(zones[zone]["city"]): zone for zone in zones if "city" in zones[zone] and zone in valid and zone[:4] != "Etc/"
    }


def _fixed_zone(key: str) -> str | None:
    match = re.fullmatch(r"(utc|gmt|мск|msk)?_?([+-])_?(\d{1,2})(?::?00)?", key)
    if not match:
        return None
    ahead = int(match[2] + match[3]) + (3 if match[1] in ("мск", "msk") else 0)
    if ahead == 0:
        return "UTC"
    return f"Etc/GMT{-ahead:+d}" if -12 <= ahead <= 14 else None  # POSIX names count westwards
