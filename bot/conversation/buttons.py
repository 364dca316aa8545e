"""What buttons do. Their data is ``action:argument:…``, and whoever presses may have forged it."""

from collections.abc import Awaitable, Callable

from bot.conversation.facets import explain_hits, narrow, offer_facets
from bot.conversation.following import unfollow_by_button
from bot.conversation.history import ask_again_by_button, forget_by_button, forget_own_by_button
from bot.conversation.languages import choose_by_button
from bot.conversation.pages import show_post, turn_page
from bot.conversation.questions import search_kept, search_meant, search_wider
from bot.conversation.receiving import save_kept, show_details
from bot.conversation.similar import similar_by_button
from bot.conversation.subscribing import end_by_button, offer_to_watch, subscribe_by_button, watch_by_button
from bot.conversation.talk import Pressed, Talk
from bot.conversation.time_zones import take_promises_along
from bot.conversation.undoing import undo, undo_all
from bot.texts import say

ACTIONS: dict[str, tuple[int, Callable[..., Awaitable[Pressed]]]] = {  # how many arguments, all of them whole numbers
    "page": (2, turn_page),
    "show": (1, show_post),
    "save": (1, save_kept),
    "search": (1, search_kept),
    "undo": (1, undo),
    "undo_all": (1, undo_all),
    "details": (1, show_details),
    "subscribe": (2, subscribe_by_button),
    "end": (1, end_by_button),
    "rezone": (0, take_promises_along),
    "unfollow": (1, unfollow_by_button),
    "why": (2, explain_hits),
    "narrow": (2, offer_facets),
    "facet": (2, narrow),
    "similar": (1, similar_by_button),
    "watch": (1, offer_to_watch),
    "promise": (3, watch_by_button),
    "meant": (1, search_meant),
    "wider": (1, search_wider),
    "again": (1, ask_again_by_button),
    "forget": (0, forget_by_button),
    "forget_of": (1, forget_own_by_button),
    "language": (1, choose_by_button),
}
_LARGEST = 2**62  # SQLite's whole numbers have 64 bits


async def press(talk: Talk, data: str) -> Pressed:
    """Do what a button says; one that is unknown, forged or too old is answered with a notice."""
    action, *arguments = data.split(":")
    count, act = ACTIONS.get(action, (-1, turn_page))
    if len(arguments) != count or not all(_is_number(argument) for argument in arguments):
        return Pressed(notice=say(talk.language, "too-old"))
    return await act(talk, *arguments)


def _is_number(argument: str) -> bool:
    return argument.removeprefix("-").isdecimal() and argument.isascii() and abs(int(argument)) < _LARGEST
