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
    from reader.documents.about import facts
    from reader.documents.opening import open_document

    source = source_of(arguments.source, arguments)
    document = open_document(source)
    remember_asked(arguments, source, document)
    found = facts(document)
    at = next((i for i, (name, _) in enumerate(found, 1) if name == "length"), len(found))
    found[at:at] = _times(document, _known(arguments, source, document))
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


def _times(document: Document, entry: Entry | None) -> list[tuple[str, str]]:
    """At which pace a document is read, from what that is known, and how long it takes."""
    from reader.config import load_state
    from reader.shelf import progress
    from reader.study import tempo
    from reader.study.coverage import minutes

    if not document.text:
        return []
    person = tempo.of_person(load_state())
    here = entry.tempo if entry else ()
    factor = tempo.factor(here, person)
    learned = "learned from what you read" if person != 1 else "the usual one"
    if here:
        learned = f"learned here, in {tempo.time_told(sum(here) / 60)}"
    whole = factor * minutes(document.text, 0, len(document.text))
    left = whole * (1 - progress(entry)) if entry and entry.opened else whole
    time = tempo.time_told(whole) + (f", {tempo.time_told(left)} left" if left < whole else "")
    return [("time", time), ("pace", f"{tempo.told(document.text, factor)}, {learned}")]
