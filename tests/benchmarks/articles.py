"""``python -m tests.benchmarks.articles FOLDER``: are the articles of pages found as they are?

FOLDER holds a folder for each page, with ``source.html``, the page, and ``expected.html``, its
article, as the test pages of Mozilla's Readability are laid out. Words are counted, in no order:
precision is how many of those found are expected, recall how many of the expected were found.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reader.documents.encoding import decode
from reader.documents.formats.html import parse

_WORD = re.compile(r"\w+")
_APART = ("byline", "date")  # what the expected articles do not have in their text


class Row(NamedTuple):
    """What was found of one page; ``everything`` is the F1 of the page as a whole."""

    name: str
    precision: float
    recall: float
    seconds: float
    everything: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _f1(self.precision, self.recall)


def words(text: str) -> Counter[str]:
    """The words of a text, with how often each is there."""
    return Counter(_WORD.findall(text.casefold()))


def shares(found: Counter[str], expected: Counter[str]) -> tuple[float, float]:
    """Precision and recall."""
    both = (found & expected).total()
    return both / max(1, found.total()), both / max(1, expected.total())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measured(folder: Path) -> Iterator[Row]:
    """A row for each page of a folder."""
    for source in sorted(folder.glob("*/source.html")):
        target = source.with_name("expected.html")
        if not target.is_file():
            continue
        page = decode(source.read_bytes()).text
        expected = words(parse(decode(target.read_bytes()).text).text)
        begun = time.process_time()
        document = parse(page, whole=False)
        seconds = time.process_time() - begun
        title = document.metadata.title
        blocks = (b for b in document.blocks if b.role not in _APART)
        texts = [document.text[block.start : block.end] for block in blocks]
        found = words("\n".join(texts[texts[:1] == [title] :]))
        whole = shares(words(parse(page).text), expected)
        yield Row(source.parent.name, *shares(found, expected), seconds, _f1(*whole))


def main() -> None:
    """Print a row for each page, the worst first, and what all of them come to."""
    name = "python -m tests.benchmarks.articles"
    parser = argparse.ArgumentParser(prog=name, description=__doc__)
    parser.add_argument("folder", type=Path)
    rows = sorted(measured(parser.parse_args().folder), key=lambda row: row.f1)
    if not rows:
        parser.error("no page there: FOLDER/*/source.html and expected.html")
    print(f"{'page':40} {'precision':>9} {'recall':>7} {'F1':>6} {'whole':>6} {'ms':>6}")
    for name, *figures in (_figures(row) for row in rows):
        print(f"{name[:40]:40} {'{:9.3f} {:7.3f} {:6.3f} {:6.3f} {:6.1f}'.format(*figures)}")
    columns = zip(*(_figures(row)[1:] for row in rows), strict=True)
    means = [sum(column) / len(rows) for column in columns]
    print(f"{f'mean of {len(rows)}':40} {'{:9.3f} {:7.3f} {:6.3f} {:6.3f} {:6.1f}'.format(*means)}")


def _figures(row: Row) -> tuple[str, float, float, float, float, float]:
    return row.name, row.precision, row.recall, row.f1, row.everything, 1000 * row.seconds


if __name__ == "__main__":
    main()
