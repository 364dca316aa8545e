"""Which post a person means: the one whose message, receipt or text they answer, else the one that was saved last."""

from bot.conversation.talk import Talk
from indexer.models import Receipt


def post_meant(talk: Talk) -> int | None:
    """Return the post; None where there is none. Runs at the store's desk."""
    if not talk.reply_key:
        return talk.library.store.last_given(talk.library_id)
    receipt = receipt_meant(talk)
    return receipt.post_id if receipt else shown_post(talk)


def shown_post(talk: Talk) -> int | None:
    """Return the post that an answered message of ours shows; None where it shows none. Runs at the store's desk."""
    return talk.library.store.shown_in(talk.library_id, _answered(talk))


def receipt_meant(talk: Talk) -> Receipt | None:
    """Return the receipt of the message that is answered, or that an answered receipt of ours is about."""
    if not talk.reply_key:
        return None
    if receipt := talk.library.find_by_key(talk.reply_key, talk.library_id):
        return receipt
    asked = talk.library.store.answered_by(talk.library_id, _answered(talk))
    chat_id = talk.reply_key.partition(":")[0]
    return talk.library.find_by_key(f"{chat_id}:{asked}", talk.library_id) if asked else None


def answers_an_answer(talk: Talk) -> bool:
    """Say whether a message answers what we answered to a question. Runs at the store's desk."""
    return bool(talk.reply_key) and talk.library.store.answered_by(talk.library_id, _answered(talk)) is not None


def _answered(talk: Talk) -> int:
    return int((talk.reply_key or ":0").rpartition(":")[2])
