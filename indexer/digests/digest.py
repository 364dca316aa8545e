"""A period's posts to a digest: events first, then topics, then the rest, within what a person reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from indexer.digests.stories import SAME_EVENT, event_story, find_events, spread, topic_story, topics_of
from indexer.models import Digest, Period, StoredPost, Story
from indexer.ports import Matrix
from indexer.search.asides import is_advert

MOST_STORIES = 12  # about two messages of 4096 characters
MOST_EVENTS = 8  # so that topics have room beside a week of news
LIKE_EVENT = 0.895  # cosine, where events leave room: of 31 groups that this added to three weeks of news, 23 were one event
PER_STORY = 7
COMPARED = 5_000  # posts, the latest, among which events are looked for: each is compared with each
LIST_ALL = 40  # posts: a digest this small links every one


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a digest is made of, read from a store: the posts of a period in the order of their moments, and a vector for each."""

    period: Period
    posts: Sequence[StoredPost]
    vectors: Matrix
    topic: str | None = None

    def digest(self) -> Digest:
        """Return the digest: long work that needs no store."""
        return digest(self.period, self.posts, self.vectors, topic=self.topic)


def digest(
    period: Period,
    posts: Sequence[StoredPost],
    vectors: Matrix,
    *,
    topic: str | None = None,
    most_stories: int = MOST_STORIES,
) -> Digest:
    """Return the digest of the posts of a period, in the order of their moments; every post is in exactly one story.

    What is marked as an advert is left out, where there is anything else.
    ``vectors`` has a row for each post, zeros or NaN where a post is not embedded. Events come first (those that most channels
    tell of and repeat), then topics (most posts and repeats), then one story with an empty label. Events and topics beyond
    ``most_stories`` dissolve into what follows. Where there are more than ``LIST_ALL`` posts, a story lists ``PER_STORY``.
    """
    told = [i for i, stored in enumerate(posts) if not is_advert(stored.post.reading)]
    if 0 < len(told) < len(posts):
        posts, vectors = [posts[i] for i in told], vectors[told]
    counts = {stored.post_id: count_repeats(stored, period) for stored in posts}
    rows = {stored.post_id: row for stored, row in zip(posts, vectors, strict=True) if _is_known(row)}
    events = _events(posts[-COMPARED:], vectors[-COMPARED:], rows, counts)[: min(MOST_EVENTS, max(0, most_stories - 1))]
    in_events = {stored.post_id for story in events for stored in story.posts}
    left = [stored for stored in posts if stored.post_id not in in_events]
    stories = [*events, *_topics(left, rows, counts, most_stories - len(events))]
    listed = len(posts) if len(posts) <= LIST_ALL else PER_STORY
    bounded = tuple(replace(story, more=max(0, len(story.posts) - listed)) for story in stories)
    channels = {voice for stored in posts if (voice := voice_of(stored))}
    return Digest(period, bounded, len(posts), sum(story.repeats for story in bounded), len(channels), topic)


def count_repeats(stored: StoredPost, period: Period) -> int:
    """Return how many sightings of a post in the period are not its first one."""
    later = sorted(seen.seen_at for seen in stored.sightings)[1:]
    since, until = period.since, period.until
    return sum((since is None or since <= moment) and (until is None or moment < until) for moment in later)


def voice_of(stored: StoredPost) -> str | None:
    """Return what tells one channel from another: its id, else its name, else its title."""
    origin = stored.post.origin
    return str(origin.chat_id) if origin.chat_id is not None else origin.username or origin.title


def _is_known(row: Matrix) -> bool:
    return bool(abs(row).sum() > 0)  # false for NaN too


def _events(posts: Sequence[StoredPost], vectors: Matrix, rows: Mapping[int, Matrix], counts: Mapping[int, int]) -> list[Story]:
    """The stories of events; where there are few, what is merely alike is one too, but for groups that share no word."""
    vocabulary = spread(posts)

    @cache
    def story_of(group: tuple[int, ...]) -> Story | None:
        return event_story([posts[i] for i in group], rows, vocabulary)

    told = {group: story_of(group) for group in _groups(posts, vectors, SAME_EVENT)}
    stories = [story for story in told.values() if story]
    if len(stories) < MOST_EVENTS:
        found = {group: story_of(group) for group in _groups(posts, vectors, LIKE_EVENT)}
        apart = {i for group, story in found.items() if story is None for i in group}
        kept = [story for group, story in told.items() if story and apart.issuperset(group)]
        stories = [*(story for story in found.values() if story), *kept]
    return sorted(_counted(stories, counts), key=_fame)


def _fame(story: Story) -> tuple[int, int, float, int]:
    """The order of events: most channels and repeats, then most posts, then the latest: a channel goes on about its own."""
    told = len({voice_of(stored) or str(stored.post_id) for stored in story.posts})
    latest = max(stored.moment for stored in story.posts).timestamp()
    return -told - story.repeats, -len(story.posts), -latest, story.lead.post_id


def _groups(posts: Sequence[StoredPost], vectors: Matrix, near: float) -> list[tuple[int, ...]]:
    """The groups of posts that are so near; those of a lower nearness hold those of a higher one whole."""
    voices, moments = zip(*((voice_of(stored), stored.moment) for stored in posts), strict=True) if posts else ((), ())
    return [tuple(group) for group in find_events(vectors, voices=voices, moments=moments, near=near)]


def _topics(posts: Sequence[StoredPost], rows: Mapping[int, Matrix], counts: Mapping[int, int], room: int) -> list[Story]:
    """The stories of topics, largest first, and last one of the posts that have none or whose topic found no room."""
    groups: dict[str, list[StoredPost]] = {}
    for stored in posts:
        groups.setdefault(next(iter(topics_of(stored)), ""), []).append(stored)
    rest = groups.pop("", [])
    named = _by_weight([topic_story(name, group, rows, counts) for name, group in groups.items()], counts)
    shown = named if len(named) + bool(rest) <= room else named[: max(0, room - 1)]
    rest += [stored for story in named[len(shown) :] for stored in story.posts]
    return [*shown, *_by_weight([topic_story("", rest, rows, counts)] if rest else [], counts)]


def _by_weight(stories: Sequence[Story], counts: Mapping[int, int]) -> list[Story]:
    """Stories with their repeats counted: most posts and repeats first, then the earliest lead."""
    counted = _counted(stories, counts)
    return sorted(counted, key=lambda story: (-len(story.posts) - story.repeats, story.lead.moment, story.lead.post_id))


def _counted(stories: Sequence[Story], counts: Mapping[int, int]) -> list[Story]:
    return [replace(story, repeats=sum(counts.get(stored.post_id, 0) for stored in story.posts)) for story in stories]
