"""A file of notes that Anki imports: questions, definitions, and highlights that have a note.

Text with tabs between the fields, below lines that say how it is to be read (Anki 2.1.54 and
later). The id of the annotation is in the first field, by which Anki knows a note again: a second
import changes the cards that are there and keeps what was learned.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from reader.annotations.annotation import Annotation, Kind
from reader.annotations.exchange.html_inline import safe
from reader.annotations.exchange.html_text import note_renderer
from reader.annotations.exchange.outgoing import Placed, notes_in_reading_order
from reader.annotations.exchange.wording import words_now
from reader.annotations.passage_links import link_to
from reader.annotations.records import other_notes
from reader.annotations.selection import sentence_around
from reader.documents.document import Document
from reader.documents.pages import pages_of
from reader.text.spans import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

COLUMNS = ("Id", "Front", "Back", "Source", "Tags")
_ALWAYS = frozenset({Kind.QUESTION, Kind.DEFINITION})


def write(
    document: Document, placed: Sequence[Placed], *, source: str = "", document_id: str = ""
) -> str:
    """The live annotations of a document that can be asked for, as cards in a deck of its own."""
    title = _line(document.metadata.title) or _line(source) or "Untitled"
    head = [
        "#separator:tab",
        "#html:true",
        f"#deck:Reading::{title.replace('::', ':')}",
        f"#columns:{chr(9).join(COLUMNS)}",
        f"#tags column:{len(COLUMNS)}",
    ]
    markdown = note_renderer()
    rows = [
        _row(document, title, annotation, span, document_id, markdown)
        for annotation, span in notes_in_reading_order(placed)
        if takes(annotation)
    ]
    return "\n".join([*head, *("\t".join(map(_field, row)) for row in rows)]) + "\n"


def takes(annotation: Annotation) -> bool:
    """Whether there is something to be asked: and, but for questions, an answer."""
    if annotation.kind is Kind.BOOKMARK:
        return False
    return annotation.kind in _ALWAYS or bool(annotation.note.strip())


def _row(
    document: Document,
    title: str,
    annotation: Annotation,
    span: Span | None,
    document_id: str,
    markdown: MarkdownIt,
) -> tuple[str, ...]:
    """The fields of a card: in front the passage, in bold within its sentence if it is short; on
    the back what the note says of it, which is the answer to a question."""
    versions = [text for text in (annotation.note, *other_notes(annotation)) if text.strip()]
    return (
        annotation.id,
        _front(document, annotation, span),
        "<hr>".join(markdown.render(text).strip() for text in versions),
        _source(document, title, annotation, span, document_id),
        _tags(annotation),
    )


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


def _tags(annotation: Annotation) -> str:
    """Tags with spaces between; exam/oral is exam::oral."""
    tags = [f"reader::{annotation.kind.value}"]
    for tag in annotation.tags:
        tags.append("_".join(tag.strip("# ").replace("/", "::").replace('"', "").split()))
    return " ".join(dict.fromkeys(filter(None, tags)))


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
