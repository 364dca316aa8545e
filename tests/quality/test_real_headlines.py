"""Headlines of three thousand real posts: no marks, no addresses, no emoji, and one for nearly every post."""

import re
from pathlib import Path

import pytest

from indexer.digests.headlines import LIMIT, headline
from indexer.language.sentences import best_sentences
from indexer.models import Post
from indexer.sources.jsonl import parse_line

TORN = re.compile(r"\]\(|https?:|\bt\.me/|(?<!\w)\*\*|\*\*(?!\w)|[(\[«„|]…?$")  # a word may be starred out


@pytest.fixture(scope="module")
def posts(shared: Path) -> list[Post]:
    """The 3000 posts of 24 channels."""
    lines = (shared / "eval" / "topics" / "channel-posts-ru.jsonl").read_text("utf-8").splitlines()
    return [entry for line in lines if isinstance(entry := parse_line(line), Post)]


def test_headlines_and_quotes_of_real_posts_are_whole(posts: list[Post]) -> None:
    for post in posts:
        title = headline(post) or ""
        said = (title, *best_sentences(post.reading, skip=title))
        assert [text for text in said if TORN.search(text)] == []
        assert len(title) <= LIMIT
        assert re.match(r"[\w«\"“„(\[#@$€£₽+−-]|$", title), title


def test_nearly_every_real_post_has_a_headline(posts: list[Post]) -> None:
    titles = [headline(post) for post in posts]
    assert titles.count(None) <= 10
    assert sum(1 for title in titles if title and title.endswith("…")) < 0.4 * len(titles)
