"""Pages saved by a browser in one file."""

from email.message import MIMEPart
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from indexer.errors import UnknownFormat
from indexer.models import Post
from indexer.sources import detect, parse
from tests.indexer.exports import as_html
from tests.indexer.tme import message, page, text

PAGE = page(message(1, text("Дуб живёт<br>пятьсот лет")), message(2, text("Ель — триста")))


def saved(markup: str, *, encoding: str = "quoted-printable") -> bytes:
    """Return a page as Chromium saves it, with a picture and a frame behind it."""
    whole = MIMEMultipart("related", type="text/html")
    for name in ("Content-Type", "MIME-Version"):
        del whole[name]
    for name, value in (
        ("From", "<Saved by Blink>"),
        ("Snapshot-Content-Location", "https://t.me/s/les"),
        ("MIME-Version", "1.0"),
        ("Content-Type", 'multipart/related;\n type="text/html"'),
    ):
        whole[name] = value
    for content, kind in ((markup, "html"), ("body {}", "css"), ("<p>frame</p>", "html")):
        part = MIMEPart()
        part.set_content(content, subtype=kind, cte=encoding)
        whole.attach(part)
    return whole.as_bytes()


def texts(content: bytes) -> list[str]:
    return [entry.text for entry in parse(content) if isinstance(entry, Post)]


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_saved_page_of_a_channel_is_read(encoding: str) -> None:
    content = saved(PAGE, encoding=encoding)
    assert detect(content) == "mhtml"
    assert list(parse(content)) == list(parse(PAGE.encode()))
    assert texts(content.replace(b"\n", b"\r\n")) == texts(content) == ["Дуб живёт\nпятьсот лет", "Ель — триста"]


def test_a_saved_page_of_an_export_is_read() -> None:
    assert list(parse(saved(as_html()))) == list(parse(as_html().encode()))


def test_a_page_that_is_cut_is_read_to_the_cut() -> None:
    content = saved(PAGE)
    assert texts(content[: content.index(b"les/2")]) == ["Дуб живёт\nпятьсот лет"]


@pytest.mark.parametrize(
    "content",
    [
        saved("<html><body><p>Another site</p></body></html>"),
        MIMEText("tgme_page").as_bytes(),
        b"Content-Type: multipart/related\n\n",
        b"a: b\n" * 20_000,
        b"".join(b"Content-Type: multipart/related; boundary=%d\n\n--%d\n" % (i, i) for i in range(5_000)),
    ],
)
def test_other_mail_is_unknown(content: bytes) -> None:
    with pytest.raises(UnknownFormat):
        detect(content)
