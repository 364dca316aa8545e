"""What goes on from a question that was asked a moment ago: another time or filter for it, its next page, its first post."""

from datetime import timedelta

from bot.conversation.pages import PAGE, Kept, keep_turn, load_pages, page, show_post
from bot.conversation.questions import answer_question
from bot.conversation.talk import Part, Reply, Talk
from bot.texts import say
from indexer.models import Turn
from indexer.questions.filter_names import in_russian
from indexer.questions.going_on import asks_for_more, asks_for_whole, gone_on, may_go_on

RECENT = timedelta(minutes=10)  # what is said later begins anew


async def go_on(talk: Talk, text: str) -> Reply:
    """Return the answer to words that go on from the person's last question; nothing for any others.

    Raises:
        QueryError: ``too-long``.
    """
    wants_more, wants_whole = asks_for_more(text), asks_for_whole(text)
    if not (wants_more or wants_whole or may_go_on(text)):
        return ()
    turn = await talk.desks.store(_last_turn, talk)
    kept = await load_pages(talk, turn.page_set_id) if turn else None
    if turn is None or kept is None:
        return ()
    if wants_more:
        return await _next_page(talk, kept, turn)
    if wants_whole:
        return (await show_post(talk, str(kept.hits[turn.start][0]))).send if turn.start < len(kept.hits) else ()
    question = None if kept.similar else gone_on(text, kept.question, now=talk.now, zone=talk.zone)
    if not question:
        return ()
    return await answer_question(talk, in_russian(question) if talk.language == "ru" else question, is_told=True)


def _last_turn(talk: Talk) -> Turn | None:
    """Runs at the store's desk."""
    turn = talk.library.store.last_turn(talk.library_id, asker=talk.asker)
    return turn if turn and talk.now - turn.moment <= RECENT else None


async def _next_page(talk: Talk, kept: Kept, turn: Turn) -> Reply:
    start = turn.start + PAGE
    if start >= len(kept.hits):
        return (Part(say(talk.language, "answer-no-more")),)
    await talk.desks.store(keep_turn, talk, turn.page_set_id, start)
    return (await page(talk, kept, turn.page_set_id, start),)
