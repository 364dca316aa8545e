"""A question is understood: its filters are read from its signs and its words, and checked against what a library holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from indexer.ports import Store
from indexer.questions.asked_channels import of_channel
from indexer.questions.asked_languages import of_language
from indexer.questions.asking import parse_question
from indexer.questions.question import Question, check_names, of_filters_alone


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of the channels of a library after the change ``latest``."""

    latest: int
    names: tuple[str, ...]


class Understanding:
    """Reads questions; ``tag_name`` gives the name under which a library keeps a tag, ``is_topic`` knows the names of topics."""

    def __init__(self, store: Store, tag_name: Callable[[str, int], str], is_topic: Callable[[str], bool]) -> None:
        self._store, self._tag_name, self._is_topic = store, tag_name, is_topic
        self._read: dict[int, _Names] = {}

    def understand(self, text: str, library_id: int, *, now: datetime, zone: str, k: int) -> Question:
        """Return what a question asks for, with hints on what in it is no filter and on names that the library does not have."""
        names = partial(self.channel_names, library_id)
        asked = of_channel(parse_question(text, library_id, now=now, zone=zone, k=k), names, self._is_topic)
        question = of_filters_alone(of_language(asked), now)  # a topic that a language leaves is no channel's name
        channels = names() if question.query.channels else ()
        tags = [tag.name for tag, _ in self._store.vocabulary(library_id)] if question.query.tags else ()
        return check_names(question, channels, tags, lambda name: self._tag_name(name, library_id))

    def channel_names(self, library_id: int) -> tuple[str, ...]:
        """Return the names of a library's channels. Every question may hold one, so that only posts that changed are read."""
        known = self._read.get(library_id)
        changed, latest = self._store.changed(library_id, known.latest if known else None)
        if known is None or changed is None or not self._store.held(library_id, changed).issuperset(changed):
            names = tuple(self._store.channel_names(library_id))
        else:
            names = tuple(sorted({*known.names, *self._store.channel_names(library_id, changed)})) if changed else known.names
        self._read[library_id] = _Names(latest, names)
        return names
