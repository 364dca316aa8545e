"""Bursts of one chat become one bundle."""

import asyncio

import pytest

from bot.updates.gather import LONGEST_S, MOST, QUIET_S, Gather


class Waits:
    """Waiting without time: every wait lasts until the test lets it pass."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self._gates: list[asyncio.Event] = []

    async def __call__(self, pause_s: float) -> None:
        gate = asyncio.Event()
        self.asked.append(pause_s)
        self._gates.append(gate)
        await gate.wait()

    async def pass_by(self) -> None:
        await settle()
        for gate in self._gates:
            gate.set()
        await settle()


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture
def handed() -> list[tuple[int, list[str]]]:
    return []


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def gather(handed: list[tuple[int, list[str]]], waits: Waits) -> Gather[str]:
    async def hand_on(chat_id: int, arrived: list[str]) -> None:
        handed.append((chat_id, arrived))

    return Gather(hand_on, wait=waits)


async def test_a_burst_is_handed_on_as_one(gather: Gather[str], handed: list[tuple[int, list[str]]], waits: Waits) -> None:
    for text in "abc":
        gather.add(1, text)
    assert handed == []
    await waits.pass_by()
    assert handed == [(1, ["a", "b", "c"])]
    assert waits.asked == [QUIET_S]


async def test_chats_do_not_mix(gather: Gather[str], handed: list[tuple[int, list[str]]], waits: Waits) -> None:
    gather.add(1, "a")
    gather.add(2, "b")
    await waits.pass_by()
    assert sorted(handed) == [(1, ["a"]), (2, ["b"])]


async def test_a_question_need_not_wait(gather: Gather[str], handed: list[tuple[int, list[str]]], waits: Waits) -> None:
    gather.add(1, "a")
    await gather.flush(1)
    assert handed == [(1, ["a"])]
    await waits.pass_by()
    assert handed == [(1, ["a"])]


async def test_flush_waits_for_the_bundle_that_is_being_dealt_with(waits: Waits) -> None:
    begun, allowed, order = asyncio.Event(), asyncio.Event(), []

    async def hand_on(chat_id: int, arrived: list[str]) -> None:
        begun.set()
        await allowed.wait()
        order.append("dealt with")

    gather: Gather[str] = Gather(hand_on, wait=waits)
    gather.add(1, "a")
    await waits.pass_by()
    await begun.wait()
    flush = asyncio.create_task(gather.flush(1))
    await settle()
    assert not flush.done()
    allowed.set()
    await flush
    assert order == ["dealt with"]


async def test_an_arrival_does_not_interrupt_the_bundle_before_it(waits: Waits) -> None:
    allowed, handed = asyncio.Event(), []

    async def hand_on(chat_id: int, arrived: list[str]) -> None:
        await allowed.wait()
        handed.append(arrived)

    gather: Gather[str] = Gather(hand_on, wait=waits)
    gather.add(1, "a")
    await waits.pass_by()
    gather.add(1, "b")
    allowed.set()
    await waits.pass_by()
    assert handed == [["a"], ["b"]]


async def test_a_full_bundle_does_not_wait(gather: Gather[str], waits: Waits) -> None:
    for number in range(MOST):
        gather.add(1, str(number))
    await settle()
    assert waits.asked[-1] == 0.0


async def test_an_endless_stream_is_cut(handed: list[tuple[int, list[str]]], waits: Waits) -> None:
    async def hand_on(chat_id: int, arrived: list[str]) -> None:
        handed.append((chat_id, arrived))

    gather: Gather[str] = Gather(hand_on, quiet_s=LONGEST_S * 2, wait=waits)
    gather.add(1, "a")
    gather.add(1, "b")
    await settle()
    assert waits.asked[-1] <= LONGEST_S


async def test_nothing_is_left_behind_at_the_end(gather: Gather[str], handed: list[tuple[int, list[str]]]) -> None:
    gather.add(1, "a")
    gather.add(2, "b")
    await gather.close()
    assert sorted(handed) == [(1, ["a"]), (2, ["b"])]


async def test_one_may_wait_for_less_than_the_others(gather: Gather[str], waits: Waits) -> None:
    gather.add(1, "a", quiet_s=QUIET_S / 2)
    await settle()
    gather.add(1, "b")
    await settle()
    assert waits.asked == [QUIET_S / 2, QUIET_S]
