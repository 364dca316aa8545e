"""Stems of Russian and English words, and which of them are of one word.

Snowball knows endings. Words of which some forms have another stem, or that of another word, stand here in whole (день, дня;
mice; китая, киты). A vowel that comes and goes (звонок, звонки; ссылка, ссылок) is left to the question: ``other_stems`` says
what else to look for.
"""

import re
from functools import cache, lru_cache

import Stemmer

_RUSSIAN, _ENGLISH = Stemmer.Stemmer("russian"), Stemmer.Stemmer("english")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_OPEN = re.compile("^([^аеиоуыэюя]*+[аеиоуыэюя].*[бвгджзклмнпрстфхцчшщ])[ое]([кц])")  # подарок, палец
_OPEN_SOFT = re.compile("^(.*[аеиоуыэюя])е([кц])")  # боец, копеек
_CLOSED = re.compile("^(.*[бвгджзклмнпрстфхцчшщьй])([кц])")  # подарк, пальц, бойц
_NOUN_ENDINGS = frozenset(["а", "о", "и", "у", "ы", "е", "ой", "ом", "ем", "ам", "ами", "ах", "ов", "ей", "ою"])
_SHORTEST, _VOWELS = 4, "аеиоуыэюя"  # letters of a stem that ends in a vowel when it is stemmed again
_IRREGULAR_TEXT = """
день дня дню днем дне дни дней дням днями днях
пень пня пню пнем пне пни пней пням пнями пнях
лед льда льду льдом льде льды льдов льдам
пес пса псу псом псе псы псов псам псами
львы льва льву львом львов львам львами
рот рта рту ртом рте рты
лоб лба лбу лбом лбе лбы
сон сна сну сном сне сны снов снам снами снах
ребенок ребенка ребенку ребенком ребенке дети детей детям детьми детях
человек человека человеку человеком человеке люди людей людям людьми людях
друзья друзей друзьям друзьями друзьях
дерево дерева дереву деревом дереве деревья деревьев деревьям деревьями деревьях
мать матери матерью матерей матерям матерями матерях
дочь дочери дочерью дочерей дочерям дочерями дочерях
имя имени именем имена имен именам именами именах
время времени временем времена времен временам временами временах
чудо чуда чуду чудом чуде чудеса чудес чудесам чудесами чудесах
небо неба небу небом небе небеса небес небесам небесах
ухо уха уху ухом ухе уши ушей ушам ушами ушах
уровень уровня уровню уровнем уровне уровни уровней уровням уровнями уровнях
камень камня камню камнем камне камни камней камням камнями камнях
корень корня корню корнем корне корни корней корням корнями корнях
ремень ремня ремню ремнем ремне ремни ремней ремням ремнями ремнях
парень парня парню парнем парне парни парней парням парнями парнях
огонь огня огню огнем огне огни огней огням огнями огнях
уголь угля углю углем угле угли углей
угол угла углу углом углы углов углам углами углах
узел узла узлу узлом узле узлы узлов узлам узлами узлах
орел орла орлу орлом орле орлы орлов орлам орлами
козел козла козлу козлом козле козлы козлов козлам козлами
ветер ветра ветру ветром ветре ветры ветров ветрам ветрами
окно окна окну окном окне окон окнам окнами окнах
письмо письма письму письмом письме писем письмам письмами письмах
сосна сосны сосне сосну сосной сосен соснам соснами соснах
песня песни песне песню песней песен песням песнями песнях
число числа числу числом числе чисел числам числами числах
кресло кресла креслу креслом кресле кресел креслам креслами креслах
земля земли земле землю землей земель землям землями землях
сестра сестры сестре сестру сестрой сестер сестрам сестрами сестрах
весна весны весне весну весной весен
деталь детали деталью деталей деталям деталями деталях
снова
опыт опыта опыту опытом опыте опыты опытов опытам опытами опытах
киев киева киеву киевом киеве
соловьев соловьева соловьеву соловьевым соловьеве соловьевы соловьевых
китай китая китаю китаем китае
грузия грузии грузию грузией
корея кореи корее корею кореей
ростов ростова ростову ростовом ростове
песков пескова пескову песковым пескове
медведев медведева медведеву медведевым медведеве
дуров дурова дурову дуровым дурове
баку
mouse mice
child children
man men
woman women
foot feet
tooth teeth
goose geese
wife wives
knife knives
wolf wolves
analysis analyses
crisis crises
"""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of a folded word: Russian for Cyrillic letters, English for the rest; of an irregular word its first form.

    No word becomes a single letter: «ии» is an abbreviation, and «и» stands everywhere.
    """
    if known := _irregular().get(word):
        return known
    shorter = str((_RUSSIAN if _CYRILLIC.search(word) else _ENGLISH).stemWord(word))
    return shorter if len(shorter) > 1 else word


@lru_cache(maxsize=65536)
def root(stemmed: str) -> str:
    """Return what is left of a Russian stem that is stemmed until nothing changes; others and irregular ones are their own.

    Snowball takes the ends of some nouns for those of verbs (сигнал: сигна, сигналы: сигнал), and leaves more of one derivation
    than of another (воспоминание: воспоминан, вспомнить: вспомн). As a stem the root would make one word of «сериал» and «серый».
    """
    while stemmed not in _irregular() and 1 < len(shorter := str(_RUSSIAN.stemWord(stemmed))) < len(stemmed):
        stemmed = shorter
    return stemmed


@lru_cache(maxsize=65536)
def is_form(one: str, other: str) -> bool:
    """Say whether two stems are probably of one word: they are equal, or one is the other stemmed again (кредит: кред)."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if not long.startswith(short) or long in _irregular() or str(_RUSSIAN.stemWord(long)) != short:
        return False
    if long == f"{short}е":
        return True  # корея, кореи
    return len(short) >= (_SHORTEST if long[-1] in _VOWELS else _SHORTEST - 1)  # «сериа» of «сериал» is no form of «серый»


@cache
def _irregular() -> dict[str, str]:
    """The first form of every irregular word, by each of its forms."""
    return {form: line.split()[0] for line in _IRREGULAR_TEXT.strip().splitlines() for form in line.split()}


def other_stems(word: str) -> tuple[str, ...]:
    """Return the stems that other forms of a folded word may have, as its last vowel comes and goes; some are no words.

    A word without an ending may lose it; one with the ending of a noun may have one more. «жесткий» is no form of «жестокий».
    """
    own = stem(word)
    if own == word:
        if soft := _OPEN_SOFT.fullmatch(own):
            return (f"{soft[1]}й{soft[2]}",)
        hard = _OPEN.fullmatch(own)
        return (f"{hard[1]}{hard[2]}", f"{hard[1]}ь{hard[2]}") if hard else ()
    found = _CLOSED.fullmatch(own) if word.removeprefix(own) in _NOUN_ENDINGS else None
    if not found:
        return ()
    before = found[1][:-1] if found[1][-1] in "йь" else found[1]
    return f"{before}о{found[2]}", f"{before}е{found[2]}"
