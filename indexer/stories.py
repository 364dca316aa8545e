"""Posts and their vectors to stories: what is about one event, and what is about one topic; their names, leads and quotes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from indexer.models import StoredPost, Story, TagSource
from indexer.ports import Matrix
from indexer.sentences import best_sentences, content_stems, sentences
from indexer.stemming import stem
from indexer.text import words

# Cosine of multilingual-e5-small: unrelated posts 0.75 to 0.85, posts on one theme up to 0.90; 0.91 has the best F1 on news.
SAME_EVENT = 0.91
SAME_VOICE = 0.02  # a channel's own form and footer bring its posts that much nearer
LABEL_LIMIT = 80  # characters: a headline that takes two lines on a phone
_LARGEST = 3000  # posts: the distances of one block take 36 MB
_ROWS = 1024  # rows of the similarity matrix that are in memory at once
_TERMS = 3
_SUBSTANCE = 8  # words with a meaning: less is a remark that speaks for no other post
_SELDOM, _SELDOM_POSTS = 0.02, 3  # a word is an event's own if at most this share or number of other posts say it
_FLOURISH = re.compile(r"^[^\w«\"“„(\[#@$€£₽+-]+")  # the emoji before a title
_BRACKETS = "«»\"'“”„().,:;!?…*_[]#"
_Indexes = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Spread:
    """In how many of ``posts`` posts each stem is said."""

    counts: Counter[str]
    posts: int


def find_events(vectors: Matrix, *, voices: Sequence[str | None] = (), near: float = SAME_EVENT) -> list[list[int]]:
    """Return groups of at least two rows that are ``near`` on average (average linkage), largest first, then by first row.

    Nearness is the cosine, less ``SAME_VOICE`` for two posts of one channel (``voices``, one for each row, None if unknown).
    Rows of zeros or NaN, posts without a vector, belong to no group. Only groups linked by a near pair can be near on average,
    so clustering every connected block by itself gives the same as clustering all at once: seconds for ten thousand posts.
    """
    known = np.nan_to_num(vectors)
    rows = np.flatnonzero(np.any(known != 0, axis=-1)) if len(known) else np.empty(0, dtype=np.intp)
    if len(rows) < 2:
        return []
    unit = known[rows] / np.linalg.norm(known[rows], axis=1, keepdims=True)
    numbers = _numbered([voices[int(i)] if voices else None for i in rows])
    groups = [[int(rows[i]) for i in group] for group in _clusters(unit, numbers, near) if len(group) > 1]
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _numbered(voices: Sequence[str | None]) -> _Indexes:
    """One number for each voice; an unknown one differs from all."""
    seen: dict[str, int] = {}
    return np.array(
        [-1 - i if voice is None else seen.setdefault(voice, len(seen)) for i, voice in enumerate(voices)], dtype=np.intp
    )


def _nearness(unit: Matrix, voices: _Indexes, rows: slice = slice(None)) -> Matrix:
    cosine: Matrix = unit[rows] @ unit.T
    cosine -= np.float32(SAME_VOICE) * (voices[rows][:, None] == voices[None, :])
    return cosine


def _clusters(unit: Matrix, voices: _Indexes, near: float) -> Iterator[list[int]]:
    for block in _blocks(unit, voices, near):
        if len(block) <= 2:
            groups: Iterable[list[int]] = [list(range(len(block)))]
        elif len(block) > _LARGEST and near < 1:  # thousands of posts in one chain: only closer links count
            groups = _clusters(unit[block], voices[block], near + 0.03)
        else:
            # thousands of equal rows: as many as fit are one group, the rest go without
            groups = _average_linkage(unit[block[:_LARGEST]], voices[block[:_LARGEST]], near)
        yield from ([block[i] for i in group] for group in groups)


def _blocks(unit: Matrix, voices: _Indexes, near: float) -> list[list[int]]:
    """The connected components of the graph of rows that are ``near``."""
    starts = range(0, len(unit), _ROWS)
    links = [(start, np.nonzero(_nearness(unit, voices, slice(start, start + _ROWS)) >= near)) for start in starts]
    one = np.concatenate([rows + start for start, (rows, _) in links])
    other = np.concatenate([rows for _, (_, rows) in links])
    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(len(unit), len(unit)))
    return _members(connected_components(graph, directed=False)[1])


def _average_linkage(unit: Matrix, voices: _Indexes, near: float) -> list[list[int]]:
    distances = np.clip(1 - _nearness(unit, voices), 0, 2)
    pairs = distances[np.triu_indices(len(unit), 1)]  # the condensed form, row by row
    return _members(fcluster(linkage(pairs, method="average"), t=1 - near + 1e-6, criterion="distance"))


def _members(labels: _Indexes) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        groups.setdefault(int(label), []).append(row)
    return list(groups.values())


def event_story(posts: Sequence[StoredPost], period: Spread) -> Story | None:
    """Return the story of posts about one event, or None where they share no word that is theirs: then only their form is alike.

    The lead is the earliest, which broke the news; the others follow in time. The label is the first headline in that order;
    where nobody wrote one, the words that these posts share and the rest of the period does not.
    """
    own_words = telling_words(posts, period)
    if not own_words:
        return None
    ordered = sorted(posts, key=lambda stored: (stored.moment, stored.post_id))
    lead = ordered[0]
    label = next(filter(None, map(headline, ordered)), None) or " · ".join(own_words)
    return Story(label, tuple(ordered), lead, quotes(lead, skip=label), topic=shared_topic(ordered), is_event=True)


def topic_story(label: str, posts: Sequence[StoredPost], rows: Mapping[int, Matrix], repeats: Mapping[int, int]) -> Story:
    """Return the story of posts about one topic, or with an empty label about none.

    The lead is the most central post (nearest to the mean of the vectors), as the one that speaks for the others; what came most
    often, then the newest, follows.
    """
    lead = central(posts, rows)
    others = [stored for stored in posts if stored is not lead]
    others.sort(key=lambda stored: (-repeats.get(stored.post_id, 0), -stored.moment.timestamp(), stored.post_id))
    return Story(label, (lead, *others), lead, quotes(lead), topic=label or None)


def central(posts: Sequence[StoredPost], rows: Mapping[int, Matrix]) -> StoredPost:
    """Return the post nearest to the mean of the posts' vectors, a mere remark only among its like; of equals the earliest."""
    known = [rows[stored.post_id] for stored in posts if stored.post_id in rows]
    mean = np.mean(known, axis=0) if known else None

    def rank(stored: StoredPost) -> tuple[bool, float, float, int]:
        row = rows.get(stored.post_id)
        cosine = -1.0 if mean is None or row is None else round(float(row @ mean), 6)
        is_brief = len(content_stems(stored.post.reading)) < _SUBSTANCE
        return is_brief, -cosine, stored.moment.timestamp(), stored.post_id

    return min(posts, key=rank)


def topics_of(stored: StoredPost) -> list[str]:
    """Return the post's topics of the taxonomy, best first."""
    return [tag.name for tag in stored.tags if tag.source is TagSource.TOPIC]


def shared_topic(posts: Sequence[StoredPost]) -> str | None:
    """Return the first of the lead's topics that all the posts have."""
    shared = set.intersection(*(set(topics_of(stored)) for stored in posts))
    return next((topic for topic in topics_of(posts[0]) if topic in shared), None)


def quotes(stored: StoredPost, *, skip: str = "") -> tuple[str, ...]:
    """Return one or two of the post's own sentences; those of the preview where the text itself says nothing."""
    return best_sentences(stored.post.text, skip=skip) or best_sentences(stored.post.reading, skip=skip)


def headline(stored: StoredPost) -> str | None:
    """Return the title above a post's text or its preview: the first line or else sentence, if short and no question."""
    lines = [spoken for line in stored.post.reading.splitlines() if (spoken := sentences(line))]
    for title in (" ".join(lines[0]), lines[0][0]) if lines else ():
        bare = _FLOURISH.sub("", title)
        if len(words(bare)) > 1 and len(bare) <= LABEL_LIMIT and not bare.endswith((":", "?", ",")):
            return bare if bare.endswith("..") else bare.removesuffix(".")
    return None


def spread(posts: Sequence[StoredPost]) -> Spread:
    """Return in how many of the posts each stem is said."""
    said = [{word for word in content_stems(stored.post.reading) if len(word) > 2 and not word.isdecimal()} for stored in posts]
    return Spread(Counter(word for stems in said for word in stems), len(posts))


def telling_words(posts: Sequence[StoredPost], period: Spread) -> tuple[str, ...]:
    """Return at most three words, as written, that most of these posts share and hardly any other post of the period says.

    Names (words with a capital) come first, then those that more of the posts share.
    """
    shared = spread(posts).counts
    seldom = max(_SELDOM_POSTS, _SELDOM * period.posts)
    own = [word for word, count in shared.items() if 2 * count > len(posts) and period.counts[word] - count <= seldom]
    written = {word: _as_written(word, posts) for word in own}
    best = sorted(own, key=lambda word: (written[word].islower(), -shared[word], period.counts[word], word))
    return tuple(written[word] for word in best[:_TERMS])


def _as_written(stemmed: str, posts: Sequence[StoredPost]) -> str:
    """The commonest form of a stem in the posts, capitals included."""
    tokens = (token.strip(_BRACKETS) for stored in posts for token in stored.post.reading.split())
    forms = Counter(token for token in tokens if [stem(word) for word in words(token)] == [stemmed])
    return min(forms, key=lambda form: (-forms[form], form), default=stemmed)
