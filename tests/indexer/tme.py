"""Pages of t.me as they are served, with their traps, written for these tests."""

from html import escape

FORWARD = (
    '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from '
    '<a class="tgme_widget_message_forwarded_from_name" href="{href}"><span dir="auto">{name}</span></a></div>'
)
REPLY = (
    '<a class="tgme_widget_message_reply" href="https://t.me/les/1"><div class="tgme_widget_message_author accent_color">'
    '<span class="tgme_widget_message_author_name" dir="auto">Лес</span></div>'
    '<div class="tgme_widget_message_text js-message_reply_text" dir="auto">Чужие слова из ответа</div></a>'
)
PREVIEW = (
    '<a class="tgme_widget_message_link_preview" href="https://example.org/a">'
    '<div class="link_preview_site_name" dir="auto">Example</div>'
    '<div class="link_preview_title" dir="auto">Заголовок</div>'
    '<div class="link_preview_description" dir="auto">Описание</div></a>'
)
POLL = (
    '<div class="tgme_widget_message_poll"><div class="tgme_widget_message_poll_question">Что посадим?</div>'
    '<div class="tgme_widget_message_poll_type">Anonymous Poll</div>'
    '<a class="tgme_widget_message_poll_option"><div class="tgme_widget_message_poll_option_percent">60%</div>'
    '<div class="tgme_widget_message_poll_option_value">'
    '<div class="tgme_widget_message_poll_option_text">Дуб</div></div></a></div>'
)
PHOTO = '<a class="tgme_widget_message_photo_wrap" href="https://t.me/les/5?single"></a>'


def text(content: str) -> str:
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{content}</div>'


def message(number: int, inside: str, *, views: str = "1.2K", edited: bool = False, service: bool = False, at: str = "") -> str:
    """Return one message of @les, of a moment in ISO 8601, or of one that its number gives."""
    moment = at or f"2026-11-0{number % 9 + 1}T10:00:00+00:00"
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message {"service_message " if service else ""}js-widget_message" data-post="les/{number}"
 data-view="eyJjIjotMTIzNDU2Nzg5MCwicCI6MX0">
<div class="tgme_widget_message_bubble">
<div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.me/les">
<span dir="auto">Записки о лесе</span></a></div>
{inside}
<div class="tgme_widget_message_reactions js-message_reactions">
<span class="tgme_reaction"><i class="emoji"><b>👍</b></i>15</span>
<span class="tgme_reaction tgme_reaction_paid"><i class="icon icon-telegram-stars"></i>1.1K</span></div>
<div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short js-message_info">
<span class="tgme_widget_message_views">{views}</span><span class="copyonly"> views</span>
<span class="tgme_widget_message_meta">{"edited " if edited else ""}<a class="tgme_widget_message_date" href="https://t.me/les/{number}">
<time datetime="{moment}" class="time">10:00</time></a></span></div></div>
</div></div></div>"""


def page(*messages: str) -> str:
    """Return the page t.me/s/les."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Записки о лесе – Telegram</title>
<meta property="og:title" content="Записки о лесе"><meta property="og:site_name" content="Telegram">
<meta property="og:description" content="О деревьях."><meta property="al:ios:url" content="tg://resolve?domain=les"></head>
<body class="widget_frame_base tgme_webpreview"><main class="tgme_main" data-url="/les"><div class="tgme_container">
<section class="tgme_channel_history js-message_history">{"".join(messages)}</section></div></main></body></html>
"""


def landing(number: int | None, description: str) -> str:
    """Return the page that invites to open one post, or the channel."""
    post = f"&amp;post={number}" if number else ""
    return f"""<!DOCTYPE html><html><head><title>Telegram: Contact @les</title>
<meta property="og:title" content="Записки о лесе"><meta property="og:site_name" content="Telegram">
<meta property="og:description" content="{escape(description)}">
<meta property="al:ios:url" content="tg://resolve?domain=les{post}"></head>
<body><div class="tgme_page_wrap"></div></body></html>"""
