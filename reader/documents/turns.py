"""The turns of a conversation: who speaks, in interviews, hearings, minutes and plays.

A turn begins with the name of its speaker and a colon, a time before or behind it, or stands below
a line of both. "Q." and "A." are names, too. In a list of questions that people ask often, "Q:" is
a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reader.documents.document import BlockKind
from reader.documents.numbering import number_of
from reader.documents.parts import Part
from reader.text.patterns import lazy

_TIME = r"[\[(<]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?: ?[ap]\.?m\.?)?[\])>]?"
_NAME = r"[^\W\d_](?:[^\W\d]|[ .,'’&/()-](?! )){0,38}"
_LABEL = lazy(
    rf"(?:{_TIME}[ \t]*[-–—]?[ \t]*)?(?:(?P<letter>[QA])[.:](?=\s)|<(?P<nick>\S{{1,30}})>\s"
    rf"|(?P<name>{_NAME})(?:[ \t]*{_TIME})?[ \t]*(?::(?=\s)|：))",
    re.IGNORECASE,
)
_ALONE = lazy(
    rf"(?P<name>{_NAME})[ \t]*[-–—]?[ \t]*{_TIME}$|{_TIME}[ \t]*[-–—]?[ \t]*(?P<behind>{_NAME})$",
    re.IGNORECASE,
)
_QUESTION = lazy(
    r"\W*(?:Q|F|P|В|问|Question|Frage|Pregunta|Domanda|Vraag)\s?\d{0,3}\s?[.:：)]\s?\S"
)
_OFTEN_ASKED = lazy(
    r"\bF\.?A\.?Q\b|frequently asked|common questions|questions and answers|häufige|häufig gestellte|"
    r"foire aux questions|questions fréquentes|preguntas (?:más )?frecuentes|domande frequenti|"
    r"perguntas (?:mais )?frequentes|veelgestelde vragen|част\w+ задаваемы\w+ вопрос|вопросы и ответы|"
    r"常见问题|常見問題|よくある(?:ご)?質問|자주 묻는 질문|الأسئلة (?:الشائعة|المتكررة)",
    re.IGNORECASE,
)

_ASKS = frozenset("?？؟")
_LONGEST_QUESTION = 200  # code points
_LONGEST_NAME = 5  # words
_FRONT = 8  # parts among which a list of questions says that it is one
_AGAIN = 2  # turns of one who speaks
_LEAST = 4  # turns of a conversation
_SHARE = 0.2  # of the parts
_ENDS = frozenset('.!?…"”»)]。！？')


def label_of(text: str) -> str:
    """The name that a turn begins with, folded; "" if a text begins otherwise."""
    head = text[:80]
    if ":" not in head and "：" not in head and head[1:2] != "." and head[0] != "<":
        return ""
    match = _LABEL.match(head)
    if match is not None:
        name = match["name"] or match["letter"] or match["nick"]
    elif any(map(str.isdigit, head)) and len(text) < 60 and (alone := _ALONE.match(text)):
        name = alone["name"] or alone["behind"]
    else:
        return ""
    name = name.strip()
    if len(name.split()) > _LONGEST_NAME or name[0].islower() and not match:
        return ""
    return name.casefold()


def find_turns(parts: Sequence[Part], start: int, end: int) -> frozenset[int]:
    """The parts ``[start, end)`` that are turns of a conversation; none if there is no such.

    There are two at least who speak more than once, and what they say is a good part of the text.
    A turn is then also what somebody says who speaks once, but for a short line that may as well
    be a heading with a colon.
    """
    labels = {
        index: label
        for index in range(start, end)
        if parts[index].kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.VERSE)
        and not parts[index].role
        and (label := label_of(parts[index].text))
    }
    said = Counter(labels.values())
    speakers = {label for label, count in said.items() if count >= _AGAIN}
    turns = sum(said[label] for label in speakers)
    if len(speakers) < 2 or turns < max(_LEAST, _SHARE * (end - start)):
        return frozenset()
    return frozenset(
        index
        for index, label in labels.items()
        if label in speakers
        or (parts[index].text[-1] in _ENDS and number_of(parts[index].text) is None)
    )


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


def find_questions(parts: Sequence[Part], start: int, end: int) -> frozenset[int]:
    """The questions of a text that says it is a list of those often asked.

    "Q" stands before them, or the sign of a question behind. Those right above another one are a
    table of contents.
    """
    if not any(_OFTEN_ASKED.search(part.text) for part in parts[: start + _FRONT]):
        return frozenset()
    found = {index for index in range(start, end) if _is_question(parts[index])}
    marked = {index for index in found if _QUESTION.match(parts[index].text)}
    if marked:
        found = marked
    return frozenset(index for index in found if index + 1 not in found)


def _is_question(part: Part) -> bool:
    text = part.text
    if part.kind is not BlockKind.PARAGRAPH or len(text) > _LONGEST_QUESTION or part.role:
        return False
    return text[-1] in _ASKS or _QUESTION.match(text) is not None
