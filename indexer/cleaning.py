"""One text out of several imperfect copies of it that stand one after another, as a copied web page gives them.

A line is a string; a paragraph break before it is kept as a leading newline. Nothing here knows any format.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from os.path import commonprefix

from indexer.language.text import words

MAX_LINES = 600  # a message has at most 4096 characters: more lines are no copies of one
MAX_COPIES = 4
_LONG = 40  # characters without spaces of a line that hardly stands twice by chance
_SHORT = 16  # and of a whole text
_WHOLE, _TORN, _DOUBTFUL = 10, 9, 5  # weight of a letter in lines that are equal, lossy, and lossy on both sides


@dataclass(frozen=True, slots=True)
class Merged:
    """The lines of one text. ``tail`` is how many at the end only the last copy has; 0 where there was one copy, too."""

    lines: list[str]
    tail: int = 0
    copies: int = 1


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    words: tuple[str, ...]
    joined: str

    @property
    def weight(self) -> int:
        return len(self.joined)


@dataclass(frozen=True, slots=True)
class _Match:
    """Which lines of the first copy are which of the second: pairs of positions, rising in both."""

    split: int
    pairs: list[tuple[int, int]]
    weight: int


def split_lines(text: str) -> list[str]:
    """Return the lines of a text that hold anything, a paragraph break kept as a newline before the line that follows it."""
    lines: list[str] = []
    broken = False
    for line in text.split("\n"):
        if line.strip():
            lines.append(f"\n{line.rstrip()}" if broken and lines else line.rstrip())
        broken = not line.strip()
    return lines


def join_lines(lines: Sequence[str]) -> str:
    """Return the text of lines; the inverse of ``split_lines`` up to blank space."""
    return "\n".join(lines).strip()


def merge_copies(lines: Sequence[str]) -> Merged:
    """Return each line once, in reading order and with the words of the fuller copy, if a text stands in them more than once.

    A copy may lack lines anywhere, clauses inside a line, the end of its last line, emoji. Lines that merely repeat
    (bullets, a refrain) are no copy: long lines have to come again, or nearly all of the text.
    """
    merged = Merged(list(lines))
    while merged.copies < MAX_COPIES:
        rows = [_read(line) for line in merged.lines]
        match = _find_copy(rows) if len(rows) <= MAX_LINES else None
        if match is None:
            break
        tail = len(rows) - 1 - match.split - match.pairs[-1][1]
        merged = Merged(_merge(rows, match), tail, merged.copies + 1)
    return merged


def _read(line: str) -> _Line:
    found = tuple(words(line)) or (line.strip(),)
    return _Line(line, found, "".join(found))


# --- are two lines copies of one another? ---


def likeness(first: _Line, second: _Line) -> int:
    """Return the weight of two lines as copies of one: 0 for different ones, ten for a letter that both have.

    A line that has lost something weighs a little less, and much less if the other has lost something, too.
    """
    if first.joined == second.joined:
        return _WHOLE * first.weight + 1
    short, long = sorted((first, second), key=lambda line: line.weight)
    if long.joined.startswith(short.joined):
        return _TORN * short.weight
    return _lossy_likeness(short, long)


def _lossy_likeness(short: _Line, long: _Line) -> int:
    """Return the weight of two lines that differ by lost clauses; one replaced word makes them different lines."""
    shared = set(short.words) & set(long.words)
    if len(short.words) < 3 or 2 * len(shared) < len(set(short.words)):
        return 0
    kept, lost, missed = 0, 0, 0
    for kind, i, j, k, m in SequenceMatcher(None, short.words, long.words, autojunk=False).get_opcodes():
        if kind == "equal":
            kept += j - i
        elif kind == "replace" and not _is_glue(short.words[i:j], long.words[k:m], at_end=m == len(long.words)):
            return 0
        else:
            lost, missed = lost + 1, missed + (kind == "delete")
    if not _is_believable(kept, lost, short, long):
        return 0
    return (_DOUBTFUL if missed else _TORN) * short.weight


def _is_believable(kept: int, lost: int, short: _Line, long: _Line) -> bool:
    if 10 * kept < 7 * len(short.words):
        return False
    is_rest = long.joined.endswith(short.joined) and short.weight >= _SHORT
    return is_rest or lost <= 2 + len(short.words) // 8 or 10 * short.weight >= 7 * long.weight


def _is_glue(short: Sequence[str], long: Sequence[str], *, at_end: bool) -> bool:
    """Say whether a lost clause has drawn its neighbours together, or the line's end is cut inside a word."""
    if len(short) != 1:
        return False
    if at_end and not short[0].isdigit() and long[0].startswith(short[0]):
        return True
    joint = "".join(c for c in short[0] if c.isalnum())  # a full stop between two glued words makes one word of them, too
    if len(long) < 2 or joint == long[0] + long[-1]:
        return len(long) > 1
    start, end = len(commonprefix([joint, long[0]])), len(commonprefix([joint[::-1], long[-1][::-1]]))
    return start > 0 < end and start + end >= len(joint) >= 4


# --- where does the second copy begin? ---


def _find_copy(rows: Sequence[_Line]) -> _Match | None:
    alike = {(i, j): weight for j in range(1, len(rows)) for i in range(j) if (weight := likeness(rows[i], rows[j]))}
    starts = sorted({j for i, j in alike if (i - 1, j - 1) not in alike or i == 0})
    matches = [match for split in starts if _is_copy(rows, match := _align(rows, split, alike), alike)]
    return max(matches, key=lambda match: (match.weight - _strewn(rows, match, alike), -match.split), default=None)


def _strewn(rows: Sequence[_Line], match: _Match, alike: dict[tuple[int, int], int]) -> int:
    """Return the weight of lines that would stand twice inside the merged text: a third copy was torn apart for the match."""
    taken = {i for i, _ in match.pairs} | {match.split + j for _, j in match.pairs}
    inside = (*range(match.pairs[-1][0]), *range(match.split, match.split + match.pairs[-1][1]))
    return sum(
        _WHOLE * rows[j].weight for j in inside if j not in taken and any((i, j) in alike for i in range(min(j, match.split)))
    )


def _align(rows: Sequence[_Line], split: int, alike: dict[tuple[int, int], int]) -> _Match:
    """Return the heaviest common subsequence of the lines before and from ``split`` on; of equal ones the earliest."""
    left, right = split, len(rows) - split
    best = [[0] * (right + 1) for _ in range(left + 1)]
    for i in reversed(range(left)):
        for j in reversed(range(right)):
            weight = alike.get((i, split + j), 0)
            best[i][j] = max(best[i + 1][j], best[i][j + 1], weight + best[i + 1][j + 1] if weight else 0)
    pairs, i, j = [], 0, 0
    while i < left and j < right and best[i][j]:
        weight = alike.get((i, split + j), 0)
        if weight and best[i][j] == weight + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return _Match(split, pairs, best[0][0])


def _is_copy(rows: Sequence[_Line], match: _Match, alike: dict[tuple[int, int], int]) -> bool:
    """Say whether two stretches that share lines are copies of one text: long lines, or nearly all of it, have to be shared."""
    pairs = [(i, match.split + j) for i, j in match.pairs]
    sure = [(i, j) for i, j in pairs if alike[i, j] > _DOUBTFUL * min(rows[i].weight, rows[j].weight)]
    if not sure:
        return False
    first, second = rows[sure[0][0] : match.split], rows[match.split : sure[-1][1] + 1]
    shared = sum(min(rows[i].weight, rows[j].weight) for i, j in sure)
    head, ends_here = _weight(rows[: sure[0][0]]), sure[-1][1] == len(rows) - 1
    if (3 if ends_here else 1) * shared < head:  # a copy may lack a title, hardly most of the text before what it has
        return False
    shares = sorted((shared / _weight(first), shared / _weight(second)))
    if shares[0] >= 0.85 and shared >= max(_SHORT, _weight(rows[: match.split]) // 2):
        return True
    long = _SHORT if ends_here and _is_cut(rows, sure) else _LONG
    is_long = any(min(rows[i].weight, rows[j].weight) >= long for i, j in sure)
    return is_long and shares[1] >= 0.7 and (shares[0] >= 0.4 or _is_run(rows, sure))


def _weight(rows: Sequence[_Line]) -> int:
    return max(1, sum(row.weight for row in rows))


def _is_run(rows: Sequence[_Line], pairs: Sequence[tuple[int, int]]) -> bool:
    """Say whether neighbours come again as neighbours, or the last line comes again cut: a lone whole line may be a refrain."""
    return _is_cut(rows, pairs) or any(k == i + 1 and m == j + 1 for (i, j), (k, m) in pairwise(pairs))


def _is_cut(rows: Sequence[_Line], pairs: Sequence[tuple[int, int]]) -> bool:
    i, j = pairs[-1]
    return len(rows[j].joined) < len(rows[i].joined) and rows[i].joined.startswith(rows[j].joined)


# --- the two become one ---


def _merge(rows: Sequence[_Line], match: _Match) -> list[str]:
    """Return the shortest common supersequence of the copies; where both have lines of their own, the first copy's come first."""
    merged: list[str] = []
    i, j = 0, match.split
    for left, right in [(i, match.split + j) for i, j in match.pairs]:
        merged += _gap(rows[i:left], rows[j:right])
        merged.append(_fuller(rows[left], rows[right], at_start=right == match.split))
        i, j = left + 1, right + 1
    return merged + _gap(rows[i : match.split], rows[j:])


def _gap(first: Sequence[_Line], second: Sequence[_Line]) -> list[str]:
    """Return what only one copy has at a place: a lone line of the other that is contained in it is a torn rest of it."""
    whole = [" ".join(word for row in part for word in row.words) for part in (first, second)]
    kept_first = [row.text for row in first if not (whole[1] and _is_inside(row, whole[1]))]
    kept_second = [row.text for row in second if not (kept_first and _is_inside(row, whole[0]))]
    return kept_first + kept_second


def _is_inside(row: _Line, whole: str) -> bool:
    return len(row.words) >= 2 and f" {' '.join(row.words)} " in f" {whole} "


def _fuller(first: _Line, second: _Line, *, at_start: bool) -> str:
    is_broken = first.text.startswith("\n") or (second.text.startswith("\n") and not at_start)
    texts = (first.text.strip("\n"), second.text.strip("\n"))
    weights = [(row.weight, len(text)) for row, text in zip((first, second), texts, strict=True)]
    fuller = _union(*texts) or (texts[1] if weights[1] > weights[0] else texts[0])
    return f"\n{fuller}" if is_broken else fuller


def _union(first: str, second: str) -> str | None:
    """Return the line that two copies make together when each has lost another clause; None when one of them is enough."""
    left, right = first.split(" "), second.split(" ")
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    if {kind for kind, *_ in steps} != {"equal", "insert", "delete"}:
        return None
    return " ".join(word for kind, i, j, k, m in steps for word in (right[k:m] if kind == "insert" else left[i:j]))
