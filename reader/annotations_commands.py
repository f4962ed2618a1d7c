"""The commands of the shell that mark a passage, and that list what was noted on a document."""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.commands import open_entry, source_of
from reader.documents.opening import open_document
from reader.errors import ReaderError, StorageError, UsageError
from reader.output import (
    in_quotes,
    linked,
    one_line,
    only_ascii,
    print_json,
    short,
    talk,
    talk_notices,
)

if TYPE_CHECKING:
    from reader.annotations.annotation import Annotation
    from reader.documents.document import Document
    from reader.library import Entry
    from reader.study.reading import Reading
    from reader.text.spans import Span

LIKELY = 0.05  # the confidence from which a place is worth a word


def annotate(arguments: argparse.Namespace) -> int:
    """Mark a passage, found by its words."""
    from reader.annotations.annotation import Colour, Kind, Style
    from reader.locating import find_library
    from reader.sameness import known_again
    from reader.study.reading import Reading

    library = find_library(arguments.library)
    source = source_of(arguments.source, arguments)
    document = open_document(source)
    span = _passage(document, arguments.quote, arguments.occurrence)
    learn = _cards(arguments, document.text[span.start : span.end])
    entry = library.remember(known_again(library, source, document, talk))
    reading = Reading(document, library.annotations_of(entry))
    reading.refresh()
    document = reading.document
    annotation = reading.mark(
        span,
        colour=Colour(arguments.colour),
        style=Style(arguments.style),
        kind=Kind(arguments.kind),
        note=arguments.note,
        tags=dict.fromkeys(tag.removeprefix("#") for tag in arguments.tag),
        learn=learn,
    )
    try:
        reading.store.save()
        reading.keep()
        from reader.unfiled import keep_unfiled

        path = keep_unfiled(library, entry, source, reading.source)
        if path is not None:
            entry = library.remember(entry.moved_to(library.place_of(path)))
            talk(f"the text is kept as {path}")
    except StorageError as error:  # it is kept in the journal
        talk_notices([str(error)])
    talk_notices(reading.store.notices)
    with contextlib.suppress(StorageError):  # counted when it is read next
        from reader.shelf import recount

        recount(library, entry, reading.store)
    from reader.exporting import follow_change

    talk_notices(follow_change(library, source, entry, reading))
    if arguments.json:
        print_json(annotation_record(annotation, span, document, entry.id))
    else:
        print(annotation.id)
    talk(f"marked in {_where(document, span.start)}: “{short(annotation.target.exact)}”")
    return 0


def _cards(arguments: argparse.Namespace, passage: str) -> list[str]:
    """How the new annotation is to be asked in reviews; raises UsageError where it cannot be."""
    from reader.annotations.annotation import Annotation, Kind, Target
    from reader.annotations.cards import cloze, usual_card, why_not
    from reader.text.quotes import quoted

    cards: list[str] = []
    if arguments.learn:
        one = Annotation("", Target(passage), Kind(arguments.kind), note=arguments.note)
        card = usual_card(one)
        if not card and not arguments.hide:
            raise UsageError(f"--learn: {why_not(one)[:1].lower()}{why_not(one)[1:]}")
        cards += filter(None, [card])
    for words in arguments.hide:
        found = quoted(passage, words)
        if not found:
            raise UsageError(f"--hide: “{short(words)}” is not in the passage")
        cards.append(cloze(found[0].start, passage[found[0].start : found[0].end]))
    return cards


def _passage(document: Document, quote: str, occurrence: int | None) -> Span:
    """The span of the passage that was meant; raises ReaderError if it is not plain which."""
    from reader.text.quotes import nearest_sentence, quoted

    if not quote.strip():
        raise UsageError("--quote: give the words of the passage")
    found = quoted(document.text, quote)
    if not found:
        near = nearest_sentence(document.text, quote)
        hint = f"; the nearest passage is “{short(near, 300)}”" if near else ""
        raise ReaderError(f"the quote is not in the text{hint}")
    if occurrence is not None:
        if not 1 <= occurrence <= len(found):
            times = "once" if len(found) == 1 else f"{len(found)} times"
            raise ReaderError(f"there is no occurrence {occurrence}: the quote is there {times}")
        return found[occurrence - 1]
    if len(found) > 1:
        for number, span in enumerate(found[:20], 1):
            around = document.text[max(0, span.start - 40) : span.end + 40]
            talk(f"{number:>4}  {_where(document, span.start)}: …{one_line(around)}…")
        raise ReaderError(
            f"the quote is there {len(found)} times; say which with --occurrence N "
            f"(1 to {len(found)}), or quote more"
        )
    return found[0]


def list_annotations(arguments: argparse.Namespace) -> int:
    """List what was said of a document."""
    from reader.annotations.passage_links import link_to

    _, document, reading, entry = open_entry(arguments)
    if reading.store.all():
        with contextlib.suppress(StorageError):  # the notebook knows it when it is read next
            reading.keep()
    everything, unreadable = reading.everything(), reading.store.unreadable
    if arguments.orphans:
        return _list_orphans(arguments, document, reading, entry)
    if arguments.json:
        records = [
            _fared(reading, a, annotation_record(a, s, document, entry.id)) for a, s in everything
        ]
        print_json(
            {
                "title": document.metadata.title,
                "annotations": records,
                "unreadable": [{"id": key, "record": record} for key, record in unreadable],
            }
        )
        return 0
    if not everything and not unreadable:
        talk(f"{document.metadata.title}: no annotations yet")
    for annotation, span in everything:
        lost = _orphan(annotation, document)
        where = _where(document, span.start) if span else lost
        wording = reading.wording(annotation)
        adjusted = "  adjusted" if wording else ""
        where = linked(where, link_to(entry.id, annotation.id))
        print(f"{annotation.id}  {annotation.colour} {annotation.kind}  {where}{adjusted}")
        lines = list(annotation_lines(annotation))
        if wording:
            lines[:1] = [in_quotes(wording), f"was {lines[0]}"]
        for line in lines:
            print(f"    {line}")
    for identity, record in unreadable:
        print(f"{one_line(identity)}  unreadable  {json.dumps(record, ensure_ascii=only_ascii())}")
    return 0


def _fared(
    reading: Reading, annotation: Annotation, record: dict[str, object]
) -> dict[str, object]:
    """The record of an annotation with how it fares in the text as it is now."""
    state = reading.state_of(annotation)
    was = {"was": annotation.target.exact} if state == "adjusted" else {}
    return {**record, "state": state, **was}


def _list_orphans(
    arguments: argparse.Namespace, document: Document, reading: Reading, entry: Entry
) -> int:
    """List what is not in the text any more: where it was, and where it may belong."""
    from reader.annotations.anchoring import STOOD
    from reader.annotations.passage_links import link_to

    found = []
    for annotation in (*reading.orphans, *reading.detached):
        likely = (
            one
            for one in reading.candidates(annotation, 1)
            if one.confidence >= LIKELY or one.how == STOOD
        )
        found.append((annotation, next(likely, None)))
    if arguments.json:
        records = []
        for annotation, best in found:
            target, text = annotation.target, document.text
            near = best and {
                "quote": text[best.start : best.end],
                "start": best.start,
                "end": best.end,
                "confidence": round(best.confidence, 3),
                "how": best.how,
            }
            record = annotation_record(annotation, None, document, entry.id)
            record = _fared(reading, annotation, record)
            records.append(
                {**record, "before": target.prefix, "after": target.suffix, "candidate": near}
            )
        print_json({"title": document.metadata.title, "annotations": records})
        return 0
    if not found:
        talk(f"{document.metadata.title}: every annotation has its words")
    for annotation, best in found:
        target = annotation.target
        where = " › ".join(short(title) for title in target.path) or "before the first section"
        kept = "; kept without a place" if annotation in reading.detached else ""
        where = linked(where, link_to(entry.id, annotation.id))
        print(f"{annotation.id}  {annotation.colour} {annotation.kind}  was in {where}{kept}")
        around = f"{target.prefix}[{target.exact}]{target.suffix}"
        print(f"    …{one_line(around)}…")
        for line in list(annotation_lines(annotation))[bool(target.exact) :]:
            print(f"    {line}")
        if best is not None:
            words = short(document.text[best.start : best.end])
            where = _where(document, best.start)
            if best.end == best.start and target.exact:
                print(f"    its words are gone; it stood there: {where}")
            elif best.how == STOOD:
                print(f"    where it stood ({where}): “{words}”")
            else:
                print(f"    most like it ({best.confidence:.0%}; {where}): “{words}”")
    return 0


def annotation_lines(annotation: Annotation) -> Iterator[str]:
    """What an annotation is about and what it says, a line each."""
    if annotation.target.exact:
        yield in_quotes(annotation.target.exact)
    yield from map(one_line, annotation.note.splitlines())
    from reader.annotations.records import other_notes

    for other in other_notes(annotation):
        yield "another version, written elsewhere:"
        yield from map(one_line, other.splitlines())
    if annotation.tags:
        yield " ".join(f"#{one_line(tag)}" for tag in annotation.tags)


def _orphan(annotation: Annotation, document: Document) -> str:
    from reader.annotations.told_place import told_place
    from reader.study.homeless import NOT_THERE, why_homeless

    if not document.text:
        return ", ".join(filter(None, ("no text to stand in", told_place(annotation))))
    was = "".join(f"; they were in {short(title)}" for title in annotation.target.path[-1:])
    why = why_homeless(annotation, document)
    return f"orphan: {why}{was}" if why.startswith(NOT_THERE) else why


def annotation_record(
    annotation: Annotation, span: Span | None, document: Document, identity: str
) -> dict[str, object]:
    """An annotation for programs; ``span`` is None where its words are not in the text,
    ``identity`` the id of the document."""
    from reader.annotations.passage_links import link_to
    from reader.annotations.records import other_notes

    path = document.section_path(span.start) if span else annotation.target.path
    return {
        "id": annotation.id,
        "kind": annotation.kind,
        "colour": annotation.colour,
        "style": annotation.style,
        "quote": document.text[span.start : span.end] if span else annotation.target.exact,
        "note": annotation.note,
        "other_notes": other_notes(annotation),
        "tags": list(annotation.tags),
        "learn": list(annotation.learn),
        "section": list(path),
        "page": document.page_at(span.start) if span else "",
        "start": span.start if span else None,
        "end": span.end if span else None,
        "orphan": span is None,
        "created": annotation.created,
        "modified": annotation.modified,
        "link": link_to(identity, annotation.id),
    }


def _where(document: Document, offset: int) -> str:
    """The innermost section and how far into the text, for one line."""
    from reader.documents.pages import pages_of
    from reader.text.spans import Span

    page = pages_of(document, Span(offset, offset))
    path = document.section_path(offset)
    said = [*map(short, path[-1:]), page, _percent(offset, len(document.text))]
    return ", ".join(filter(None, said))


def _percent(offset: int, length: int) -> str:
    return f"{100 * offset // max(length, 1)}%"
