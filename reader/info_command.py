"""The command that prints what is known of a document."""

from __future__ import annotations

import argparse
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.commands import remember_asked, source_of
from reader.errors import ReaderError
from reader.output import print_json, talk_notices

if TYPE_CHECKING:
    from reader.catalogue import Entry
    from reader.documents.document import Document
    from reader.documents.opening import Source


def info(arguments: argparse.Namespace) -> int:
    """Print what is known of a document."""
    from reader.config import load_state
    from reader.documents.about import facts
    from reader.documents.opening import open_document
    from reader.shelf import progress
    from reader.study.tempo import of_person, with_times

    source = source_of(arguments.source, arguments)
    document = open_document(source)
    remember_asked(arguments, source, document)
    entry = _known(arguments, source, document)
    left = 1 - progress(entry) if entry and entry.opened else 1.0
    here = entry.tempo if entry else ()
    found = with_times(facts(document), document.text, here, of_person(load_state()), left)
    if arguments.json:
        print_json(dict(found))
        return 0
    talk_notices(document.notices)
    width = max(len(name) for name, _ in found)
    for name, words in found:
        print(f"{name:<{width}}  {words}")
    return 0


def _known(arguments: argparse.Namespace, source: Source, document: Document) -> Entry | None:
    """What the library knows of a document, if there is a library that can be read."""
    from reader.locating import library_there

    with suppress(ReaderError):
        library = library_there(arguments.library)
        return library.recognise(source, document) if library else None
    return None
