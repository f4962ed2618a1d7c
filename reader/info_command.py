"""The command that prints what is known of a document."""

from __future__ import annotations

import argparse

from reader.commands import remember_asked, source_of
from reader.output import print_json, talk_notices


def info(arguments: argparse.Namespace) -> int:
    """Print what is known of a document."""
    from reader.documents.about import facts
    from reader.documents.opening import open_document

    source = source_of(arguments.source, arguments)
    document = open_document(source)
    remember_asked(arguments, source, document)
    found = facts(document)
    if arguments.json:
        print_json(dict(found))
        return 0
    talk_notices(document.notices)
    width = max(len(name) for name, _ in found)
    for name, words in found:
        print(f"{name:<{width}}  {words}")
    return 0
