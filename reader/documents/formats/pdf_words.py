"""The text of paragraphs, put together from the lines of a PDF: hyphens, spaces, marks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from reader.documents.document import Mark, MarkKind
from reader.documents.formats.pdf_lines import Line
from reader.documents.formats.pdf_types import BOLD, ITALIC, LINE_END_HYPHEN, MONO, Run
from reader.documents.formats.raised import raised

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:[-\u2010][^\W\d_]+)*)[-\u2010\u00ad\ufffe]$")
_FIRST = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_HYPHENS = "-\u2010\u00ad" + LINE_END_HYPHEN
_DASHES = "—–/"
_LEADERS = re.compile(r"(?:\s?[.·…_]){5,}\s?")
# What TeX's old fonts set before a letter instead of a letter with an accent.
_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327",
    "ˇ": "\u030c", "˚": "\u030a", "˘": "\u0306", "¯": "\u0304", "˝": "\u030b", "˙": "\u0307",
}  # fmt: skip
_SURE = re.compile("([¨ˆ˜ˇ˚˘˝]) ?([A-Za-zıȷ])|([´¸]) ?([ıȷ])")
_APART = re.compile(rf"([{''.join(a for a in _ACCENTS if a != '`')}]) ?([A-Za-zıȷ])")
_SPACES = re.compile("[\t\xa0\u2028\u2029]")
_UNSEEN = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffc\ud800-\udfff]"
)
_RAISED = 0.88  # of the size of the line: what is smaller and off the baseline is an exponent
_OFF = 0.12
_COMPOUNDS = 3  # with the same beginning: then another one is one as well
_SHORT = 4  # code points: a word that ends in "ed" and is no longer is more often a syllable

Marks = list[tuple[MarkKind, int, int, str]]
Link = tuple[int, int, str]  # characters of a page from and to, and the target
_STYLES = ((BOLD, MarkKind.STRONG), (ITALIC, MarkKind.EMPHASIS), (MONO, MarkKind.CODE))


def vocabulary(lines: Iterable[Line]) -> Counter[str]:
    """How often each word occurs, not counting those that are broken at the end of a line; under
    "non-", how often compounds begin with that."""
    words: Counter[str] = Counter()
    for line in lines:
        found = _WORD.findall(line.text.casefold())
        if found and line.text[-1] in _HYPHENS:
            found.pop()
        words.update(found)
        words.update(f"{word.partition('-')[0]}-" for word in found if "-" in word)
    return words


def plain(text: str) -> str:
    """Text without what is not seen, and with one kind of space."""
    if text.isascii() and text.isprintable():
        return text
    text = _SPACES.sub(" ", text.replace(LINE_END_HYPHEN, "-"))
    return _UNSEEN.sub("", text)


def _accented(accent: str, letter: str) -> str:
    base = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    joined = unicodedata.normalize("NFC", base + _ACCENTS[accent])
    return joined if len(joined) == 1 else accent + letter


class Words:
    """A paragraph's text while lines are added, with its marks."""

    def __init__(self, words: Mapping[str, int], *, accents: bool = False) -> None:
        self._words = words
        self._accents = accents
        self.text = ""
        self.marks: Marks = []

    def add(self, line: Line, links: Iterable[Link] = (), notes: Iterable[str] = ()) -> int:
        """Add a line; where in the text it begins. ``notes`` are the marks of footnotes on its
        page, each with the page's name before it."""
        self._join(line.runs[0].text)
        begun = len(self.text)
        known = dict(note.rsplit("\n", 1)[::-1] for note in notes)
        links = list(links)
        for number, run in enumerate(line.runs):
            off = len(line.runs) > 1 and _is_raised(run, line)
            refers = off > 0 and run.text.strip() in known  # to a note
            spaced = run.space and number and not refers
            if spaced and not self.text.endswith((" ", "\n")):
                self.text += " "
            start = len(self.text)
            final = number == len(line.runs) - 1
            hyphen = final and run.text[-1] in (LINE_END_HYPHEN, "\u00ad")
            self.text += plain(run.text)
            if hyphen and run.text[-1] == "\u00ad":
                self.text += "\u00ad"  # seen no more when the next line is joined
            end = len(self.text)
            if refers:
                self._put(MarkKind.FOOTNOTE, start, end, f"#{known[run.text.strip()]}")
            elif off:
                kind = MarkKind.SUPERSCRIPT if off > 0 else MarkKind.SUBSCRIPT
                self._put(kind, start, end, "")
            for style, kind in _STYLES:
                if run.style & style:
                    self._put(kind, start, end, "")
            for low, high, target in links:
                low, high = max(low, run.first), min(high, run.first + len(run.text))
                if low < high:
                    at = start + low - run.first, min(end, start + high - run.first)
                    label = self.text[at[0] : at[1]].strip()
                    if label in known and target.startswith("#"):
                        self._put(MarkKind.FOOTNOTE, *at, f"#{known[label]}")
                    else:
                        self._put(MarkKind.LINK, *at, target)
        if not self.text.isascii():
            self._join_accents(begun)
        leaders = _LEADERS.search(self.text, begun)
        if leaders:  # dots that lead to the number of a page
            self._cut(leaders.start(), leaders.end(), " … ")
        return begun

    def _join_accents(self, begun: int) -> None:
        """Join letters to the accents that stand before them."""
        sign = _APART if self._accents else _SURE
        at = begun
        while found := sign.search(self.text, at):
            joined = _accented(*[one for one in found.groups() if one])
            self._cut(found.start(), found.end(), joined)
            at = found.start() + len(joined)

    def add_text(self, text: str) -> None:
        """Add what stands in no line."""
        self.text += text

    def _put(self, kind: MarkKind, start: int, end: int, target: str) -> None:
        if start >= end or (kind, start, end, target) in self.marks[-4:]:
            return
        for index in range(len(self.marks) - 1, max(-1, len(self.marks) - 6), -1):
            other = self.marks[index]
            joins = other[0] is kind and other[3] == target and kind is not MarkKind.FOOTNOTE
            if joins and not self.text[other[2] : start].strip():
                self.marks[index] = (kind, other[1], max(end, other[2]), target)
                return
        self.marks.append((kind, start, end, target))

    def _cut(self, start: int, end: int, by: str) -> None:
        """Put something else in place of some of the text; marks that cross it go."""
        moved = len(by) - (end - start)
        self.text = self.text[:start] + by + self.text[end:]
        kept = []
        for kind, low, high, target in self.marks:
            if high <= start:
                kept.append((kind, low, high, target))
            elif low >= end:
                kept.append((kind, low + moved, high + moved, target))
            elif kind is MarkKind.LINK:
                kept.append((kind, min(low, start), max(start, high + moved), target))
        self.marks = kept

    def _join(self, following: str) -> None:
        """End the text so that a line that begins with ``following`` can be put behind it."""
        text = self.text
        if not text:
            return
        last, first = text[-1], following[0]
        if (
            last in _HYPHENS
            and (broken := _LAST.search(text))
            and (head := _FIRST.match(following))
        ):
            if last == "\u00ad" or _is_broken(broken[1], head[0], self._words):
                self.text = text[:-1]
                length = len(self.text)
                self.marks = [(k, s, min(e, length), t) for k, s, e, t in self.marks if s < length]
            return
        if last in _DASHES and len(text) > 1 and not text[-2].isspace():
            return
        if not (_is_wide(last) and _is_wide(first)):
            self.text += " "

    def finished(self) -> tuple[str, list[Mark]]:
        """The text and its marks, without white space at either end."""
        text = self.text.rstrip()
        marks = []
        for kind, start, end, target in self.marks:
            while start < end and text[start : start + 1].isspace():
                start += 1
            end = min(end, len(text))
            if start < end:
                marks.append(Mark(kind, start, end, target))
        shown = raised(text, marks)
        return shown.text, sorted(shown.marks, key=lambda mark: (mark.start, -mark.end))


def _is_broken(before: str, after: str, words: Mapping[str, int]) -> bool:
    """Whether the hyphen between these stands only because the line ended: it is a word without,
    as far as the text itself has it."""
    if after[0].isupper() and not (before.isupper() and after.isupper()):
        return words.get((before + after).casefold(), 0) > 0
    if after[0].isdecimal():
        return False
    one, other = before.casefold(), after.casefold()
    last, first = one.rpartition("-")[2], other.partition("-")[0]
    whole = words.get(one + other, 0) or words.get(last + first, 0)
    hyphened = words.get(f"{one}-{other}", 0) or words.get(f"{last}-{first}", 0)
    if whole or hyphened:
        return whole >= hyphened
    known = words.get(first, 0)
    if known and (
        ("-" in one and words.get(last, 0))  # stop-the-world
        or words.get(f"{last}-", 0) >= _COMPOUNDS
        or (known > 1 and len(last) > _SHORT and last.endswith("ed"))  # mixed-mode
    ):
        return False
    both = words.get(last, 0) > 1 and known > 1
    return not (both and (min(len(last), len(first)) > 2 or first != other))


def _is_raised(run: Run, line: Line) -> int:
    """1 for what is set small above the baseline, -1 below it, else 0."""
    if run.size > _RAISED * line.size:
        return 0
    off = (line.y - run.y) / line.size
    return 1 if off > _OFF else -1 if off < -_OFF else 0


def _is_wide(char: str) -> bool:
    """Whether a character belongs to a script that puts no spaces between words."""
    return (
        "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"
    )
