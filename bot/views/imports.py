"""What became of an import, in words and as JSON."""

import json
from collections import Counter

from bot.texts import say
from indexer.reports import ImportReport

SHOWN_SKIPS = 5  # positions named for each reason
SHOWN_UNREAD, LONGEST_NAME = 10, 80  # files, and characters of the end of a name


def report_as_json(report: ImportReport, *, rehearsed: bool = False) -> str:
    """Return the counts, every skipped message, and the seconds, as one line of JSON."""
    fields: dict[str, object] = {**counts(report)}
    fields["skips"] = [{"position": skip.position, "reason": skip.reason} for skip in report.skips]
    fields["seconds"] = report.seconds
    if report.unread:
        fields["unread"] = [{"file": file.name, "reason": file.reason} for file in report.unread]
    if report.undated:
        fields["undated"] = [each.position for each in report.undated]
    if rehearsed:
        fields["dry_run"] = True
    return json.dumps(fields, ensure_ascii=False)


def counts(report: ImportReport) -> dict[str, int]:
    """Return how many messages were read, and how many there were of each kind."""
    return {name: getattr(report, name) for name in ("read", "new", "same", "edited", "contained", "near", "skipped")}


def report_as_text(report: ImportReport, language: str) -> str:
    """Return what became of an import, and what was left out."""
    return "\n".join(
        [say(language, "import-done", **counts(report), seconds=round(report.seconds, 1)), *left_out(report, language)]
    )


def left_out(report: ImportReport, language: str) -> list[str]:
    """Return lines: how many were skipped for which reason, the first by their positions, or lost their date; unread files."""
    lines: list[str] = []
    for reason, count in Counter(skip.reason for skip in report.skips).most_common():
        places = [str(skip.position) for skip in report.skips if skip.reason == reason][:SHOWN_SKIPS]
        where = ", ".join(places) + (", …" if count > len(places) else "")
        why = say(language, "skipped-why", reason=reason)
        lines.append(say(language, "import-skips", reason=why, count=count, named=len(places), where=where))
    if report.undated:
        lines.append(say(language, "import-undated", count=len(report.undated), first=report.undated[0].position))
    for file in report.unread[:SHOWN_UNREAD]:
        name = file.name if len(file.name) <= LONGEST_NAME else f"…{file.name[-LONGEST_NAME:]}"
        lines.append(say(language, "import-unread", name=name, reason=say(language, "skipped-why", reason=file.reason)))
    if len(report.unread) > SHOWN_UNREAD:
        lines.append(say(language, "import-unread-more", count=len(report.unread) - SHOWN_UNREAD))
    return lines
