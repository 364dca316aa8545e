"""What was asked before."""

from bot.conversation.questions import answer_question
from bot.conversation.talk import Button, Part, Pressed, Reply, Talk
from bot.texts import say
from indexer.language.sentences import cut

SHOWN = 10
_LABEL = 48  # characters of a question that a button shows on a phone


async def list_history(talk: Talk, argument: str) -> Reply:
    """``/history``: the person's latest questions as buttons; in a group everybody has their own."""
    asked = await talk.desks.store(_asked, talk, SHOWN)
    if not asked:
        return (Part(say(talk.language, "history-none")),)
    rows = [(Button(cut(" ".join(question.split()), _LABEL), f"again:{question_id}"),) for question_id, question in asked]
    forget = (Button(say(talk.language, "button-forget"), f"forget_of:{talk.asker}"),)
    return (Part(say(talk.language, "history-head"), (*rows, forget)),)


def _asked(talk: Talk, limit: int) -> list[tuple[int, str]]:
    """Runs at the store's desk."""
    return talk.library.store.questions(talk.library_id, limit, asker=talk.asker)


async def ask_again(talk: Talk, argument: str) -> Reply:
    """``/again``: the latest question once more."""
    asked = await talk.desks.store(_asked, talk, 1)
    return await answer_question(talk, asked[0][1]) if asked else (Part(say(talk.language, "history-none")),)


async def ask_again_by_button(talk: Talk, question_id: str) -> Pressed:
    """Ask a question of the history."""
    question = await talk.desks.store(talk.library.store.question, talk.library_id, int(question_id))
    if question is None:
        return Pressed(notice=say(talk.language, "too-old"))
    return Pressed(send=await answer_question(talk, question))


async def forget(talk: Talk, argument: str) -> Reply:
    """``/forget``: the person's history is emptied."""
    count = await talk.desks.store(lambda: talk.library.store.forget_questions(talk.library_id, asker=talk.asker))
    return (Part(say(talk.language, "history-forgotten", questions=count)),)


async def forget_by_button(talk: Talk) -> Pressed:
    """Empty the history: a button from before it said whose."""
    return Pressed(edit=(await forget(talk, ""))[0])


async def forget_own_by_button(talk: Talk, asker: str) -> Pressed:
    """Empty the history of the person who had it listed; in a group others may press, and would lose their own."""
    if int(asker) != talk.asker:
        return Pressed(notice=say(talk.language, "history-of-another"))
    return await forget_by_button(talk)
