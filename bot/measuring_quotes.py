"""How good the sentences are that are quoted above an answer, where a set says what its questions' answers are."""

from collections.abc import Sequence
from functools import partial

from indexer.answering import best_sentence, completed, kept_vectors
from indexer.library import Library
from indexer.models import Answer
from indexer.ports import Matrix


def is_quoted(library: Library, question: str, vector: Matrix | None, answer: Answer, answers: Sequence[str]) -> bool | None:
    """Say whether the quote above an answer holds one of the right ``answers``, in any case; None where nothing is quoted."""
    if vector is None or not answer.fits:
        return None
    embed = partial(completed, kept_vectors(library.store, question, answer.hits), library.embedder.embed_sentences)
    quote = best_sentence(question, vector, answer.hits, embed)
    return None if quote is None else any(each.casefold() in quote.text.casefold() for each in answers)
