"""Groups: forums with topics, groups of channels, privacy mode, and who speaks to the bot there."""

import asyncio
from pathlib import Path
from typing import Any

from tests.journeys.conftest import rows
from tests.journeys.test_watching import make_due

OPTUNA = "Optuna prunes hopeless trials early, so a hyperparameter search ends sooner."
KANBAN = "A kanban board shows at once which column is the bottleneck of the team."


def topic(number: int) -> dict[str, Any]:
    return {"message_thread_id": number, "is_topic_message": True}


async def test_everything_is_answered_in_its_own_topic(fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    forum = alice.at(fg.group("Forum", is_forum=True))
    await asyncio.gather(forum.forward(OPTUNA, **topic(77)), forum.forward(KANBAN, **topic(88)))
    receipts = [await forum.wait_reply(timeout=10) for _ in range(2)]
    assert {call.params["message_thread_id"] for call in receipts} == {77, 88}
    await forum.send_text("@test_bot kanban board bottleneck", **topic(88))
    answer = await forum.wait_reply(timeout=10, text="kanban")
    await forum.wait_answer(await forum.callback(answer.buttons[-1][0]["callback_data"], answer.message | topic(88)))
    assert (await forum.wait_reply(timeout=10)).params["message_thread_id"] == 88
    wrong = await forum.send_text("/digest 2031-01-01..2031-02-01", **topic(77))
    told = await forum.wait_reply(timeout=10)
    assert told.params["message_thread_id"] == 77
    assert told.params["reply_parameters"]["message_id"] == wrong["message_id"]
    assert not {call.params.get("message_thread_id") for call in fg.sent("sendMessage", forum)} - {77, 88}


async def test_digests_go_to_the_topic_where_they_were_asked_for(fg: Any, bot: Any, database: Path) -> None:
    process = bot().start()
    await fg.wait_ready()
    forum = fg.user("Alice").at(fg.group("Forum", is_forum=True))
    await forum.forward(OPTUNA, **topic(77))
    await forum.wait_reply(timeout=10)
    await forum.send_text("/subscribe вт,чт 10:00", **topic(77))
    agreed = await forum.wait_reply(timeout=10, text="on Tuesdays and Thursdays at 10:00")
    assert agreed.params["message_thread_id"] == 77
    await process.stop()

    make_due(database)
    process = bot().start()
    await fg.wait_ready()
    digest = await forum.wait_reply(timeout=15, text="Digest")
    assert digest.params["message_thread_id"] == 77
    await process.stop()

    make_due(database)
    gone = {"code": 400, "description": "Bad Request: message thread not found"}
    fg.fault("sendMessage", when=lambda call: call.params.get("message_thread_id") == 77, times=99, **gone)
    bot().start()
    await fg.wait_ready()
    digest = await forum.wait_reply(timeout=15, text="Digest")
    assert "message_thread_id" not in digest.params
    await forum.expect_silence(1.5)


async def test_what_a_channels_group_gets_by_itself_is_saved_in_silence(fg: Any, bot: Any, database: Path) -> None:
    process = bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    group = alice.at(fg.group("Talk about the channel"))
    await group.forward(OPTUNA, is_automatic_forward=True)
    await group.expect_silence(2.5)
    await group.send_text("/search hopeless trials")
    await group.wait_reply(timeout=10, text="Optuna")
    await process.stop()
    assert rows(database, "SELECT via FROM sightings") == [("channel",)]


async def test_in_privacy_mode_a_group_is_told_how_to_be_heard(fg: Any, bot: Any) -> None:
    fg.privacy_mode = True
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Анна", language_code="ru")
    group = fg.group("Readers", bot_status="left")
    there = alice.at(group)
    await there._member("member")
    assert "/setprivacy" in (await group.wait_reply(timeout=10)).text
    await there.send_text("/start")
    started = (await there.wait_reply(timeout=10, text="Привет")).text
    assert "/setprivacy" in started
    assert "только вы" not in started
    await there._member("administrator")
    await there.send_text("/help@test_bot")
    helped = (await there.wait_reply(timeout=10, text="Что я умею")).text
    assert "/setprivacy" not in helped
    assert "общую библиотеку" in helped
    assert "Любой другой текст" not in helped


async def test_who_names_the_bot_in_a_caption_is_answered_and_its_own_cards_are_not(fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice")
    group = alice.at(fg.group("Readers"))
    await group.forward(OPTUNA)
    receipt = await group.wait_reply(timeout=10)
    await group.upload_photo(caption="@test_bot hopeless trials")
    await group.wait_reply(timeout=10, text="Optuna")
    await group._say(text=OPTUNA, via_bot=fg.me, reply_to=receipt)
    await group.expect_silence(1.5)
    await alice._say(text=OPTUNA, via_bot=fg.me)
    timer = {"message_auto_delete_time": 86400}
    await alice._say(pinned_message=receipt.message)
    await alice._say(message_auto_delete_timer_changed=timer)
    await alice._say(write_access_allowed={"from_request": True})
    await alice.expect_silence(1.5)
    await alice._say(poll=a_poll("Which broker?", "Kafka", "Pulsar"))
    assert (await alice.wait_reply(timeout=10)).text.startswith("Saved.")


def a_poll(question: str, *options: str) -> dict[str, Any]:
    flags = {
        "is_closed": False,
        "is_anonymous": True,
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
    each = [{"text": text, "voter_count": 0, "persistent_id": text} for text in options]
    return {"id": "1", "question": question, "options": each, "total_voter_count": 0, "type": "regular", **flags}


async def test_everybody_goes_on_from_a_question_of_their_own(fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    group = fg.group("Readers")
    alice, bob = fg.user("Alice").at(group), fg.user("Bob", language_code="ru").at(group)
    await alice.forward(OPTUNA)
    await alice.wait_reply(timeout=10)
    await alice.send_text("@test_bot hopeless trials")
    await alice.wait_reply(timeout=10, text="1 post found")
    await bob.send_text("@test_bot а сегодня?")
    assert "Вопрос:" not in (await bob.wait_reply(timeout=10)).text
    await alice.send_text("@test_bot what about the last 3 years?")
    await alice.wait_reply(timeout=10, text="Asked: hopeless trials the last 3 years")
    await alice.send_text("@test_bot more")
    await alice.wait_reply(timeout=10, text="That was all")
    await bob.send_text("/history")
    assert "hopeless" not in str((await bob.wait_reply(timeout=10)).buttons)
