"""The commands of the shell that say which documents are the same."""

from __future__ import annotations

import argparse
from shlex import quote

from reader.catalogue import NO_TEXT
from reader.commands import source_of
from reader.documents.opening import open_document
from reader.output import one_line, talk


def same(arguments: argparse.Namespace) -> int:
    """Say that a file is a document that the library knows, or was made from it."""
    from reader import sameness
    from reader.locating import find_library
    from reader.recognising import Doubt, Question
    from reader.shelf import is_there, recount

    library = find_library(arguments.library)
    old = sameness.find(library, arguments.old)
    source = source_of(arguments.new, arguments)
    document = open_document(source)
    new = library.recognition(source, document).entry
    if new.id == old.id:
        library.remember(new)
        talk(f"{source.name} is that document already")
        for question in library.alike(new, new.sketch):
            if question.doubt is Doubt.REPLACED:
                short = question.other.id[-sameness.SHORT :]
                talk(
                    f"the text that was there before has {sameness.notes(question.other)}: "
                    f"“reader same {short} {quote(source.name)}” says that it is the same"
                )
        return 0
    there = is_there(library, old) and old.path != new.path
    doubt = Doubt.COPY if there else Doubt.MOVED
    if doubt is Doubt.COPY or sameness.has_own(library, new):
        new = library.remember(new)
    entry, copied = sameness.settle(library, Question(doubt, old, 1.0), new)
    if old.format == NO_TEXT:
        from reader.awaited import settle

        settle(library.annotations_of(entry), document)
    entry = recount(library, entry, library.annotations_of(entry))
    if entry.id == old.id:
        talk(f"{source.name} is {one_line(old.title)} now, with {sameness.notes(entry)}")
    elif old.format == NO_TEXT:
        moved = "1 note" if copied == 1 else f"{copied} notes"
        talk(f"{moved} of {one_line(old.title)} came to {source.name}, their text")
    else:
        of = "note of" if copied == 1 else "notes of"
        talk(f"{copied} {of} {one_line(old.title)} copied; `u` in {source.name} takes that back")
    return 0


def apart(arguments: argparse.Namespace) -> int:
    """Say that a file is a document of its own."""
    from reader import sameness
    from reader.locating import find_library

    library = find_library(arguments.library)
    source = source_of(arguments.source, arguments)
    found = library.recognition(source, open_document(source))
    if not found.before:
        talk(f"{source.name} is new to the library: it is a document of its own")
        library.remember(found.entry)
        return 0
    entry = library.remember(found.entry)
    count = sum(1 for _ in library.annotations_of(entry).all())
    sameness.set_apart(library, entry._replace(annotations=count))
    talk(f"{source.name} is a document of its own now, without notes")
    short = entry.id[-sameness.SHORT :]
    talk(
        f"what was noted stays with {one_line(entry.title)}: “reader annotations {short}”; "
        f"“reader same {short} {source.name}” takes this back"
    )
    return 0
