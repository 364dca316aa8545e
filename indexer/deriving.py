"""What a post's words alone give; the store is not asked, so it can be worked out ahead, beside whatever the store is asked."""

from collections.abc import Callable, Sequence

from indexer.language.lexicon import lexicon
from indexer.models import Derived, Post, Signature
from indexer.passages import split
from indexer.repeats.dedup import sign
from indexer.tags import tag

CountTokens = Callable[[str], int]


def derive(posts: Sequence[Post], count_tokens: CountTokens) -> list[Derived]:
    """Return what the words of posts give, in order."""
    return [derive_signed(post, signature, count_tokens) for post, signature in zip(posts, sign(posts), strict=True)]


def derive_signed(post: Post, signature: Signature, count_tokens: CountTokens) -> Derived:
    """Return what a post's words give that has been signed already."""
    return Derived(signature, lexicon(post), tuple(split(post.reading, count_tokens)), tag(post))
