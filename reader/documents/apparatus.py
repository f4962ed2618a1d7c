"""What books have beside their text, told paragraph by paragraph: title pages and footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reader.documents.contents import key_of
from reader.documents.document import BlockKind
from reader.documents.matter import role_of
from reader.documents.names import is_known_name
from reader.documents.numbering import number_of
from reader.documents.parts import Part
from reader.text.patterns import lazy

FOOTNOTE = "footnote"
TITLE_PAGE = "titlepage"

_FRONT = 30  # parts among which the title page is looked for
_LONG = 200  # code points: no line of a title page
_MOST_LONG = 3  # of them, above a title page that is known by its title
_NEAR = 4  # lines of the page among which the author is
_NOTE = 8  # parts that one note may have
_SPEECH = frozenset("\"'“‘«„—–-([*<")
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.VERSE})

_LABELLED = lazy(
    r"\[(?:foot-?note|fu(?:ß|ss)note|anmerkung|note|nota|noot|voetnoot|примечание|сноска|註|注)"
    r"[ \d:.*A-Z№-]{0,8}:",
    re.IGNORECASE,
)
_MARKED = lazy(r"(\[(?:\d{1,4}|[A-Z]|\*{1,3})\]) ?\S")
_MARK = lazy(r"(?<=\S)\[(?:\d{1,4}|[A-Z]|\*{1,3})\]")

# Who made the text, and what the line of a title page says that is no title.
_MADE_BY = lazy(
    r"(?:e-?text |this (?:e-?text|file|e-?book) (?:was )?)?(?:produced|prepared|transcribed|"
    r"scanned|digiti[sz]ed|proofread|created|edited) (?:from .{0,80} )?by\b"
    r"|(?:an )?anonymous (?:project gutenberg )?volunteers?|note: project gutenberg",
    re.IGNORECASE,
)
_BY = lazy(
    r"\W*(?:(?:written )?by|von|par|door|por|di|de)\W*(?:$|\s(?P<name>(?-i:[A-ZÀ-Þ]).{2,60})$)",
    re.IGNORECASE,
)
_CREDIT = lazy(
    r"\W*(?:(?:written |told |related |composed )?by|von|par|door|por|di)\W*(?:$|(?-i:[A-ZÀ-Þ]))"
    r"|\W*(?:translat|edit|illustrat|compil|select|arrang|revis|collect|adapt|publish|print|reprint"
    r")ed\b|\W*(?:with (?:an? |the |many |numerous |original |\w+ )?(?:introduction|illustrations?|"
    r"preface|notes|map|portrait|engravings|drawings|plates)|authors? of|illustrations (?:by|de)|"
    r"übersetzt|herausgegeben|traduit|traducido|tradotto|traduzido|vertaald|перевод)\b"
    r"|\W*(?:copyright|©|\(c\)|all (?:stage )?rights|entered according|printed in|first published|"
    r"alle rechte|tous droits|todos los derechos|tutti i diritti|entered at)"
    r"|\W*(?:\d{4}|M[DCLXVI]{2,})\W*$"
    r"|.*(?:(?:&|\band) (?:co|comp|company|sons?|fils|söhne|zonen)\b|\bet fils\b)"
    r"|.*\b(?:publishers?\b|press\b|verlag\b|éditeurs?\b|imprimerie\b|librairie\b|uitgever|drukkerij|editore\b|"
    r"tipografia\b|издательство|типография|出版社|書店|书局)"
    r"|.*\b(?:\w+th|first|second|third|fourth|fifth|new|revised|limited|\w+ième|\w+te|\w+ste) "
    r"(?:edition|édition|auflage|druk)\b|\W*in (?:two|three|four|five|six|\w+) volumes",
    re.IGNORECASE | re.DOTALL,
)


class TitlePage(NamedTuple):
    """The parts of a title page: that of the title (-1 without one), the first one behind it, and
    who wrote the book."""

    title: int = -1
    end: int = 0
    author: str = ""


def set_title_page_apart(parts: Sequence[Part], start: int, title: str = "") -> TitlePage:
    """Give the lines above the first section that say who wrote, printed and made a book, and
    those between them, the role "titlepage"; what the page says.

    ``start`` is where the book begins. The title itself has no role: it is the first line that
    begins what is known as the ``title``, folded, or else the first of all.
    """
    lines: list[int] = []
    told: list[int] = []
    author = ""
    most = _MOST_LONG if title else 0
    for index in range(start, min(start + _FRONT, len(parts))):
        text = parts[index].text
        if _MADE_BY.match(text):
            parts[index].role = TITLE_PAGE
            continue
        number = number_of(text) if len(text) <= _LONG else None
        if (number and number.named) or role_of(text) or (lines and not title and _begins(text)):
            break
        if len(text) > _LONG:
            most -= 1
            if most < 0:
                break
        elif parts[index].kind in _KINDS:
            above = _BY.match(parts[lines[-1]].text) if lines else None
            named = above is not None and not above["name"]
            by = _BY.match(text)
            if (named or by) and not author and len(lines) < _NEAR:
                author = text if named else (by and by["name"]) or ""
            if named or by or _CREDIT.match(text):
                told.append(index)
            lines.append(index)
    if not told or not (title or author or len(told) > 1):
        return TitlePage()
    page = [index for index in lines if index <= told[-1]]
    known = [index for index in page if title and title.startswith(key_of(parts[index].text))]
    heading = next(iter(known or page))
    for index in page:
        if index != heading:
            parts[index].role = TITLE_PAGE
    is_title = heading not in told and parts[heading].text[0] not in _SPEECH
    return TitlePage(heading if is_title else -1, told[-1] + 1, " ".join(author.split()))


def _begins(text: str) -> bool:
    """Whether the text itself begins with a line: a part that many texts have, or a speech."""
    return is_known_name(text) or text[-1] == ":"


def set_notes_apart(parts: Sequence[Part]) -> None:
    """Give the paragraphs that are footnotes, wherever they stand, the role "footnote".

    They call themselves so ("[Footnote 3: ..."), or begin with the mark, in brackets, that stands
    in the text above.
    """
    starts = [i for i, part in enumerate(parts) if part.text[:1] == "[" and _is_free(part)]
    marks: set[str] | None = None
    for index in starts:
        text = parts[index].text
        if _LABELLED.match(text):
            _take(parts, index)
        elif marked := _MARKED.match(text):
            if marks is None:
                texts = (part.text for part in parts if "[" in part.text)
                marks = {mark for text in texts for mark in _MARK.findall(text)}
            if marked[1] in marks:
                parts[index].role = FOOTNOTE


def _is_free(part: Part) -> bool:
    return part.kind in _KINDS and not part.role


def _take(parts: Sequence[Part], index: int) -> None:
    """A note in brackets, to where they close."""
    depth = 0
    for at in range(index, min(index + _NOTE, len(parts))):
        depth += parts[at].text.count("[") - parts[at].text.count("]")
        if depth <= 0:
            break
    else:
        at = index
    for part in parts[index : at + 1]:
        if _is_free(part):
            part.role = FOOTNOTE
