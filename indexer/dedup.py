"""Says whether a post is new to a library, or the same, edited, contained or nearly the same as one that it holds.

Candidates come from the store (same origin, same fingerprint, shared winnowed shingles); the verdict compares whole shingle sets.
"""

from collections.abc import Iterable

from indexer.models import Post, Signature, StoredPost, Verdict, VerdictKind
from indexer.text import fingerprint, numbers, shingles, winnow

NEAR = 0.6  # Jaccard of word 3-shingles: one word changed in twenty leaves 0.71
CONTAINED = 0.9  # share of the shorter post's shingles that the longer one holds
FULLER = 0.6  # a post of which a stored one covers less than this is the fuller copy, not the same with a promo tail
SHORTEST_PIECE = 6  # shingles: a shorter piece is a phrase, not a copy
_CUT = ("…", "...", "[…]", "(…)")


def sign(post: Post) -> Signature:
    """Return a post's signature; a post without words is recognised by its links, or by its place alone."""
    reading = post.reading or " ".join(post.links) or str(post.url)
    return Signature(fingerprint(reading), frozenset(winnow(shingles(post.reading))))


def judge(post: Post, candidates: Iterable[StoredPost], *, near: float = NEAR, contained: float = CONTAINED) -> Verdict:
    """Say what a post is to the candidates of its library. An exact match wins over any near one, then the more similar wins.

    Two posts on one template with other numbers are two posts. Ties go to the earliest candidate.
    Source: Broder, "On the resemblance and containment of documents", 1997.
    """
    known = sorted(candidates, key=lambda stored: stored.post_id)
    verdicts = [_compare(post, stored, near=near, contained=contained) for stored in known]
    order = {VerdictKind.EDITED: 0, VerdictKind.SAME: 1, VerdictKind.CONTAINED: 2, VerdictKind.NEAR: 3, VerdictKind.NEW: 4}
    return min(verdicts, key=lambda v: (order[v.kind], -v.similarity), default=Verdict(VerdictKind.NEW, similarity=0.0))


def _compare(post: Post, stored: StoredPost, *, near: float, contained: float) -> Verdict:
    equal = sign(post).fingerprint == sign(stored.post).fingerprint
    if same_place(post, stored.post):
        return _compare_versions(post, stored, equal=equal)
    if equal:
        return Verdict(VerdictKind.SAME, stored.post_id)
    return _compare_texts(post.reading, stored, near=near, contained=contained)


def _compare_texts(reading: str, stored: StoredPost, *, near: float, contained: float) -> Verdict:
    known = stored.post.reading
    ours, theirs = set(shingles(reading)), set(shingles(known))
    shared, shorter, longer = len(ours & theirs), *sorted((len(ours), len(theirs)))
    resemblance = shared / max(1, len(ours | theirs))
    short_text, long_text = sorted((reading, known), key=len)
    if _holds(shared, shorter, longer, contained) and numbers(short_text) <= numbers(long_text):
        return Verdict(VerdictKind.CONTAINED, stored.post_id, shared / shorter)
    if resemblance >= near and numbers(reading) == numbers(known):
        return Verdict(VerdictKind.NEAR, stored.post_id, resemblance)
    return Verdict(VerdictKind.NEW, similarity=resemblance)


def _holds(shared: int, shorter: int, longer: int, contained: float) -> bool:
    """Whether the longer text holds the shorter: a cut or a tail breaks one shingle at most, an edit in the middle more."""
    if shorter < SHORTEST_PIECE or longer == shorter:
        return False
    return shorter - shared <= 1 or (shared >= contained * shorter and shorter <= 0.8 * longer)


def same_place(post: Post, known: Post) -> bool:
    """Whether two posts were published in the same place: the same message of the same chat, or the same address.

    Pages of an export name neither chat nor address: a message of one number and moment in chats of one title is the same.
    """
    ours, theirs = post.origin, known.origin
    if ours.message_id is not None and ours.chat_id is not None and theirs.chat_id is not None:
        return (ours.chat_id, ours.message_id) == (theirs.chat_id, theirs.message_id)
    if post.url is not None and known.url is not None and (post.url == known.url or ours.username and theirs.username):
        return post.url == known.url
    named = ours.message_id is not None and ours.title is not None and post.date is not None
    return named and (ours.message_id, ours.title, post.date) == (theirs.message_id, theirs.title, known.date)


def _compare_versions(post: Post, stored: StoredPost, *, equal: bool) -> Verdict:
    """Compare two versions of one message: an outdated version of what is held is no edit."""
    ours, theirs = set(shingles(post.reading)), set(shingles(stored.post.reading))
    similarity = 1.0 if equal else len(ours & theirs) / max(1, len(ours | theirs))
    known = stored.post.edit_date
    outdated = known is not None and (post.edit_date is None or post.edit_date < known)
    return Verdict(VerdictKind.SAME if equal or outdated else VerdictKind.EDITED, stored.post_id, similarity)


def is_fuller(post: Post, known: Post) -> bool:
    """Whether a post that holds a known one should be read in its place: the known one was cut, or is the smaller part."""
    ours, theirs = shingles(post.reading), shingles(known.reading)
    return len(theirs) < len(ours) and (known.reading.rstrip().endswith(_CUT) or len(theirs) < FULLER * len(ours))
