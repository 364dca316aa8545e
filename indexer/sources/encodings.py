"""Bytes to text: in which encoding a file is, by its first bytes."""

import codecs
import re
from contextlib import suppress
from unicodedata import category

from indexer.errors import UnknownFormat

_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f")
_LOST = re.compile("\0{512,}|\0+$")  # what a disk that failed leaves of its sectors
_WHOLE = 10  # characters of UTF-8 beside one damaged: by chance, those of another encoding make none
_SAMPLE = 4096  # bytes by which an encoding of wide characters is known
_RARE = 64  # bytes for a zero: a text has more, as a space has one
_STRANGE = frozenset(("Cc", "Cn", "Co", "Cs"))  # controls, unassigned and private characters, halves of pairs
_FEW = 20  # characters for one of those: numbers and pictures have more


def decode(head: bytes) -> tuple[str, str]:
    """Return (text, encoding) of a file's first bytes: UTF-8, UTF-16, UTF-32, else Windows-1251, as old editors save Russian.

    A damaged character among many whole ones of UTF-8 is no sign of another encoding.

    Raises: UnknownFormat for an empty or binary file.
    """
    encoding = _wide(head) or _narrow(head)
    text = _LOST.sub("", codecs.getincrementaldecoder(encoding)("replace").decode(head))
    controls = sum(text.count(c) for c in _CONTROLS)
    if not text.strip() or controls * 100 > len(text):
        raise UnknownFormat(head[:64])
    return text, encoding


def is_text(head: bytes) -> bool:
    """Say whether a file that begins so may be text, rather than a picture."""
    return b"\0" not in head or _wide(head) is not None


def _wide(head: bytes) -> str | None:
    """UTF-16 or UTF-32, by its mark or by where its zeros are."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # the one begins as UTF-16's does
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[:_SAMPLE].rstrip(b"\0")
    return _unmarked(sample + bytes(-len(sample) % 4)) if _RARE * sample.count(0) > len(sample) else None


def _unmarked(sample: bytes) -> str | None:
    for encoding in ("utf-32-le", "utf-32-be"):  # hardly anything else is either by chance
        with suppress(UnicodeDecodeError):
            if _is_plain(sample.decode(encoding)):
                return encoding
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    is_one_sided = 4 * min(odd, even) <= max(odd, even)  # half an emoji may end in a zero
    return encoding if is_one_sided and _is_plain(sample.decode(encoding, "replace")) else None


def _is_plain(text: str) -> bool:
    """Whether nearly all characters are known, and none but spaces a control."""
    strange = sum(category(character) in _STRANGE and not character.isspace() for character in text.rstrip("\0"))
    return strange * _FEW <= len(text)


def _narrow(head: bytes) -> str:
    text = codecs.getincrementaldecoder("utf-8-sig")("replace").decode(head)  # a head may end inside a character
    damaged = text.count("\ufffd") - head.count("\ufffd".encode())
    if damaged and any(byte < 32 and byte not in b"\t\n\r\f" for byte in head[:4096]):
        raise UnknownFormat(head[:64])
    whole = sum(character > "\x7f" for character in text) - damaged
    return "cp1251" if damaged * _WHOLE > whole else "utf-8-sig"
