"""Models beside the embedder that the owner may add; each is off until a setting names it."""

from dataclasses import dataclass

from bot.llm import Writer
from bot.settings import Settings
from indexer.search.reranking import Reranker, open_reranker


@dataclass(frozen=True, slots=True)
class Helpers:
    """``writer`` words answers from posts, ``reranker`` puts hits in a better order; each None where there is none."""

    writer: Writer | None = None
    reranker: Reranker | None = None


NO_HELPERS = Helpers()


def open_helpers(settings: Settings) -> Helpers:
    """Return the helpers that the settings name; a reranker is loaded, which takes seconds.

    Raises:
        EmbedderError: the reranker cannot be used.
    """
    reranker = open_reranker(settings.reranker) if settings.reranker else None
    if not settings.llm_url:
        return Helpers(reranker=reranker)
    writer = Writer(settings.llm_url, settings.llm_model, settings.llm_key, timeout_s=settings.llm_timeout_s)
    return Helpers(writer, reranker)
