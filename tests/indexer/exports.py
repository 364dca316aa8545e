"""One chat as Telegram Desktop exports it, in both formats: every trap of each of them, written for these tests."""

import json
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from typing import Any

TITLE, CHAT_ID = "Записки о лесе", 1234567890
NOBODY = "Deleted Account"
MOSCOW = timezone(timedelta(hours=3))
START = datetime(2026, 3, 1, 9, 0, 0, tzinfo=UTC)


def entity(kind: str, text: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "text": text, **more}


# (what stands in the text, extra fields of the message); a text is a string or a list as the export writes it
MESSAGES: list[tuple[Any, dict[str, Any]]] = [
    ("", {"type": "service", "actor": TITLE, "action": "create_channel", "title": TITLE}),
    ("Дуб живёт пятьсот лет, а то и больше.", {}),
    (
        [
            "Читайте ",
            entity("text_link", "отчёт", href="https://example.org/report?a=1&b=2"),
            " и ",
            entity("link", "https://example.org/list"),
            "\n",
            entity("hashtag", "#лес"),
            " ",
            entity("mention", "@lesnik"),
        ],
        {"edited": 60, "reactions": [{"type": "emoji", "count": 7, "emoji": "🔥"}, {"type": "emoji", "count": 5, "emoji": "👍"}]},
    ),
    (
        [
            entity("custom_emoji", "🌲", document_id="stickers/tree.webp"),
            " Секрет: ",
            entity("spoiler", "грибы у ручья"),
            "\n\n",
            entity("pre", "if rain:\n    walk()", language="python"),
            "\n",
            entity("blockquote", "Кто рано встаёт…"),
        ],
        {},
    ),
    ("Подпись под альбомом из трёх снимков.", {"photo": "photos/1.jpg", "at": 240}),
    ("", {"photo": "photos/2.jpg", "at": 240}),
    ("", {"photo": "photos/3.jpg", "at": 240}),
    ("", {"file": "video_files/1.mp4", "media_type": "video_file", "at": 400}),
    ("Пересланное: сосны сажают весной.", {"forwarded_from": "Лесничий", "at": 480}),
    ("И второе от того же: ели сажают осенью.", {"forwarded_from": "Лесничий", "joined": True, "at": 480}),
    ("Ответ на вопрос о дубах: да, можно.", {"reply_to_message_id": 2}),
    (
        "",
        {
            "poll": {
                "question": "Что посадим?",
                "closed": False,
                "total_voters": 3,
                "answers": [{"text": "Дуб", "voters": 2, "chosen": False}, {"text": "Клён", "voters": 1, "chosen": True}],
            }
        },
    ),
    ("", {"type": "service", "actor": TITLE, "action": "pin_message", "message_id": 2}),
    ("Строка <b>не тег</b> & «кавычки» \u2028 конец.", {}),
]


# Of every type of file, as which medium a page shows it, and under which title: where there is none, under the file's name.
_FILES = {"video_file": ("video", "Video file"), "sticker": ("photo", "Sticker"), "": ("file", "")}


def stamp(number: int, at: int | None = None) -> datetime:
    return START + timedelta(seconds=60 * number if at is None else at)


def as_json(messages: list[tuple[Any, dict[str, Any]]] = MESSAGES, **chat: Any) -> str:
    """Return the chat as ``result.json``."""
    rows = [_json_message(number, text, dict(more)) for number, (text, more) in enumerate(messages, 1)]
    return json.dumps(
        {"name": TITLE, "type": "public_channel", "id": CHAT_ID, **chat, "messages": rows}, ensure_ascii=False, indent=1
    )


def _json_message(number: int, text: Any, more: dict[str, Any]) -> dict[str, Any]:
    moment = stamp(number, more.pop("at", None))
    for name in ("joined", "published"):
        more.pop(name, None)
    if "edited" in more:
        edited = moment + timedelta(seconds=more.pop("edited"))
        more |= {
            "edited": edited.astimezone(MOSCOW).strftime("%Y-%m-%dT%H:%M:%S"),
            "edited_unixtime": str(int(edited.timestamp())),
        }
    parts = text if isinstance(text, list) else [text]
    return {
        "id": number,
        "type": "message",
        "date": moment.astimezone(MOSCOW).strftime("%Y-%m-%dT%H:%M:%S"),
        "date_unixtime": str(int(moment.timestamp())),
        "from": TITLE,
        "from_id": f"channel{CHAT_ID}",
        **more,
        "text": text,
        "text_entities": [entity("plain", part) if isinstance(part, str) else part for part in parts if part],
    }


def as_html(
    messages: list[tuple[Any, dict[str, Any]]] = MESSAGES, *, offset: bool = True, title: str = TITLE, first: int = 1
) -> str:
    """Return the chat as a page of ``messages.html``, from a number on: of 2026 with the offset, of 2022 without."""
    rows = "".join(_html_message(number, text, dict(more), offset, title) for number, (text, more) in enumerate(messages, first))
    return f"""<!DOCTYPE html>
<html>
 <head>
  <meta charset="utf-8"/>
<title>Exported Data</title>
 </head>
 <body onload="CheckLocation();">
  <div class="page_wrap">
   <div class="page_header">
    <div class="content">
     <div class="text bold">
{escape(title)}
     </div>
    </div>
   </div>
   <div class="page_body chat_page">
    <div class="history">
     <a class="pagination block_link" href="messages.html">
Previous messages
     </a>
     <div class="message service" id="message-1">
      <div class="body details">
1 March 2026
      </div>
     </div>{rows}
    </div>
   </div>
  </div>
 </body>
</html>
"""


def as_pages(messages: list[tuple[Any, dict[str, Any]]], size: int) -> dict[str, str]:
    """Return the chat as the pages of its export by name, each with so many messages."""
    starts = range(0, len(messages), size)
    return {
        f"messages{page if page > 1 else ''}.html": as_html(messages[start : start + size], first=start + 1)
        for page, start in enumerate(starts, 1)
    }


def _html_message(number: int, text: Any, more: dict[str, Any], offset: bool, title: str) -> str:
    own = more.get("id", number)
    if kind := more.get("type"):
        notice = "Notice" if kind == "service" else "This message is not supported by this version of Telegram Desktop."
        return f'<div class="message service" id="message{own}">\n<div class="body details">\n{notice}\n</div>\n</div>'
    moment = stamp(number, more.get("at")).astimezone(MOSCOW)
    date = moment.strftime("%d.%m.%Y %H:%M:%S") + (" UTC+03:00" if offset else "")
    is_joined = more.get("joined")
    via = f" via {more['via_bot']}" if "via_bot" in more else ""
    own_via, source_via = ("", via) if "forwarded_from" in more else (via, "")
    name = "" if is_joined else f'<div class="from_name">\n{escape(more.get("from", title) or NOBODY)}{own_via}\n</div>'
    reply = '<div class="reply_to details">\nIn reply to <a href="#go_to_message2">this message</a>\n</div>'
    inner = (reply if "reply_to_message_id" in more else "") + _html_media(more) + _html_text(text) + _html_reactions(more)
    if "forwarded_from" in more:
        source = " ".join((more["forwarded_from"] or NOBODY).split())
        head = "" if is_joined else f'<div class="from_name">\n{source}{source_via} {_html_published(more, date)}\n</div>'
        inner = f'<div class="pull_left forwarded userpic_wrap"></div><div class="forwarded body">{head}{inner}</div>'
    return f"""
     <div class="message default clearfix{" joined" if is_joined else ""}" id="message{own}">
      <div class="body">
       <div class="pull_right date details" title="{date}">
{moment:%H:%M}
       </div>
       {name}{inner}
      </div>
     </div>
"""


def _html_published(more: dict[str, Any], date: str) -> str:
    """Return when a forward was first published: a page of today has it twice, in a title with the offset, too."""
    first = f"{more['published']} UTC+03:00" if "published" in more else date
    return f'<span class="date details" title="{first}"> {first[:19]}</span>'


def _html_text(text: Any) -> str:
    content = _html_parts(text)
    return f'<div class="text">\n{content}\n       </div>' if content else ""


def _html_parts(text: Any) -> str:
    return "".join(_html_part(part) for part in (text if isinstance(text, list) else [text]))


def _html_part(part: Any) -> str:
    if isinstance(part, str):
        return _br(part)
    text, kind = _br(part["text"]), part["type"]
    marked = {
        "text_link": f'<a href="{escape(part.get("href", ""))}">{text}</a>',
        "link": f'<a href="{text}">{text}</a>',
        "hashtag": f'<a href="" onclick="return ShowHashtag(&quot;{text[1:]}&quot;)">{text}</a>',
        "mention": f'<a href="https://t.me/{text[1:]}">{text}</a>',
        "custom_emoji": f"<a {_html_emoji(part.get('document_id'))}>{text}</a>",
        "bold": f"<strong>{text}</strong>",
        "email": f'<a href="mailto:{text}">{text}</a>',
        "phone": f'<a href="tel:{text}">{text}</a>',
        "bot_command": f'<a href="" onclick="return ShowBotCommand(&quot;{text[1:]}&quot;)">{text}</a>',
        "cashtag": f'<a href="" onclick="return ShowCashtag(&quot;{text[1:]}&quot;)">{text}</a>',
        "mention_name": f'<a href="" onclick="return ShowMentionName()">{text}</a>',
        "spoiler": f'<span class="spoiler hidden" onclick="ShowSpoiler(this)"><span aria-hidden="true">{text}</span></span>',
        "pre": f"<pre>{text}</pre>",
        "blockquote": f"<blockquote>{text}</blockquote>",
    }
    return marked[kind]


def _html_emoji(picture: str | None) -> str:
    return 'href="" onclick="return ShowNotLoadedEmoji();"' if picture == "" else 'href = "stickers/sticker.webp"'


def _br(text: str) -> str:
    return escape(text).replace("\n", "<br>").replace("\u2028", "<br>").replace("\x0b", "&#x0B;")


def _html_media(more: dict[str, Any]) -> str:
    if "photo" in more:
        return '<div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left" href="photos/1.jpg"></a></div>'
    if "file" in more:
        kind, shown = _FILES[more.get("media_type", "")]
        return (
            f'<div class="media_wrap clearfix"><div class="media clearfix pull_left media_{kind}"><div class="body">'
            f'<div class="title bold">\n{shown or escape(more["file_name"])}\n</div>'
            '<div class="status details">\n00:10\n</div></div></div></div>'
        )
    if "poll" in more:
        return _html_poll(more["poll"]["question"], more["poll"]["answers"])
    if "todo_list" in more:
        return _html_poll(more["todo_list"]["title"], more["todo_list"]["answers"])
    return ""


def _html_poll(question: Any, rows: list[dict[str, Any]]) -> str:
    answers = "".join(f'<div class="answer">\n- {_html_parts(row["text"])}{_html_votes(row)}\n</div>' for row in rows)
    return (
        f'<div class="media_wrap clearfix"><div class="media_poll"><div class="question bold">\n{_html_parts(question)}\n</div>'
        f'<div class="details">\nAnonymous poll\n</div>{answers}<div class="total details">\n3 votes\n</div></div></div>'
    )


def _html_votes(row: dict[str, Any]) -> str:
    return f' <span class="details">{row["voters"]} votes</span>' if row.get("voters") else ""


def _html_reactions(more: dict[str, Any]) -> str:
    rows = "".join(
        f'<span class="reaction">\n<span class="emoji">\n{row["emoji"]}\n</span>\n'
        f'<span class="count">\n{row["count"]}\n</span>\n</span>'
        for row in more.get("reactions", [])
    )
    return f'<span class="reactions">\n{rows}\n</span>' if rows else ""
