"""Searching with case, accents and ways of writing set aside.

To *fold* is to keep of a text what a person means to search for: compatibility forms become plain
ones (ﬁ is fi, Ａ is A), accents go, case goes, soft hyphens and what has no width go, quotes and
dashes become those of the keyboard, a run of white space becomes one space, and a word that a
hyphen breaks at the end of a line is whole again. What has an accent is told by the decomposition
that Unicode gives: é and ñ have one; ø, ł, đ and the dotless ı are letters of their own. Marks
that make another letter, as those of kana, vowels and Hangul do, stay. "2k" finds "2^k", too, and
references to notes are passed over: "dark and" finds "dark[1] and".

No folded copy is made: a query becomes a pattern that matches whatever folds as it does. Offsets
count code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from reader.text.references import PASSED_OVER, closed, has_references, may_refer, numbers_in
from reader.text.search import POWER, may_be_power

# Passed over: soft hyphen, zero-width and bidi controls, joiners, variation selectors.
IGNORED = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_IGNORED = re.compile(f"[{IGNORED}\U000e0100-\U000e01ef]")

_SLICE = 1 << 16
# So many letters are tried together against characters that stand for several; in a longer run
# of such letters (ten full stops, written as ellipses) one that lies across is not found.
_AT_MOST = 6
_NOTHING = "(?!)"
_BREAK = r"[-‐\u00ad]\n[ \t]*"

_ALIKE = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′ʼ´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "⁄": "/",
}


class Letter(NamedTuple):
    """A letter as it is searched for: what it folds to, and the accents it must have."""

    base: str
    accents: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Alphabet:
    """What of Unicode a text uses, as far as searching has to know.

    ``single`` gives for a folded letter the characters that stand for it, ``several`` are those
    that stand for more than one letter; each without case [False] and with case [True].
    """

    single: tuple[dict[str, str], dict[str, str]]
    several: tuple[dict[str, str], dict[str, str]]
    skipped: str  # accents and ignored characters, for a character class
    joining: str  # what may make one letter with the character before it
    broken: bool  # whether words are broken by a hyphen at the end of a line
    referring: bool  # whether anything may refer to notes


def alphabet_of(text: str) -> Alphabet:
    """The alphabet of a text. Takes about 15 ms for 5 MB of English; other threads go on."""
    found: set[str] = set()
    for start in range(0, len(text), _SLICE):
        piece = text[start : start + _SLICE]
        if not piece.isascii():
            found.update(_ASCII.sub("", piece))
    broken = any(sign in text for sign in ("-\n", "‐\n", "\u00ad\n"))
    return _alphabet(frozenset(found), broken, has_references(text))


_ASCII = re.compile("[\x00-\x7f]+")
_PLAIN = "".join(map(chr, range(128)))


@lru_cache(4)
def _alphabet(characters: frozenset[str], broken: bool, referring: bool) -> Alphabet:
    single: tuple[defaultdict[str, str], ...] = defaultdict(str), defaultdict(str)
    several: tuple[dict[str, str], dict[str, str]] = {}, {}
    skipped = joining = ""
    for character in (*_PLAIN, *sorted(characters)):
        for case in (False, True):
            folded = fold_character(character, case)
            if len(folded) == 1:
                single[case][folded] += character
            elif folded:
                several[case][character] = folded
        if not folded:
            skipped += character
        elif _joins(folded[0]):
            joining += character
    folded_to = dict(single[0]), dict(single[1])
    return Alphabet(folded_to, several, skipped, joining, broken, referring)


def _joins(character: str) -> bool:
    """Whether a character may make one letter with another before it: kana, vowels, Hangul."""
    return character > "\u02ff" and (
        unicodedata.category(character) in ("Mn", "Mc") or "\u1160" <= character <= "\u11ff"
    )


def _is_accent(character: str) -> bool:
    """Whether a combining mark only adorns a letter, by its canonical combining class."""
    kind = unicodedata.combining(character)
    return kind == 1 or 10 <= kind <= 36 or 200 <= kind <= 240


@lru_cache(1 << 16)
def _expanded(character: str, case: bool) -> str:
    """A character in the plainest characters that stand for it, accents behind their letters."""
    if character.isspace():
        return " "
    if _IGNORED.match(character):
        return ""
    plain = unicodedata.normalize("NFKD", _ALIKE.get(character, character))
    if plain.startswith(" "):
        return character  # an accent that stands alone
    if plain == "ẞ":
        plain = "SS"
    found = ""
    for part in plain:
        if not _is_accent(part) and (not case or part.islower()):
            part = unicodedata.normalize("NFKD", part.casefold())
        found += _ALIKE.get(part, part)
    return found


@lru_cache(1 << 16)
def fold_character(character: str, case: bool = False) -> str:
    """What a character folds to: nothing for an accent, often itself; ``case`` keeps the case."""
    parts = (part for part in _expanded(character, case) if not _is_accent(part))
    return unicodedata.normalize("NFC", "".join(parts))


# --- from a query to a pattern -----------------------------------------------------------------


def compile_folded(query: str, alphabet: Alphabet) -> re.Pattern[str] | None:
    """The pattern that finds in a text of this alphabet whatever folds as ``query`` does.

    Case matters if the query has an upper-case letter; an accent that it has must be there. None
    for a query of white space only. A match may begin or end within a grapheme.
    """
    if not query.strip():
        return None
    case = query != query.lower()
    letters = list(_letters(query, case))
    if not letters:  # accents or characters without width, alone
        return re.compile(re.escape(query))
    return re.compile(_Writer(letters, alphabet, case).pattern())


def words_of(passage: str) -> str:
    """A passage of a text as one line to search for; it finds the passage itself."""
    whole = re.sub(rf"(?<=\w){_BREAK}(?=\w)", "", passage)
    return " ".join(whole.split())


def _letters(query: str, case: bool) -> Iterator[Letter]:
    """The letters of a query."""
    last: Letter | None = None
    for part in "".join(_expanded(character, case) for character in query):
        if _is_accent(part):
            if last is not None:
                last = Letter(last.base, last.accents | {part})
            continue
        joined = unicodedata.normalize("NFC", last.base + part) if last else ""
        if last is not None and len(joined) == 1:
            last = Letter(joined, last.accents)
        elif last is None or not last.base == part == " ":
            if last is not None:
                yield last
            last = Letter(part)
    if last is not None:
        yield last


class _Writer:
    """Writes the pattern for some letters in an alphabet."""

    def __init__(self, letters: list[Letter], alphabet: Alphabet, case: bool) -> None:
        self.letters = letters
        self.size = len(letters)
        self.bases = [letter.base for letter in letters]
        self.folded = "".join(self.bases)
        self.alphabet = alphabet
        self.case = case
        self.single = alphabet.single[case]
        self.skip = _class(alphabet.skipped) + "*" if alphabet.skipped else ""
        self.several = [self._standing_for(at) for at in range(self.size)]
        numbers = numbers_in(self.bases) if alphabet.referring else []
        self.numbers = {end: at for at, end in numbers}

    def pattern(self) -> str:
        """All of it, in runs of letters that characters for several letters may overlap."""
        written = r"(?<!\s)" if self.letters[0].base == " " else ""
        at = 0
        while at < self.size:
            end = at + 1
            reached = at
            while reached < end < at + _AT_MOST:
                longest = max((count for count, _ in self.several[reached]), default=1)
                end = min(max(end, reached + longest), at + _AT_MOST, self.size)
                reached += 1
            written += self._run(at, end)
            at = end
        return written + self._reference(self.size)

    def _run(self, at: int, end: int) -> str:
        """The letters of ``[at, end)``, in every way in which characters may stand for them."""
        if at >= end:
            return ""
        ways = [self._letter(at) + self._between(at + 1) + self._run(at + 1, end)]
        alike: defaultdict[tuple[int, str], str] = defaultdict(str)
        for count, character in self.several[at]:
            if at + count <= end:
                wanted = (letter.accents for letter in self.letters[at : at + count])
                alike[count, self._ahead(frozenset().union(*wanted), character)] += character
        for (count, ahead), characters in alike.items():
            rest = self._between(at + count) + self._run(at + count, end)
            ways.append(_class(characters) + ahead + rest)
        return _one_of(ways)

    def _standing_for(self, at: int) -> list[tuple[int, str]]:
        """Characters for several letters that stand for those at ``at``: how many, and which.

        At the ends of the query a character may go beyond it.
        """
        found: set[tuple[int, str]] = set()
        wanted = self.folded[at:]
        for character, folded in self.alphabet.several[self.case].items():
            for skipped in range(len(folded) if at == 0 else 1):
                part = folded[skipped:]
                count = min(len(part), len(wanted))
                if part[:count] == wanted[:count]:
                    found.add((count, character))
        return sorted(found)

    def _ahead(self, accents: frozenset[str], character: str) -> str:
        """That the accents follow that a character does not have itself."""
        missing = sorted(accents - set(_expanded(character, self.case))) if accents else ()
        if any(accent not in self.alphabet.skipped for accent in missing):
            return _NOTHING
        between = _class(self.alphabet.skipped + self.alphabet.joining) if missing else ""
        return "".join(f"(?={between}*{accent})" for accent in missing)

    def _between(self, at: int) -> str:
        """What may stand before the letter at ``at`` and is passed over."""
        if at >= self.size:
            return ""
        power = POWER if may_be_power(self.bases, at) else ""
        return self._reference(at) + self._passed_over(at) + power

    def _reference(self, at: int) -> str:
        """What may refer to a note there, or be the bracket of a number that does."""
        if not self.alphabet.referring:
            return ""
        behind = closed(at - self.numbers[at]) if at in self.numbers else ""
        if at in self.numbers.values():
            return behind + r"\[?"
        refers = at < self.size and may_refer(self.bases[at - 1], self.bases[at])
        return behind + (PASSED_OVER if refers else "")

    def _passed_over(self, at: int) -> str:
        before, after = self.letters[at - 1].base, self.letters[at].base
        if not self.alphabet.broken or not after[0].isalnum():
            return self.skip
        if before == "-":
            return self.skip + r"(?:\n[ \t]*)?"
        return self.skip + (f"(?:{_BREAK}{self.skip})?" if before[-1].isalnum() else "")

    def _letter(self, at: int) -> str:
        base, accents = self.letters[at]
        if base == " ":
            return rf"\s[\s{_escaped(self.alphabet.skipped)}]*"
        written = self._written(base, accents)
        # か is no か where a mark behind it makes it が.
        others = [c for c in self.alphabet.joining if self._makes_one(base, c)]
        if not others:
            return written
        marks = [c for c in self.alphabet.skipped if unicodedata.category(c) == "Mn"]
        between = f"{_class(marks)}*" if marks else ""
        return f"{written}(?!{between}{_class(others)})"

    def _makes_one(self, base: str, character: str) -> bool:
        pair = base + fold_character(character, self.case)[0]
        return len(unicodedata.normalize("NFC", pair)) < len(pair)

    def _written(self, base: str, accents: frozenset[str]) -> str:
        """The ways in which one letter is written: composed, decomposed, with its accents."""
        alike: defaultdict[str, str] = defaultdict(str)
        for character in self.single.get(base, ""):
            alike[self._ahead(accents, character)] += character
        ways = [_class(characters) + ahead for ahead, characters in alike.items()]
        parts = unicodedata.normalize("NFD", base)
        if self.alphabet.joining and len(parts) > 1:
            head = unicodedata.normalize("NFC", parts[:-1])
            mark = self.single.get(parts[-1], "")
            if len(head) == 1 and mark:
                ways.append(self._written(head, accents) + self.skip + _class(mark))
        return _one_of(ways)


def _one_of(ways: Sequence[str]) -> str:
    """A pattern for one of these; those that can match nothing are left out."""
    able = [way for way in ways if _NOTHING not in way]
    if len(able) == 1:
        return able[0]
    return f"(?:{'|'.join(able)})" if able else _NOTHING


def _class(characters: Iterable[str]) -> str:
    found = "".join(characters)
    return re.escape(found) if len(found) == 1 else f"[{_escaped(found)}]"


def _escaped(characters: str) -> str:
    return re.sub(r"[\\\]^\[&~|-]", r"\\\g<0>", characters)
