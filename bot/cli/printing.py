"""What the command line prints: hits and digests, for programs and for people."""

from typing import Any

from bot.conversation.questions import nearest
from bot.texts import say
from bot.views.answers import answer_html, found_words
from bot.views.digests import digest_parts
from bot.views.html import plain
from bot.views.reader import Reader
from bot.views.terminal import to_terminal
from indexer.language.sentences import content_stems
from indexer.language.text import stems
from indexer.library import Library
from indexer.models import Answer, Digest, Hit, StoredPost, Story
from indexer.sources.jsonl import fields_of

_HIT = ("post_id", "channel", "author", "date", "url", "text")
_ENTRY = ("post_id", "channel", "author", "date", "url")


def hits_as_json(answer: Answer, library: Library, library_id: int) -> list[dict[str, Any]]:
    """Return hits, best first; what is unknown is None."""
    stored = {each.post_id: each for each in library.store.stored(library_id, [hit.post_id for hit in answer.hits])}
    return [_hit(hit, stored[hit.post_id]) for hit in answer.hits if hit.post_id in stored]


def _hit(hit: Hit, stored: StoredPost) -> dict[str, Any]:
    post = fields_of(stored)
    score = {"rank": hit.rank, "score": round(hit.score, 4)}
    why = {"cosine": None if hit.cosine is None else round(hit.cosine, 4), "coverage": round(hit.coverage, 4), "fits": hit.fits}
    named = {name: post[name] for name in _HIT}
    return score | named | {"passage": hit.passage, "tags": post["tags"], "links": post["links"]} | why


def hits_as_text(answer: Answer, words: str, k: int, library: Library, library_id: int, reader: Reader) -> str:
    """Return the best ``k`` hits as the terminal shows them, with how many there are."""
    language = reader.language
    if not answer.hits:
        return plain(say(language, "answer-nothing-at-all" if answer.posts else "empty-library-terminal"))
    fitting = [hit for hit in answer.hits if hit.fits]
    hits = (fitting or nearest(answer.hits))[:k]
    html = answer_html(
        library.found([hit.place for hit in hits], library_id),
        reader,
        head=found_words(len(fitting), answer.more, language, last=len(hits)) if answer.fits else say(language, "answer-nothing"),
        wanted=answer.stems | frozenset(content_stems(words) or stems(words)),
        first=1,
        foot=say(language, "behind", posts=answer.unembedded) if answer.unembedded else "",
    )
    return to_terminal(html, colours=False)


def digest_as_json(digest: Digest) -> dict[str, Any]:
    """Return a digest with its stories, best first."""
    since, until = digest.period.since, digest.period.until
    return {
        "period": {"since": since.isoformat() if since else None, "until": until.isoformat() if until else None},
        "topic": digest.topic,
        "posts": digest.posts,
        "repeats": digest.repeats,
        "channels": digest.channels,
        "stories": [_story(story) for story in digest.stories],
    }


def _story(story: Story) -> dict[str, Any]:
    return {
        "label": story.label,
        "topic": story.topic,
        "is_event": story.is_event,
        "quotes": list(story.quotes),
        "lead": story.lead.post_id,
        "posts": [_entry(stored) for stored in story.listed],
        "more": story.more,
        "repeats": story.repeats,
    }


def _entry(stored: StoredPost) -> dict[str, Any]:
    post = fields_of(stored)
    return {name: post[name] for name in _ENTRY}


def digest_as_text(digest: Digest, library: Library, language: str, zone: str) -> str:
    """Return a digest as the terminal shows it."""
    if not digest.posts:
        return plain(say(language, "digest-empty", about=""))
    parts = digest_parts(digest, language, zone, titles=library.topic_title)
    return "\n\n".join(to_terminal(part, colours=False) for part in parts)
