"""What is known of a whole text before its headings are looked for.

Habits of the text decide what a heading of it looks like: how far apart its paragraphs are, how
many short parts it has, which numbers follow one another, what its table of contents lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reader.documents.certain import Certain, find_certain
from reader.documents.contents import find_contents, key_of
from reader.documents.document import BlockKind
from reader.documents.entries import find_entries
from reader.documents.half_titles import half_titles
from reader.documents.layout import Layout
from reader.documents.marginal_titles import marginal_titles
from reader.documents.matter import APPENDICES, role_of
from reader.documents.names import is_end, is_known_name
from reader.documents.numbering import Number, number_of
from reader.documents.parts import Part
from reader.documents.plans import planned
from reader.documents.stanzas import stanza_numbers
from reader.documents.turns import between_turns, find_turns, is_field
from reader.text.patterns import lazy

_LONG = 150  # code points: a part longer than this is running text
_LONGEST = {True: 200, False: 140}  # of a heading, in a wrapped and in a flat text
_DENSE = 2.5  # letters that an ideograph stands for
_SAMPLE = 3_000  # parts that tell whether people speak
_OFTEN = 2  # a line that comes more often is a speaker's name or a running head
_NUMBERED = 30  # code points that the number of a chapter takes, alone
_LEADS_IN = 4  # words: fewer may be a title
_MOST_TITLED = 0.6  # of its words have a capital
_DIGITS = 3  # of a chapter's number; with more it is a year
_GOES_ON = frozenset(",;:：，；、")
_SPEECH = 0.08  # of the parts begin with a quote or a dash where they do

_DATE_LINE = lazy(
    r"\W?\d{1,2}(?::\d\d){1,2}\W?$|\W*(?:\w+,?\s+)?\d{1,2}(?:st|nd|rd|th)?[.\s/-]+\w+[.,\s/-]+\d{2,4}\W*$|\W*\w+\s+\d{1,2},?\s*\d{4}\W*$|\W*\d{4}-\d\d-\d\d\W*$"
)
_NOT_A_TITLE = lazy(
    r"https?://|www\.|\S@\S+\.\S|^\W*(?:illustration|footnote|sidenote|music|page \d|"
    r"(?:e-?text )?(?:produced|prepared|transcribed) by|(?:an )?anonymous volunteers?\b|"
    r"(?:printed|published|reprinted) (?:in|by|at|for)\b|copyright(?:ed)?\W+(?:by|\d|©|\(c|yyyy)|"
    r"all rights reserved|entered according|translated (?:by|from)|illustrated by|"
    r"\d{4},? (?:chapter|ch?\.|asp|no\.?|nr\.?) ?\d|"  # how a statute is cited
    r"end of|yours|your (?:most|affectionate|obedient)|dear|my dear|p\.\s?s)|^by\s",
    re.IGNORECASE,
)
_THE_END = lazy(r"\W*the end\b", re.IGNORECASE)
_QUOTED = lazy(r"[\"“«„»「『]([^\"“”«»„「」『』]{2,})[\"”“«»」』][.,:;*]?(?:\[\d+\])?")
WORD = lazy(r"[^\W\d_][\w'’]*")
_SMALL_WORDS = (
    "a an the and or nor but of to in on at for by with from as is are vs via into its it "
    "de la le les du des et en au aux un une l d van het een der die das und im am von zu "
    "el los las y del al por con i gli il lo e di da o os as do dos na no em"
)
_ASKING_WORDS = "how what why who when where which"
SMALL = frozenset(_SMALL_WORDS.split())
_ASKING = frozenset(_ASKING_WORDS.split())
_OPENING = frozenset("\"'“‘«„—–-(「『")
_QUOTES = frozenset('"“‘«„「『')
STOPS = frozenset(".。．")

Style = tuple[str, bool, bool, int, int, int, bool, bool]


class Form(NamedTuple):
    """What is seen of a text alone, whatever stands around it."""

    words: int
    capitals: float  # the share of capital letters among the letters
    titled: float  # the share of words with a capital, small words apart
    end: str  # its last character that is no mark of emphasis


class Surroundings(NamedTuple):
    """What is known of the whole text, for each of its parts or once."""

    parts: Sequence[Part]
    layout: Layout
    start: int  # the parts of the body, without what Project Gutenberg puts around it
    end: int
    candidates: Sequence[int]  # the parts that may be headings
    dense: float  # letters that a character stands for
    gap: int  # blank lines between paragraphs
    gapped: bool  # short parts stand below a wider gap
    talks: bool  # a good part of the paragraphs are speech: a novel
    choppy: float  # the share of short parts
    typical: float  # the median length of a part of running text
    short: Sequence[bool]  # for each part whether it is short enough for a heading
    numbers: dict[int, Number]
    in_sequence: set[int]
    certain: Certain  # the parts that are headings in any case
    counted: Counter[str]  # how many of a kind of number are in sequence
    listed: range  # the parts of the table of contents
    contents: frozenset[str]  # its entries, folded
    repeated: Counter[str]  # how often each short part comes
    begins: Counter[str]  # how many short parts begin with a word
    prefixed: Counter[str]  # how many have the same words before a colon
    forms: dict[int, Form]
    styles: dict[int, Style]
    alike: Counter[Style]  # how many short parts have a style

    @property
    def dress(self) -> str:
        """How the text is set: "flat", or wrapped with wider gaps at headings or without."""
        if not self.layout.wrapped:
            return "flat"
        return "gapped" if self.gapped else "even"


def survey(parts: Sequence[Part], layout: Layout, start: int, end: int) -> Surroundings:
    """Look over the parts ``[start, end)`` of a text.

    Candidates are short paragraphs outside the table of contents that are no address, date or
    beginning of a letter, do not go on in the next, and do not come again and again.
    """
    dense = _DENSE if layout.scale == 2 else 1.0
    longest = _LONGEST[layout.wrapped] / dense
    short = [start <= index < end and len(part.text) <= longest for index, part in enumerate(parts)]
    sample = parts[start : min(end, start + _SAMPLE)]
    talks = sum(part.text[0] in _OPENING for part in sample) > _SPEECH * len(sample)
    long = [
        part
        for part in parts[start:end]
        if part.kind is BlockKind.PARAGRAPH and len(part.text) * dense > _LONG
    ]
    sizes = sorted(len(part.text) * dense for part in long)
    gaps = Counter(part.before for part in long or sample)
    gap = gaps.most_common(1)[0][0] if gaps else 0
    contents = find_contents(parts, start, end, dense)
    turns = find_turns(parts, start, end)
    certain = find_certain(parts, start, end)
    certain = certain._replace(
        parts=certain.parts
        | between_turns(parts, turns)
        | marginal_titles(parts, start, end)
        | planned(parts, start, end)
        | (find_entries(parts, start, end) - turns)
    )
    for index in turns - certain.parts:
        short[index] = False  # however little somebody says, it is text
    candidates = [
        index
        for index in range(start, end)
        if short[index]
        and parts[index].kind is BlockKind.PARAGRAPH
        and not parts[index].role
        and index not in contents.listed
        and (
            index in certain.parts or not (index in turns or _is_none(index, parts, layout, talks))
        )
    ]
    said = Counter(key_of(parts[index].text) for index in candidates)
    candidates = [
        index
        for index in candidates
        if index in certain.parts
        or said[key := key_of(parts[index].text)] <= _OFTEN
        or key in contents.entries
        or parts[index].indent < layout.margin
        or is_known_name(parts[index].text)
        or number_of(parts[index].text)
    ]
    candidates = [
        index
        for index in candidates
        if not (
            _is_cast(index, parts)
            or _heads_items(index, parts)
            or _is_reference(index, parts)
            or _goes_on_below(index, parts, layout)
        )
    ]
    certain = certain._replace(parts=certain.parts.intersection(candidates))
    numbers = {index: number for index in candidates if (number := number_of(parts[index].text))}
    titles, again = half_titles(numbers, parts, short, start)
    if titles:
        candidates = sorted(titles.union(candidates) - again)
        numbers = {index: number for index, number in numbers.items() if index not in again}
        certain = certain._replace(parts=(certain.parts | titles).intersection(candidates))
    if stanzas := stanza_numbers(numbers, parts, start, end) - certain.parts:
        candidates = [index for index in candidates if index not in stanzas]
        numbers = {index: number for index, number in numbers.items() if index not in stanzas}
    texts = [parts[index].text for index in candidates]
    in_sequence, counted = _in_sequence(numbers)
    forms = {index: form_of(text) for index, text in zip(candidates, texts, strict=True)}
    styles: dict[int, Style] = {}
    for index in candidates:
        after = parts[index + 1].before if index + 1 < end else 9
        styles[index] = _style(parts[index], forms[index], numbers.get(index), after, layout)
    begins = Counter(map(first_word, texts))
    begins[""] = 0
    return Surroundings(
        parts=parts,
        layout=layout,
        start=start,
        end=end,
        candidates=candidates,
        dense=dense,
        gap=gap,
        gapped=layout.wrapped and sum(parts[i].before > gap for i in candidates if i > start) >= 3,
        talks=talks,
        choppy=sum(short[start:end]) / max(1, end - start),
        typical=sizes[len(sizes) // 2] if sizes else 400.0,
        short=short,
        numbers=numbers,
        in_sequence=in_sequence,
        certain=certain,
        counted=counted,
        listed=contents.listed,
        contents=contents.entries,
        repeated=Counter(map(key_of, texts)),
        begins=begins,
        prefixed=Counter(text.partition(":")[0] for text in texts if ":" in text[2:60]),
        forms=forms,
        styles=styles,
        alike=Counter(styles.values()),
    )


def _is_none(index: int, parts: Sequence[Part], layout: Layout, talks: bool) -> bool:
    """Whether a short part cannot be a heading, whatever stands around it.

    What stands further out than all text may be one though it begins small or ends with a colon.
    """
    part = parts[index]
    text = part.text
    if text[-1] == "]" and "[" not in text:
        return True  # the last paragraph of a note in brackets
    if talks and text[0] in _QUOTES and not text.isupper():
        # “Pieces of Eight” below the number of its chapter is its title.
        above = parts[index - 1].text if index else ""
        number = number_of(above) if 0 < len(above) < _NUMBERED else None
        return number is None or bool(number.rest)
    if part.indent >= layout.margin and (_begins_small(text) or text[-1] in _GOES_ON):
        return not _is_notes(text)
    if index + 1 == len(parts) and ": " in text and not number_of(text):
        return True  # "Interview: Anna Vos", below all that was said
    if text[-1] in ",;" or (text.isdecimal() and len(text) > _DIGITS):
        return True
    if _THE_END.match(text) and not (index + 1 < len(parts) and len(parts[index + 1].text) > _LONG):
        return True  # "The End of the World" may be a chapter
    return bool(_NOT_A_TITLE.search(text) or _DATE_LINE.match(text) or is_end(text)) or is_field(
        index, parts
    )


def _is_notes(text: str) -> bool:
    """Whether a line with a colon is the heading of notes: "FOOTNOTES:", "Transcriber's note:"."""
    role = role_of(text)
    return role in ("footnotes", "colophon") or (role == "endnotes" and text.isupper())


def _begins_small(text: str) -> bool:
    """Whether a text goes on a sentence; names such as iPhone may begin one."""
    return text[0].islower() and text.split(" ", 1)[0].islower()


def _heads_items(index: int, parts: Sequence[Part]) -> bool:
    """Whether a lettered line stands further in and has list items below, still further in."""
    part = parts[index]
    if not part.indent or index + 1 == len(parts):
        return False
    below = parts[index + 1]
    if below.kind is not BlockKind.ITEM or below.indent <= part.indent:
        return False
    number = number_of(part.text)
    return number is not None and number.kind == "lettered"


def _is_cast(index: int, parts: Sequence[Part]) -> bool:
    """Whether a line below the number of a scene names those who are in it."""
    text = parts[index].text
    if not index or text[-1] != "." or number_of(text):
        return False
    words = WORD.findall(text)
    names = sum(word.isupper() for word in words)
    if not ("," in text if names == len(words) else 1 < names >= len(words) / 2):
        return False  # "ANNA, BEN, CARLA.", "ANNA and BEN."
    number = number_of(parts[index - 1].text)
    return number is not None and number.named and not number.rest


def _is_reference(index: int, parts: Sequence[Part]) -> bool:
    """Whether a line below the number of a schedule names the section that it belongs to."""
    number, above = number_of(parts[index].text), number_of(parts[index - 1].text if index else "")
    return (
        number is not None
        and above is not None
        and number.named
        and not number.rest
        and above.kind in APPENDICES
        and number.rank > above.rank
        and number.value > 1
    )


def _goes_on_below(index: int, parts: Sequence[Part], layout: Layout) -> bool:
    """Whether a line of text leads to what is set further in right below it, "call", or is that
    itself: the upper half of a fraction, say."""
    part = parts[index]
    if part.underline:
        above = parts[index - 1] if index and not part.before else None
        return (
            above is not None
            and above.kind is BlockKind.PARAGRAPH
            and not above.underline
            and len(above.text) > _LONG
            and above.text[-1].isalnum()
        )
    if index + 1 == len(parts) or not layout.wrapped or part.indent != layout.indent:
        return False
    below = parts[index + 1]
    return (
        not below.before
        and below.indent > part.indent
        and below.kind is not BlockKind.ITEM
        and part.text[-1].isalpha()
        and part.text[-1].islower()
        and (form := form_of(part.text)).words > _LEADS_IN
        and form.titled < _MOST_TITLED
    )


def first_word(text: str) -> str:
    """The first word of a text, folded; "" for those that begin much of anything."""
    word = text.split(" ", 1)[0].strip(".,:;()[]_*").casefold()
    return "" if word in SMALL or word in _ASKING else word


def unquoted(text: str) -> str:
    """A title in capitals without the quotes around all of it: “THE OLD LOCK.”"""
    if text[0] in _QUOTES and text.isupper() and (inner := _QUOTED.fullmatch(text)):
        return inner[1]
    return text


def form_of(text: str) -> Form:
    """The form of a text."""
    text = unquoted(text)
    words = WORD.findall(text)
    end = text.rstrip("_* ")[-1:]
    if text[0] > "\u2e7f" or text[-1] > "\u2e7f":  # two or three characters make a word
        return Form(max(len(words), len(text) // 2), 0.0, 0.0, end)
    if text.isupper():
        return Form(len(words), 1.0, 1.0, end)
    letters = sum(map(str.isalpha, text)) or 1
    long = [word for word in words if word.lower() not in SMALL]
    titled = sum(not word[0].islower() for word in long) / len(long) if long else 0.0
    return Form(len(words), sum(map(str.isupper, text)) / letters, titled, end)


def _style(part: Part, form: Form, number: Number | None, after: int, layout: Layout) -> Style:
    """What headings of the same rank have in common, as far as plain text shows it."""
    wrapped = layout.wrapped
    return (
        number.kind if number else "",
        form.capitals > 0.9,
        form.titled > 0.8,
        min(part.before, 5) if wrapped else 0,
        min(after, 3) if wrapped else 0,
        min(4, max(0, part.indent - layout.indent) // 3),
        part.text[:1] == "_",
        form.end in STOPS,
    )


def _in_sequence(numbers: dict[int, Number]) -> tuple[set[int], Counter[str]]:
    """The parts whose number is 1 or follows the last of its kind, and how many of a kind do.

    One number may be missing: a heading that was not recognised, or a page.
    """
    last: dict[str, int] = {}
    right: dict[str, list[int]] = {}
    for index, number in numbers.items():
        follows = 0 < number.value - last.get(number.kind, number.value) <= 2
        if number.value == 1 or follows:
            right.setdefault(number.kind, []).append(index)
        if number.kind not in ("roman", "digits") or index in right.get(number.kind, ())[-1:]:
            last[number.kind] = number.value
    indexes = {index for found in right.values() for index in found}
    return indexes, Counter({kind: len(found) for kind, found in right.items()})
