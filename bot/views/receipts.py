"""What became of the posts that a person gave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.texts import by_how_much, say
from bot.views.answers import tags_html
from bot.views.html import channel, date, link, title
from bot.views.reader import Reader
from indexer.models import Post, Receipt, Skipped, StoredPost, VerdictKind
from indexer.reports import Tally


@dataclass(frozen=True, slots=True)
class Outcome:
    """A receipt with what it speaks of: the post as it is in the library now, and the one that the verdict names.

    ``given`` is when the post that was given was published.
    """

    receipt: Receipt
    stored: StoredPost | None
    lead: Post | None = None
    given: datetime | None = None


def receipt_html(
    outcomes: Sequence[Outcome],
    skips: Sequence[Skipped],
    related: Sequence[StoredPost],
    reader: Reader,
    *,
    waiting: int = 0,
) -> str:
    """Return one receipt for everything that came together; ``related`` posts are shown for a single one."""
    if not outcomes:
        return say(reader.language, "receipt-skipped", posts=len(skips))
    if len(outcomes) == 1 and not skips:
        lines = _single(outcomes[0], related, reader)
    else:
        lines = [_burst(outcomes, skips, reader.language)]
    if waiting:
        lines.append(f"<i>{say(reader.language, 'behind', posts=waiting)}</i>")
    return "\n".join(line for line in lines if line)


def _single(outcome: Outcome, related: Sequence[StoredPost], reader: Reader) -> list[str]:
    language, tags = reader.language, (tags_html(outcome.stored, reader) if outcome.stored else "")
    lines = [verdict_html(outcome, reader), say(language, "tags", tags=tags) if tags else ""]
    if related:
        lines.append(say(language, "related"))
        lines += [f"• {link(channel(near.post, language), near.post.url)}: {title(near.post, language)}" for near in related]
    return lines


def verdict_html(outcome: Outcome, reader: Reader) -> str:
    """Return what dedup decided of one post: of which post, from where, when, how similar, with a link."""
    verdict, lead, language = outcome.receipt.verdict, outcome.lead, reader.language
    if verdict.kind is VerdictKind.NEW:
        return say(language, "saved", posts=1)
    words = say(language, f"verdict-{verdict.kind.value}")
    if lead is None:
        return f"{words}."
    of = say(
        language,
        "of-post",
        post=link(f"«{title(lead, language)}»" if language == "ru" else f"“{title(lead, language)}”", lead.url),
        channel=channel(lead, language),
        date=date(lead.date, language, reader.zone) or "none",
        apart=_apart(lead, outcome.given, language),
        is_later="yes" if outcome.given and lead.date and lead.date > outcome.given else "no",
        similarity="none" if verdict.kind is VerdictKind.EDITED else min(100, round(100 * verdict.similarity)),
    )
    return f"{words}: {of}."


def _apart(lead: Post, given: datetime | None, language: str) -> str:
    """How far apart both posts were published: "3 days"; "none" for less than a minute, and where a date is missing."""
    apart = abs(given - lead.date) if given and lead.date else timedelta()
    return by_how_much(apart, language) if apart >= timedelta(minutes=1) else "none"


def _burst(outcomes: Sequence[Outcome], skips: Sequence[Skipped], language: str) -> str:
    tally = Tally()
    tally.add(skips, [outcome.receipt for outcome in outcomes])
    report = tally.report()
    counts = {
        "burst-saved": report.new,
        "burst-edited": report.edited,
        "burst-known": report.same + report.contained + report.near,
        "burst-skipped": report.skipped,
    }
    said = [say(language, key, posts=number) for key, number in counts.items() if number]
    return ", ".join(said) + "."


def details_html(outcomes: Sequence[Outcome], reader: Reader) -> str:
    """Return what became of each post of a burst, a line for each."""
    lines = [_detail(outcome, reader) for outcome in outcomes]
    return "\n".join([f"<b>{say(reader.language, 'details-head')}</b>", *lines])


def _detail(outcome: Outcome, reader: Reader) -> str:
    language = reader.language
    name = title(outcome.stored.post, language, limit=40) if outcome.stored else say(language, "not-here")
    if outcome.receipt.verdict.kind is VerdictKind.NEW:
        return f"• {name}: {say(language, 'verdict-new')}"
    return f"• {name}: {verdict_html(outcome, reader)}"
