"""Holes in an export's page: what a failing disk or a torn copy took out of its middle, or its end.

A parser heals them: the text of a message that was cut takes in those behind it. So every message is looked at before parsing.
"""

import re

DAMAGED = "damaged"
_BEGIN = '<div class="message '
_LOST = f'{_BEGIN}service {DAMAGED}"></div>'
_BORDER = re.compile(r"<(/?)div\b")
_TORN = re.compile(r"<[^<>]*<")  # a tag that has no end


def mended(text: str) -> str:
    """Return a page in which an empty message of the class ``DAMAGED`` stands for each that is not whole.

    A hole is not seen where it begins and ends equally deep: there are no signs of it but in the words.
    """
    head, *messages = text.split(_BEGIN)
    if not messages:
        return text
    around = _opened(head)
    *before, last = (_BEGIN + message for message in messages)
    return "".join((head, _LOST if around < 0 else "", *map(_mended, before), _mended_last(last, around)))


def _mended(message: str) -> str:
    """A message between others, behind which nothing stands."""
    end = _end(message)
    rest = message[end:].lstrip()
    if not rest and end:
        return message
    return _LOST if not end or rest.startswith("</div") else message[:end] + _LOST


def _mended_last(message: str, around: int) -> str:
    """The last message, behind which as many elements end as stand around all, unless the page is cut."""
    end = _end(message)
    rest = message[end:]
    is_cut, ended = "</html>" not in rest, -_opened(rest)
    if not end or (around >= 0 and (ended > around or not (is_cut or ended == around))):
        return _LOST
    return message[:end] + _LOST if is_cut and "<div" in rest else message


def _opened(text: str) -> int:
    return text.count("<div") - text.count("</div")


def _end(message: str) -> int:
    """Where a message ends; 0 if it does not, or one of its tags does not."""
    end = end_of(message)
    return 0 if _TORN.search(message, 0, end) or "\0" in message[:end] else end


def end_of(markup: str, start: int = 0) -> int:
    """Return where the first element "div" from a place on ends; 0 if it does not."""
    depth = 0
    for border in _BORDER.finditer(markup, start):
        depth += -1 if border[1] else 1
        if not depth:
            return markup.find(">", border.end()) + 1
    return 0
