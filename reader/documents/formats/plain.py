"""Plain text: paragraphs, verse, lists and headings as a reader would see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from reader.documents.apparatus import TitlePage, set_notes_apart, set_title_page_apart
from reader.documents.bare_links import with_bare_links
from reader.documents.certain import is_entry, is_release
from reader.documents.contents import find_contents, key_of
from reader.documents.contents_links import link_contents
from reader.documents.dates import date_of
from reader.documents.document import BlockKind, Document, Metadata
from reader.documents.front_matter import Front, describe_head, recognise, split_headline
from reader.documents.headings import (
    Found,
    Judged,
    body,
    explain_headings,
    find_headings,
    look_around,
)
from reader.documents.layout import HEAD, Layout, layout_of
from reader.documents.made import below_wide_gaps, with_made_sections
from reader.documents.mail import SUBJECT, first_of_head, foot_of_digest, front_of_mail
from reader.documents.numbering import number_of
from reader.documents.page_furniture import MANUAL_HEAD, without_pages
from reader.documents.parts import Part, build
from reader.documents.segments import segments
from reader.documents.title_page import name_title_page
from reader.documents.turns import RULES
from reader.text.patterns import lazy

_FIRST = 12_000  # code points of the first piece
_GUTENBERG_FIELD = lazy(r"^(Title|Author|Language|Release Date): *(\S.*)$", re.MULTILINE)


def parse(text: str) -> Document:
    """The document of a plain text with "\\n" as its line ends.

    Its canonical text is put together anew, one line end between blocks; no visible character is
    lost but the signs of list items and quotations and the lines that underline headings.
    """
    layout = layout_of(text)
    lines = text.split("\n")
    parts, _ = segments(lines, layout)
    return _document(text, lines, parts, layout)


def parse_piece(head: str) -> Document | None:
    """The document of the beginning of a text, whose text begins that of the whole.

    ``head`` may end anywhere. None when it is too short, or has no place to cut it at.
    """
    if len(head) <= HEAD:
        return None
    # A few screens are enough; where one line is longer than that, as far as there is text.
    cut = max(head.rfind("\n", 0, _FIRST), 0) or head.rfind("\n")
    if cut <= 0:
        return None
    layout = layout_of(head)
    lines = head[:cut].split("\n")
    parts, stable = segments(lines, layout)
    if stable < 2:
        return None
    return _document(head, lines, parts[:stable], layout, complete=False)


_FIELD = lazy(r"(?P<name>[A-Z][A-Za-z-]{1,20}):\s(?P<value>.*)")
_FRONT_HEADINGS = 4  # those among which the title of a book may be
_SHORT_TITLE = 4  # letters: fewer say too little to know a title by
_RELEASES = 12  # headings among which there is another release
_BESIDE = 0  # the level of a heading that holds no others
_CENTRED = 4  # columns: the title of an RFC stands further in


class Explanation(NamedTuple):
    """Why a text has the outline it has: how it is set, its parts, what its front was taken for
    (by part), and what was made of every part that might be a heading."""

    dress: str
    parts: Sequence[Part]
    front: dict[int, str]
    judged: Sequence[Judged]


def explain(text: str) -> Explanation:
    """Why `parse` makes a heading of what it does."""
    layout = layout_of(text)
    lines = text.split("\n")
    printed, _ = segments(lines, layout)
    parts, front = with_front(text, lines, printed, layout)
    roles = {index: part.role for index, part in enumerate(parts[: front.end]) if part.role}
    roles |= {index: "title" for index, _ in front.levels}
    around = look_around(parts, layout, front.end)
    roles = dict(sorted(roles.items()))
    judged = [
        one._replace(chosen=one.chosen and one.confidence >= front.least)
        for one in explain_headings(around)
    ]
    return Explanation(around.dress, parts, roles, judged)


def _front(text: str, parts: Sequence[Part]) -> Front:
    """The front of a text: of a mail, of an article; that of a Gutenberg text is its header."""
    if is_gutenberg(text):
        return Front()
    return front_of_mail(parts) or _front_of_book(parts, name_title_page(parts)) or recognise(parts)


def _front_of_book(parts: Sequence[Part], page: TitlePage) -> Front | None:
    """What a title page says; None without one."""
    if page.title < 0:
        return None
    front = Front()
    front.title = parts[page.title].text
    front.authors = (page.author,) if page.author else ()
    front.levels, front.end = [(page.title, _BESIDE)], page.end
    front.date = next((date for part in parts[: page.end] if (date := date_of(part.text))), "")
    return front


def _is_mail(front: Front, parts: Sequence[Part]) -> bool:
    """Whether the headings of a front are the subjects of messages."""
    return bool(front.levels) and parts[front.levels[0][0]].role == SUBJECT


def _document(
    text: str, lines: list[str], printed: list[Part], layout: Layout, complete: bool = True
) -> Document:
    parts, front = with_front(text, lines, printed, layout, complete)
    levels = front.levels
    inside = levels[-1][1] if levels else 0
    is_mail = _is_mail(front, parts)
    for index, level in levels:
        parts[index].kind, parts[index].depth = BlockKind.HEADING, level
        parts[index].lead = index - first_of_head(index, parts) if is_mail else 0
    if is_mail and complete:
        for part in parts[foot_of_digest(parts) :]:
            part.role = "licence"
    around = look_around(parts, layout, front.end)
    found = [one for one in find_headings(around) if one.confidence >= front.least]
    titled = _title_among(found, parts, text) if is_gutenberg(text) else -1
    for index, level, confidence in found:
        if index == titled:
            level, inside = 1, 1  # the title of the book holds all that follows
        else:
            level += inside
        parts[index].kind, parts[index].depth = BlockKind.HEADING, level
        parts[index].confidence = confidence
    if complete:  # the headings that the table lists stand below
        listed = find_contents(parts, 0, body(parts)[1]).listed if is_mail else around.listed
        link_contents(parts, listed)
    document = build(printed, _metadata(text, front, parts), complete=complete)
    return with_bare_links(with_made_sections(document, below_wide_gaps(printed)))


def with_front(
    text: str, lines: list[str], printed: list[Part], layout: Layout, complete: bool = True
) -> tuple[list[Part], Front]:
    """The parts that are no furniture of pages, and their front; what stands around the text of
    an article or a book is named by its ``role``."""
    split_headline(printed)
    parts = without_pages(printed, lines, layout)
    gutenberg = is_gutenberg(text)
    front = _front(text, parts)
    if gutenberg:
        start, end = body(parts)
        for part in chain(parts[:start], parts[end:] if complete else ()):
            part.role = part.role if part.kind is BlockKind.CODE else "licence"
        set_title_page_apart(parts, start, key_of(_gutenberg_fields(text).get("Title", "")))
    elif not front.end:
        front = _front_of_book(parts, set_title_page_apart(parts, 0)) or front
    set_notes_apart(parts)
    return parts, front


def _title_among(found: Sequence[Found], parts: Sequence[Part], text: str) -> int:
    """The first heading that is the book's title as the header of Project Gutenberg has it; -1 if
    none of the first few is. It may have a subtitle there, or none here."""
    title = key_of(_gutenberg_fields(text).get("Title", ""))
    for one in found[:_FRONT_HEADINGS]:
        key = key_of(parts[one.part].text)
        if len(key) > _SHORT_TITLE and (
            title.startswith(key) or key.startswith(title or key + ".")
        ):
            return int(one.part)
    return -1


def _gutenberg_fields(text: str) -> dict[str, str]:
    return {name: value.strip() for name, value in _GUTENBERG_FIELD.findall(text[:6000])}


def _metadata(text: str, front: Front, parts: list[Part]) -> Metadata:
    """What the front says, or the header of a Project Gutenberg text, or a heading at the top."""
    if is_gutenberg(text):
        fields = _gutenberg_fields(text)
        author = fields.get("Author", "")
        return Metadata(
            title=fields.get("Title", ""),
            authors=(author,) if author else (),
            date=fields.get("Release Date", "").partition(" [")[0],
            language=fields.get("Language", ""),
        )
    if not _is_mail(front, parts) and (fields := _fields(text)):
        author = fields.get("author", "") or fields.get("from", "")
        return Metadata(
            title=fields.get("title", "") or fields.get("subject", ""),
            authors=(author,) if author else (),
            date=fields.get("date", "") or fields.get("created", ""),
        )
    title, authors, date = front.title, front.authors, front.date
    if not _is_mail(front, parts):
        headings = [index for index, part in enumerate(parts) if part.kind is BlockKind.HEADING]
        head = describe_head(parts, next((index for index in headings if index), len(parts)))
        authors, date = authors or head.authors, date or head.date
        title = title or _title(text, parts, headings, head)
    return Metadata(
        title=" ".join(title.split()),
        authors=authors,
        date=date,
        extra=MappingProxyType(front.extra),
    )


def _title(text: str, parts: Sequence[Part], headings: Sequence[int], head: Front) -> str:
    """The title of a text without the front of an article; "" where none is sure."""
    if not parts:
        return ""
    if manual := MANUAL_HEAD.match(text[: text.find("\n") + 1].strip()):
        return manual["page"]
    if "\nRequest for Comments:" in text[:3000]:
        return next((part.text for part in parts[1:8] if part.indent > _CENTRED), "")
    if _is_log(parts, headings):
        return ""
    if _is_one_of_many(parts, headings):
        return ""
    if parts[0].kind is BlockKind.HEADING and parts[0].text[0] not in RULES:
        return parts[0].text
    return head.title if headings else ""


def _is_one_of_many(parts: Sequence[Part], headings: Sequence[int]) -> bool:
    """Whether a text begins with the number of a division and others like it follow."""
    kinds = [
        number.kind if (number := number_of(parts[index].text)) and number.named else ""
        for index in headings
    ]
    return bool(kinds and kinds[0]) and headings[0] == 0 and kinds[0] in kinds[1:]


def _is_log(parts: Sequence[Part], headings: Sequence[int]) -> bool:
    """Whether a text begins with an entry of a log of changes, or a release that others follow."""
    releases = sum(is_release(parts[index].text) for index in headings[:_RELEASES])
    return is_entry(parts[0].text) or (releases > 1 and is_release(parts[0].text))


def _fields(text: str) -> dict[str, str]:
    """The fields at the top of a text, by their names in small letters: of a mail, a proposal.

    Three lines of them at least, and among them what it is called.
    """
    found: dict[str, str] = {}
    name = ""
    for line in text[:4000].split("\n"):
        if (field := _FIELD.match(line)) is not None:
            name = field["name"].lower()
            found.setdefault(name, field["value"].strip())
        elif name and line[:1] in (" ", "\t") and line.strip():
            found[name] += " " + line.strip()
        else:
            break
    return found if len(found) >= 3 and found.keys() & {"title", "subject"} else {}


def is_gutenberg(text: str) -> bool:
    """Whether a text begins with the header of Project Gutenberg, which is no part of the book."""
    return "Project Gutenberg" in text[:500]
