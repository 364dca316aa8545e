"""Posts and their vectors to stories: what is about one event, and what is about one topic; their names, leads and quotes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from indexer.digests.headlines import LIMIT, headline, names
from indexer.language.sentences import best_sentences, content_stems, cut
from indexer.models import StoredPost, Story, TagSource
from indexer.ports import Matrix
from indexer.repeats.essence import essence
from indexer.search.asides import is_aside

# Cosine of multilingual-e5-small: unrelated posts 0.75 to 0.85, posts on one theme up to 0.90; 0.91 has the best F1 on news.
SAME_EVENT = 0.91
SAME_VOICE = 0.02  # a channel's own form and footer bring its posts that much nearer
A_DAY_LATER = 0.01  # for each day between two posts but the first; chosen on 150 pairs of real posts (docs/decisions/006)
_DAY = timedelta(days=1)
NEARLY = 0.005  # of the cosine to the mean: posts that near to each other are equally central
_LARGEST = 3000  # posts: the distances of one block take 36 MB
_ROWS = 1024  # rows of the similarity matrix that are in memory at once
_SUBSTANCE = 8  # words with a meaning: less is a remark that speaks for no other post
_SELDOM, _SELDOM_POSTS = 0.02, 3  # a word is an event's own if at most this share or number of other posts say it
_Indexes = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Spread:
    """In how many of ``posts`` posts each stem is said."""

    counts: Counter[str]
    posts: int


@dataclass(frozen=True, slots=True)
class _Rows:
    """Unit vectors, with a number for the voice and the day of each."""

    unit: Matrix
    voices: _Indexes
    days: Matrix

    def at(self, rows: Sequence[int] | slice) -> "_Rows":
        """Some of the rows."""
        return _Rows(self.unit[rows], self.voices[rows], self.days[rows])

    def nearness(self, other: "_Rows") -> Matrix:
        """Return (rows, other rows): the cosine, less what a shared voice brings and time takes."""
        cosine: Matrix = self.unit @ other.unit.T
        cosine -= np.float32(SAME_VOICE) * (self.voices[:, None] == other.voices[None, :])
        cosine -= np.float32(A_DAY_LATER) * np.maximum(np.abs(self.days[:, None] - other.days[None, :]) - 1, 0)
        return cosine


def find_events(
    vectors: Matrix, *, voices: Sequence[str | None] = (), moments: Sequence[datetime] = (), near: float = SAME_EVENT
) -> list[list[int]]:
    """Return groups of at least two rows that are ``near`` on average (average linkage), largest first, then by first row.

    Nearness is the cosine, less ``SAME_VOICE`` for two posts of one channel (``voices``, one for each row, None if unknown), and
    less ``A_DAY_LATER`` for each day between two posts (``moments``) but the first: what is alike a week later is mostly the same
    again, not the same event. Rows of zeros or NaN, posts without a vector, belong to no group. Only groups linked by a near pair
    can be near on average, so clustering every connected block by itself gives the same as clustering all at once: seconds for
    ten thousand posts.
    """
    known = np.nan_to_num(vectors)
    rows = np.flatnonzero(np.any(known != 0, axis=-1)) if len(known) else np.empty(0, dtype=np.intp)
    if len(rows) < 2:
        return []
    unit = known[rows] / np.linalg.norm(known[rows], axis=1, keepdims=True)
    numbers = _numbered([voices[int(i)] if voices else None for i in rows])
    every = _Rows(unit, numbers, _days([moments[int(i)] for i in rows] if moments else [], len(rows)))
    groups = [[int(rows[i]) for i in group] for group in _clusters(every, near) if len(group) > 1]
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _numbered(voices: Sequence[str | None]) -> _Indexes:
    """One number for each voice; an unknown one differs from all."""
    seen: dict[str, int] = {}
    return np.array(
        [-1 - i if voice is None else seen.setdefault(voice, len(seen)) for i, voice in enumerate(voices)], dtype=np.intp
    )


def _days(moments: Sequence[datetime], count: int) -> Matrix:
    """Days since the first moment; without moments all are one."""
    first = min(moments, default=None)
    return np.array([(moment - first) / _DAY for moment in moments if first] or [0] * count, dtype=np.float32)


def _clusters(rows: _Rows, near: float) -> Iterator[list[int]]:
    for block in _blocks(rows, near):
        if len(block) <= 2:
            groups: Iterable[list[int]] = [list(range(len(block)))]
        elif len(block) > _LARGEST and near < 1:  # thousands of posts in one chain: only closer links count
            groups = _clusters(rows.at(block), near + 0.03)
        else:
            # thousands of equal rows: as many as fit are one group, the rest go without
            groups = _average_linkage(rows.at(block[:_LARGEST]), near)
        yield from ([block[i] for i in group] for group in groups)


def _blocks(rows: _Rows, near: float) -> list[list[int]]:
    """The connected components of the graph of rows that are ``near``."""
    size = len(rows.unit)
    starts = range(0, size, _ROWS)
    links = [(start, np.nonzero(rows.at(slice(start, start + _ROWS)).nearness(rows) >= near)) for start in starts]
    one = np.concatenate([found + start for start, (found, _) in links])
    other = np.concatenate([found for _, (_, found) in links])
    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(size, size))
    return _members(connected_components(graph, directed=False)[1])


def _average_linkage(rows: _Rows, near: float) -> list[list[int]]:
    distances = np.clip(1 - rows.nearness(rows), 0, 2)
    pairs = distances[np.triu_indices(len(distances), 1)]  # the condensed form, row by row
    return _members(fcluster(linkage(pairs, method="average"), t=1 - near + 1e-6, criterion="distance"))


def _members(labels: _Indexes) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        groups.setdefault(int(label), []).append(row)
    return list(groups.values())


def event_story(posts: Sequence[StoredPost], rows: Mapping[int, Matrix], period: Spread) -> Story | None:
    """Return the story of posts about one event, or None where they share no word that is theirs: then only their form is alike.

    The lead is the most central post whose headline names whom most of the posts name, and its headline is the label; without
    such a one, the most central that has a headline. The others follow in time.
    """
    if not share_own_word(posts, period):
        return None
    ranked = by_centrality(posts, rows)
    titles = {stored.post_id: headline(stored.post) or "" for stored in ranked}
    named = _shared(names(stored.post.reading) for stored in posts)
    lead = min(ranked, key=lambda stored: _lacks(titles[stored.post_id], named))
    label = titles[lead.post_id] or cut(" ".join(lead.post.reading.split()), LIMIT)
    others = sorted((stored for stored in ranked if stored is not lead), key=lambda stored: (stored.moment, stored.post_id))
    ordered = (lead, *others)
    return Story(label, ordered, lead, quotes(lead, skip=label), topic=shared_topic(ordered), is_event=True)


def _shared(said: Iterable[Set[str]]) -> set[str]:
    """What most of several texts say."""
    texts = list(said)
    return {word for word, count in Counter(word for words in texts for word in words).items() if 2 * count > len(texts)}


def _lacks(title: str, named: Set[str]) -> int:
    """What a title lacks to head a story: 0 nothing, 1 the names that are shared, 2 all."""
    if not title:
        return 2
    return int(bool(named) and not named & set(content_stems(title)))


def topic_story(label: str, posts: Sequence[StoredPost], rows: Mapping[int, Matrix], repeats: Mapping[int, int]) -> Story:
    """Return the story of posts about one topic, or with an empty label about none.

    What came most often, then the newest, comes first; mere remarks, adverts, lists and polls come last. Before them all the lead
    of a topic, its most central post (nearest to the mean of the vectors), speaks for the others; nothing does so for what is
    about none.
    """
    ordered = sorted(
        posts,
        key=lambda stored: (_is_minor(stored), -repeats.get(stored.post_id, 0), -stored.moment.timestamp(), stored.post_id),
    )
    if not label:
        return Story("", tuple(ordered), ordered[0], ())
    lead = by_centrality(posts, rows)[0]
    others = (stored for stored in ordered if stored is not lead)
    return Story(label, (lead, *others), lead, quotes(lead), topic=label)


def by_centrality(posts: Sequence[StoredPost], rows: Mapping[int, Matrix]) -> list[StoredPost]:
    """Return the posts nearest to the mean of their vectors first, the newer one of nearly equals.

    Mere remarks come last, as do adverts, lists and polls.
    """
    known = {stored.post_id: rows[stored.post_id] for stored in posts if stored.post_id in rows}
    mean = np.mean(list(known.values()), axis=0) if known else None
    cosines = {post_id: float(row @ mean) for post_id, row in known.items()} if mean is not None else {}
    best = max(cosines.values(), default=0.0)

    def rank(stored: StoredPost) -> tuple[bool, int, float, int]:
        steps = int((best - cosines.get(stored.post_id, -1.0)) / NEARLY)
        return _is_minor(stored), steps, -stored.moment.timestamp(), stored.post_id

    return sorted(posts, key=rank)


def _is_minor(stored: StoredPost) -> bool:
    """Say whether a post is a mere remark, an advert, a list or a poll."""
    told = essence(stored.post.reading)
    return len(content_stems(told)) < _SUBSTANCE or is_aside(told)


def topics_of(stored: StoredPost) -> list[str]:
    """Return the post's topics of the taxonomy, best first."""
    return [tag.name for tag in stored.tags if tag.source is TagSource.TOPIC]


def shared_topic(posts: Sequence[StoredPost]) -> str | None:
    """Return the first of the lead's topics that all the posts have."""
    shared = set.intersection(*(set(topics_of(stored)) for stored in posts))
    return next((topic for topic in topics_of(posts[0]) if topic in shared), None)


def quotes(stored: StoredPost, *, skip: str = "") -> tuple[str, ...]:
    """Return one or two of the post's own sentences, not its title (``skip``) again unless that was cut and there is no other.

    They are those of the preview where the text itself says nothing.
    """
    said = best_sentences(stored.post.text, skip=skip) or best_sentences(stored.post.reading, skip=skip)
    return said or (quotes(stored) if skip.endswith("…") else ())


def spread(posts: Sequence[StoredPost]) -> Spread:
    """Return in how many of the posts each stem is said."""
    said = [{word for word in content_stems(stored.post.reading) if len(word) > 2 and not word.isdecimal()} for stored in posts]
    return Spread(Counter(word for stems in said for word in stems), len(posts))


def share_own_word(posts: Sequence[StoredPost], period: Spread) -> bool:
    """Whether most of these posts share a word that hardly any other post of the period says, or fewer than these."""
    seldom = max(_SELDOM_POSTS, _SELDOM * period.posts)
    shared = spread(posts).counts
    return any(2 * count > len(posts) and period.counts[word] - count <= max(seldom, count - 1) for word, count in shared.items())
