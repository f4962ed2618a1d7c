"""The command that prints the sections of a document."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.commands import remember_asked, source_of
from reader.documents.opening import Source
from reader.output import one_line, print_json, short, talk, talk_notices

if TYPE_CHECKING:
    from reader.documents.document import Document, Section

_TITLE = 120  # characters of a title in a tree


def show_outline(arguments: argparse.Namespace) -> int:
    """Print the sections of a document, after changing them where that is asked for."""
    from reader.documents.chapter_titles import with_joined_titles
    from reader.outlining import changed, changed_since, outline_of, show_lost

    source = source_of(arguments.source, arguments)
    after = changed(arguments, source)
    if arguments.lost:
        show_lost(arguments, source)
        return 0
    document = after or outline_of(arguments, source)
    remember_asked(arguments, source, document)
    if arguments.explain:
        return _explain(source, document)
    listed = list(range(len(document.outline)))
    if arguments.changed:
        starts = changed_since(arguments, source)
        listed = [index for index in listed if document.outline[index].start in starts]
    if arguments.json:
        sections = [_section_record(document, index) for index in listed]
        print_json({"title": document.metadata.title, "sections": sections})
        return 0
    talk_notices(document.notices)
    if arguments.changed:
        for section in map(document.outline.__getitem__, listed):
            print(f"{section.lines[0] if section.lines else ''}  ± {one_line(section.label)}")
        if not listed:
            talk("no section changed since you annotated it")
        return 0
    if not document.sections:
        talk("no sections were found")
    if any(section.made for section in document.outline):
        talk("~ marks sections called by their first words, where no heading stands")
    width = len(str(max((s.lines[0] for s in document.outline if s.lines), default=0)))
    for branch, section in _tree(with_joined_titles(document).sections, ""):
        number = str(section.lines[0]) if section.lines else ""
        print(f"{number:>{width}}  {branch}{short(section.label, _TITLE)}")
    return 0


def _explain(source: Source, document: Document) -> int:
    from reader.documents.encoding import decode
    from reader.explaining import explanation

    if document.metadata.format != "plain":
        talk(
            f"{source.name} marks its headings itself ({document.metadata.format}): none is guessed"
        )
        return 0
    for line in explanation(decode(source.data).text):
        print(line)
    return 0


def _section_record(document: Document, index: int) -> dict[str, object]:
    from reader.documents.chapter_titles import has_title_below
    from reader.documents.matter import role_at
    from reader.documents.overrides import DECIDED

    section = document.outline[index]
    role = role_at(document, index)
    block = document.blocks[document.block_at(section.heading.start)]
    line, end_line = section.lines or (None, None)
    title_below = index > 0 and has_title_below(document, index - 1)
    place = {"made": True} if section.made else {"line": line, "end_line": end_line}
    return {
        "title": section.title,
        "level": section.level,
        **place,
        "start": section.start,
        "end": section.end,
        **({} if section.confidence >= 1 else {"confidence": round(section.confidence, 3)}),
        **({"role": role} if role else {}),
        **({"title_of": document.outline[index - 1].title} if title_below else {}),
        **({"by": "you"} if block.role == DECIDED else {}),
    }


def _tree(sections: Sequence[Section], indent: str) -> Iterator[tuple[str, Section]]:
    for section in sections:
        last = section is sections[-1]
        yield f"{indent}{'└─ ' if last else '├─ '}", section
        yield from _tree(section.children, f"{indent}{'   ' if last else '│  '}")
