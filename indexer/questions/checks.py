"""Whether a question asks for something, and by how many words."""

from indexer.errors import QueryError
from indexer.language.sentences import content_stems
from indexer.language.text import stems
from indexer.models import Query

LONGEST = 4096  # characters of a question: what one Telegram message holds
MOST_STEMS = 64  # of a question: a page of pasted text has no better ones behind them


def check_query(query: Query) -> None:
    """Make sure that a query asks for something, by words or by filters.

    Raises:
        QueryError: ``empty``, ``too-long``.
    """
    if query.text or not query.is_narrow:
        question_stems(query.text)


def question_stems(text: str) -> list[str]:
    """Return the stems of a question, each once; function words only where there is nothing else.

    Raises:
        QueryError: ``empty``: no word in it; ``too-long``: more than 4096 characters.
    """
    if len(text) > LONGEST:
        raise QueryError("too-long", text)
    found = content_stems(text) or stems(text)
    if not found:
        raise QueryError("empty", text)
    return list(dict.fromkeys(found))[:MOST_STEMS]
