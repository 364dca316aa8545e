"""How likely two posts tell of one event: the nearness of the whole texts and of their beginnings, in equal parts.

News begins with what happened and goes on with what is known of such things; the whole alone takes two fires in one town for one,
the beginning alone two ways to tell of one fire for two. Shared names and numbers were tried as further terms: given the cosines,
they add nothing. Digests do with the nearness of first passages, whose vectors are kept (docs/decisions/006-repeats.md).
"""

HEAD = 300  # characters after the first line: the two sentences that say what happened
WHOLE_AND_HEAD = 0.9108  # best F1 on every second pair of shared/eval/pairs/same-event-ru.jsonl
SAME_STATEMENT = 0.958  # headlines alone: another headline of one event may say something else; chosen likewise on paraphraser's


def head(text: str) -> str:
    """Return the beginning of a post: its first line, and ``HEAD`` characters of what follows."""
    title, _, body = text.partition("\n")
    return f"{title}\n{body[:HEAD]}" if body else text
