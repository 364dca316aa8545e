"""A question is answered, and words that may be no question are asked about."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.direct import direct_answer
from bot.conversation.pages import Kept, foot_of, kept_hits, load_pages, page, save_pages, suggestion_rows
from bot.conversation.talk import Button, Part, Pressed, Reply, Talk
from bot.texts import say
from bot.views.hints import SHOWN, hint_lines
from bot.views.html import escape
from indexer.finding import Found, find_asked
from indexer.language.sentences import cut, is_statement, sentences
from indexer.language.text import words
from indexer.models import Answer, Hit, Period, Query
from indexer.questions.asking import parse_question
from indexer.questions.checks import check_query
from indexer.questions.question import Question, check_times
from indexer.search.asides import is_aside
from indexer.search.ranking import COVERAGE_WEIGHT

MOST = 50  # hits that pages can show
NEAREST = 3  # shown where nothing answers the question
TELLING = 0.4  # of the information of the question's words: a post that holds as much is hardly near by chance
TOLD = 200  # characters of a question that its answer repeats
LONG = 300  # characters: longer is rather a post than a question
_LINK = re.compile(r"\s*(?:https?://|t\.me/|www\.)\S+\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the (kind, name) of the facets that narrow it, and the pages of the wider answer.

    A ``forced`` one wants a sentence in answer whatever its form, a ``wide`` one is asked without what may be no filter; of one
    that ``is_told`` the answer says what is asked.
    """

    question: str
    narrowed: tuple[tuple[str, str], ...] = ()
    back: int | None = None
    forced: bool = False
    wide: bool = False
    is_told: bool = False


async def answer_question(talk: Talk, text: str, *, ask: bool = False, is_told: bool = False) -> Reply:
    """Return the first page of an answer, and keep the question in the history.

    ``ask`` wants a sentence in answer, be it a question by its form or not; ``is_told``: the answer says what is asked.

    Raises:
        QueryError: ``empty``, ``too-long``.
    """
    if misread := await talk.desks.store(_keep_question, talk, text):
        return (Part(escape("\n".join(misread))),)
    return (await answer_asked(talk, Asked(text, forced=ask, is_told=is_told)),)


def _keep_question(talk: Talk, text: str) -> list[str]:
    """Keep a question in the history, or return what is said of filters that are none, where it holds nothing else.

    Runs at the store's desk: a long question takes half a second to read.

    Raises:
        QueryError: ``empty``, ``too-long``, ``future-period``.
    """
    question = parse_question(text, talk.library_id, now=talk.now, zone=talk.zone)
    check_times(question)
    is_asked = len(text) > LONG or question.query.is_narrow or words(question.query.text)
    if not is_asked and (misread := hint_lines(question.hints, talk.language)):
        return misread
    check_query(question.query)
    talk.library.store.save_question(talk.library_id, text, asker=talk.asker, instead=talk.is_edit)
    return []


async def answer_asked(talk: Talk, asked: Asked) -> Part:
    """Return the first page of an answer.

    Raises:
        QueryError: ``empty``, ``too-long``.
    """
    question = await talk.desks.store(understood, talk, asked.question, MOST)
    is_chosen = asked.wide and question.is_offered
    question = question.wider if asked.wide and question.wider else question
    narrowed = question.with_query(lambda query: narrowed_by_all(talk, query, asked.narrowed))
    found = await find_asked(talk.library, talk.desks, narrowed, talk.helpers.reranker)
    if not found.answer.posts:
        return Part(talk.say_here("empty-library"))
    told = [*_told(talk, asked), *_given_up(talk, found.question, is_chosen=is_chosen)]
    above = await direct_answer(talk, found, forced=asked.forced)
    kept = _kept(asked, found, above="\n\n".join(filter(None, [*told, above])))
    pages = await save_pages(talk, kept)
    if found.answer.hits:
        return await page(talk, kept, pages)
    nothing = say(talk.language, "answer-nothing-at-all" if found.question.query.text else "answer-nothing-left")
    foot = foot_of(talk, kept)
    said = [*told, nothing, *([f"<i>{escape(foot)}</i>"] if foot else [])]
    return Part("\n\n".join(said), tuple(suggestion_rows(talk, kept, pages)))


def understood(talk: Talk, text: str, k: int) -> Question:
    """Return what a question asks for. Runs at the store's desk."""
    return talk.library.understand(text, talk.library_id, now=talk.now, zone=talk.zone, k=k)


def narrowed_by_all(talk: Talk, query: Query, facets: Sequence[tuple[str, str]]) -> Query:
    """Return a query that leaves only what facets (kind, name) leave too."""
    for kind, name in facets:
        query = _narrowed(query, kind, name, talk.zone)
    return query


def _narrowed(query: Query, kind: str, name: str, zone: str) -> Query:
    if kind == "tag":
        return replace(query, tags=(*query.tags, name))
    if kind == "channel":
        return replace(query, channels=(name,))
    begins, ends = (datetime(int(name) + i, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC) for i in (0, 1))
    since, until = query.period.since or begins, query.period.until or ends
    return replace(query, period=Period(max(since, begins), min(until, ends)))


def _told(talk: Talk, asked: Asked) -> list[str]:
    """Say in HTML what is asked, where a person has not written it so."""
    return [f"<i>{escape(say(talk.language, 'answer-asked', value=cut(asked.question, TOLD)))}</i>"] if asked.is_told else []


def _given_up(talk: Talk, question: Question, *, is_chosen: bool) -> list[str]:
    """Say in HTML which filters were given up: they left no answer, or a person chose so."""
    value, sentence = cut(question.given_up, SHOWN), "answer-as-words" if is_chosen else "answer-given-up"
    return [f"<i>{escape(say(talk.language, sentence, value=value))}</i>"] if value else []


def _kept(asked: Asked, found: Found, *, above: str) -> Kept:
    question, answer = found.question, found.answer
    hits = [hit for hit in answer.hits if hit.fits] or nearest(answer.hits)
    return Kept(
        asked.question,
        kept_hits(hits),
        answer.fits,
        answer.unembedded,
        narrowed=asked.narrowed,
        back=asked.back,
        suggestion=answer.suggestion and f"{answer.suggestion} {question.filters}".strip(),
        above=above,
        stems=sorted(answer.stems),
        words=question.words,
        hints=[astuple(hint) for hint in question.hints],
        given_up=question.given_up,
        wider=question.wider.given_up if question.wider and _may_widen(question, answer) else "",
        offered=question.is_offered,
        forced=asked.forced,
        more=answer.more if answer.fits else 0,
    )


def _may_widen(question: Question, answer: Answer) -> bool:
    """Say whether the wider question is one more to ask: a guess was asked it already, or is answered."""
    return question.is_offered or not (answer.fits or question.is_guess or question.given_up)


def nearest(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits nearest in meaning: what ranks leans to the other language, whose answers are wanted, and here is none.

    Beside a post that holds much of the question's words, those that hold none are left out. Appeals and lists of links are near
    to everything, adverts and polls too: so are they, where anything else is there.
    """
    is_telling = any(hit.coverage >= TELLING for hit in hits)
    shared = [hit for hit in hits if hit.coverage or not is_telling]
    said = [hit for hit in shared if hit.coverage >= TELLING or _tells(hit.passage)] or shared
    return sorted(said, key=lambda hit: -((hit.cosine or 0.0) + COVERAGE_WEIGHT * hit.coverage))[:NEAREST]


def _tells(passage: str) -> bool:
    return not is_aside(passage) and any(map(is_statement, sentences(passage)))


# --- words that may be no question ---


def needs_choice(text: str) -> bool:
    """Say whether a text may be something to save rather than a question: a long one, or a bare link."""
    return len(text) > LONG or "\n\n" in text.strip() or _LINK.fullmatch(text) is not None


async def ask_what_to_do(talk: Talk, text: str) -> Reply:
    """Ask whether to save a text or to search with it; the text is kept until a button is pressed."""
    key = None if talk.message_id is None else f"{talk.library_id}:{talk.message_id}"
    payload = {"text": text, "key": key, "date": talk.now.isoformat()}
    kept = await talk.desks.store(talk.library.store.save_page_set, talk.library_id, payload)
    buttons = [Button(say(talk.language, f"button-{what}"), f"{what}:{kept}") for what in ("save", "search")]
    return (Part(say(talk.language, "choice"), (tuple(buttons),)),)


async def search_kept(talk: Talk, kept: str) -> Pressed:
    """Search with a text that was asked about."""
    return await _search(talk, kept, "text")


async def search_meant(talk: Talk, pages: str) -> Pressed:
    """Search with the question that was probably meant."""
    return await _search(talk, pages, "suggestion")


async def _search(talk: Talk, page_set_id: str, name: str) -> Pressed:
    payload = await _page_set(talk, page_set_id)
    if payload is None or not payload.get(name):
        return Pressed(notice=say(talk.language, "too-old"))
    reply = await answer_question(talk, payload[name])
    return Pressed(edit=reply[0], send=reply[1:])


async def search_wider(talk: Talk, pages: str) -> Pressed:
    """Ask again without the filters that left no answer."""
    kept = await load_pages(talk, pages)
    if kept is None or not kept.wider:
        return Pressed(notice=say(talk.language, "too-old"))
    back = int(pages) if kept.hits else kept.back
    return Pressed(edit=await answer_asked(talk, Asked(kept.question, kept.facets, back, kept.forced, wide=True)))


async def answer_nothing(talk: Talk, *, is_file: bool) -> Reply:
    """Answer a message in which there is nothing to read; of a file it is said which ones are."""
    return (Part(say(talk.language, "error-UnknownFormat" if is_file else "say-words")),)


async def _page_set(talk: Talk, page_set_id: str) -> dict[str, Any] | None:
    return await talk.desks.store(talk.library.store.page_set, int(page_set_id), talk.library_id)
