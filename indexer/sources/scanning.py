"""JSON read piece by piece: memory holds one value and one chunk, however large the file is.

The standard library's scanner in C reads each value; only the brackets around them are walked here. ijson streams, too, and
faster (``bench/import.py``), but it ends at the first damaged byte, and its fast way forgets which chat a message is of.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

CHUNK = 1 << 20  # characters
LARGEST = 16 << 20  # characters of one value: what is longer is no message
_LONGEST_PATTERN = 2048  # characters of what is sought behind damage
_LONG = 8 << 10  # characters: a message is shorter, but for a few
_NEAR_END = 16  # characters: no token but a string is longer
_ENDS = (",", "]", "}", "\n", " ")  # after anything else, or nothing, a number may go on in the next chunk
_CONTROL, _ESCAPE = re.compile(r"\\x[0-9A-F]{2}"), re.compile(r"\\(?:(x)(?=[0-9A-F]{2})|.)", re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(strict=False)  # raw control characters are taken out later


class BrokenJson(Exception):
    """The text ends early or is no JSON from here on."""


class Scanner:
    """A place in a stream of JSON text. Whoever is given a key or an item has to read or ``skip`` its value before the next."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._text, self._at, self._ended = stream, "", 0, False

    def peek(self) -> str:
        """Return the next character that is no space, or "" at the end."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # it matches nothing, too
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_on():
                return ""

    def value(self, stranger: re.Pattern[str] | None = None) -> Any:
        """Return the value that begins here, whole. A long one that has a stranger behind its first comma has lost its end.

        Raises: BrokenJson.
        """
        self.peek()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if not (self._mend(error) or (self._is_cut(error) and self._read_on())):
                    raise BrokenJson from error
                continue
            if stranger and end - self._at > _LONG and stranger.search(self._text, self._text.find(",", self._at), end):
                raise BrokenJson
            if len(self._text) - end >= _NEAR_END or self._text[end : end + 1] in _ENDS or not self._read_on():
                self._at = end
                return found

    def members(self) -> Iterator[str]:
        """Yield the keys of the object that begins here; of any other value, which is skipped, none."""
        for _ in self._walk("{", "}"):
            key = self.value()
            self._take(":")
            yield str(key)

    def items(self) -> Iterator[None]:
        """Yield at the start of every item of the array that begins here; of any other value, which is skipped, none."""
        yield from self._walk("[", "]")

    def rest(self) -> Iterator[None]:
        """Yield at the start of the item that begins here, and of every one behind it in its array."""
        yield from self._walk_on("]")

    def seek(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Go on behind the next place that a pattern finds, beyond what stands here, and return it; None at the end."""
        while True:
            found = pattern.search(self._text, self._at + 1)
            if found:
                self._at = found.end()
                return found
            self._at = max(self._at, len(self._text) - _LONGEST_PATTERN)  # it may begin in this chunk and end in the next
            if not self._read_on():
                return None

    def _walk(self, opening: str, closing: str) -> Iterator[None]:
        if self.peek() != opening:
            self.value()
            return
        self._at += 1
        yield from self._walk_on(closing)

    def _walk_on(self, closing: str) -> Iterator[None]:
        while self.peek() != closing:
            yield
            if self.peek() != closing:
                self._take(",")
        self._at += 1

    def _take(self, token: str) -> None:
        if self.peek() != token:
            raise BrokenJson
        self._at += 1

    def _is_cut(self, error: Exception) -> bool:
        """Whether a value could not be read only because the text ends inside it."""
        if not isinstance(error, json.JSONDecodeError) or len(self._text) - self._at > LARGEST:
            return False
        return error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _NEAR_END

    def _mend(self, error: Exception) -> bool:
        """Make JSON of control characters as Telegram Desktop writes them ("\\x0B"); say whether that was what is wrong."""
        found = _CONTROL.match(self._text, error.pos) if isinstance(error, json.JSONDecodeError) else None
        if found is None:
            return False
        rest = _ESCAPE.sub(lambda escape: "\\u00" if escape.group(1) else escape.group(), self._text[found.start() :])
        self._text = self._text[: found.start()] + rest
        return True

    def _read_on(self) -> bool:
        chunk = "" if self._ended else self._stream.read(max(CHUNK, len(self._text) - self._at))
        self._ended = not chunk
        if chunk:
            self._text, self._at = self._text[self._at :] + chunk, 0
        return not self._ended
