"""Rules of thumb that make a short part a heading: what a person would say at first sight.

They are one piece of evidence among others (`heading_evidence`), and worth a good deal.
"""

from __future__ import annotations

from reader.documents.contents import key_of
from reader.documents.document import BlockKind
from reader.documents.heading_evidence import SENTENCE_INSIDE
from reader.documents.names import is_contents, is_known_name
from reader.documents.numbering import Number, number_of
from reader.documents.parts import Part
from reader.documents.surroundings import WORD, Surroundings

_OPENING = "\"'“‘«„—–-("


def rules(around: Surroundings) -> dict[int, str]:
    """The parts that a rule makes headings, and which rule: "capitals", "a number"."""
    found: dict[int, str] = {}
    for index in around.candidates:
        if rule := _rule(index, around, found):
            found[index] = rule
    return found


def _rule(index: int, around: Surroundings, found: dict[int, str]) -> str:
    """The rule that makes a part a heading; "" if none does."""
    end, number = around.end, around.numbers.get(index)
    part = around.parts[index]
    text = part.text
    if part.underline:
        return "an underline"
    if index + 1 >= end:
        return ""
    if number:
        return "a number" if _is_numbered(index, around, number) else ""
    if text[-1] == ":" or text[0] in _OPENING:
        return ""
    after_number = _follows_number(index, found, around)
    below = around.parts[index + 1]
    if is_contents(text) or (is_known_name(text) and _has_room(part, around)):
        return "a name"
    if key_of(text) in around.contents and len(text) > 3 and not text[0].islower():
        return "capitals" if text.isupper() else "a title"
    if around.layout.wrapped and part.first != part.last and len(text) > 120:
        return ""
    if around.repeated[key_of(text)] > 2 or not (text[0].isupper() or _is_caseless(text[0])):
        return ""
    sentence = text[-1] in ".!" and not (text.isupper() or _is_title_case(WORD.findall(text)))
    if after_number and not sentence and _is_text(below, text):
        return "below a number"
    if around.layout.wrapped and part.indent < around.layout.indent and text[-1] not in ".":
        return "further out"
    if not _has_room(part, around) or SENTENCE_INSIDE.search(text):
        return ""
    if text.isupper() and len(WORD.findall(text)) and len(text) > 2 and len(text) <= 90:
        if (text[-1] != "." or part.before > around.gap) and _stands_above_text(index, around, end):
            return "capitals"
        return ""
    if _is_title(index, around, end):
        return "a title"
    return ""


def _is_numbered(index: int, around: Surroundings, number: Number) -> bool:
    """Whether a numbered line is a heading: by its kind, its sequence, and what stands around."""
    part = around.parts[index]
    below = around.parts[index + 1]
    if below.kind is BlockKind.PARAGRAPH and len(below.text) < 130:
        other = number_of(below.text)
        if other and other.kind == number.kind:
            return False  # a list of numbered lines
    rest = number.rest
    if rest and (rest[-1] in ",;" or (not rest[0].isalnum() and rest[0] not in _OPENING + "_*[")):
        return False
    if number.named:
        return not (rest[:1].islower() or (SENTENCE_INSIDE.search(rest) and len(rest) > 100))
    if index not in around.in_sequence or not _has_room(part, around):
        return False
    if not rest:
        above = around.parts[index - 1].text if index else ""
        is_of_page = len(above) > 130 and above[-1] not in '.!?"”’»)]*_'
        return not is_of_page
    if rest[0].islower() or SENTENCE_INSIDE.search(rest) or len(rest) > 110:
        return False
    if rest[-1] == "." and number.kind.startswith(("decimal", "lettered")):
        return False
    return not (around.layout.wrapped and part.indent > around.layout.indent + 8)


def _follows_number(index: int, found: dict[int, str], around: Surroundings) -> bool:
    """Whether a title stands right below a bare number that is a heading: "II", "Chapter 2"."""
    number = around.numbers.get(index - 1)
    return index - 1 in found and number is not None and not number.rest


def _has_room(part: Part, around: Surroundings) -> bool:
    """Whether the gap above is that of a heading, in a text that sets headings off by gaps."""
    outdented = part.indent < around.layout.indent
    return not around.gapped or outdented or part.before > around.gap


def _is_text(part: Part, heading: str) -> bool:
    """Whether a part is text that a heading could stand above."""
    if part.kind is BlockKind.PARAGRAPH:
        return len(part.text) > max(120, 2 * len(heading)) or part.last > part.first + 1
    return part.kind is not BlockKind.RULE


def _stands_above_text(index: int, around: Surroundings, end: int) -> bool:
    """Whether text follows within two parts: a title, a line of place or time may stand between."""
    heading = around.parts[index].text
    return any(_is_text(part, heading) for part in around.parts[index + 1 : min(index + 4, end)])


def _is_title(index: int, around: Surroundings, end: int) -> bool:
    """Whether a line without number or capitals is a heading, by its words and its place."""
    part = around.parts[index]
    text = part.text
    words = WORD.findall(text)
    if not words or len(words) > 16 or text[-1] in ".。…!！":
        return False
    if around.talks and part.before <= around.gap and not _is_title_case(words):
        return False
    if around.layout.wrapped and part.indent > around.layout.indent + 12 and not around.gapped:
        return False
    if not _is_text(around.parts[index + 1], text):
        return False
    if index == 0:
        return True
    above = around.parts[index - 1]
    if above.kind is not BlockKind.PARAGRAPH or above.role:
        return True
    if above.text[-1] in ":,;":
        return False
    if len(above.text) > 130:
        return True
    # Several short lines above text are a list, but for a heading and one below it.
    return index < 2 or len(around.parts[index - 2].text) > 130 or above.text[-1] in '.!?”"'


def _is_title_case(words: list[str]) -> bool:
    """Whether all words but the small ones begin with capitals, and there are two or more."""
    long = [word for word in words if len(word) > 3]
    return len(long) > 1 and all(word[0].isupper() for word in long)


def _is_caseless(char: str) -> bool:
    return char.isdigit() or (char.isalpha() and not char.islower() and not char.isupper())
