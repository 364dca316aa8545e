"""How likely two posts tell of one event: the nearness of the whole texts and of their beginnings, in equal parts.

News begins with what happened and goes on with what is known of such things; the whole alone takes two fires in one town for one,
the beginning alone two ways to tell of one fire for two. Shared names and numbers were tried as further terms: given the cosines,
they add nothing (docs/decisions/006-repeats.md).
"""

import numpy as np

from indexer.ports import Matrix

HEAD = 300  # characters after the first line: the two sentences that say what happened
SAME_EVENT = 0.9108  # best F1 on every second pair of shared/eval/pairs/same-event-ru.jsonl
SAME_STATEMENT = 0.958  # headlines alone: another headline of one event may say something else; chosen likewise on paraphraser's


def head(text: str) -> str:
    """Return the beginning of a post: its first line, and ``HEAD`` characters of what follows."""
    title, _, body = text.partition("\n")
    return f"{title}\n{body[:HEAD]}" if body else text


def same_event_scores(one: Matrix, other: Matrix, one_heads: Matrix, other_heads: Matrix) -> Matrix:
    """Return (n,), a score in [-1, 1] for n pairs, from unit vectors (n, dim) of the texts and of their heads."""
    scores: Matrix = (np.einsum("ij,ij->i", one, other) + np.einsum("ij,ij->i", one_heads, other_heads)) / 2
    return scores
