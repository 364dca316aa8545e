"""Posts that are similar to a post, or to any words."""

from bot.conversation.meant import answers_an_answer, post_meant
from bot.conversation.pages import Kept, kept_hits, page, save_pages
from bot.conversation.questions import answer_question
from bot.conversation.talk import Part, Pressed, Reply, Talk
from bot.texts import say
from bot.views.html import plain, title
from indexer.errors import QueryError
from indexer.models import Mode, Post, Query, StoredPost
from indexer.questions.checks import LONGEST

MOST = 25


async def list_similar(talk: Talk, argument: str) -> Reply:
    """``/similar``, as an answer to a post, to a receipt or to any words; alone, of the post that was saved last.

    Words behind it are looked for as any others: a few words by their meaning alone give weaker hits.

    Raises:
        QueryError: ``too-long``.
    """
    if argument:
        return await answer_question(talk, argument)
    post_id = await talk.desks.store(post_meant, talk)
    stored = None if post_id is None else await talk.desks.store(talk.library.post, post_id, talk.library_id)
    if stored is not None:
        return (await _to_post(talk, stored),)
    if await talk.desks.store(answers_an_answer, talk):
        return (Part(say(talk.language, "similar-of-answer")),)
    if talk.reply_text:
        return (await _to_words(talk, talk.reply_text[:LONGEST]),)
    return (Part(say(talk.language, "similar-which")),)


async def similar_by_button(talk: Talk, post_id: str) -> Pressed:
    """Send the posts that are similar to one of an answer."""
    stored = await talk.desks.store(talk.library.post, int(post_id), talk.library_id)
    if stored is None:
        return Pressed(notice=say(talk.language, "not-here"))
    return Pressed(send=(await _to_post(talk, stored),))


async def _to_post(talk: Talk, stored: StoredPost) -> Part:
    related = await talk.desks.store(talk.library.related, stored.post_id, talk.library_id, MOST)
    name = plain(title(stored.post, talk.language))
    if not related:
        return Part(say(talk.language, "similar-none", title=title(stored.post, talk.language)))
    kept = Kept("", [[each.post_id, "", None, 0.0] for each in related], fits=True, similar=name)
    return await page(talk, kept, await save_pages(talk, kept))


async def _to_words(talk: Talk, words: str) -> Part:
    """The posts that are near to the words in meaning; the words themselves need not stand in them."""
    if len(words) > LONGEST:
        raise QueryError("too-long", words)
    vector = await talk.desks.embed_question(talk.library.embed_query, words)
    try:
        answer = await talk.desks.store(talk.library.search, Query(words, talk.library_id, k=MOST, mode=Mode.DENSE), vector)
    except QueryError:
        return Part(say(talk.language, "similar-which"))
    name = title(Post(words), talk.language)
    hits = [hit for hit in answer.hits if hit.fits]
    if not hits:
        return Part(say(talk.language, "similar-none", title=name))
    kept = Kept(words, kept_hits(hits), fits=True, similar=plain(name))
    return await page(talk, kept, await save_pages(talk, kept))
