"""The turns of a conversation: who speaks, in interviews, hearings, minutes and plays.

A turn begins with the name of its speaker and a colon, a time before or behind it, or stands below
a line of both. "Q." and "A." are names, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from reader.documents.dates import date_at_end
from reader.documents.document import BlockKind
from reader.documents.numbering import number_of
from reader.documents.parts import Part
from reader.text.patterns import lazy

_TIME = r"[\[(<]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?: ?[ap]\.?m\.?)?[\])>]?"
_STAMP = rf"(?:\[?\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?[ T]+)?{_TIME}"  # the day as well
_NAME = r"[^\W\d_](?:[^\W\d]|\.(?! {2})|[ ,'’&/()-](?! )){0,38}(?:[ _]?\d{1,3})?"
_LABEL = lazy(
    rf"(?:{_STAMP}[ \t]*[-–—]?[ \t]*)?(?:(?P<letter>[QA])(?:[.:](?=\s)|(?=  |\t))"
    r"|<(?P<nick>\S{1,30})>\s"
    rf"|(?P<name>{_NAME})(?:[ \t]*{_TIME})?[ \t]*(?::(?=\s)|：))",
    re.IGNORECASE,
)
_EVENT = lazy(rf"{_STAMP}\s+(?:\*+|-!-|--+>|<--+|==+)\s", re.IGNORECASE)  # "* anna has left"
_DATED = lazy(r"\[?(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{1,4})[, T]")
_BARE = lazy(r"[QA] \S")  # in a text whose runs of spaces are gone
_TIMED = lazy(rf"{_STAMP}\s+\S", re.IGNORECASE)
_ALONE = lazy(
    rf"(?P<name>{_NAME})[ \t]*[-–—]?[ \t]*{_TIME}$|{_TIME}[ \t]*[-–—]?[ \t]*(?P<behind>{_NAME})$",
    re.IGNORECASE,
)

_LONGEST_NAME = 5  # words
_AGAIN = 2  # turns of one who speaks
_LEAST = 4  # turns of a conversation
_ASKED = 3  # questions of an interview
_MOST_ASK = 0.6  # of what somebody says who asks
_SHARE = 0.2  # of the parts
_MOSTLY = 0.6  # of the parts from the first turn to the last
_LINE = 80  # code points
_QUESTION = 200
RULES = " -=*"  # around the day that begins in a chat
ASKS = frozenset("?？؟")
_ENDS = frozenset('.!?…"”»)]。！？')


def label_of(text: str) -> str:
    """The name that a turn begins with, folded; "" if a text begins otherwise."""
    head = text[:80]
    may_begin = ":" in head or "：" in head or head[:1] == "<"
    if not may_begin and head[1:2] not in (".", " ", "\t"):
        return ""
    match = _LABEL.match(head)
    if match is not None:
        name = match["name"] or match["letter"] or match["nick"]
    elif any(map(str.isdigit, head)) and len(text) < 60 and (alone := _ALONE.match(text)):
        name = alone["name"] or alone["behind"]
    else:
        return ""
    name = name.strip()
    if len(name.split()) > _LONGEST_NAME or (name[0].islower() and not match):
        return ""
    return name.casefold()


def is_timed(line: str) -> bool:
    """Whether a line begins with a time of day, as those of chats do."""
    return _TIMED.match(line) is not None


def is_of_chat(text: str) -> bool:
    """Whether a text is a line of a chat: when, who, and words; "INFO:" is nobody's name."""
    label = label_of(text) if is_timed(text) else ""
    return bool(label) and label.upper() not in text


def day_of(text: str) -> str:
    """The day that a line of a chat begins with; "" without one."""
    match = _DATED.match(text)
    return match["day"] if match else ""


def find_turns(parts: Sequence[Part], start: int, end: int) -> frozenset[int]:
    """The parts ``[start, end)`` that are turns of a conversation; none if there is no such.

    There are two at least who speak more than once, or one who answers questions without a name
    before them, and what they say is a good part of the text.
    A turn is then also what somebody says who speaks once, but for a short line that may as well
    be a heading with a colon.
    """
    labels = {
        index: label
        for index in range(start, end)
        if parts[index].kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.VERSE)
        and not parts[index].role
        and (label := label_of(parts[index].text))
        and not ((number := number_of(parts[index].text)) and number.named)
    }
    asked = {index: letter for index in range(start, end) if (letter := _bare_letter(parts[index]))}
    if set(Counter(asked.values()) - Counter("qa")) == {"q", "a"}:
        labels |= asked
    said = Counter(labels.values())
    speakers = {label for label, count in said.items() if count >= _AGAIN}
    if len(speakers) == 1 and _plain_questions(parts, labels):
        return frozenset(labels)
    turns = sum(said[label] for label in speakers)
    if len(speakers) < 2 or turns < max(_LEAST, _SHARE * (end - start)):
        return frozenset()
    found = {
        index
        for index, label in labels.items()
        if label in speakers
        or index + 1 == end  # there is nothing below that it could head
        or (parts[index].text[-1] in _ENDS and number_of(parts[index].text) is None)
    }
    found.update(index for index in range(start, end) if _EVENT.match(parts[index].text))
    return frozenset(found)


def _plain_questions(parts: Sequence[Part], turns: Collection[int]) -> frozenset[int]:
    """The questions without a name before them that turns answer, if most turns do so."""
    found = {
        index - 1
        for index in turns
        if index
        and index - 1 not in turns
        and parts[index - 1].kind is BlockKind.PARAGRAPH
        and not parts[index - 1].role
        and len(parts[index - 1].text) <= _QUESTION
        and parts[index - 1].text[-1] in ASKS
    }
    return frozenset(found if len(found) >= max(_ASKED, len(turns) / 2) else ())


def questions(turns: Sequence[tuple[str, str]]) -> list[int]:
    """Of turns, each a name and what is said, the questions of one who mostly asks; else none."""
    said = Counter(name for name, _ in turns)
    asked = Counter(name for name, words in turns if words[-1:] in ASKS)
    asking = {
        name for name, count in asked.items() if count >= _ASKED and count >= _MOST_ASK * said[name]
    }
    if len(asking) != 1 or len(said) < 2:
        return []
    return [
        index
        for index, (name, words) in enumerate(turns)
        if name in asking and words[-1:] in ASKS and (not index or turns[index - 1][0] != name)
    ]


def _bare_letter(part: Part) -> str:
    """The letter of a question or an answer in a record of a court: "Q Did you see it?"."""
    is_bare = part.kind is BlockKind.PARAGRAPH and not part.role and _BARE.match(part.text)
    return part.text[0].lower() if is_bare else ""


def between_turns(parts: Sequence[Part], turns: frozenset[int]) -> frozenset[int]:
    """The lines between turns, where nearly all else is one: what the talk is about from there on.

    So are the questions without a name before them.
    A line that ends as a sentence does goes on with a turn, and one in brackets is a direction.
    """
    asked = _plain_questions(parts, turns)
    if not turns or len(turns) < _MOSTLY * (max(turns) - min(turns) + 1):
        return asked
    found = {
        index
        for before in turns
        if (index := before + 1) not in turns
        and index + 1 in turns
        and parts[index].kind is BlockKind.PARAGRAPH
        and len(parts[index].text) < _LINE
        and parts[index].text[0].isalnum()
        and not parts[index].text[0].islower()
        and parts[index].text[-1].isalnum()
    }
    days = {i - 1 for i in turns if i and i - 1 not in turns and _says_day(parts[i - 1].text)}
    return frozenset(found | days) | asked


def _says_day(text: str) -> bool:
    """Whether a line of a chat says which day begins: "--- Day changed Mon May 04 2020"."""
    return len(text) < _LINE and text[0] in RULES and date_at_end(text.strip(RULES)) >= 0


def is_field(index: int, parts: Sequence[Part]) -> bool:
    """Whether a part is one of several lines that each begin with a name and a colon."""
    near = [(index - 1, index), (index, index + 1)]
    return _is_labelled(parts[index]) and any(
        0 < below < len(parts) and not parts[below].before and _is_labelled(parts[other])
        for above, below in near
        for other in (above, below)
        if other != index
    )


def _is_labelled(part: Part) -> bool:
    return label_of(part.text) != "" and number_of(part.text) is None
