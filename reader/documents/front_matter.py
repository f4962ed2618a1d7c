"""The lines above an article: headline, date, abstract, title, byline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.documents.dates import date_at_end, date_of
from reader.documents.document import BlockKind
from reader.documents.names import is_known_name
from reader.documents.numbering import number_of
from reader.documents.parts import Part
from reader.documents.turns import find_turns, is_field
from reader.text.patterns import lazy

_BY = lazy(
    r"(?:(?:(?:written|interviewed|recorded|edited|taught) by|by|propos recueillis par|von|par|door"
    r"|di|por|بقلم|كتب|كتبته?)\s*:?\s+"
    r"|(?:authors?|autor(?:in|en|a|es)?|auteurs?|autore|autori|text|texte|texto|testo|tekst|автор|"
    r"авторы|текст|الكاتب|الكاتبة)\s*:\s*"
    r"|(?:作者|撰文|文|记者|記者|著者|筆者|글|글쓴이|지은이)\s*[:：／/=＝]\s*"
    r"|(?:本报记者|记者|記者|作者|著者)\s+)(?P<names>\S.{1,80})$",
    re.IGNORECASE,
)
_AND = lazy(r"\s*(?:,|;|&|、|，|،|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bи\b)\s*")
_SMALL_WORD = lazy(
    r"(?:\b(?:of|for|on|in|to|from|since|until|till|by|and|the|at|as|after|before|between|through|"
    r"dated?|vom|am|bis|du|le|de|del|al)|[,;:(–—-])$",
    re.IGNORECASE,
)
_SMALL_WORDS = "and und et y e en и de da do dos du la le van von der den ter ten di del della al &"
_SMALL_IN_NAMES = frozenset(_SMALL_WORDS.split())
_HEAD = 6  # parts that are looked at where there is no front
_HEAD_LINE = 100  # code points
_TURNS = 40  # parts that tell whether the first is somebody's turn to speak
_FRONT = 14  # parts that are looked at


class Front:
    """What the front of a text says; ``levels`` are its headings as (index, level), ``end`` is the
    first part that is no more front. ``least`` is how sure any other heading must be."""

    def __init__(self) -> None:
        self.title = ""
        self.authors: tuple[str, ...] = ()
        self.date = ""
        self.extra: dict[str, object] = {}
        self.levels: list[tuple[int, int]] = []
        self.end = 0
        self.least = 0.0


def split_headline(parts: list[Part]) -> None:
    """Set the date at the end of a first line apart: "Town Opens Bridge May 4, 2020".

    This alone changes the text, so it looks at that line alone.
    """
    if not parts or parts[0].kind is not BlockKind.PARAGRAPH or len(parts[0].text) > 300:
        return
    first = parts[0]
    start = date_at_end(first.text)
    if start < 1 or not first.text[start - 1].isspace():
        return
    headline = first.text[:start].rstrip()
    if len(headline) < 15 or headline[0] in "-=*" or headline[-1] in ".!?":
        return
    if _SMALL_WORD.search(headline):
        return
    text = first.text[start:]
    first.text = headline
    date = Part(first.kind, text, first.first, first.last, role="date", tight=True)
    date.indent = first.indent
    parts.insert(1, date)


def recognise(parts: Sequence[Part]) -> Front:
    """Name the parts at the front of an article by their ``role`` and say which are headings.

    The front is a title, then at most a date, an abstract, the title of the article itself, a
    byline and a date, in short parts above running text. A text that begins otherwise (a letter,
    a book, a poem) has none.
    """
    front = Front()
    if not parts or not _may_be_title(parts[0]) or is_field(0, parts):
        return front
    if 0 in find_turns(parts, 0, min(_TURNS, len(parts))):
        return front
    end = _first_of_text(parts, 1)
    if end < 0:
        return front
    front.title = parts[0].text
    front.levels.append((0, 1))
    index = _byline(parts, 1, front)
    page_date, front.date = front.date, ""
    # Who signs the page has written it: no article of another title stands on it.
    inner = -1 if front.authors else _article_title(parts, index, front.title)
    if inner > 0:
        for part in parts[index:inner]:
            part.role = "abstract"
        front.levels.append((inner, 2))
        front.extra["article_title"] = parts[inner].text
        index = _byline(parts, inner + 1, front)
        if page_date:
            front.extra["page_date"] = page_date
    front.date = front.date or page_date
    front.end = index
    return front


def describe_head(parts: Sequence[Part], first_heading: int) -> Front:
    """What the lines above the first heading say of a text that has no front of an article.

    Its title is the first line, if that reads like one; date and author are those that a line
    says are theirs ("Date: 4 May 2020", "Interviewed by Ben Aker").
    """
    front = Front()
    head: list[str] = []
    for part in parts[: min(max(first_heading, 1), _HEAD)]:
        lines = part.text.split("\n")
        if part.role or max(map(len, lines)) > _HEAD_LINE:
            break
        head += lines
    if not head:
        return front
    part = Part(BlockKind.PARAGRAPH, head[0], 0, 0)
    if _may_be_title(part) and not is_field(0, parts) and parts[0].kind is not BlockKind.ITEM:
        front.title = head[0]
    for line in head[1:]:
        front.date = front.date or date_of(line)
        by = _BY.match(line)
        if by and not front.authors and _is_name(by["names"], 12):
            front.authors = tuple(name for name in _AND.split(by["names"].rstrip(".")) if name)
    return front


def _may_be_title(part: Part) -> bool:
    """Whether the first part of a text reads like a title."""
    text = part.text
    return (
        part.kind is BlockKind.PARAGRAPH
        and not part.role
        and not part.underline
        and len(text) <= 250
        and text[-1] not in ".,;:。，；："
        and text[0] not in "\"'“‘«„—–-([*<"
        and not text[0].islower()
        and any(char.isalpha() for char in text)
        and not date_of(text)
        and not _BY.match(text)
        and not is_known_name(text)
        and number_of(text) is None
    )


def _first_of_text(parts: Sequence[Part], start: int) -> int:
    """The first of the next few parts that is running text; -1 if there is none."""
    for index in range(start, min(start + 6, len(parts))):
        if parts[index].kind is BlockKind.PARAGRAPH and _is_long(parts[index].text):
            return index
        if parts[index].kind not in (BlockKind.PARAGRAPH, BlockKind.RULE):
            return -1
    return -1


def _is_long(text: str) -> bool:
    """Whether a text is longer than a title; an ideograph says as much as three letters."""
    if len(text) <= 50:
        return False
    return len(text) > 150 or len(text) + 2 * sum(char > "\u2e7f" for char in text) > 150


def _byline(parts: Sequence[Part], index: int, front: Front) -> int:
    """Take author and date from the parts at ``index``, in either order; the part after them."""
    for _ in range(3):
        if index >= min(len(parts) - 1, _FRONT) or parts[index].kind is not BlockKind.PARAGRAPH:
            break
        part = parts[index]
        date = date_of(part.text)
        by = _BY.match(part.text)
        if date and not front.date:
            part.role, part.tight = "date", True
            front.date = date
        elif not front.authors and by and _is_name(by["names"], 12):
            part.role = "byline"
            front.authors = tuple(name for name in _AND.split(by["names"].rstrip(".")) if name)
        elif not front.authors and _is_name(part.text, 5) and _near_date(parts, index):
            part.role = "byline"
            front.authors = (part.text,)
        else:
            break
        index += 1
    return index


def _near_date(parts: Sequence[Part], index: int) -> bool:
    """Whether the part above or below is a date."""
    return parts[index - 1].role == "date" or bool(date_of(parts[index + 1].text))


def _is_name(text: str, most: int) -> bool:
    """Whether a line is made of a few capitalised words, as names are."""
    words = text.split()
    if (
        not 1 <= len(words) <= most
        or text[-1] in ":;!?。！？"
        or any(char.isdigit() for char in text)
    ):
        return False
    return all(not word[0].islower() or word.lower() in _SMALL_IN_NAMES for word in words)


def _article_title(parts: Sequence[Part], index: int, title: str) -> int:
    """The part that repeats a good deal of the page's title below an abstract; -1 if none does."""
    seen = _folded(title)
    for at in range(index, min(_FRONT, len(parts) - 1)):
        part = parts[at]
        if part.kind is not BlockKind.PARAGRAPH or part.role:
            return -1
        if len(part.text) <= 250 and part.text[-1] not in ".,;:":
            folded = _folded(part.text)
            return at if at > index and len(folded) >= 12 and folded in seen else -1
        seen += " " + _folded(part.text)
    return -1


def _folded(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
