"""Where calls are made: of the store, of the model for posts, of the model for questions; one kind need not wait for another."""

from collections.abc import Callable
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Executors(Protocol):
    """Makes calls and gives what they return: on threads of their own, or in place."""

    async def store(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Make a call that uses the store."""
        ...

    async def embed(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Make a call that uses the model, and may take a second."""
        ...

    async def embed_question(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Make a short call that uses the model, while a person waits for it."""
        ...


class InPlace:
    """Makes every call at once, in the thread that asks for it: for a program in which nobody else waits."""

    async def store(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Make a call."""
        return call(*args, **kwargs)

    embed = embed_question = store


IN_PLACE = InPlace()
