"""A file of notes that Anki imports: what is learned, questions, definitions, and highlights that
have a note.

Text with tabs between the fields, below lines that say how it is to be read (Anki 2.1.54 and
later). The id of the annotation is in the first field, and the last column has the one by which
Anki knows a note again, the same as in a package: a second import, of either, changes the cards
that are there and keeps what was learned.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from string import ascii_letters, digits
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.annotation import Annotation, Kind
from reader.annotations.cards import GAP, NOTE, PASSAGE, cards_of, hidden, usual_card
from reader.annotations.exchange.html_inline import safe
from reader.annotations.exchange.html_text import note_renderer
from reader.annotations.exchange.outgoing import Placed, notes_in_reading_order
from reader.annotations.exchange.wording import words_now
from reader.annotations.passage_links import link_to
from reader.annotations.records import other_notes
from reader.annotations.selection import sentence_around
from reader.documents.document import Document
from reader.documents.pages import pages_of
from reader.text.digest import sha256
from reader.text.spans import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

NOTE_TYPE = "Reader"
FIELDS = ("Id", "Front", "Back", "Source")  # of the note type
COLUMNS = (*FIELDS, "Tags", "Guid")
# The digits of a GUID of Anki: all signs of ASCII but quotation marks, the backslash and spaces.
_DIGITS = f"{ascii_letters}{digits}!#$%&()*+,-./:;<=>?@[]^_`{{|}}~"
_ALWAYS = frozenset({Kind.QUESTION, Kind.DEFINITION})


class Card(NamedTuple):
    """A note of Anki: fields of HTML, by ``id`` known again, and tags."""

    id: str
    front: str
    back: str
    source: str
    tags: tuple[str, ...]


def write(
    document: Document, placed: Sequence[Placed], *, source: str = "", document_id: str = ""
) -> str:
    """The live annotations of a document that can be asked for, as cards in a deck of its own."""
    head = [
        "#separator:tab",
        "#html:true",
        f"#notetype:{NOTE_TYPE}",
        f"#deck:{deck_name(document, source)}",
        f"#columns:{chr(9).join(COLUMNS)}",
        f"#tags column:{COLUMNS.index('Tags') + 1}",
        f"#guid column:{COLUMNS.index('Guid') + 1}",
    ]
    rows = [
        (*card[:-1], " ".join(card.tags), guid(card.id))
        for card in cards(document, placed, source=source, document_id=document_id)
    ]
    return "\n".join([*head, *("\t".join(map(_field, row)) for row in rows)]) + "\n"


def guid(identity: str) -> str:
    """By what Anki knows a note again: as genanki makes it of an id, so that text and package mean
    the same notes."""
    number, made = int(sha256(identity.encode())[:16], 16), ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        made = _DIGITS[digit] + made
    return made


def takes(annotation: Annotation) -> bool:
    """Whether there is something to be asked: and, but for questions, an answer."""
    if annotation.kind is Kind.BOOKMARK:
        return False
    asked = annotation.kind in _ALWAYS or bool(annotation.note.strip())
    return asked or bool(cards_of(annotation))


def deck_name(document: Document, source: str = "") -> str:
    """The deck of a document, below the one of all."""
    return f"Reading::{_title(document, source).replace('::', ':')}"


def cards(
    document: Document, placed: Sequence[Placed], *, source: str = "", document_id: str = ""
) -> list[Card]:
    """The cards of the live annotations, in reading order: those that are learned as they are
    asked in a review, the others in the usual way."""
    title, markdown = _title(document, source), note_renderer()
    found = []
    for annotation, span in notes_in_reading_order(placed):
        if takes(annotation):
            said = _source(document, title, annotation, span, document_id)
            for spec in cards_of(annotation) or (usual_card(annotation) or NOTE,):
                front, back = _sides(document, annotation, span, spec, markdown)
                identity = _identity(annotation, spec)
                found.append(Card(identity, front, back, said, _tags(annotation)))
    return found


def _identity(annotation: Annotation, spec: str) -> str:
    """By which Anki knows a card again: an annotation may have several."""
    if spec == NOTE:
        return annotation.id
    return f"{annotation.id}-{spec if spec == PASSAGE else sha256(spec.encode())[:8]}"


def _sides(
    document: Document, annotation: Annotation, span: Span | None, spec: str, markdown: MarkdownIt
) -> tuple[str, str]:
    """Question and answer: the passage, in bold within its sentence if it is short, and what the
    note says of it, in the order of the card; or the passage with a gap, and without."""
    versions = [text for text in (annotation.note, *other_notes(annotation)) if text.strip()]
    note = "<hr>".join(markdown.render(text).strip() for text in versions)
    passage = _front(document, annotation, span)
    if spec == NOTE:
        return passage, note
    if spec == PASSAGE:
        return note, passage
    words = words_now(document, annotation, span)
    gaps = hidden(annotation, spec, words, Span(0, len(words)))
    front, back = (_with_gaps(words, gaps, covered=covered) for covered in (True, False))
    return front, back + (f"<hr>{note}" if note else "")


def _with_gaps(words: str, gaps: Sequence[Span], *, covered: bool) -> str:
    """A passage with what is asked for in bold, or with a sign in its place."""
    parts, at = [], 0
    for start, end in gaps:
        parts += [safe(words[at:start]), f"<b>{GAP if covered else safe(words[start:end])}</b>"]
        at = end
    return "".join([*parts, safe(words[at:])]).replace("\n", "<br>")


def _title(document: Document, source: str) -> str:
    return _line(document.metadata.title) or _line(source) or "Untitled"


def _front(document: Document, annotation: Annotation, span: Span | None) -> str:
    text, quote = document.text, words_now(document, annotation, span)
    whole = span is not None and text[span.start : span.end] == quote
    around = sentence_around(document, span) if whole else None
    if span is None or around is None:
        return safe(quote).replace("\n", "<br>")
    before, after = text[around.start : span.start], text[span.end : around.end]
    return f"{safe(before)}<b>{safe(quote)}</b>{safe(after)}"


def _source(
    document: Document, title: str, annotation: Annotation, span: Span | None, document_id: str
) -> str:
    path = document.section_path(span.start) if span else annotation.target.path
    parts = [title, *path[-1:], pages_of(document, span) if span else ""]
    said = safe(" › ".join(dict.fromkeys(filter(None, map(_line, parts)))))
    link = link_to(document_id, annotation.id)
    return f'<a href="{escape(link)}">{said}</a>' if link else said


def _tags(annotation: Annotation) -> tuple[str, ...]:
    """Tags without spaces; exam/oral is exam::oral."""
    tags = [f"reader::{annotation.kind.value}"]
    for tag in annotation.tags:
        tags.append("_".join(tag.strip("# ").replace("/", "::").replace('"', "").split()))
    return tuple(dict.fromkeys(filter(None, tags)))


def _field(text: str) -> str:
    """A field between tabs: one that holds a quotation mark or a line end is quoted."""
    text = safe_field(text)
    if any(sign in text for sign in '"\t\n') or text.startswith("#"):
        return '"' + text.replace('"', '""') + '"'
    return text


def safe_field(text: str) -> str:
    """A text without halves of surrogate pairs and carriage returns."""
    return text.replace("\r", "").encode("utf-8", "replace").decode()


def _line(text: str) -> str:
    return " ".join(text.split())
