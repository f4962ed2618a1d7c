"""A library of 1,000 documents with 100 annotations each, and one of a single one with 1,000.

    python -m tests.benchmarks.programs.large_library make|load|open LIBRARY

``load`` goes through all annotations as a thread in the background would, and prints the CPU
time of it all and of its longest step; ``open`` that of reading the 1,000 of one document. Both
in milliseconds, as JSON.
"""

import gc
import json
import sys
import time
from pathlib import Path

from reader import config
from reader.annotations.annotation import Annotation, Target, new_id, now
from reader.library import Entry, Library

DOCUMENTS, EACH, MANY = 1_000, 100, 1_000


def annotations(count: int) -> list[Annotation]:
    """Annotations of a usual length."""
    before, after = "some words that stand before ", " and what comes after them, too"
    return [
        Annotation(
            id=new_id(),
            target=Target(
                "what was marked " * 6, before, after, place, place + 96, ("Part", "One")
            ),
            note="A note of some words on it. " * (place % 3),
            created=now(),
            modified=now(),
        )
        for place in range(0, count * 100, 100)
    ]


def make(library: Library, documents: int, each: int) -> None:
    """Write the files, as they are at rest."""
    for name in ("documents", "annotations"):
        (library.root / name).mkdir(parents=True)
    for number in range(documents):
        entry = Entry(id=new_id(), title=f"Document {number}", path=f"documents/{number}.txt")
        entry = entry._replace(sha256=f"{number:064}", file=f"{number}.json", length=100_000)
        store = library.annotations_of(library.remember(entry, opened=now()))
        store.add(*annotations(each))
        store.save()


def main() -> None:
    """Do what was asked for."""
    do, root = sys.argv[1], Path(sys.argv[2])
    library = Library(root, config.state_folder())
    one = Library(root.with_name(f"{root.name}-one"), config.state_folder())
    if do == "make":
        make(library, DOCUMENTS, EACH)
        make(one, 1, MANY)
        return
    import orjson  # noqa: F401 - both are there in the running program, too

    import reader.annotations.store  # noqa: F401

    gc.collect()
    gc.disable()
    if do == "open":
        (entry,) = one.entries()
        begin = time.process_time()
        count = len(one.annotations_of(entry).all())
        assert count == MANY
        print(json.dumps(1e3 * (time.process_time() - begin)))
        return
    steps = []
    count = 0
    begin = last = time.process_time()
    for _, store in library.notebook():
        count += len(store.all())
        now_is = time.process_time()
        steps.append(now_is - last)
        last = now_is
    assert count == DOCUMENTS * EACH
    print(json.dumps({"total": 1e3 * (last - begin), "longest": 1e3 * max(steps)}))


if __name__ == "__main__":
    main()
