"""Values become messages: Telegram's HTML, every part at most 4096 characters once parsed."""

from bot.views.answers import answer_html, post_parts
from bot.views.digests import as_repeat, digest_parts
from bot.views.receipts import details_html, receipt_html

__all__ = ["answer_html", "as_repeat", "details_html", "digest_parts", "post_parts", "receipt_html"]
