"""What is said of filters that were not understood."""

from collections.abc import Sequence

from bot.texts import say
from indexer.language.sentences import cut
from indexer.questions.question import Hint

LABEL = 32  # characters of a question in a label
MOST, SHOWN = 3, 60  # hints, and characters of what was written
_SENTENCES = {
    "date": "hint-date",
    "future": "hint-future",
    "order": "hint-order",
    "has": "hint-has",
    "lang": "hint-lang",
    "key": "hint-key",
    "value": "hint-value",
    "quote": "hint-quote",
    "exclude": "hint-exclude",
    "channel": "hint-channel",
    "tag": "hint-tag",
    "count": "hint-count",
}


def inline_note(hints: Sequence[Hint], suggestion: str | None, language: str) -> str:
    """Return the first hint, or else what was probably meant, as short as a button's label."""
    if hints:
        return say(language, "inline-hint", value=cut(hints[0].value, LABEL))
    return say(language, "button-meant", question=cut(suggestion, LABEL)) if suggestion else ""


def hint_lines(hints: Sequence[Hint], language: str) -> list[str]:
    """Return a sentence for each of the first hints, as bare text."""
    return [
        say(language, _SENTENCES[hint.kind], value=cut(hint.value, SHOWN), meant=cut(hint.meant, SHOWN) or "none")
        for hint in hints[:MOST]
    ]
