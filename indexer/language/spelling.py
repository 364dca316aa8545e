"""What a question's words may stand for: mistyped, in the wrong layout, glued or apart, in the other alphabet or language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from indexer.language.colloquial import colloquial
from indexer.language.letters import in_russian, is_cyrillic, other_layout, partings, sound, sounds
from indexer.language.nearest import Nearest
from indexer.language.numerals import Numbered, number_behind, numerals
from indexer.language.question_words import ASIDE, HOW_MUCH, IDLE, QUESTION_WORDS
from indexer.language.sentences import FUNCTION_WORDS
from indexer.language.stemming import is_form, other_stems, root, stem
from indexer.language.text import JOINTS, words
from indexer.language.translations import Translations, is_word

MOST = 6  # stems that one word may stand for, itself included
MOST_WORDS = 64  # of a question: a page of pasted text was not typed
SAME_WORD = 0.98  # in another form
SAME_ROOT, SHORTEST_ROOT = 0.9, 5  # another word of the root, and its letters (docs/decisions/015-stems.md)
SAME_SOUND, GLUED, ENDING, PART = 0.9, 0.95, 0.74, 0.6
NUMERAL = 0.25  # a number of a name in the other numerals; "2" of "World War II" stands for much else
MOST_TRANSLATIONS = 8  # chosen on half of the questions (docs/decisions/013-translations.md)
SLIPS = {1: 0.74, 2: 0.6}  # what a stem is worth by its distance: alone it answers nothing, without some nearness (FITS_COVERAGE)
NEAR_SOUND = {1: 0.65, 2: 0.4}  # Russian as English; a word that English people know is less often Russian
NEAR_RUSSIAN_SOUND = 0.4
SHORTEST_FOR = {1: 5, 2: 9}  # letters of a stem that may hold so many slips: «борщ» is not «борт»
SHORTEST_TRANSLATED = (
    3  # letters: a shorter word that the library has is a name ("go") or, like «ии», stands for another short one
)
SHORTEST_REPLACED = 6  # letters of a stem that is read as another: "shard" is a word, though only "share" may be known
_SHORTEST_ENDING = 5  # letters that are left of a word without its ending
_SHORTEST_SOUND, _SHORTEST_OWN_SOUND = 3, 5  # of words in the other alphabet, and in their own
_COMMON_TEXT = """
сколько почему зачем отчего откуда чей чья чье какие каким каком кому чему кем привет спасибо давай
посоветуй делать сделать работает стоит сейчас сегодня вчера завтра новый новое лучший лучше хороший время
человек люди день год слово
why whose whom hello thanks show find tell give want need know think work make made best good better new time people
"""
_COMMON = FUNCTION_WORDS | ASIDE | frozenset(_COMMON_TEXT.split())  # known without any post: never taken for something else
_FUNCTION_STEMS = frozenset(map(stem, FUNCTION_WORDS))
_COMMON_STEMS = frozenset(map(stem, _COMMON))
_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"https?://|www\.|^[#@]\w", re.IGNORECASE)
_EDGES = re.compile(r"[.,;:!?\"'()«»\[\]{}<>]*$")
WORD = re.compile(r"[^\W_]++(?:[.'’\-+#]++[^\W_]++)*+[+#]*+")
_DIGIT = re.compile(r"\d")
_SPELT = re.compile(r"(?:[^\W\d_]\.)++[^\W\d_]")  # s.t.a.l.k.e.r
_NUMBERS = re.compile(r"\d[.\-]\d")
_NUMBER = re.compile(r"[\d\W]+")


@dataclass(frozen=True, slots=True)
class Expansion:
    """A question as it may have been meant.

    ``question`` is the text in the layout it was meant in. ``groups`` has for each of its words the stems that it may stand for,
    the best first, with a confidence in (0, 1]. ``replaced`` are the places in ``question`` of words that no post holds, as
    (start, end, stem to put there). ``numbered`` are its names with numbers.
    """

    question: str
    groups: tuple[Mapping[str, float], ...]
    replaced: tuple[tuple[int, int, str], ...] = ()
    numbered: tuple[Numbered, ...] = ()


class Spelling:
    """Reads questions by the words of one library.

    ``vocabulary`` (stem -> number of posts) is looked up and never copied: it may change as long as ``learn`` is told of new
    stems. A stem that left it, or has no posts, is not offered any more. ``translations`` are asked for the words themselves,
    not for what they may be slips of.
    """

    def __init__(self, vocabulary: Mapping[str, int], translations: Translations | None = None) -> None:
        self._vocabulary, self._translations = vocabulary, translations or {}
        self._learned: set[str] = set()
        self._near, self._near_sound = Nearest(), Nearest()
        self._by_sound: dict[str, list[str]] = {}
        self._squashed: dict[str, list[str]] = {}
        self._by_root: dict[str, list[str]] = {}
        self.learn(vocabulary)

    def learn(self, stems: Iterable[str]) -> None:
        """Take in stems of new posts; those that are known cost nothing."""
        new = [each for each in dict.fromkeys(stems) if each not in self._learned]
        self._learned.update(new)
        self._near.add(new)
        heard: list[str] = []
        for each in new:
            if is_cyrillic(each):
                self._by_root.setdefault(root(each), []).append(each)
            if each.isalpha() or _SPELT.fullmatch(each):
                key = sound(each.replace(".", ""))
                if key not in self._by_sound:
                    heard.append(key)
                self._by_sound.setdefault(key, []).append(each)
            if (squashed := JOINTS.sub("", each)) != each and not _NUMBERS.search(each):
                self._squashed.setdefault(squashed, []).append(each)
        self._near_sound.add(heard)

    def expand(self, question: str) -> Expansion:
        """Return what the words of a question may stand for: those with a meaning, or all where there is nothing else."""
        meant = self._in_the_right_layout(question)
        found = [(match.start(), match.end(), word) for match in WORD.finditer(meant) for word in words(match[0])[:1]]
        aside = [match.span() for match in _TOKEN.finditer(meant) if _ADDRESS.search(match[0])]
        aside += [match.span() for match in HOW_MUCH.finditer(meant)]
        telling = [each for each in found if _tells(each[2]) and not any(a <= each[0] < b for a, b in aside)]
        read = (_of_the_topic(telling) or telling or found)[:MOST_WORDS]
        groups: dict[str, dict[str, float]] = {}
        replaced: list[tuple[int, int, str]] = []
        are_words: list[bool] = []
        numbers = numerals(meant, found)
        for start, end, word in read:
            own = stem(word)
            groups[own] = group = self._stands_for(word)
            best = next(iter(group))
            is_odd = telling and not self._knows(own) and root(own) != root(best) and best not in other_stems(word)
            if is_odd and _is_surely(own, best, group[best]):
                replaced.append((start, end, best))
                are_words.append(self._is_word(own))
            if self._knows(other := stem(numbers.get(start, ""))):
                group.setdefault(other, NUMERAL)
        self._join_neighbours(groups, [word for _, _, word in read])
        is_right = all(are_words)  # a word that people write so is a slip only beside one that is
        if len(replaced) < len(read):  # half a question in the other alphabet reads worse than it was
            replaced = [each for each in replaced if is_cyrillic(each[2]) == is_cyrillic(meant[each[0] : each[1]])]
        return Expansion(meant, tuple(groups.values()), () if is_right else tuple(replaced), _numbered(meant, found, groups))

    def _knows(self, stemmed: str) -> bool:
        return self._vocabulary.get(stemmed, 0) > 0

    def _is_word(self, stemmed: str) -> bool:
        """Whether people write a word so, be it in no post."""
        return stemmed in _COMMON_STEMS or is_word(stemmed, self._translations)

    def _is_offered(self, stemmed: str) -> bool:
        return self._knows(stemmed) and stemmed not in _FUNCTION_STEMS

    def _stands_for(self, word: str) -> dict[str, float]:
        own = stem(word)
        found = {own: 1.0} if self._knows(own) else {}
        translated = {} if word in _COMMON else self._translated(own)
        if found and len(own) < SHORTEST_TRANSLATED:
            translated = {each: worth for each, worth in translated.items() if len(each) < SHORTEST_TRANSLATED}
        translated = {each: SAME_WORD for each in _meant(word) if self._is_offered(each)} | translated
        found |= {each: SAME_WORD for each in other_stems(word) if self._is_offered(each)}
        found |= self._of_one_root(own)
        _offer(found, self._alike(word, own, other_alphabet=bool(found)))
        _offer(found, self._unglued(word))
        if not found and word not in _COMMON and not _DIGIT.search(word) and not translated:
            _offer(found, self._with_another_ending(own))
            _offer(found, self._mistyped(word, own))
        elif not found and translated:
            _offer(found, self._misspelt(own))
        best = sorted(found.items(), key=lambda pair: (-pair[1], -self._vocabulary.get(pair[0], 0), pair[0]))[:MOST]
        meant = dict(best) or {own: 1.0}
        return meant | translated | meant  # behind its own stems: a translation is no correction

    def _of_one_root(self, own: str) -> dict[str, float]:
        """Stems of other forms of the word, and of words that are made of its root where that tells enough."""
        common = root(own)
        others = {each for each in self._by_root.get(common, ()) if each != own and self._is_offered(each)}
        derived = dict.fromkeys(others if len(common) >= SHORTEST_ROOT else (), SAME_ROOT)
        return derived | {each: SAME_WORD for each in others if is_form(each, own)}

    def _alike(self, word: str, own: str, *, other_alphabet: bool) -> dict[str, float]:
        """Stems that sound the same; for a word of the library's own only those in the other alphabet."""
        cyrillic, found = is_cyrillic(word), {}
        for key in self._sounds_of(word, own):
            for each in self._by_sound.get(key, ()):
                shortest = _SHORTEST_SOUND if is_cyrillic(each) != cyrillic else _SHORTEST_OWN_SOUND
                if len(key) >= shortest and each != own and self._is_offered(each):
                    found[each] = SAME_SOUND
        return {each: weight for each, weight in found.items() if not other_alphabet or is_cyrillic(each) != cyrillic}

    def _sounds_of(self, word: str, own: str) -> list[str]:
        if not word.replace("'", "").isalpha():
            return []
        spelled = [own, word] if is_cyrillic(word) else [own, word, stem(in_russian(word))]
        return list(dict.fromkeys(key for each in spelled for key in sounds(each)))

    def _translated(self, own: str) -> dict[str, float]:
        known = ((each, worth) for each, worth in self._translations.get(own, ()) if self._is_offered(each))
        return dict(islice(known, MOST_TRANSLATIONS))

    def _unglued(self, word: str) -> dict[str, float]:
        """ "gpt4o" for "gpt-4o" and the other way round; its parts where no post writes it as one."""
        squashed = JOINTS.sub("", word)
        if _NUMBERS.search(word) or len(squashed) == 1:
            return {}  # 1.22 is not 122, C# is not C++
        found = {each: GLUED for each in (*self._squashed.get(squashed, ()), stem(squashed)) if self._knows(each)}
        if not found and not _NUMBER.fullmatch(word):
            ways = ([self._heard(stem(part)) for part in parts] for parts in partings(word) if len(parts) > 1)
            heard = next((parts for parts in ways if all(parts)), [])
            found = {each: PART for part in heard for each in part if len(each) > 1 and each not in _FUNCTION_STEMS}
        return {each: weight for each, weight in found.items() if each != stem(word)}

    def _heard(self, part: str) -> list[str]:
        """The stem of a part of a word, or what sounds like it where no post has it: «суперджет» of «суперджет100»."""
        alike = self._by_sound.get(sound(part), ()) if part.isalpha() and len(part) >= _SHORTEST_SOUND else ()
        return [part] if self._knows(part) else list(filter(self._knows, alike))

    def _join_neighbours(self, groups: dict[str, dict[str, float]], row: list[str]) -> None:
        """Let "gpt 4o" stand for "gpt-4o" and "gpt4o" too; the compound is offered to both of its halves."""
        for left, right in zip(row, row[1:], strict=False):
            glued = left + right
            for each in (*self._squashed.get(glued, ()), stem(glued)):
                if self._knows(each) and len(glued) > 3:
                    groups[stem(left)].setdefault(each, GLUED)
                    groups[stem(right)].setdefault(each, GLUED)

    def _with_another_ending(self, own: str) -> dict[str, float]:
        shorter = (own[:-cut] for cut in (1, 2, 3) if len(own) - cut >= _SHORTEST_ENDING)
        return dict.fromkeys([each for each in shorter if self._is_offered(each)][:1], ENDING)

    def _mistyped(self, word: str, own: str) -> dict[str, float]:
        near = self._slipped(own)
        found = {each: SLIPS[slips if _is_surely(own, each, SLIPS[slips]) else 2] for each, slips in near.items()}
        if 1 not in near.values():
            for key in self._sounds_of(word, own)[:2]:
                for heard, slips in self._near_sound.near(key, _most_slips(key)).items():
                    weight = NEAR_SOUND[max(1, slips)] if is_cyrillic(word) else NEAR_RUSSIAN_SOUND
                    _offer(found, {each: weight for each in self._by_sound[heard] if self._is_offered(each)})
        return {each: weight for each, weight in found.items() if weight > max(found.values()) - SLIPS[1] + SLIPS[2]}

    def _misspelt(self, own: str) -> dict[str, float]:
        """A stem a slip away that means the same: «агенств» and «агентств» are both an "agenc"."""
        meant = {each for each, _ in self._translations.get(own, ())}
        near = (each for each, slips in self._slipped(own).items() if slips == 1)
        return {each: SAME_SOUND for each in near if meant & {other for other, _ in self._translations.get(each, ())}}

    def _slipped(self, own: str) -> dict[str, int]:
        """Known stems of the same alphabet within a slip or two; two first letters may have changed places."""
        most = _most_slips(own)
        near = {own[1::-1] + own[2:]: 1} | self._near.near(own, most) if most else {}
        return {each: slips for each, slips in near.items() if self._is_offered(each)}

    def _in_the_right_layout(self, question: str) -> str:
        """Re-read the words that only the other layout makes sense of; those it could make sense of follow if no word speaks
        for the layout as it is."""
        tokens = [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(question)]
        if len(tokens) > MOST_WORDS:
            return question
        other = {i: turned for i, (_, _, token) in enumerate(tokens) if (turned := self._turned(token))}
        sure = {i for i, turned in other.items() if not self._makes_sense(tokens[i][2]) and self._makes_sense(turned)}
        against = {i for i, (_, _, token) in enumerate(tokens) if i not in sure and len(token) > 2 and self._makes_sense(token)}
        telling = {i for i in sure if len(tokens[i][2]) > 3 or len(tokens) == 1}
        if telling and not against:
            sure = set(other)
        elif not telling:
            return question
        read, end = [], 0
        for i, (start, stop, _) in enumerate(tokens):
            if i in sure:
                read += [question[end:start], other[i]]
                end = stop
        return "".join(read) + question[end:]

    def _turned(self, token: str) -> str | None:
        """The token in the other layout; a sign at its end stays one unless it makes a word as a letter."""
        if _ADDRESS.search(token):
            return None
        bare = _EDGES.sub("", token)
        whole, turned = other_layout(token), other_layout(bare)
        if whole is None or turned is None or len(bare) == len(token) or self._makes_sense(whole):
            return whole
        return turned + token[len(bare) :]

    def _makes_sense(self, token: str) -> bool:
        found = words(token)
        if len(found) != 1:
            return False
        word, own = found[0], stem(found[0])
        is_word = word in _COMMON or (len(own) > 2 - is_cyrillic(own) and own in self._translations)
        known = is_word or (self._knows(own) and len(own) > 1 and 2 * len(own) >= len(word))
        return known or (len(own) > 3 and bool(self._slipped(own) or self._alike(word, own, other_alphabet=False)))


def _numbered(text: str, found: list[tuple[int, int, str]], groups: Mapping[str, Mapping[str, float]]) -> tuple[Numbered, ...]:
    """The names of a question with a number behind them, such as "iPhone 15"."""
    pairs = (
        (groups.get(stem(name)), number_behind(name, text[start:end], text[end:]))
        for (_, _, name), (start, end, _) in pairwise(found)
    )
    return tuple(
        Numbered(frozenset(each for each in group if group[each] >= SAME_SOUND), number)
        for group, number in pairs
        if group and number
    )


def _meant(word: str) -> list[str]:
    """What a colloquial word stands for, in whatever form it is."""
    return [each for form in (stem(word), *other_stems(word)) for each in colloquial().get(form, ())]


def _tells(word: str) -> bool:
    is_asking = word in QUESTION_WORDS and is_cyrillic(word)  # English headlines are full of them, and are found by them
    parts = [part for part in JOINTS.split(word) if part]  # что-нибудь
    return not (is_asking or word in ASIDE or FUNCTION_WORDS.issuperset(parts)) and len(word) > 1


def _of_the_topic(telling: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The words that are left of «что пишут о Трампе»; English headlines say what is new in as many words."""
    return [each for each in telling if each[2] not in IDLE or not is_cyrillic(each[2])]


def _is_surely(own: str, best: str, weight: float) -> bool:
    """Whether a word was surely another: it sounds the same, or is long, or has the same letters."""
    is_plain = len(own) >= SHORTEST_REPLACED or sorted(own) == sorted(best)
    return weight >= SAME_SOUND or (weight >= SLIPS[1] and is_plain)


def _offer(found: dict[str, float], more: Mapping[str, float]) -> None:
    for each, weight in more.items():
        found[each] = max(weight, found.get(each, 0.0))


def _most_slips(word: str) -> int:
    return sum(len(word) >= shortest for shortest in SHORTEST_FOR.values())
