"""A library of 1,000 documents with 10 cards each, most of which were reviewed up to five times.

    python -m tests.benchmarks.programs.learned_library make|due LIBRARY

``due`` lists what is due, in a process that has done so before, and prints the milliseconds of CPU
that it takes, as JSON.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader import config
from reader.annotations.annotation import Annotation, Target, new_id, now
from reader.library import Entry, Library
from reader.settings import Settings
from reader.studied import due
from reader.study.scheduling import Memory, graded, memory_of

DOCUMENTS, EACH, REVIEWS = 1_000, 10, 5
RUNS = 9
NOW = datetime.now(UTC)


def reviews(annotation: str, number: int) -> list[dict[str, object]]:
    """A card that is good each time, when it is due; every tenth one is new."""
    found: list[dict[str, object]] = []
    memory: Memory | None = None
    at = NOW - timedelta(days=number % 90)
    while at < NOW and len(found) < REVIEWS and number % 10:
        found.append(graded(memory, annotation, "note", 3, at, 4.0))
        memory = memory_of(found)
        assert memory is not None
        at = datetime.fromisoformat(memory.due)
    return found


def make(library: Library) -> None:
    """Write the files, as they are at rest."""
    for name in ("documents", "annotations"):
        (library.root / name).mkdir(parents=True)
    for number in range(DOCUMENTS):
        entry = Entry(id=new_id(), title=f"Document {number}", path=f"documents/{number}.txt")
        entry = entry._replace(sha256=f"{number:064}", file=f"{number}.json", length=100_000)
        store = library.annotations_of(library.remember(entry, opened=now()))
        learned = [
            Annotation(
                new_id(),
                Target("what was marked " * 6, "before ", " after", place, place + 96, ("Part",)),
                note="What it means.",
                created=now(),
                modified=now(),
                learn=("note",),
            )
            for place in range(0, EACH * 100, 100)
        ]
        store.add(*learned)
        store.log(
            *(r for place, one in enumerate(learned) for r in reviews(one.id, number + place))
        )
        store.save()


def main() -> None:
    """Do what was asked for."""
    do, root = sys.argv[1], Path(sys.argv[2])
    library = Library(root, config.state_folder())
    if do == "make":
        make(library)
        return
    due(library, settings=Settings())
    used = []
    for _ in range(RUNS):
        begin = time.process_time()
        due(library, settings=Settings())
        used.append(1e3 * (time.process_time() - begin))
    print(json.dumps(used))


if __name__ == "__main__":
    main()
