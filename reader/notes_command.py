"""The commands of the shell about the annotations of all documents: notes, notebook and tags."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Mapping, Sequence

from reader import settings
from reader.catalogue import Entry
from reader.errors import UsageError
from reader.filtering import in_order, must_have, of_documents, passing, tag_counts
from reader.library import Library
from reader.locating import find_library
from reader.notebook import Row, pages
from reader.notebook_export import export, link_of, record_of, where_of
from reader.notebook_pages import pages_in
from reader.output import Progress, in_quotes, linked, one_line, print_json, styled, talk
from reader.query import ASKED, Term, is_name, no_fields, parse


def list_notes(arguments: argparse.Namespace) -> int:
    """List annotations of the library; exit code 1 where there is none."""
    saved = settings.load().filters
    query = " ".join(arguments.query).strip()
    if arguments.saved:
        return _list_saved(saved, as_json=arguments.json)
    if arguments.drop:
        return _drop(arguments.drop, saved)
    terms = parse(query, saved)
    if arguments.save:
        return _save(arguments.save, query, saved)
    library = find_library(arguments.library)
    if any(term.field == "is" and "orphan" in term.values for term in terms):
        from reader.looking_again import look_again

        for line in look_again(library):
            talk(f"reader: {one_line(line)}")
    entries, rows = _read(library, terms)
    found = passing(rows, terms, entries)
    number = len(found)
    found = in_order(found, arguments.sort, entries)[: arguments.limit]
    if arguments.count:
        print_json({"count": number}) if arguments.json else print(number)
    elif arguments.export:
        printed = pages_in(library, found, entries) if arguments.export == "csv" else {}
        sys.stdout.write(export(found, entries, arguments.export, printed))
    elif arguments.json:
        print_json([record_of(row, entries[row.document]) for row in found])
    else:
        _print(found, entries)
        if number > len(found):
            talk(f"{len(found):,} of {number:,}")
    if not number:
        talk("no annotation is like that" if terms else "nothing is annotated yet")
        for name in no_fields(query):
            talk(f"nothing is asked for by “{name}:”, so it was looked for as words; {ASKED}")
    return 0 if number else 1


def _read(library: Library, terms: Sequence[Term] = ()) -> tuple[dict[str, Entry], list[Row]]:
    """The documents by id, and their annotations; those that surely do not meet the terms may be
    missing. Collections of garbage would find none."""
    gc.disable()
    entries, rows = {}, []
    with Progress("reading") as progress:
        for page in pages(library, of_documents(terms), must_have(terms), progress.step):
            entries[page.entry.id] = page.entry
            rows += page.rows
            if page.problem:
                talk(f"reader: {one_line(page.entry.title)}: {one_line(page.problem)}")
    return entries, rows


def _print(rows: Sequence[Row], entries: Mapping[str, Entry]) -> None:
    for row in rows:
        where = one_line(where_of(row, entries[row.document]))
        where = linked(styled(where, "bold"), link_of(row))
        print(f"{where}  {row.colour} {row.kind}  {link_of(row)}")
        if row.quote:
            print(f"    {in_quotes(row.quote)}")
        for note in (row.note, *row.others):
            for line in filter(None, map(one_line, note.splitlines())):
                print(f"    {line}")
        if row.tags:
            print("    " + " ".join(f"#{one_line(tag)}" for tag in row.tags))


# --- saved filters -----------------------------------------------------------------------------


def _list_saved(saved: Mapping[str, str], *, as_json: bool) -> int:
    if as_json:
        print_json(dict(saved))
    for name in sorted(saved) if not as_json else ():
        print(f"@{name}  {one_line(saved[name])}")
    if not saved:
        talk("no filter is saved; --save NAME saves one")
    return 0


def _save(name: str, query: str, saved: Mapping[str, str]) -> int:
    name = name.removeprefix("@")
    if not is_name(name):
        raise UsageError(f"“{name}” can be no name of a filter: letters, digits and hyphens")
    if not query:
        raise UsageError(f"say what “{name}” is to stand for: reader notes QUERY --save {name}")
    parse(f"@{name}", {**saved, name: query})  # it must not lead back to itself
    settings.write(f"{settings.FILTERS}.{name}", query)
    talk(f"@{name} stands for: {query}")
    return 0


def _drop(name: str, saved: Mapping[str, str]) -> int:
    name = name.removeprefix("@")
    parse(f"@{name}", {**saved, name: ""} if name in saved else saved)
    settings.write(f"{settings.FILTERS}.{name}", None)
    talk(f"forgotten: @{name}")
    return 0


# --- the screen --------------------------------------------------------------------------------


def notebook(arguments: argparse.Namespace) -> int:
    """Show the notebook on the screen."""
    gc.disable()  # until it is loaded
    from reader.commands import need_screen

    query = " ".join(arguments.query).strip()
    parse(query, settings.load().filters)
    library = find_library(arguments.library)
    need_screen()
    from reader.ui.app import run
    from reader.ui.noting import open_notebook

    return run(library, None, begin=lambda app: open_notebook(app, query or None))


# --- tags --------------------------------------------------------------------------------------


def tags(arguments: argparse.Namespace) -> int:
    """List the tags of the library, or rename one."""
    library = find_library(arguments.library)
    if arguments.do == "undo":
        return _undo(library)
    _, rows = _read(library)
    counted = tag_counts(rows)
    if arguments.do == "rename":
        return _rename(library, rows, dict(counted), arguments.names)
    if arguments.json:
        print_json([{"tag": tag, "count": count} for tag, count in counted])
        return 0
    width = max((len(f"{count:,}") for _, count in counted), default=0)
    for tag, count in counted:
        print(f"{count:>{width},}  {one_line(tag)}")
    if not counted:
        talk("no annotation has a tag yet")
    return 0


def _rename(
    library: Library, rows: Sequence[Row], known: Mapping[str, int], names: Sequence[str]
) -> int:
    from difflib import get_close_matches

    from reader.bulk import rename_tag, renamed, told

    if len(names) != 2:
        raise UsageError("reader tags rename OLD NEW")
    old, new = (name.lstrip("#") for name in names)
    if not new or any(c.isspace() or c == "," for c in new):
        raise UsageError(f"“{new}” can be no tag: it is one word")
    if not any(renamed(tag, old, "") != tag for tag in known):
        near = get_close_matches(old, known, 1, 0.6)
        hint = f"; did you mean “{near[0]}”?" if near else "; “reader tags” lists all"
        raise UsageError(f"no annotation has the tag “{old}”{hint}")
    outcome = rename_tag(library, rows, old, new)
    merged = f"; “{new}” was there already: they are one now" if new in known else ""
    talk(told(outcome, "retagged") + merged)
    return 1 if outcome.refused else 0


def _undo(library: Library) -> int:
    from reader.bulk import last_renaming, told
    from reader.following import take_back

    batch = last_renaming(library)
    outcome = take_back(library, batch) if batch is not None else None
    if outcome is None:
        talk("no tag was renamed that could be taken back")
        return 1
    talk(f"taken back: {outcome.batch.label}. " + told(outcome, "changed"))
    return 1 if outcome.refused else 0
