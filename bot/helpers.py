"""Models beside the embedder that the owner may add; each is off until a setting names it."""

from dataclasses import dataclass

from bot.llm import Writer
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Helpers:
    """``writer`` words answers from posts; None where there is no such server."""

    writer: Writer | None = None


NO_HELPERS = Helpers()


def open_helpers(settings: Settings) -> Helpers:
    """Return the helpers that the settings name."""
    if not settings.llm_url:
        return NO_HELPERS
    return Helpers(Writer(settings.llm_url, settings.llm_model, settings.llm_key, timeout_s=settings.llm_timeout_s))
