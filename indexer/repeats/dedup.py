"""Says whether a post is new to a library, or the same, edited, contained or nearly the same as one that it holds.

Candidates come from the store (same origin, same fingerprint, shared winnowed shingles); the verdict compares whole shingle sets.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from indexer.language.amounts import levelled
from indexer.language.short_forms import shortened
from indexer.language.text import LETTER, SHINGLE_WORDS, SHORT, figures, fold, plain_words, shingles, without_addresses, words
from indexer.models import Post, Signature, StoredPost, Verdict, VerdictKind
from indexer.repeats.essence import essence, shaped_alike, without_name
from indexer.repeats.other_news import (
    SENTENCE,
    TURNING,
    are_alike,
    differing,
    is_long_typo,
    is_marked_otherwise,
    is_typo,
    says_otherwise,
)
from indexer.repeats.winnowing import sign_texts

NEAR = 0.6  # Jaccard of word 3-shingles: one word changed in twenty leaves 0.71
CONTAINED = 0.9  # share of the shorter post's shingles that the longer one holds
FULLER = 0.6  # a post of which a stored one covers less than this is the fuller copy, not the same with a promo tail
SHORTEST_PIECE = 6  # shingles: a shorter piece is a phrase, not a copy
_SOURCE = re.compile(  # at the end, behind a dash or with a word of telling: "…, — the papers", "…, the ministry says"
    r"(?:,?(?<![\s*])[\s*]++[—–]"
    r"|,(?=[\s*]+(?:[\w\-]+ ){0,2}(?:сообщ|заяв|переда|сказа|расска|пиш|следует|says|said|report|told|writes)))"
    r"([^,;:.!?—–\n\d]++)[.\s*]*+$"
)
SLIPS = 6  # words of a short text for each that may be misspelled
TYPOS = 4  # words of it for each that may lack a letter, or have one more
_TOLD = re.compile(r"(?<=[?&])(?:utm_\w+|si|from|ref|fbclid|yclid|gclid)=[^&#]*&?")  # in an address: by whom a reader was sent
_CUT = ("…", "...", "[…]", "(…)")
_READ_MORE = re.compile(r"(?:…|\.\.\.)[^…]{1,120}$")  # "… Read more:" and an address
_ORDER = {VerdictKind.EDITED: 0, VerdictKind.SAME: 1, VerdictKind.CONTAINED: 2, VerdictKind.NEAR: 3, VerdictKind.NEW: 4}


def sign(posts: Sequence[Post]) -> list[Signature]:
    """Return the signatures of posts; a post without words is recognised by its links, or by its place alone."""
    named = [_named(post) for post in posts]
    bare = [without_addresses(post.reading) for post in posts]
    signatures = sign_texts([*named, *(other for one, other in zip(named, bare, strict=True) if one != other)])
    others = iter(signatures[len(posts) :])  # few: mostly both are one
    return [
        signature if one == other else _of_two(signature, next(others), post)
        for signature, one, other, post in zip(signatures, named, bare, posts, strict=False)
    ]


def _of_two(named: Signature, bare: Signature, post: Post) -> Signature:
    """The fingerprint of all that can be read, or else of the links; the hashes of what is no address, if there is anything."""
    return named._replace(hashes=bare.hashes or (named.hashes if post.reading else b""))


def _named(post: Post) -> str:
    """What a post is recognised by; of emoji alone a word is made, as they would all be alike."""
    text = post.reading
    if text and not LETTER.search(text):
        return "".join(f"u{ord(character):x}" for character in fold(text) if not character.isspace())
    return text or " ".join(post.links) or str(post.url)


def judge(
    post: Post, candidates: Iterable[StoredPost], *, near: float = NEAR, contained: float = CONTAINED, is_live: bool = False
) -> Verdict:
    """Say what a post is to the candidates of its library. An exact match wins over any near one, then the more similar wins.

    Two posts on one template with other numbers are two posts. Ties go to the earliest candidate. What is
    live was read a moment ago in its place: there is no later version of it.
    Source: Broder, "On the resemblance and containment of documents", 1997.
    """
    known = [each for each in candidates if not _is_another_issue(post, each.post)]
    if not known:
        return Verdict(VerdictKind.NEW, similarity=0.0)
    known.sort(key=lambda stored: stored.post_id)
    verdicts = [exact for stored in known if (exact := _compare_exactly(post, stored, is_live))]
    if not verdicts:
        ours = essence(_levelled(post.reading))
        verdicts = [
            _compare_texts(*shaped_alike(ours, essence(_levelled(each.post.reading))), each.post_id, near, contained)
            for each in known
        ]
    return min(verdicts, key=lambda verdict: (_ORDER[verdict.kind], -verdict.similarity))


def _is_another_issue(post: Post, known: Post) -> bool:
    """Whether a channel says again what it said before, of something else: "A new episode is out", and another link."""
    is_its_channel = (post.origin.title, post.origin.chat_id) == (known.origin.title, known.origin.chat_id)
    if not (post.links and known.links and is_its_channel) or same_place(post, known):
        return False
    return plain_words(post.reading) == plain_words(known.reading) and not _targets(post) & _targets(known)


def _targets(post: Post) -> set[str]:
    """Where a post's links lead, whoever is told that one came from here."""
    return {_TOLD.sub("", link).rstrip("/?&#") for link in post.links}


def _compare_exactly(post: Post, stored: StoredPost, is_live: bool) -> Verdict | None:
    """Whether a post is a version of another, or has the same words; None if it is neither."""
    one, other = _levelled(_named(post)), _levelled(_named(stored.post))
    equal = words(one) == words(other) and figures(one) == figures(other)
    if same_place(post, stored.post):
        return _compare_versions(post, stored, equal=equal, is_live=is_live)
    return Verdict(VerdictKind.SAME, stored.post_id) if equal and not is_marked_otherwise(one, other) else None


@lru_cache(maxsize=4096)
def _levelled(text: str) -> str:
    """What is written in several ways, in one: numbers and addresses."""
    return shortened(levelled(text))


def _compare_texts(one: str, other: str, post_id: int, near: float, contained: float) -> Verdict:
    held = share_held(one, other, least=contained)
    if held:
        return Verdict(VerdictKind.CONTAINED, post_id, held)
    resemblance, edited = _resemblance(one, other), _lightly_edited(one, other)
    is_long = min(len(_runs(one)), len(_runs(other))) >= SHORT
    similarity = max(edited, resemblance) if is_long else edited
    if similarity >= near and _tells_the_same(without_name(one), without_name(other), is_reordered=edited == 1):
        return Verdict(VerdictKind.NEAR, post_id, similarity)
    return Verdict(VerdictKind.NEW, similarity=resemblance)


def _tells_the_same(one: str, other: str, *, is_reordered: bool) -> bool:
    is_measured_alike = _same_figures(one, other) and not is_marked_otherwise(one, other)
    return is_measured_alike and (is_reordered or not says_otherwise(one, other))


@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[int]:
    return shingles(text)


def _resemblance(one: str, other: str) -> float:
    ours, theirs = _runs(one), _runs(other)
    shared = len(ours & theirs)
    return shared / max(1, len(ours) + len(theirs) - shared)


def share_held(one: str, other: str, *, least: float = CONTAINED) -> float:
    """Return which share of one text the other holds, 0.0 if neither is a copy inside the other."""
    short, long = sorted((one, other), key=lambda text: len(_runs(text)))
    found = _held(short, long, least)
    if found or len(_runs(short) & _runs(long)) < SHORTEST_PIECE:
        return found
    pairs = [(_READ_MORE.sub("…", one), other) for one, other in ((short, long), (long, short)) if _may_be_cut(one)]
    return max((_held(body, whole, least) for body, whole in pairs if _begin_alike(body, whole)), default=0.0)


def _may_be_cut(text: str) -> bool:
    """Whether a link to the rest may follow; without one, nothing is held that was not held before."""
    return "…" in text or "..." in text


def _held(piece: str, whole: str, least: float) -> float:
    """A cut in a word or a tail breaks one shingle; an edit in the middle more, which only longer pieces can bear."""
    part, every = _runs(piece), _runs(whole)
    if len(part) < SHORTEST_PIECE or len(part) >= len(every):
        return 0.0
    missing = len(part) - len(part & every)
    last = plain_words(piece)[-SHINGLE_WORDS:]
    is_torn = missing == 1 and hash(last) not in every and _holds_beginning(plain_words(whole), last[-1])
    bears_edits = (1 - least) * len(part) >= SHINGLE_WORDS and len(part) <= 0.8 * len(every)
    is_copy = missing == 0 or is_torn or (bears_edits and missing <= (1 - least) * len(part))
    is_copy = is_copy and set(figures(_untorn(piece))) <= set(figures(whole)) and not is_marked_otherwise(piece, whole)
    return 1 - missing / len(part) if is_copy and (missing <= is_torn or not says_otherwise(piece, whole)) else 0.0


def _holds_beginning(words: Sequence[str], torn: str) -> bool:
    return any(word.startswith(torn) for word in words)


def _untorn(text: str) -> str:
    """A cut text without its last word, of which a part may be missing."""
    return text.rstrip().rpartition(" ")[0] if text.rstrip().endswith(_CUT) else text


def _begin_alike(piece: str, whole: str) -> bool:
    """A cut copy keeps the beginning; a footer that two posts share does not begin one."""
    return plain_words(piece)[:SHORTEST_PIECE] == plain_words(whole)[:SHORTEST_PIECE]


def _lightly_edited(one: str, other: str) -> float:
    """The share of words that stay, where sentences are the same in another order, or words but for a few slips; else 0.0.

    In short texts that breaks most shingles. One word may be dropped, or some misspelled: another word, or another name, is other
    news.
    """
    ours, theirs = plain_words(one), plain_words(other)
    if min(len(ours), len(theirs)) < SHORTEST_PIECE:
        return 0.0
    if _names_source(ours, theirs, other) or _names_source(theirs, ours, one):
        return min(len(ours), len(theirs)) / max(len(ours), len(theirs))
    if abs(len(ours) - len(theirs)) > 1:
        return 0.0
    if sorted(ours) == sorted(theirs):
        alike = ours == theirs or sorted(SENTENCE.split(one)) == sorted(SENTENCE.split(other))
        return float(alike or _pieces(one) == _pieces(other))
    changes = (
        [pair for pair in zip(ours, theirs, strict=True) if len(set(pair)) > 1]
        if len(ours) == len(theirs)
        else [_dropped(ours, theirs)]
    )
    is_light = _are_few(changes, len(ours)) and all(_is_slip(odd, extra, one + other) for odd, extra in changes)
    return 1 - len(changes) / len(ours) if is_light else 0.0


def _are_few(changes: Sequence[tuple[str, str]], among: int) -> bool:
    is_hasty = len(changes) <= among // TYPOS and all(is_typo(*pair) for pair in changes)
    return is_hasty or len(changes) <= max(1, among // SLIPS)


def _names_source(short: Sequence[str], long: Sequence[str], text: str) -> bool:
    """Whether a longer text says the same, and then who said so, in a few words."""
    more = long[len(short) :]
    found = _SOURCE.search(text) if 0 < len(more) <= SHINGLE_WORDS and long[: len(short)] == short else None
    return found is not None and plain_words(found[1]) == more


def _is_slip(odd: str, extra: str, text: str) -> bool:
    """Whether a word may stand for another, or be left out: it is misspelled at most, no name, and turns no statement."""
    is_name = any(word.capitalize() in text for word in (odd, extra) if word) and not is_long_typo(odd, extra)
    is_slip = not (odd and extra) or are_alike(odd, extra)
    return bool(odd + extra) and is_slip and not is_name and TURNING.isdisjoint((odd, extra))


def _pieces(text: str) -> list[tuple[str, ...]]:
    """The words of a text's lines and sentences, in an order that does not depend on theirs."""
    return sorted(filter(None, map(plain_words, SENTENCE.split(text))))


def _same_figures(one: str, other: str) -> bool:
    """Whether two texts say the same in digits, in the same order, or line by line where lines have changed places."""
    if list(dict.fromkeys(figures(one))) == list(dict.fromkeys(figures(other))):
        return True
    ours, theirs = (sorted(filter(None, map(figures, text.split("\n")))) for text in (one, other))
    return ours == theirs


def _dropped(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str]:
    """The one word that stands in but one of two texts; two empty ones if they differ in more."""
    one, other = differing(ours, theirs)
    return (" ".join(one), " ".join(other)) if max(len(one), len(other)) == 1 else ("", "")


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


def _compare_versions(post: Post, stored: StoredPost, *, equal: bool, is_live: bool) -> Verdict:
    """Compare two versions of one message: an outdated one is no edit; a later one is, even if it differs in a link alone."""
    similarity = 1.0 if equal else _resemblance(post.reading, stored.post.reading)
    known, edited = stored.post.edit_date, post.edit_date
    is_outdated = not is_live and known is not None and (edited is None or edited < known)
    # Doors differ in what they tell of links: what a page says is compared with what a page said.
    is_later = post.origin == stored.post.origin if is_live else edited is not None and (known is None or edited > known)
    is_same = equal and not (is_later and _written(post) != _written(stored.post))
    return Verdict(VerdictKind.SAME if is_same or is_outdated else VerdictKind.EDITED, stored.post_id, similarity)


def _written(post: Post) -> tuple[list[str], frozenset[str]]:
    """What an author wrote, whichever way it came: exports differ in white space."""
    return post.text.split(), frozenset(post.links)


def is_fuller(post: Post, known: Post) -> bool:
    """Whether a post that holds a known one should be read in its place: the known one was cut, or is the smaller part."""
    ours, theirs = len(_runs(post.reading)), len(_runs(known.reading))
    return theirs < ours and (known.reading.rstrip().endswith(_CUT) or theirs < FULLER * ours)
