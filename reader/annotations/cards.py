"""How an annotation is asked in a review: its cards, what they cover, question and answer.

A card is a text, so that it can stand in a record as it is: "note" shows the passage and covers the
note, "passage" shows the note and covers the passage, "cloze:AT:WORDS" shows the passage but for
those words, which begin at the code point AT of it.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from reader.annotations.annotation import Annotation, Kind
from reader.text.quotes import quoted
from reader.text.spans import Span

NOTE, PASSAGE, CLOZE = "note", "passage", "cloze"
GAP = "[…]"  # what stands for covered words in plain text

# How a question ends in the scripts that have a sign of their own for it: Latin, its wide and
# vertical forms, Arabic, Ethiopic, Vai, Bamum, and what is written for emphasis.
_QUESTION_MARKS = frozenset(
    "?\uff1f\ufe56\ufe16\u061f\u1367\ua60f\ua6f7\u2047\u2048\u2049\u203d\u2e2e\u2753\u2754"
)
_GREEK_MARK = ";\u037e"  # the first is what the second becomes where text is normalised
_ARMENIAN_MARK, _ARMENIAN_STOP = "\u055e", "\u0589"
_CLOSING = ("Pe", "Pf", "Pi", "Cf")  # brackets, quotes, marks of direction


class Part(NamedTuple):
    """A card taken apart: `NOTE`, `PASSAGE` or `CLOZE`; of a cloze the words, and where they began
    in the quote (code points)."""

    kind: str
    at: int = 0
    words: str = ""


class Asked(NamedTuple):
    """A card in plain text."""

    question: str
    answer: str


def cloze(at: int, words: str) -> str:
    """The card that hides ``words``, which begin at the code point ``at`` of the quote."""
    return f"{CLOZE}:{at}:{words}"


def parts(spec: str) -> Part | None:
    """What a card says; None for one that is not understood (of a newer version, or damaged)."""
    if spec in (NOTE, PASSAGE):
        return Part(spec)
    kind, _, rest = spec.partition(":")
    at, _, words = rest.partition(":")
    if kind != CLOZE or not (at.isascii() and at.isdecimal()) or not words.strip():
        return None
    return Part(CLOZE, int(at), words)


def usual_card(annotation: Annotation) -> str:
    """The card that fits an annotation best; "" where it has nothing to ask, see `why_not`.

    A note that ends in a question mark asks for the passage. Of a definition the shorter text is
    the term, which is shown. Else the passage asks for the note.
    """
    if why_not(annotation):
        return ""
    if _is_question(annotation.note):
        return PASSAGE
    if annotation.kind is Kind.DEFINITION:
        return PASSAGE if len(annotation.note.strip()) < len(_words(annotation)) else NOTE
    return NOTE


def why_not(annotation: Annotation, spec: str = NOTE) -> str:
    """Why an annotation cannot be asked by this card, as a sentence for a person; "" if it can."""
    part = parts(spec)
    if part is None:
        return "This version of Reader does not know how to ask it"
    if annotation.kind is Kind.HEADING or not _words(annotation):
        return "It has no words of the text to ask for"
    if part.kind == CLOZE or annotation.note.strip():
        return ""
    if annotation.kind is Kind.QUESTION:
        return "The question has no answer yet: write it into its note"
    return "It has no note to ask for: write one, or select the words to hide"


def cards_of(annotation: Annotation) -> tuple[str, ...]:
    """The cards of an annotation that can be asked now, each once."""
    return tuple(s for s in dict.fromkeys(annotation.learn) if not why_not(annotation, s))


def hidden(annotation: Annotation, spec: str, text: str, span: Span) -> list[Span]:
    """The spans of ``text`` that a card covers, where the annotation stands at ``span``.

    Where the words of a cloze are not in the passage any more, the whole passage is covered: what
    is asked for is never shown.
    """
    part = parts(spec)
    if part is None or part.kind == PASSAGE:
        return [span]
    if part.kind == NOTE:
        return []
    passage = text[span.start : span.end]
    gap = _gap(part, passage, annotation.target.exact)
    return [Span(span.start + gap.start, span.start + gap.end)] if gap else [span]


def asked(annotation: Annotation, spec: str, words: str = "") -> Asked:
    """A card in plain text; ``words`` are those of the passage as it is now, else its stored quote
    is taken."""
    passage = (words if words.strip() else annotation.target.exact).strip()
    part = parts(spec) or Part(NOTE)
    note = annotation.note.strip()
    if part.kind == NOTE:
        return Asked(passage, note)
    if part.kind == PASSAGE:
        return Asked(note, passage)
    gap = _gap(part, passage, annotation.target.exact)
    if gap is None:  # the text has other words now: it is asked as it stood
        passage = annotation.target.exact
        gap = _gap(part, passage, passage)
    if gap is None:
        return Asked(GAP, part.words)
    return Asked(f"{passage[: gap.start]}{GAP}{passage[gap.end :]}", passage[gap.start : gap.end])


def lost_words(annotation: Annotation, spec: str, passage: str) -> str:
    """The words that a cloze hides, where ``passage``, as it stands now, has them no more; else
    nothing."""
    part = parts(spec)
    if part is None or part.kind != CLOZE or _gap(part, passage, annotation.target.exact):
        return ""
    return part.words


def _words(annotation: Annotation) -> str:
    return annotation.target.exact.strip()


def _gap(part: Part, passage: str, exact: str) -> Span | None:
    """Where the words of a cloze stand in a passage: there where they stood, else nearest to it."""
    if passage.startswith(part.words, part.at):
        return Span(part.at, part.at + len(part.words))
    found = quoted(passage, part.words)
    # Where the passage grew or lost words in front of the quote, they moved with it.
    moved = max(0, passage.find(exact.strip())) - (len(exact) - len(exact.lstrip()))
    near = moved + part.at
    return min(found, key=lambda span: (abs(span.start - near), span.start), default=None)


def _is_question(note: str) -> bool:
    """Whether a text ends in a question mark, whatever closes behind it: a quote, a bracket, the
    signs of Markdown. Armenian sets its mark on the word that asks."""
    letters = note.rstrip()
    while letters and (letters[-1] in "*_`~\"'" or unicodedata.category(letters[-1]) in _CLOSING):
        letters = letters[:-1].rstrip()
    if letters[-1:] in _QUESTION_MARKS:
        return True
    if letters and letters[-1] in _GREEK_MARK:
        return "GREEK" in unicodedata.name(letters[:-1].rstrip()[-1:] or " ", "")
    return _ARMENIAN_MARK in letters.rstrip(f":.{_ARMENIAN_STOP}").rpartition(_ARMENIAN_STOP)[2]
