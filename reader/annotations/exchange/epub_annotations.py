"""EPUB Annotations 1.0 (the W3C's draft) and the older shape of Readium.

A file is JSON, the same in a ZIP archive (``.annotations``), or in a book
(``META-INF/annotations.json``). Colours and styles go by their names, which are also Reader's.

What is written gives the place by its file in the book and its words. There are no positions:
the draft counts them in the text of the file as a browser has it, which is not the text here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from uuid import NAMESPACE_URL, uuid5

from reader.annotations.annotation import Annotation, Kind
from reader.annotations.exchange.in_books import MAGIC, book_of, kept_in
from reader.annotations.exchange.incoming import Imported, Work
from reader.annotations.exchange.json_data import Json, load, looks_like, object_at
from reader.annotations.exchange.outgoing import Placed, notes_in_reading_order
from reader.annotations.exchange.reader_json import described, dumped, work_of
from reader.annotations.exchange.values import line_of, lines_of
from reader.annotations.exchange.w3c import (
    TERMS,
    address_of,
    imported,
    iri_of,
    left_over,
    named,
    quoted,
)
from reader.annotations.exchange.w3c_reading import OURS
from reader.annotations.exchange.wording import quote_now
from reader.annotations.records import to_record
from reader.documents.document import Document
from reader.documents.identifiers import identifier
from reader.errors import ReaderError
from reader.text.spans import Span

FORMAT = "epub-annotations"
CALLED = "EPUB annotations"
CONTEXT = "https://www.w3.org/ns/epub-anno.jsonld"
IN_ARCHIVE = "annotations.json"
PLACES = (IN_ARCHIVE, "META-INF/annotations.json")  # in an archive, in a book
OF_BOOKS = (b'"color"', b'"meta"', b'"headings"')  # names that the model for the web has not
THE_BEGINNING = "1970-01-01T00:00:00.000Z"  # for what must have a time, and has none

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a ZIP archive knows


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format: by its beginning, or by the names in an archive."""
    if data.startswith(MAGIC):
        return kept_in(data, name, PLACES) is not None
    if looks_like(data, b"epub-anno.jsonld") or looks_like(data, b'"AnnotationSet"'):
        return True
    if looks_like(data, b'"Annotation"') and any(looks_like(data, word) for word in OF_BOOKS):
        return True
    return name.lower().endswith((".annotation", ".annotations")) and looks_like(data)


def read(data: bytes, name: str = "") -> Imported:
    """The annotations of a file or of a book; raises ReaderError where there are none of these."""
    book = Work()
    if data.startswith(MAGIC):
        book = book_of(data, name)
        found = kept_in(data, name, PLACES)
        if found is None:
            raise ReaderError(f"{PurePath(name).name or 'the file'} holds no {CALLED}")
        data = found
    loaded = load(data, name, CALLED)
    about = object_at(loaded.value, "about")
    told = (work_of(object_at(loaded.value, "reader:document")), _work(about), book)
    return imported(loaded, name, next((one for one in told if one != Work()), Work()), FORMAT)


def _work(about: Json) -> Work:
    """The book that a set of annotations is about."""
    named_ = [identifier(one) for one in lines_of(about.get("dc:identifier") or ())]
    return Work(
        title=line_of(about.get("dc:title")),
        authors=lines_of(about.get("dc:creator") or ()),
        identifiers=tuple(filter(None, named_)),
        language=line_of(about.get("dc:language")),
        date=line_of(about.get("dc:date")),
        publisher=line_of(about.get("dc:publisher")),
    )


# Writing


def write(
    document: Document, placed: Sequence[Placed], *, source: str = "", document_id: str = ""
) -> bytes:
    """The live annotations of a document as an ``.annotations`` file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(IN_ARCHIVE, _EARLIEST)  # the same again makes the same file
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, write_json(document, placed, source=source, document_id=document_id))
    return packed.getvalue()


def write_json(
    document: Document, placed: Sequence[Placed], *, source: str = "", document_id: str = ""
) -> str:
    """The same as JSON, without the archive around it."""
    live = notes_in_reading_order(placed)
    metadata = document.metadata
    address = address_of(document, source)
    about: Json = {
        "dc:identifier": [iri_of(one) for one in metadata.identifiers] or [address],
        "dc:title": metadata.title or "Untitled",
        "dc:creator": list(metadata.authors),
        "dc:date": metadata.date,
        "dc:language": metadata.language,
    }
    if document.spine:
        about["dc:format"] = "application/epub+zip"
    return dumped(
        {
            "@context": [CONTEXT, TERMS],
            "id": uuid5(NAMESPACE_URL, f"{address} {metadata.title} set").urn,
            "type": "AnnotationSet",
            "generator": "Reader",
            "about": {name: value for name, value in about.items() if value},
            "reader:document": described(document, source, document_id),
            "items": [_written(document, one, span, address) for one, span in live],
        }
    )


def _written(document: Document, annotation: Annotation, span: Span | None, address: str) -> Json:
    rest = to_record(annotation)
    place = dict(rest["target"])
    record = named(annotation, rest)
    if "created" not in record:
        record["created"] = record.get("modified", THE_BEGINNING)
    record["motivation"] = (
        "bookmarking"
        if annotation.kind is Kind.BOOKMARK
        else "commenting"
        if annotation.note.strip()
        else "highlighting"
    )
    if annotation.kind is not Kind.BOOKMARK or annotation.note or annotation.tags:
        record["body"] = _body(annotation, rest)
    item = None if span is None else document.spine_at(span.start)
    where = annotation.target.href if item is None else item.href
    target: Json = {"source": where or address}
    if annotation.target.exact:
        target["selector"] = [quoted(place, quote_now(document, annotation, span))]
    if annotation.target.path:
        headings = enumerate(annotation.target.path, start=1)
        target["meta"] = {"headings": [{"level": n, "txt": title} for n, title in headings]}
    record["target"] = target
    rest["target"] = place
    made = {} if record["created"] == annotation.created else {"created": annotation.created}
    record[OURS] = left_over(rest) | made
    return record


def _body(annotation: Annotation, rest: Json) -> Json:
    """The body, whose text, tags and colours are taken from what is the rest."""
    body: Json = {"type": "TextualBody", "value": annotation.note}
    if rest["colour"] == annotation.colour and rest["style"] == annotation.style:
        body |= {"color": rest.pop("colour"), "highlight": rest.pop("style")}
    if rest["tags"] == list(annotation.tags):
        if annotation.tags:
            body["tags"] = rest["tags"]
        del rest["tags"]
    if rest["note"] == annotation.note:
        del rest["note"]
    return body
