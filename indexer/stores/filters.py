"""What a question leaves of a library, as SQL."""

import json
import sqlite3
from collections.abc import Sequence, Set
from typing import Any

from indexer.language.stemming import is_form, other_stems, root, stem
from indexer.language.text import fold, stems, words
from indexer.models import Query
from indexer.stores.connection import written

_OF_POST = "SELECT 1 FROM posts WHERE posts.post_id = holdings.post_id"
_TAGGED = "SELECT 1 FROM tags WHERE tags.post_id = holdings.post_id AND name = :tag{i}"
_OWN_TAGGED = (
    "SELECT 1 FROM own_tags WHERE own_tags.post_id = holdings.post_id AND own_tags.library_id = holdings.library_id"
    " AND name = :tag{i}"
)
_HAS = {
    "link": "links <> '[]'",
    "code": "has_code",
    "image": "media_kind IN ('photo', 'live_photo', 'animation')",
}
# A post's stems stand in a row: to look for a few there costs SQLite little, and its words are read only where all are there.
_STEMMED = "SELECT 1 FROM lexicon WHERE lexicon.post_id = holdings.post_id"


def conditions(query: Query) -> tuple[str, dict[str, Any]]:
    """Return the filters as SQL on ``holdings`` and their parameters, those that cost least first."""
    parts = [part(query) for part in (_moment, _facts, _tags, _channels, _words)]
    where = "".join(f" AND {condition}" for conditions, _ in parts for condition in conditions)
    return where, {name: value for _, parameters in parts for name, value in parameters.items()}


_Part = tuple[list[str], dict[str, Any]]


def _moment(query: Query) -> _Part:
    since, until = written(query.period.since), written(query.period.until)
    bounds = {"since": ("moment >= :since", since), "until": ("moment < :until", until)}
    given = {name: bound for name, bound in bounds.items() if bound[1]}
    return [condition for condition, _ in given.values()], {name: value for name, (_, value) in given.items()}


def _facts(query: Query) -> _Part:
    where = [f"EXISTS ({_OF_POST} AND {_HAS[what]})" for what in query.has]
    if query.languages:
        where.append(f"EXISTS ({_OF_POST} AND language IN ({_marks('language', query.languages)}))")
    return where, _named("language", query.languages)


def _tags(query: Query) -> _Part:
    where = [f"(EXISTS ({_TAGGED.format(i=i)}) OR EXISTS ({_OWN_TAGGED.format(i=i)}))" for i in range(len(query.tags))]
    return where, _named("tag", query.tags)


def _channels(query: Query) -> _Part:
    if not query.channels:
        return [], {}
    names = [fold(name.lstrip("@")) for name in query.channels]
    marks = _marks("channel", names)
    return [f"EXISTS ({_OF_POST} AND (fold(title) IN ({marks}) OR fold(username) IN ({marks})))"], _named("channel", names)


def _words(query: Query) -> _Part:
    where: list[str] = []
    parameters: dict[str, Any] = {}
    for name, given, wanted in (("phrase", query.phrases, True), ("without", query.without, False)):
        for i, phrase in enumerate(given):
            sought = [list(_forms(word)) for word in words(phrase)]
            stemmed = "".join(f" AND ({_any_of(f'{name}{i}_{j}', forms)})" for j, forms in enumerate(sought))
            holds = f"EXISTS ({_OF_POST} AND holds_{name}(text, preview, :{name}{i}))"
            where.append(f"{'' if wanted else 'NOT '}(EXISTS ({_STEMMED}{stemmed}) AND {holds})")
            parameters |= {f"{name}{i}": phrase}
            parameters |= {
                f"{name}{i}_{j}_{n}": f" {root(form)}" for j, forms in enumerate(sought) for n, form in enumerate(forms)
            }
    return where, parameters


def _forms(word: str) -> tuple[str, ...]:
    """The stems that forms of a word may have."""
    return stem(word), *other_stems(word)


def _any_of(name: str, forms: list[str]) -> str:
    return " OR ".join(f"instr(' ' || lex || ' ', :{name}_{n})" for n in range(len(forms)))


def _marks(name: str, values: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f":{name}{i}" for i in range(len(values)))


def _named(name: str, values: tuple[str, ...] | list[str]) -> dict[str, Any]:
    return {f"{name}{i}": value for i, value in enumerate(values)}


# --- what SQLite asks of the words themselves ---


def register(connection: sqlite3.Connection) -> None:
    """Teach a connection the functions that the conditions call."""
    connection.create_function("fold", 1, lambda text: fold(text) if text else None, deterministic=True)
    connection.create_function("holds_phrase", 3, _holds_phrase, deterministic=True)
    connection.create_function("holds_without", 3, _holds_word, deterministic=True)


def _holds_phrase(text: str, preview: str | None, phrase: str) -> bool:
    sought = [frozenset([word]) for word in words(phrase)]
    return any(_stand_in(words(part), sought) for part in _parts(text, preview))


def _holds_word(text: str, preview: str | None, written: str) -> bool:
    """Whether a word stands in a text in any form, or as a part of a compound; of several words, all in a row."""
    sought = [_forms(word) for word in words(written)]
    if len(sought) == 1:
        return any(_among(stems(part), sought[0]) for part in _parts(text, preview))
    rows = (list(map(stem, words(part))) for part in _parts(text, preview))
    return any(_stand_in(row, [_among(row, forms) for forms in sought]) for row in rows)


def _among(row: Sequence[str], forms: Sequence[str]) -> frozenset[str]:
    """Return the stems in a row that are of a word that may have any of these."""
    return frozenset(each for each in row if any(is_form(each, form) for form in forms))


def _stand_in(row: Sequence[str], sought: Sequence[Set[str]]) -> bool:
    """Whether forms of all sought words, if there are any, stand in a row side by side."""
    places = range(len(row) - len(sought) + 1) if sought else ()
    return any(all(row[at + n] in forms for n, forms in enumerate(sought)) for at in places)


def _parts(text: str, preview: str | None) -> list[str]:
    """Return what of a post can be read: a phrase runs from none of the parts into the next."""
    return [part for part in (text, *(json.loads(preview)[1:] if preview else ())) if part]
