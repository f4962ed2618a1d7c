"""Rich text (RTF): text with headings, lists, tables, notes and links."""

from __future__ import annotations

import locale
from types import MappingProxyType

from reader.documents.document import Document, Metadata
from reader.documents.formats.flow_document import (
    FIRST,
    about,
    finished,
    first_piece,
    names,
    with_text,
)
from reader.documents.formats.rtf_body import Body
from reader.documents.formats.rtf_tokens import tokens


def parse(name: str, data: bytes) -> Document:
    """The document of a rich text; ``name`` is what messages call it.

    Raises SourceError for what has nothing to read in it.
    """
    return with_text(name, "a rich text", _read(data))


def parse_piece(name: str, data: bytes) -> Document | None:
    """The document of the beginning, if there is more."""
    return first_piece(_read(data, enough=FIRST))


def _read(data: bytes, enough: int = 0) -> Document:
    body = Body()
    whole = body.read(tokens(data), enough)
    flow = body.flow
    complete = not body.stopped
    if complete:
        flow.close()
        for note, label, target in body.notes:
            flow.add_note(note, label, target)
    else:
        flow.cut()
    return finished(
        flow,
        body.titles,
        _metadata(body),
        complete=complete,
        whole=whole,
        comments=body.comments,
    )


def _metadata(body: Body) -> Metadata:
    """What the file says of itself."""
    said = body.said
    year, month, day = body.date
    return Metadata(
        title=said.get("title", ""),
        authors=names(said.get("author", "")),
        date=f"{year:04}-{month:02}-{day:02}" if year and month and day else "",
        language=locale.windows_locale.get(body.language, "").replace("_", "-"),
        extra=MappingProxyType(about(said.get("doccomm", ""), said.get("keywords", ""))),
    )
