"""The printed pages of annotations whose documents are not open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from reader import parsed
from reader.catalogue import Entry
from reader.documents.opening import read_source
from reader.documents.pages import pages_of
from reader.errors import ReaderError
from reader.library import Library
from reader.notebook import Row
from reader.recognising import as_known
from reader.text.spans import Span

PAGED = frozenset({"pdf", "epub", "docx", "odt"})  # formats of documents that may have pages


def pages_in(
    library: Library, rows: Iterable[Row], entries: Mapping[str, Entry]
) -> dict[tuple[str, str], str]:
    """The pages that annotations stand on, by the ids of document and annotation; without those
    whose text was edited since, is gone or has no pages."""
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if not row.state and entries[row.document].format in PAGED:
            by_document[row.document].append(row)
    found: dict[tuple[str, str], str] = {}
    for identity, there in by_document.items():
        entry = entries[identity]
        try:
            if not library.is_there(entry):
                continue
            document = parsed.parse(
                library.state, as_known(read_source(library.resolve(entry)), entry)
            )
        except ReaderError:
            continue
        if document.fingerprint != entry.sha256:
            continue
        for row in there:
            end = row.start + max(1, len(row.quote))
            found[identity, row.id] = pages_of(document, Span(row.start, end))
    return found
