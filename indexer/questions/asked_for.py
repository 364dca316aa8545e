"""What a question asks for: a number, a time, what is so now; and whether a sentence holds one."""

import re
from datetime import UTC, datetime

from indexer.language.stemming import stem
from indexer.language.text import fold, words

AS_GOOD = 0.03  # of a score or a cosine, below the best: as good an answer to what is so now, if it is later
LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NUMBER = re.compile(r"\b(?:сколько|how (?:many|much|old|long|far|tall|big))\b")
_TIME = re.compile(  # «что бывает, когда» asks for no time
    r"^(?:\w+ )?(?:когда|when)\b|\b(?:(?:в )?как(?:ом|ой) год\w*|какого числа|(?:what|which) (?:year|date|day))\b"
)
_LENGTH = re.compile(r"\b(?:how (?:long|old)|сколько (?:времени|длится|длил\w+|ждать|лет))\b")
_NOW = re.compile(
    r"\b(?:сейчас|сегодня\w*|теперь|нынешн\w+|текущ\w+|актуальн\w+|какой курс\W*$"
    r"|how much (?:is|are|does)|(?<!был )курс (?:доллара|евро|юаня|рубля|биткоина|валют\w*)"
    r"|(?:доллар|евро|биткоин|погода)$|сколько сто[ия]т|почем|now|nowadays|today|current(?:ly)?|latest|exchange rate)\b"
)
_PRICE = re.compile(
    r"\b(?:сколько (?:будет )?стои\w+|сколько стоят|почем|(?:какая|какова) (?:цена|стоимость|зарплата)"
    r"|how much (?:is|are|do|does|did)|price of|cost of)\b"
)
_TO_COME = re.compile(  # what may be so one day is no answer to what is so now
    r"\b(?:буд(?:ет|ут)|станет|станут|(?:с)?прогноз\w*|ожида\w+|предсказ\w+|предрек\w+|предположи\w+"
    r"|(?:может|могут) (?:вырасти|подняться|упасть|опуститься|достичь|дойти|стоить)"
    r"|вырастет|подорожает|подешевеет|упадет|достигнет|дойдет до|превысит|поднимется"
    r"|will|would|forecast\w*|expect(?:s|ed)?|predict\w*|(?:could|may) (?:rise|fall|reach|hit|cost))\b"
)
_MONEY = re.compile(
    r"[$€£₽¥]|\b(?:руб\w*|р|долл\w*|евро|цент\w*|копе\w+|юан\w+|тенге|гривен\w*|бесплатн\w+"
    r"|dollars?|euros?|cents?|pounds?|usd|eur|rub|free)\b"
)
_WHY = re.compile(r"\b(?:почему|зачем|отчего|why)\b")
_HOW = re.compile(r"^\W*(?:как|how)\b(?! (?:many|much|old|long|far|tall|big))")
_ASKS = re.compile(r"^\W*(?:как|почему|зачем|how|why|what)\b")  # «Как настроить»: a title
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_KEYCAP = re.compile("\\d\ufe0f?\u20e3")  # 6️⃣ is a sign: of a line of the underground, of an item
_COUNTED = re.compile(r"\b(?:сколько|how many)\s+(\w+)")
_NUMERAL = re.compile(
    r"\b(?:од(?:ин|на|но|ного|ной)|дв(?:а|е|ух|ое)|оба|тр(?:и|[её]х|ое)|четыр\w+|пят(?:ь|и|еро)|шест(?:ь|и|еро)|сем(?:ь|и|еро)|вос[еь]м\w*"
    r"|девят(?:ь|и)|\w*десят\w*|\w+надцат\w+|двадцат\w+|тридцат\w+|сорок\w*|девяност\w+|ст(?:о|а)|сот\w+|\w+сот|тысяч\w*|миллион\w*"
    r"|миллиард\w*|полтор\w+|половин\w+|нескольк\w+|дюжин\w+|пол(?:года|часа|дня|века|тысячи|миллиона)|четверо|дважды|трижды|бесплатн\w+|ноль"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundreds?|thousands?|millions?|billions?|half|dozens?|several|both|none|once|twice)\b"
)
_MOMENT = re.compile(
    r"\b(?:январ\w+|феврал\w+|март\w?|апрел\w+|ма[йяе]|июн[ьяе]|июл[ьяе]|август\w?|(?:сент|окт|но)ябр\w+|декабр\w+"
    r"|january|february|april|june|july|august|(?:sept|nov|dec)ember|october|(?:in|of|last|this) (?:may|march)"
    r"|понедельник\w*|вторник\w*"
    r"|сред[уы]|четверг\w?|пятниц\w+|суббот\w+|воскресень\w+|вчера|сегодня|завтра|недел\w+|месяц\w*|год\w*|век\w*|лет(?:о|а|ом|ний|няя|ние|них)?|зим\w+|весн\w+|осен\w+"
    r"|утр\w+|вечер\w*|ноч(?:ь\w*|и|ей|ами)|дн[яеи]\w*|столети\w+|тысячелети\w+|эпох\w+|[xvi]{2,}|полдень|полночь"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|yesterday|today|tomorrow|weeks?|months?|years?|century|centuries|decades?|summer|winter|spring|autumn|fall|noon|midnight"
    r"|morning|evening|night|days?)\b"
)  # fmt: skip


def may_answer(question: str, sentence: str) -> bool:
    """Say whether a sentence holds a number, a time or money where a question asks for one; any may answer another question.

    What the question itself names is no answer to it; nor is one that asks how or why in its turn, nor a forecast what is so now.
    """
    asked, said = fold(question), fold(_KEYCAP.sub(" ", sentence))
    if _WHY.search(asked) or _HOW.search(asked):
        return not (_WHY.search(said) or _ASKS.search(said))
    named = set(_NUMBERS.findall(asked))
    has_number = any(number not in named for number in _NUMBERS.findall(said))
    if _NOW.search(asked) and _TO_COME.search(said) and not _TO_COME.search(asked):
        return False
    if _TIME.search(asked):
        return has_number or bool(_MOMENT.search(said))
    if _PRICE.search(asked):
        return (has_number or bool(_NUMERAL.search(said))) and bool(_MONEY.search(said))
    if not _NUMBER.search(asked):
        return True
    return has_number or bool(_NUMERAL.search(said) or (_LENGTH.search(asked) and _MOMENT.search(said)))


def asks_the_same(question: str, sentence: str) -> bool:
    """Say whether a sentence asks how or why as a question does: it is the title of its answer."""
    asked, said = fold(question), fold(sentence)
    return any(pattern.search(asked) and pattern.search(said) for pattern in (_HOW, _WHY))


def counts_what_is_asked(question: str, sentence: str) -> bool:
    """Say whether a sentence names what a question asks the number of: штрафы, people."""
    counted = _COUNTED.search(fold(question))
    return counted is not None and stem(counted[1]) in map(stem, words(sentence))


def asks_for_now(question: str) -> bool:
    """Say whether a question asks for what is so now, as «какой сейчас курс» does: of two answers the newer is right."""
    return bool(_NOW.search(fold(question)))
