"""The command `reader export`: annotations as Markdown, in data formats, or through a template."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

from reader import settings
from reader.commands import open_entry
from reader.errors import ReaderError, UsageError
from reader.output import one_line, talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotations.annotation import Annotation
    from reader.annotations.exchange.outputs import Output
    from reader.annotations.selection import Selection
    from reader.documents.opening import Source
    from reader.library import Entry, Library
    from reader.study.reading import Placed, Reading


def export(arguments: argparse.Namespace) -> int:
    """Write the annotations of a document, or tell of templates."""
    from reader.annotations.exchange.outputs import MARKDOWN, output_for, output_named
    from reader.annotations.selection import EVERYTHING, selected
    from reader.locating import find_library

    library = find_library(arguments.library)
    if arguments.templates:
        return _list_templates(library)
    if arguments.template_source:
        return _print_template(arguments.template_source, library)
    name = arguments.output
    asked = arguments.as_format or output_for(name or "") or MARKDOWN
    output = output_named(asked, library.root)
    wanted = selection_of(arguments)
    source, document, reading, entry = open_entry(arguments)
    if arguments.session:
        from reader.sessions import marked_by

        wanted = wanted._replace(touched=marked_by(library, reading.store, arguments.session))
    everything = reading.everything()
    strange = len(reading.store.unreadable)
    if strange:
        talk(f"{strange} record{'s' * (strange > 1)} could not be read and are not exported")
    placed = selected(document, everything, wanted) if wanted != EVERYTHING else everything
    if everything and not placed:
        talk(f"none of {len(everything)} annotation{'s' * (len(everything) != 1)} is like that")
    if output.name == MARKDOWN and name not in (None, "-"):
        return _merge(arguments, library, source, entry, reading, placed)
    return _write(arguments, library, source, reading, entry, placed, output)


def selection_of(arguments: argparse.Namespace) -> Selection:
    """The annotations that the options choose."""
    from reader.annotations.selection import selection

    return selection(
        colours=arguments.color,
        kinds=arguments.kind,
        tags=arguments.tag,
        sections=arguments.section,
        since=arguments.since,
        until=arguments.until,
    )


def _merge(
    arguments: argparse.Namespace,
    library: Library,
    source: Source,
    entry: Entry,
    reading: Reading,
    placed: Sequence[Placed],
) -> int:
    """Write Markdown into a file, or bring one up that is there."""
    from reader import merging
    from reader.exporting import export_to, make_folder_of

    export, plan = export_to(
        library,
        source,
        entry,
        reading,
        arguments.output,
        placed=placed,
        sort=arguments.sort,
        context=arguments.context,
        force=arguments.force,
        everything=arguments.all,
        hint="--force writes over it",
    )
    if arguments.dry_run:
        for line in merging.difference(plan):
            print(line)
    else:
        make_folder_of(plan, arguments.output)
        merging.write(export, plan)
        said = merging.summary(plan)
        where = f"in {plan.path}: {said}" if said else f"written to {plan.path}"
        talk(f"{_amount(placed)} {where}")
    for remark in merging.remarks(plan):
        talk(remark)
    return 0


def _write(
    arguments: argparse.Namespace,
    library: Library,
    source: Source,
    reading: Reading,
    entry: Entry,
    placed: Sequence[Placed],
    output: Output,
) -> int:
    """Print what another format is, or write it into a file."""
    from reader.annotations.exchange.outputs import left_out, written
    from reader.annotations.logs import REVIEW
    from reader.exporting import write_output
    from reader.library import named

    if arguments.dry_run:
        raise UsageError(
            "--dry-run says what would change in a file of Markdown: name it with -o"
            if output.template is None and output.format is None
            else f"--dry-run is for Markdown: {output.called} is printed without -o"
        )
    made = written(
        output,
        reading.document,
        placed,
        source=named(library, source),
        document_id=entry.id,
        links=settings.load().flag("export.links"),
        sort=arguments.sort,
        context=arguments.context,
        reviews=reading.store.logged(REVIEW),
    )
    missing = left_out(output, placed)
    if arguments.output in (None, "-"):
        _tell_left_out(output, missing)
        if isinstance(made, str):
            sys.stdout.write(made)
        elif sys.stdout.isatty():
            raise UsageError(f"{output.called} is no text: name a file with -o")
        else:
            sys.stdout.buffer.write(made)
        return 0
    path = write_output(
        source, reading.document, output, made, arguments.output, force=arguments.force,
        hint="--force writes over it",
    )  # fmt: skip
    gone = {one.id for one in missing}
    talk(f"{_amount([one for one in placed if one[0].id not in gone])} written to {path}")
    _tell_left_out(output, missing)
    return 0


def _tell_left_out(output: Output, missing: Sequence[Annotation]) -> None:
    """Say how many annotations a format has no place for."""
    if missing:
        kinds = Counter(one.kind.value for one in missing)
        said = ", ".join(f"{count} {kind}{'s' * (count != 1)}" for kind, count in kinds.items())
        talk(f"{len(missing)} left out, as {output.called} has no place for them: {said}")


def _amount(placed: Sequence[Placed]) -> str:
    return f"{len(placed)} annotation{'s' * (len(placed) != 1)}"


def _list_templates(library: Library) -> int:
    """All formats and templates, a line each, and where templates are."""
    from reader.annotations.exchange.outputs import FOLDER, outputs, said_of, unusable

    known = outputs(library.root)
    width = max(len(one.name) for one in known)
    for one in known:
        place = f"  ({one.template})" if one.own else ""
        print(f"{one.name:<{width}}  {one_line(said_of(one))}{place}")
    for path, why in unusable(library.root):
        talk(f"{path}: not used: {why}")
    talk(f"your own templates are files NAME.EXT.j2 in {library.root / FOLDER}")
    return 0


def _print_template(name: str, library: Library) -> int:
    from reader.annotations.exchange.outputs import output_named, template_source

    try:
        print(template_source(output_named(name, library.root)), end="")
    except UsageError as error:
        raise ReaderError(f"{error}; “reader export --templates” lists them") from None
    return 0
