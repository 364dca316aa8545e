"""What a question asks for: a number, a time, what is so now; and whether a sentence holds one."""

import re

from indexer.text import fold
from indexer.times import MONTH_WORDS

_NUMBER = re.compile(r"\b(?:сколько|how (?:many|much|old|long|far|tall|big))\b")
_TIME = re.compile(  # «что бывает, когда» asks for no time
    r"^(?:\w+ )?(?:когда|when)\b|\b(?:(?:в )?как(?:ом|ой) год\w*|какого числа|(?:what|which) (?:year|date|day))\b"
)
_LENGTH = re.compile(r"\b(?:how (?:long|old)|сколько (?:времени|длится|длил\w+|ждать|лет))\b")
_NOW = re.compile(
    r"\b(?:сейчас|сегодня\w*|теперь|нынешн\w+|текущ\w+|актуальн\w+|какой курс|сколько стоит"
    r"|now|nowadays|today|current(?:ly)?|latest)\b"
)
_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(
    r"\b(?:од(?:ин|на|но|ного|ной)|дв(?:а|е|ух|ое)|оба|тр(?:и|[её]х|ое)|четыр\w+|пят(?:ь|и|еро)|шест(?:ь|и|еро)|сем(?:ь|и|еро)|вос[еь]м\w*"
    r"|девят(?:ь|и)|\w*десят\w*|\w+надцат\w+|двадцат\w+|тридцат\w+|сорок\w*|девяност\w+|ст(?:о|а)|сот\w+|\w+сот|тысяч\w*|миллион\w*"
    r"|миллиард\w*|полтор\w+|половин\w+|нескольк\w+|дюжин\w+|пол(?:года|часа|дня|века|тысячи|миллиона)|четверо|дважды|трижды|бесплатн\w+|ноль"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundreds?|thousands?|millions?|billions?|half|dozens?|several|both|none|once|twice)\b"
)
_MOMENT = re.compile(
    rf"\b(?:{'|'.join(MONTH_WORDS)}|понедельник\w*|вторник\w*"
    r"|сред[уы]|четверг\w?|пятниц\w+|суббот\w+|воскресень\w+|вчера|сегодня|завтра|недел\w+|месяц\w*|год\w*|век\w*|лет\w*|зим\w+|весн\w+|осен\w+"
    r"|утр\w+|вечер\w*|ноч\w+|дн[яеи]\w*|столети\w+|тысячелети\w+|эпох\w+|[xvi]{2,}|полдень|полночь"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|yesterday|today|tomorrow|weeks?|months?|years?|century|centuries|decades?|summer|winter|spring|autumn|fall|noon|midnight"
    r"|morning|evening|night|days?)\b"
)  # fmt: skip


def may_answer(question: str, sentence: str) -> bool:
    """Say whether a sentence holds a number or a time where a question asks for one; any may answer another question."""
    asked, said = fold(question), fold(sentence)
    if _TIME.search(asked):
        return bool(_DIGIT.search(said) or _MOMENT.search(said))
    if not _NUMBER.search(asked):
        return True
    return bool(_DIGIT.search(said) or _NUMERAL.search(said) or (_LENGTH.search(asked) and _MOMENT.search(said)))


def asks_for_now(question: str) -> bool:
    """Say whether a question asks for what is so now, as «какой сейчас курс» does: of two answers the newer is right."""
    return bool(_NOW.search(fold(question)))
