"""The command `reader stats`: figures of what was read, studied and marked."""

from __future__ import annotations

import argparse
import gc
from datetime import timedelta

from reader import settings
from reader.accounting import accounts, figures
from reader.annotations.days import days_of
from reader.errors import UsageError
from reader.locating import find_library
from reader.meaning import ids_of, meant
from reader.output import Progress, one_line, only_ascii, print_json, talk
from reader.stats_data import as_data
from reader.stats_drawn import drawn
from reader.studied import cards
from reader.study import clock
from reader.study.days import day_of


def stats(arguments: argparse.Namespace) -> int:
    """Print statistics; where there is nothing to count they say so."""
    gc.disable()  # collections of garbage would find none
    chosen = settings.load()
    today = day_of(clock.wall(), chosen.number("study.day_begins"))
    since = days_of(arguments.since, today)[0] if arguments.since else None
    until = days_of(arguments.until, today)[1] - timedelta(1) if arguments.until else None
    if since and since > (until or today):
        raise UsageError("nothing is before it has begun: --since is after --until, or after today")
    library = find_library(arguments.library)
    entry = meant(library, arguments.document) if arguments.document else None
    ids = ids_of(library, entry) if entry else set()
    wanted = (lambda one: one.id in ids) if entry else None
    with Progress("reading", "documents") as progress:
        problems: list[str] = []
        known = accounts(library, chosen, wanted, step=progress.step, tell=problems.append)
        learned = cards(library, settings=chosen)
    for problem in dict.fromkeys(problems):
        talk(f"reader: {one_line(problem)}")
    found = figures(known, learned, chosen, since, until)
    if arguments.json:
        print_json(as_data(found))
        return 0
    from reader.ui.printing import print_rows

    title = one_line(entry.title) if entry else "All documents"
    print_rows(lambda width: drawn(found, width, title), bare=only_ascii())
    return 0
