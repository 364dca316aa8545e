"""Stems of Russian and English words: what all forms of a word have in common.

Snowball knows endings. What it does not know is put right here: vowels that come and go (звонок, звонки; ссылка, ссылок) and
words of which some forms have another stem (день, дня; ребёнок, дети; child, children).
"""

import re
from functools import cache, lru_cache

import Stemmer

_RUSSIAN, _ENGLISH = Stemmer.Stemmer("russian"), Stemmer.Stemmer("english")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_VOWELS, _CONSONANTS = "аеиоуыэюя", "бвгджзклмнпрстфхцчшщ"
_FLEETING = re.compile(f"(.*[{_VOWELS}].*[{_CONSONANTS}])(?:[ое]|ь)([кц])")  # подарок; палец, пальц
_SOFT_FLEETING = re.compile(f"(.*[{_VOWELS}])е([кц])")  # боец, бойц; копеек, копейк
_CLOSED = re.compile(f"(.*[{_CONSONANTS}])([кц])")
_IRREGULAR_TEXT = """
день дня дню днем дне дни дней дням днями днях
пень пня пни пней
лед льда льду льдом льде льды
пес пса псу псом псы псов
лев льва льву львом львы львов
рот рта рту ртом рты
лоб лба лбу лбом лбы
сон сна сну сном сны снов
ребенок дети детей детям детьми детях
человек люди людей людям людьми людях
друг друзья друзей друзьям друзьями друзьях
брат братья братьев братьям
сын сыновья сыновей
муж мужья мужей
стул стулья стульев
дерево деревья деревьев деревьям
мать матери матерью матерей матерям
дочь дочери дочерью дочерей
имя имени именем имена имен именам именах
время времени временем времена времен
чудо чудеса чудес
небо небеса небес
ухо уши ушей
уровень уровня уровню уровнем уровне уровни уровней уровням уровнями уровнях
камень камня камнем камни камней камнями
корень корня корнем корни корней
ремень ремня ремни ремней
парень парня парни парней
огонь огня огнем огни огней
уголь угля углем
угол угла углу углом углы углов
узел узла узлы узлов узлами
орел орла орлы орлов
козел козла козлы козлов
ветер ветра ветром ветры ветров
окно окон
письмо писем
сосна сосен
песня песен
число чисел
кресло кресел
земля земель
сестра сестер
весна весен
mouse mice
child children
man men
woman women
foot feet
tooth teeth
goose geese
person people
wife wives
knife knives
wolf wolves
analysis analyses
crisis crises
"""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one folded word: Russian for Cyrillic letters, English for the rest. Idempotent for Russian.

    Snowball takes the ends of some Russian nouns for those of verbs (сигнал: сигна, сигналы: сигнал; океаны: океа,
    океанах: океан); stemmed until nothing changes, all forms of a word meet.
    """
    return meeting(_snowball(word))


def _snowball(word: str) -> str:
    if not _CYRILLIC.search(word):
        return str(_ENGLISH.stemWord(word))
    while (shorter := str(_RUSSIAN.stemWord(word))) != word:
        word = shorter
    return word


def meeting(stemmed: str) -> str:
    """Return the stem that all forms of a word have in common, of the one that Snowball gives for one of them."""
    return _without_fleeting(_irregular().get(stemmed, stemmed))


def _without_fleeting(stemmed: str) -> str:
    if found := _SOFT_FLEETING.fullmatch(stemmed):
        return f"{found[1]}й{found[2]}"
    found = _FLEETING.fullmatch(stemmed)
    return found[1] + found[2] if found else stemmed


def with_fleeting(stemmed: str) -> tuple[str, ...]:
    """Return a stem and, where a vowel may have been taken out of it, what it is with one, as a word is heard."""
    found = _CLOSED.fullmatch(stemmed)
    return (stemmed, f"{found[1]}о{found[2]}", f"{found[1]}е{found[2]}") if found else (stemmed,)


@cache
def _irregular() -> dict[str, str]:
    """The stems of irregular forms, with that of the first form of their word."""
    rows = (list(map(_snowball, line.split())) for line in _IRREGULAR_TEXT.strip().splitlines())
    return {other: first for first, *others in rows for other in others if other != first}
