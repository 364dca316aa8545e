"""What a question finds, on its way to an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.language.spelling import Expansion
from indexer.ports import Wanted

READ = 30  # posts whose sentences are compared, and whose words are read in their order

Groups = Sequence[Mapping[str, float]]  # the stems that each word of a question may stand for, with the confidence of each
Order = list[tuple[int, float]]  # (post id, score), the best first


@dataclass(frozen=True, slots=True)
class Words:
    """What a question's words find: how they were read, what each is worth, and which posts hold most of them, with the share."""

    read: Expansion
    wanted: Wanted
    covered: dict[int, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The posts that a question finds.

    ``order`` has (post id, score), the best first. ``groups`` are the stems that each word of the question may stand for. Of the
    posts ``covered`` is the share of the words that they hold, ``passages`` their nearest passage, ``nearness`` its cosine.
    """

    order: Order
    groups: Groups
    covered: dict[int, float]
    passages: dict[int, int]
    nearness: dict[int, float]


def best_passages(near: Sequence[tuple[int, int, float]]) -> tuple[dict[int, int], dict[int, float]]:
    """Return the best passage of every post and its cosine."""
    passages: dict[int, int] = {}
    cosines: dict[int, float] = {}
    for post_id, passage_id, cosine in near:
        if post_id not in cosines:
            passages[post_id], cosines[post_id] = passage_id, cosine
    return passages, cosines
