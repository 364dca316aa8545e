"""Who reads what is shown."""

from collections.abc import Callable
from dataclasses import dataclass

Titles = Callable[[str, str], str]  # a topic's name and a language -> the name for people


def as_is(name: str, language: str) -> str:
    """A topic is called by its tag."""
    return name


@dataclass(frozen=True, slots=True)
class Reader:
    """A person's language (``ru`` or ``en``), the zone (IANA) in which dates are theirs, and what topics are called for them."""

    language: str
    zone: str
    titles: Titles = as_is

    def title(self, topic: str) -> str:
        """Return a topic's name for this person; any other tag as it is."""
        return self.titles(topic, self.language)
