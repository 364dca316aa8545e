"""Pages of an answer: what was found is kept, so that they stay as they are while posts arrive."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.conversation.talk import Button, Part, Pressed, Talk
from bot.texts import say
from bot.views.answers import Found, answer_html, found_words, post_parts
from bot.views.hints import SHOWN, hint_lines
from indexer.language.sentences import content_stems, cut
from indexer.language.text import stems
from indexer.models import Hit, Turn
from indexer.questions.question import Hint

PAGE = 5

Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What all pages of an answer have in common.

    ``hits`` are (post id, passage, cosine, coverage), best first; ``narrowed`` the (kind, name) of the facets that were chosen,
    and ``back`` the pages without the last of them. ``similar`` are the first words of the post that all are similar to;
    ``above`` is HTML over the first page, ``stems`` what the words of the question may stand for. ``words`` are the question's
    without its filters, ``hints`` what was not understood of it: (kind, value, meant). ``given_up`` are filters that left no
    answer, so that the wider question was asked; ``wider`` those that it can be asked without, or with as words where they are
    ``offered`` so. A ``forced`` one wanted a sentence in answer. ``more`` posts were found than pages show; None: nobody
    counted them. ``language`` is the one they speak.
    """

    question: str
    hits: Sequence[Sequence[Any]]
    fits: bool
    unembedded: int = 0
    narrowed: Sequence[Sequence[str]] = ()
    back: int | None = None
    similar: str | None = None
    suggestion: str | None = None
    above: str = ""
    stems: Sequence[str] = ()
    words: str | None = None
    hints: Sequence[Sequence[str]] = ()
    given_up: str = ""
    wider: str = ""
    offered: bool = False
    forced: bool = False
    more: int | None = 0
    language: str = ""

    @property
    def facets(self) -> tuple[tuple[str, str], ...]:
        """The (kind, name) of the facets that were chosen."""
        return tuple((kind, name) for kind, name in self.narrowed)

    @property
    def shown(self) -> str:
        """The words whose finding is shown: those of the question and of its phrases."""
        return self.question if self.words is None else self.words


def kept_hits(hits: Sequence[Hit]) -> list[list[Any]]:
    """Return hits as pages keep them."""
    return [[hit.post_id, hit.passage, hit.cosine, hit.coverage] for hit in hits]


def foot_of(talk: Talk, kept: Kept, start: int = 0) -> str:
    """Return what there is to say below an answer: what was not understood, and what is not, or not yet, to be seen in it."""
    is_last = start + PAGE >= len(kept.hits) > PAGE
    beyond = [say(talk.language, "answer-beyond", found=len(kept.hits))] if is_last and kept.more != 0 else []
    behind = [say(talk.language, "behind", posts=kept.unembedded)] if kept.unembedded else []
    return "\n".join([*hint_lines([Hint(*hint) for hint in kept.hints], talk.language), *beyond, *behind])


async def save_pages(talk: Talk, kept: Kept) -> int:
    """Keep what was found, of which the first page is shown, and return the number by which buttons name it."""
    return await talk.desks.store(_save, talk, kept)


def _save(talk: Talk, kept: Kept) -> int:
    pages = talk.library.store.save_page_set(talk.library_id, asdict(kept) | {"language": talk.language})
    keep_turn(talk, pages, 0)
    return pages


def keep_turn(talk: Talk, pages: int, start: int) -> None:
    """Keep which page the person was shown last. Runs at the store's desk."""
    talk.library.store.save_turn(talk.library_id, Turn(pages, start, talk.now), asker=talk.asker)


async def load_pages(talk: Talk, pages: str | int) -> Kept | None:
    """Return what pages show, without what has gone since; None where they are another library's, too old, or no pages."""
    return await talk.desks.store(_load, talk, int(pages))


def _load(talk: Talk, pages: int) -> Kept | None:
    """Runs at the store's desk."""
    payload = talk.library.store.page_set(pages, talk.library_id)
    if not payload or not payload.keys() >= {"question", "hits", "fits"}:
        return None
    kept = Kept(**payload)
    held = talk.library.store.held(talk.library_id, [post_id for post_id, *_ in kept.hits])
    return replace(kept, hits=[hit for hit in kept.hits if hit[0] in held])


async def page(talk: Talk, kept: Kept, pages: int, start: int = 0) -> Part:
    """Return one page of an answer, with its buttons."""
    found, elsewhere = await talk.desks.store(_look_up, talk, kept.hits[start : start + PAGE])
    above = f"{kept.above}\n\n" if kept.above and not start else ""
    html = above + answer_html(
        found,
        talk.reader,
        head=head(talk, kept, start, len(found)),
        wanted=frozenset(kept.stems).union(content_stems(kept.shown) or stems(kept.shown)),
        first=start + 1,
        foot=foot_of(talk, kept, start),
        elsewhere=elsewhere,
    )
    rows = (*_show_row(talk, found, start), *_similar_row(talk, found, start), _tools(talk, kept, pages, start))
    return Part(html, (*rows, *suggestion_rows(talk, kept, pages), *_turn_rows(talk, kept, pages, start)))


def _look_up(talk: Talk, hits: Sequence[Sequence[Any]]) -> tuple[Found, dict[int, int]]:
    """Runs at the store's desk: one call for a page."""
    found = stored_of(talk, hits)
    return found, talk.library.store.elsewhere(talk.library_id, [stored.post_id for stored, _ in found])


def stored_of(talk: Talk, hits: Sequence[Sequence[Any]]) -> Found:
    """Return the posts of hits that are still there, with their passages. Runs at the store's desk."""
    return talk.library.found([(post_id, passage) for post_id, passage, *_ in hits], talk.library_id)


def head(talk: Talk, kept: Kept, start: int, shown: int) -> str:
    """Return the first line of a page: how much was found, and by which facets it is narrowed."""
    total = len(kept.hits)
    if kept.similar is not None:
        said = say(talk.language, "similar-head", title=kept.similar)
    elif not kept.fits:
        said = say(talk.language, "answer-nothing")
    else:
        said = found_words(total, kept.more, talk.language, first=start + 1, last=start + shown)
    return " · ".join([said, *(facet_name(talk, kind, name) for kind, name in kept.narrowed)])


def facet_name(talk: Talk, kind: str, name: str) -> str:
    """Return a facet as people read it: a topic's name, a hashtag, a channel, a year."""
    if kind != "tag":
        return name
    title = talk.reader.title(name)
    return title if title != name else f"#{name}"


def _show_row(talk: Talk, found: Found, start: int) -> list[Row]:
    """Posts without an address can be read here."""
    numbered = [(number, stored) for number, (stored, _) in enumerate(found, start + 1) if not stored.post.url]
    buttons = [Button(say(talk.language, "button-show", number=number), f"show:{stored.post_id}") for number, stored in numbered]
    return [tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3)]


def _similar_row(talk: Talk, found: Found, start: int) -> list[Row]:
    numbered = enumerate(found, start + 1)
    return [tuple(Button(say(talk.language, "button-similar", number=n), f"similar:{each.post_id}") for n, (each, _) in numbered)]


def _tools(talk: Talk, kept: Kept, pages: int, start: int) -> Row:
    if kept.similar is not None:
        return ()
    names = ("why", "narrow", "watch") if len(kept.hits) > 1 else ("why", "watch")
    arguments = {"why": f":{start}", "narrow": f":{start}"}
    return tuple(Button(say(talk.language, f"button-{name}"), f"{name}:{pages}{arguments.get(name, '')}") for name in names)


def suggestion_rows(talk: Talk, kept: Kept, pages: int) -> list[Row]:
    """Return the buttons that ask what was probably meant, ask without doubtful filters, and lead back to the wider answer."""
    meant = [] if kept.suggestion is None else [(_meant_button(talk, kept.suggestion, pages),)]
    without = say(talk.language, "button-as-words" if kept.offered else "button-without", value=cut(kept.wider, SHOWN))
    wider = [(Button(without, f"wider:{pages}"),)] if kept.wider else []
    name = "button-wider" if kept.narrowed else "button-back"
    back = [] if kept.back is None else [(Button(say(talk.language, name), f"page:{kept.back}:0"),)]
    return [*meant, *wider, *back]


def _meant_button(talk: Talk, suggestion: str, pages: int) -> Button:
    return Button(say(talk.language, "button-meant", question=suggestion[:60]), f"meant:{pages}")


def _turn_rows(talk: Talk, kept: Kept, pages: int, start: int) -> list[Row]:
    back = [Button(say(talk.language, "button-back"), f"page:{pages}:{start - PAGE}")] if start else []
    more = start + PAGE < len(kept.hits)
    forth = [Button(say(talk.language, "button-next"), f"page:{pages}:{start + PAGE}")] if more else []
    return [(*back, *forth)] if back or forth else []


async def turn_page(talk: Talk, pages: str, start: str) -> Pressed:
    """Show another page of an answer in its place."""
    kept = await load_pages(talk, pages)
    if kept is None or int(start) < 0:
        return Pressed(notice=say(talk.language, "too-old"))
    if not kept.hits:
        return gone(talk)
    last = (len(kept.hits) - 1) // PAGE * PAGE  # there were more, perhaps
    first = min(int(start), last)
    await talk.desks.store(keep_turn, talk, int(pages), first)
    return Pressed(edit=await page(as_answered(talk, kept), kept, int(pages), first))


def as_answered(talk: Talk, kept: Kept) -> Talk:
    """Return a turn in the language of an answer, whose pages keep it, whoever turns them: in a group or after another choice."""
    return replace(talk, language=kept.language or talk.language)


def gone(talk: Talk) -> Pressed:
    """Say that nothing of what was found is there any more."""
    return Pressed(notice=say(talk.language, "answer-gone"))


async def show_post(talk: Talk, post_id: str) -> Pressed:
    """Send a saved post in whole."""
    stored = await talk.desks.store(talk.library.post, int(post_id), talk.library_id)
    if stored is None:
        return Pressed(notice=say(talk.language, "not-here"))
    return Pressed(send=tuple(Part(html, post_id=stored.post_id) for html in post_parts(stored, talk.reader)))
