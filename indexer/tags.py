"""Gives a post its tags from a small, controlled vocabulary: the author's hashtags, links' domains, the language, topics.

Topics are chosen by meaning from an editable taxonomy; a person's own tags are kept apart and never given here.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from indexer.addresses import host_of
from indexer.errors import QueryError
from indexer.language.text import fold
from indexer.models import Post, Tag, TagSource

TAG_LENGTH = 48  # characters of one tag
LANGUAGES = ("ru", "en", "uk", "be", "kk", "de", "fr", "es", "it", "pt", "pl", "tr", "ar", "he", "fa", "zh", "ja", "ko")
_NOT_LANGUAGE = re.compile(r"https?://\S+|[@#]\w+|[\W\d_]+")
_FEW_LETTERS = 20


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the taxonomy; the first of ``ru`` and of ``en`` is what a person reads."""

    name: str
    ru: tuple[str, ...]
    en: tuple[str, ...]
    about: tuple[str, ...]
    hashtags: frozenset[str]


class Taxonomy:
    """The topics, the names by which people call them, and sentences about what is no topic (``background``)."""

    def __init__(self, topics: Sequence[Topic], background: Sequence[str] = ()) -> None:
        self.topics, self.background = tuple(topics), tuple(background)
        self._names: dict[str, str] = {}
        for topic in topics:
            for name in (topic.name, *topic.ru, *topic.en, *topic.hashtags):
                self._names.setdefault(_bare(name), topic.name)

    def resolve(self, name: str) -> str | None:
        """Return the topic that a name, in either language, or an author's hashtag stands for."""
        return self._names.get(_bare(name))

    def title(self, name: str, language: str) -> str:
        """Return a topic's name for people; any other name is returned as it is."""
        topic = next((topic for topic in self.topics if topic.name == name), None)
        return name if topic is None else (topic.ru if language == "ru" else topic.en)[0]

    def names(self, name: str) -> tuple[str, ...]:
        """Return all that a topic is called, in both languages."""
        return next(((*topic.ru, *topic.en) for topic in self.topics if topic.name == name), ())


def read_taxonomy(path: Path) -> Taxonomy:
    """Read the topics' file.

    Raises:
        QueryError: ``taxonomy``: it is not such a file; the value says what is wrong.
    """
    try:
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        return Taxonomy([_topic(row) for row in file["topic"]], file.get("background", {}).get("about", ()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise QueryError("taxonomy", f"{path}: {error}") from error


def _topic(row: Mapping[str, Any]) -> Topic:
    names = {key: tuple(row[key]) for key in ("ru", "en", "about")}
    return Topic(row["name"], **names, hashtags=frozenset(fold(tag) for tag in row.get("hashtags", ())))


def _bare(name: str) -> str:
    return re.sub(r"[\s_\-]+", " ", fold(name).lstrip("#")).strip()


# --- what a post says of itself ---


def hashtags(post: Post) -> list[Tag]:
    """Return the author's hashtags, folded."""
    return [Tag(fold(tag), TagSource.HASHTAG) for tag in post.hashtags if fold(tag)]


def domains(post: Post) -> list[Tag]:
    """Return the domains of a post's links, without "www."."""
    found = dict.fromkeys(domain for link in post.links if (domain := domain_of(link)))
    return [Tag(domain, TagSource.DOMAIN) for domain in found]


def domain_of(link: str) -> str | None:
    """Return the host of a link, folded, without "www."; None where there is none."""
    host = host_of(link).lstrip("_")  # of a link in a line of its own
    return host.removeprefix("m.") if "." in host else None


def language(post: Post) -> list[Tag]:
    """Return the post's language as an ISO 639-1 code; a few letters are judged by their script alone, none by nothing."""
    letters = _NOT_LANGUAGE.sub(" ", post.reading).strip()
    if not letters:
        return []
    if len(letters) < _FEW_LETTERS:
        return (
            [Tag("ru" if re.search("[а-яё]", letters, re.IGNORECASE) else "en", TagSource.LANGUAGE)]
            if letters.isascii() or re.search("[а-яё]", letters, re.IGNORECASE)
            else []
        )
    return [Tag(_identifier().classify(letters)[0], TagSource.LANGUAGE)]


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier


TAGGERS: tuple[Callable[[Post], list[Tag]], ...] = (hashtags, domains, language)


def tag(post: Post) -> tuple[Tag, ...]:
    """Return every tag that a post's own words give, each once."""
    return tuple(dict.fromkeys(tag for tagger in TAGGERS for tag in tagger(post)))


def own_tag(text: str, taxonomy: Taxonomy) -> str:
    """Return a person's tag as it is kept: folded, with hyphens; a name of a topic, in either language, is that topic.

    Raises:
        QueryError: ``tag``: empty, or longer than 48 characters.
    """
    name = taxonomy.resolve(text) or re.sub(r"[^\w]+", "-", fold(text).lstrip("#")).strip("-_")
    if not name or len(name) > TAG_LENGTH:
        raise QueryError("tag", text)
    return name
