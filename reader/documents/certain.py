"""Headings that need no weighing: lines that are underlined, questions, releases and log entries.

A text says of itself what they are: it calls itself a list of questions, or its lines of one form
("2020-05-04  Anna Vos  <anna@example.org>") come again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reader.documents.document import BlockKind
from reader.documents.numbering import number_of
from reader.documents.parts import Part
from reader.text.patterns import lazy

_OFTEN_ASKED = lazy(
    r"\bF\.?A\.?Q\b|frequently asked|common questions|questions and answers|häufige (?:An)?fragen|"
    r"häufig gestellte|foire aux questions|questions fréquentes|preguntas (?:más )?frecuentes|"
    r"domande frequenti|perguntas (?:mais )?frequentes|veelgestelde vragen|вопросы и ответы|"
    r"част\w+ задаваемы\w+ вопрос|常见问题|常見問題|よくある(?:ご)?質問|자주 묻는 질문|"
    r"الأسئلة (?:الشائعة|المتكررة)",
    re.IGNORECASE,
)
_QUESTION = lazy(r"(?:Q|F|P|В|问|Question|Frage|Pregunta|Domanda|Vraag)\s?\d{0,3}\s?[.:：)]\s?\S")
_DATE = r"(?:\d{4}-\d\d-\d\d|[^\W\d_]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? [^\W\d_]{3,9}\.? \d{4})"
_VERSION = r"[vV]?\d+\.\d+(?:\.\d+)*(?:[-.]?(?:a|alpha|b|beta|rc|pre|p)\.?\d*)?"
_RELEASE = lazy(
    rf"(?:[\w.+-]+ )?[(\[]?{_VERSION}[)\]]?(?:[\s:,–—-]+[(\[]?(?:{_DATE}|unreleased)[)\]]?)?\s?:?$"
    rf"|(?:noteworthy |major |overview of |user-visible )?(?:changes|news|what's new)"
    rf" (?:with|in|for|since|from|between) .{{0,60}}\d.{{0,30}}$",
    re.IGNORECASE,
)
_ENTRY = lazy(
    r"(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2} [A-Z][a-z]{2} +\d.{5,20}\d{4})\s+\S.*<\S+@\S+>$"
    r"|\S+ \(\S+\) [\w.-]+(?: [\w.-]+)*; urgency=\w+$"
)

_UNNUMBERED = lazy(r"[\s(\[]*(?<!\w)[vV]?\d")
_NEARLY = 0.8  # of all
_SPELLINGS = 3  # of a program's name: "gzip", "Changes in gzip", "Changes since"
_FRONT = 8  # parts among which a list of questions says that it is one
_ACROSS = 40  # columns of a rule over a section
_SERIES = 3  # lines of one form
_LONGEST = 200  # code points of a question
_GOES_ON = frozenset("-–—!.,;…")  # a rule below such a line is one of stars or dashes
_ASKS = frozenset("?？؟")


class Certain(NamedTuple):
    """The parts that are headings for certain; ``alone`` tells that no others are."""

    parts: frozenset[int]
    alone: bool = False


def find_certain(parts: Sequence[Part], start: int, end: int) -> Certain:
    """The parts ``[start, end)`` that are headings whatever else is said of them."""
    short = [
        index
        for index in range(start, end)
        if parts[index].kind is BlockKind.PARAGRAPH
        and not parts[index].role
        and len(parts[index].text) <= _LONGEST
    ]
    outmost = [index for index in short if not parts[index].indent]
    entries = [index for index in outmost if is_entry(parts[index].text)]
    if len(entries) >= _SERIES:
        return Certain(frozenset(entries), alone=True)
    found = {i for i in short if parts[i].underline and parts[i].text[-1] not in _GOES_ON}
    releases = {index for index in outmost if is_release(parts[index].text)}
    if _are_of_one_program(releases, parts):
        found |= releases
    ruled = {index for index in short if is_ruled(index, parts)}
    if len(ruled) >= _SERIES:
        found |= ruled
    if is_list_of_questions(parts[: start + _FRONT]):
        found |= _questions(parts, short)
    return Certain(frozenset(found))


def is_ruled(index: int, parts: Sequence[Part]) -> bool:
    """Whether a line stands right below a rule across the page, with blank lines around both."""
    if not index or index + 1 == len(parts):
        return False
    above, part, below = parts[index - 1 : index + 2]
    return (
        above.kind is BlockKind.RULE
        and len(above.text) >= _ACROSS
        and bool(above.before and below.before)
        and not part.before
    )


def is_entry(text: str) -> bool:
    """Whether a line is the head of an entry of a log of changes: a day and who did it."""
    return _ENTRY.match(text) is not None


def is_release(text: str) -> bool:
    """Whether a line names a release of a program: "Changes in 2.1", "locksim 2.1 (2020-05-04)"."""
    return _RELEASE.match(text) is not None


def is_list_of_questions(front: Sequence[Part]) -> bool:
    """Whether a text says at its front that it is a list of questions that are often asked."""
    return any(_OFTEN_ASKED.search(part.text) for part in front[: 2 * _FRONT])


def _are_of_one_program(releases: set[int], parts: Sequence[Part]) -> bool:
    """Whether lines that look like releases are those of one program, with text between them.

    "KDE 4.4", "X.org 7.5" are parts of one; "9.1.1", again and again, refers to a section.
    """
    texts = {parts[index].text for index in releases}
    names = Counter(_UNNUMBERED.split(text, 1)[0].casefold() for text in texts)
    listed = sum(index + 1 in releases for index in releases)
    return (
        len(releases) >= _SERIES
        and len(texts) > _NEARLY * len(releases)
        and sum(count for _, count in names.most_common(_SPELLINGS)) > _NEARLY * len(texts)
        and listed < (1 - _NEARLY) * len(releases)
    )


def _questions(parts: Sequence[Part], short: Sequence[int]) -> set[int]:
    """The questions of a list: as most of them are, those marked "Q", those with a number, or all.

    Those right above another one are a table of contents.
    """
    marked = {index for index in short if _QUESTION.match(parts[index].text)}
    asking = {index for index in short if parts[index].text[-1] in _ASKS}
    numbered = {index for index in asking if number_of(parts[index].text)}
    found = marked or (numbered if 2 * len(numbered) > len(asking) else asking)
    return {index for index in found if index + 1 not in found}
