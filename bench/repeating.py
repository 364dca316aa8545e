"""What channels do to a post that they take from another: cut it, advertise around it, put it into a longer one, edit it.

Every function takes a generator of chance and a text, and returns the text as another channel would show it.
"""

import random
import re
from collections.abc import Callable

Change = Callable[[random.Random, str], str]

HEADS = (
    "❗️Подпишись, чтобы не пропустить важное",
    "⚡️ СРОЧНО | Новости без воды",
    "Переслали подписчики 👇",
    "🔥 Выбор редакции 🔥",
    "❗️Join us so as not to miss what matters",
    "⚡️ THE DAILY POST ⚡️",
    "Seen in a neighbour's channel 👇",
    "🔥 Editors' choice 🔥",
)
TAILS = (
    "👉 Наш канал | Чат | Прислать новость | Реклама",
    "Подписывайтесь: https://t.me/example_news",
    "➖➖➖\n📲 Больше новостей в нашем канале. Поделитесь с друзьями и включите уведомления, чтобы ничего не пропустить!",
    "@example_channel #новости",
    "👉 Our channel | Chat | Send us news | Advertising",
    "Subscribe: https://t.me/example_news",
    "➖➖➖\n📲 More in our channel. Share it with your friends and turn notifications on so that you never miss a thing!",
    "@example_channel #news",
)
MORE = (
    "… Читать далее: https://example.org/p/{}",
    "...\nПодробнее: https://example.org/{}",
    "… Read more: https://example.com/p/{}",
)
EMOJI = ("🔥", "⚡️", "❤️", "👀", "🎉", "🙏", "🧵", "❗️")
_PICTURES = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?")


def cut(chance: random.Random, text: str) -> str:
    """Return the first part of a text, half to nine tenths, ended anywhere in a word with a mark of omission."""
    return text[: int(len(text) * chance.uniform(0.5, 0.9))].rstrip() + chance.choice(("…", "...", "", " […]"))


def cut_with_link(chance: random.Random, text: str) -> str:
    """Return the first words of a text and a link to the rest."""
    words = text.split(" ")
    return " ".join(words[: int(len(words) * chance.uniform(0.5, 0.9))]) + chance.choice(MORE).format(chance.randrange(9999))


def promo_head(chance: random.Random, text: str) -> str:
    """Return a text under an advertisement."""
    return f"{chance.choice(HEADS)}\n\n{text}"


def promo_tail(chance: random.Random, text: str) -> str:
    """Return a text over an advertisement."""
    return f"{text}\n\n{chance.choice(TAILS)}"


def promo_around(chance: random.Random, text: str) -> str:
    """Return a text between two advertisements."""
    return promo_tail(chance, promo_head(chance, text))


def edit(chance: random.Random, text: str) -> str:
    """Return a text with one word in forty (at least one) respelled or dropped; words with digits stay."""
    words = text.split(" ")
    plain = [i for i, word in enumerate(words) if len(word) > 4 and word.isalpha()] or [0]
    for i in chance.sample(plain, min(len(plain), max(1, len(words) // 40))):
        words[i] = chance.choice(("", words[i][:-1], words[i][:2] + words[i][1:]))
    return " ".join(word for word in words if word)


def other_emoji(chance: random.Random, text: str) -> str:
    """Return a text with other pictures: before it, after it, and in the place of its own."""
    return f"{chance.choice(EMOJI)} {_PICTURES.sub(chance.choice(EMOJI), text)} {chance.choice(EMOJI)}"


def reorder(chance: random.Random, text: str) -> str:
    """Return a text with its lines, or the sentences of a text of one line, in another order."""
    lines = text.split("\n")
    mark = "\n" if len(lines) > 1 else " "
    parts = lines if len(lines) > 1 else re.split(r"(?<=[.!?]) ", text)
    return mark.join([*parts[1:], parts[0]])


KINDS: dict[str, Change] = {
    "cut": cut,
    "read-more": cut_with_link,
    "promo-head": promo_head,
    "promo-tail": promo_tail,
    "promo-both": promo_around,
    "edit": edit,
    "emoji": other_emoji,
    "reordered": reorder,
}
