"""Every error as one sentence that says what to do."""

from bot.texts import has, say
from bot.views.html import escape
from indexer.errors import EmbedderError, IndexMismatch, QueryError, StoreUnavailable, SvodkaError, TooLarge, UnknownFormat
from indexer.language.sentences import cut

SHOWN = 80  # characters of what a person wrote
MB = 1 << 20


def failure_text(error: BaseException, language: str, *, is_tried_again: bool = False) -> str:
    """Return the sentence, in HTML, for an error of ours; for any other the one that admits a bug.

    Where a store that is away makes something wait that ``is_tried_again`` by itself, nobody is asked to repeat it.
    """
    if is_tried_again and isinstance(error, StoreUnavailable):
        return say(language, "error-put-off")
    return say(language, _key(error, language), **_values(error))


def _key(error: BaseException, language: str) -> str:
    if isinstance(error, QueryError) and has(language, f"error-{error.reason}"):
        return f"error-{error.reason}"
    if isinstance(error, UnknownFormat) and not error.head.strip():
        return "error-UnknownFormat-empty"
    if isinstance(error, SvodkaError):
        names = (f"error-{kind.__name__}" for kind in type(error).__mro__)
        return next((name for name in names if has(language, name)), "error-bug")
    return "error-bug"


def _values(error: BaseException) -> dict[str, object]:
    if isinstance(error, TooLarge):
        return {"size": -(-error.size // MB), "limit": error.limit // MB}
    if isinstance(error, EmbedderError):
        return {"why": escape(str(error))}
    if isinstance(error, QueryError | IndexMismatch) or hasattr(error, "__dict__"):
        return {name: _shown(value) for name, value in vars(error).items()}
    return {}


def _shown(value: object) -> object:
    return value if isinstance(value, int) else escape(cut(str(value), SHOWN))
