"""What a searcher expects of an answer, through the real process, in both languages."""

from types import ModuleType
from typing import Any

import pytest

from tests.journeys.conftest import rows

OPTUNA = (
    "Optuna prunes hopeless trials early, so that a hyperparameter search ends sooner",
    "Optuna prunes hopeless trials early, so that every hyperparameter search ends much sooner",
    "Optuna prunes hopeless trials soon, so that hyperparameter searches end early",
)
OAKS = "Дубы растут медленно, зато живут восемьсот лет и переживают тех, кто их сажал"
WORDS = {
    "en": {
        "saved": "3 saved",
        "found": "3 posts found",
        "why": "Why",
        "because": "words: Optuna, prunes",
        "narrow": "Narrow",
        "back": "← Back",
        "wider": "← All of it",
        "one": "1 post found · Second",
        "similar": "Similar to “Optuna",
        "watch": "Subscribe",
        "friday": "Fridays at 20:00",
        "agreed": "Agreed: a digest about “Optuna prunes”",
        "asked": "You asked",
        "forget": "Forget all",
        "forgotten": "Forgotten: 1 question",
        "none": "have not asked anything",
        "receipt": "Saved",
        "also": "also in 1 other channel",
        "known": "Already there",
        "nothing": "Nothing found. Open Svodka",
        "empty": "Nothing here yet",
        "refused": "A private bot",
    },
    "ru": {
        "saved": "3 сохранены",
        "found": "Нашлось 3 поста",
        "why": "Почему",
        "because": "слова: Optuna, prunes",
        "narrow": "Уточнить",
        "back": "← Назад",
        "wider": "← Ко всем найденным",
        "one": "Нашёлся 1 пост · Second",
        "similar": "Похоже на «Optuna",
        "watch": "Подписаться",
        "friday": "По пятницам в 20:00",
        "agreed": "Договорились: сводка по запросу «Optuna prunes»",
        "asked": "Вы спрашивали",
        "forget": "Всё забыть",
        "forgotten": "Забыл 1 вопрос",
        "none": "Вопросов пока не было",
        "receipt": "Сохранил",
        "also": "ещё в 1 канале",
        "known": "Такой уже есть",
        "nothing": "Ничего не нашлось. Открыть Сводку",
        "empty": "Здесь пока пусто",
        "refused": "Это частный бот",
    },
}


@pytest.fixture(params=["en", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def press(alice: Any, message: Any, button: str) -> None:
    await alice.wait_answer(await alice.click(message, button))


async def with_optuna(fakegram: ModuleType, fg: Any, bot: Any, language: str) -> Any:
    """Somebody who has saved three posts of three channels."""
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice", language_code=language)
    for number, text in enumerate(OPTUNA):
        title = ("First", "Second", "Third")[number]
        await alice.forward(text, origin=fakegram.origin_channel(title, title.lower(), message_id=number + 1))
    await alice.wait_reply(timeout=10, text=WORDS[language]["saved"])
    return alice


async def test_an_answer_explains_itself_narrows_and_widens(fakegram: ModuleType, fg: Any, bot: Any, language: str) -> None:
    alice, words = await with_optuna(fakegram, fg, bot, language), WORDS[language]
    await alice.send_text("Optuna prunes")
    answer = await alice.wait_reply(timeout=10, text=words["found"])
    await press(alice, answer, words["why"])
    await alice.wait_reply(timeout=10, text=words["because"])
    await press(alice, answer, words["narrow"])
    offered = await alice.wait_reply(timeout=10, method="editMessageText")
    assert "Second · 1" in offered.button_texts
    await press(alice, offered, words["back"])
    await alice.wait_reply(timeout=10, method="editMessageText", text=words["found"])
    await press(alice, answer, words["narrow"])
    await press(alice, await alice.wait_reply(timeout=10, method="editMessageText"), "Second · 1")
    narrowed = await alice.wait_reply(timeout=10, method="editMessageText", text=words["one"])
    await press(alice, narrowed, words["wider"])
    await alice.wait_reply(timeout=10, method="editMessageText", text=words["found"])
    assert fg.unanswered_callbacks() == []


async def test_a_question_is_subscribed_to(fakegram: ModuleType, fg: Any, bot: Any, language: str) -> None:
    alice, words = await with_optuna(fakegram, fg, bot, language), WORDS[language]
    await alice.send_text("Optuna prunes")
    await press(alice, await alice.wait_reply(timeout=10, text=words["found"]), words["watch"])
    await press(alice, await alice.wait_reply(timeout=10, text="Optuna prunes"), words["friday"])
    await alice.wait_reply(timeout=10, method="editMessageText", text=words["agreed"])


async def test_an_edited_question_is_answered_in_place(fakegram: ModuleType, fg: Any, bot: Any, language: str) -> None:
    alice = await with_optuna(fakegram, fg, bot, language)
    question = await alice.send_text("Optuna prunes")
    answer = await alice.wait_reply(timeout=10, text=WORDS[language]["found"])
    await alice.edit(question, "zzz searches end early")
    again = await alice.wait_reply(timeout=10, method="editMessageText", text="Third")
    assert again.params["message_id"] == answer.message_id
    command = await alice.send_text("/search Optuna prunes")
    answer = await alice.wait_reply(timeout=10, method="sendMessage", text=WORDS[language]["found"])
    await alice.edit(command, "/search searches end early")
    again = await alice.wait_reply(timeout=10, method="editMessageText", text="Third")
    assert again.params["message_id"] == answer.message_id
    fg.messages.pop((alice.chat_id, answer.message_id))
    await alice.edit(command, "/search Optuna prunes")
    anew = await alice.wait_reply(timeout=10, method="sendMessage", text=WORDS[language]["found"])
    await alice.edit(command, "/search searches end early")
    again = await alice.wait_reply(timeout=10, method="editMessageText", text="Third")
    assert again.params["message_id"] == anew.message_id


async def test_what_is_wrong_with_an_edited_question_stands_in_the_place_of_its_answer(
    fakegram: ModuleType, fg: Any, bot: Any, language: str
) -> None:
    alice, words = await with_optuna(fakegram, fg, bot, language), WORDS[language]
    question = await alice.send_text("Optuna prunes")
    answer = await alice.wait_reply(timeout=10, text=words["found"])
    for edited in ("?!", "/ask zzz searches end early", "-", "Optuna prunes"):
        await alice.edit(question, edited)
        again = await alice.wait_reply(timeout=10, method="editMessageText")
        assert again.params["message_id"] == answer.message_id
    await alice.send_text("/history")
    listed = await alice.wait_reply(timeout=10, text=words["asked"])
    shown = [button["text"] for row in listed.params["reply_markup"]["inline_keyboard"] for button in row]
    assert shown[0] == "Optuna prunes"
    assert len(shown) == 2


async def test_a_post_that_the_bot_shows_can_be_answered(fakegram: ModuleType, fg: Any, bot: Any, language: str) -> None:
    words = WORDS[language]
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice", language_code=language)
    for each in OPTUNA:
        await alice.forward(each, origin=fakegram.origin_hidden())
        await alice.wait_reply(timeout=10)
    await alice.send_text("Optuna prunes")
    answer = await alice.wait_reply(timeout=10, text="Optuna")
    await press(alice, answer, "Показать 1" if language == "ru" else "Show 1")
    shown = await alice.wait_reply(timeout=10, method="sendMessage", text="Optuna")
    await alice.send_text("/similar", reply_to=shown.message)
    await alice.wait_reply(timeout=10, text=words["similar"])
    await alice.send_text("/similar", reply_to=answer.message)
    await alice.wait_reply(timeout=10, text="≈")


async def test_in_a_group_everybody_is_answered_in_their_language(fakegram: ModuleType, fg: Any, bot: Any) -> None:
    bot().start()
    await fg.wait_ready()
    alice, bob = fg.user("Анна", language_code="ru"), fg.user("Bob", language_code="en")
    group = fg.group("Readers")
    for member, said in ((alice, WORDS["ru"]["receipt"]), (bob, WORDS["en"]["known"])):
        there = member.at(group)
        await there.forward(OAKS, origin=fakegram.origin_channel("Les", "les", message_id=3))
        await there.wait_reply(timeout=10, text=said)


async def test_similar_posts_are_found_by_every_way_of_asking(fakegram: ModuleType, fg: Any, bot: Any, language: str) -> None:
    alice, words = await with_optuna(fakegram, fg, bot, language), WORDS[language]
    post = await alice.forward("Penguins walk over the ice", origin=fakegram.origin_channel("Ice", "ice", message_id=9))
    await alice.wait_reply(timeout=10, text=words["receipt"])
    post = await alice.forward(OPTUNA[0] + ", as all agree", origin=fakegram.origin_channel("Fourth", "fourth", message_id=4))
    receipt = await alice.wait_reply(timeout=10)
    note = await alice.send_text("trials that Optuna prunes as hopeless, early and soon, end the hyperparameter searches sooner")
    answer = await alice.wait_reply(timeout=10, text="Optuna")
    await press(alice, answer, "≈ 1")
    await alice.wait_reply(timeout=10, method="sendMessage", text=words["similar"])
    for said in (post, receipt.message):
        await alice.send_text("/similar", reply_to=said)
        await alice.wait_reply(timeout=10, text=words["similar"])
    await alice.send_text("/похожие" if language == "ru" else "/similar", reply_to=note)
    await alice.wait_reply(timeout=10, text="Optuna")
    await alice.send_text("/similar")
    await alice.wait_reply(timeout=10, text=words["similar"])


async def test_questions_are_remembered_asked_again_and_forgotten(
    fakegram: ModuleType, fg: Any, bot: Any, database: Any, language: str
) -> None:
    alice, words = await with_optuna(fakegram, fg, bot, language), WORDS[language]
    await alice.send_text("/history")
    await alice.wait_reply(timeout=10, text=words["none"])
    await alice.send_text("Optuna prunes")
    await alice.wait_reply(timeout=10, text=words["found"])
    await alice.send_text("/ещё" if language == "ru" else "/again")
    await alice.wait_reply(timeout=10, text=words["found"])
    await alice.send_text("/история" if language == "ru" else "/history")
    listed = await alice.wait_reply(timeout=10, text=words["asked"])
    await press(alice, listed, "Optuna prunes")
    await alice.wait_reply(timeout=10, method="sendMessage", text=words["found"])
    await press(alice, listed, words["forget"])
    await alice.wait_reply(timeout=10, method="editMessageText", text=words["forgotten"])
    await alice.send_text("/forget")
    await alice.wait_reply(timeout=10)
    await alice.send_text("/again")
    await alice.wait_reply(timeout=10, text=words["none"])


async def test_repeats_are_folded_under_their_lead(fakegram: ModuleType, fg: Any, bot: Any, language: str) -> None:
    words = WORDS[language]
    bot().start()
    await fg.wait_ready()
    alice = fg.user("Alice", language_code=language)
    for name, said in (("les", words["receipt"]), ("lug", words["known"])):
        await alice.forward(OAKS, origin=fakegram.origin_channel(name.title(), name, message_id=3))
        await alice.wait_reply(timeout=10, text=said)
    await alice.send_text("как растут дубы")
    await alice.wait_reply(timeout=10, text=words["also"])


async def test_inline_mode_gives_cards_of_ones_own_library(fakegram: ModuleType, fg: Any, bot: Any, language: str) -> None:
    alice, words = await with_optuna(fakegram, fg, bot, language), WORDS[language]
    for number in range(22):
        text = f"Penguins of colony {number} march {number * 7} kilometres over the shelf of bay {number * 3}"
        await alice.forward(text, origin=fakegram.origin_channel("Ice", "ice", message_id=number + 100))
    await alice.wait_reply(timeout=10, text="22")
    first = (await fg.wait_inline(await alice.inline("penguins march"), timeout=10)).params
    assert first["is_personal"]
    assert first["next_offset"] == "20"
    assert len(first["results"]) == 20
    card = first["results"][0]
    assert card["title"].startswith("Ice")
    assert "t.me/ice/" in card["input_message_content"]["message_text"]
    rest = (await fg.wait_inline(await alice.inline("penguins march", offset="20"), timeout=10)).params
    assert len(rest["results"]) == 2
    assert not rest.get("next_offset")
    latest = (await fg.wait_inline(await alice.inline(""), timeout=10)).params
    assert "colony 21" in latest["results"][0]["description"]
    none = (await fg.wait_inline(await alice.inline("?!"), timeout=10)).params
    assert none["results"] == []
    assert none["button"]["text"] == words["nothing"]
    bob = fg.user("Bob", language_code=language)
    other = (await fg.wait_inline(await bob.inline("penguins march"), timeout=10)).params
    assert other["results"] == []
    empty = (await fg.wait_inline(await bob.inline(""), timeout=10)).params
    assert empty["button"]["text"].startswith(words["empty"])


async def test_strangers_get_no_cards_and_stale_queries_no_error(fg: Any, bot: Any, database: Any, language: str) -> None:
    alice, mallory = fg.user("Alice", language_code=language), fg.user("Mallory", language_code=language)
    process = bot(SVODKA_ALLOWED=str(alice.user["id"]))
    process.start()
    await fg.wait_ready()
    refused = (await fg.wait_inline(await mallory.inline("secret words"), timeout=10)).params
    assert refused["results"] == []
    assert refused["button"]["text"].startswith(WORDS[language]["refused"])
    await process.stop()
    stale = await alice.inline("penguins")
    del fg.inline_queries[stale]
    again = bot(SVODKA_ALLOWED=str(alice.user["id"]))
    again.start()
    await fg.wait_call("answerInlineQuery", timeout=15, where=lambda call: not call.ok)
    await fg.wait_inline(await alice.inline("penguins"), timeout=10)
    await again.stop()
    assert "ERROR" not in again.output
    assert "Traceback" not in again.output
    assert rows(database, "SELECT count(*) FROM updates WHERE body LIKE '%secret%' OR body LIKE '%inline%'") == [(0,)]
