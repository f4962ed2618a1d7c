"""``python -m tests.benchmarks.mutants FOLDER``: damaged books and pages are read or refused.

Bytes of each file are changed at random, those of a book also inside of the files in it. Nothing
but a document or a `SourceError` may come out, and that soon.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.documents.opening import open_document, source_from_bytes
from reader.errors import SourceError

_LONGEST = 10.0  # seconds that a mutant may take
_ARCHIVES = frozenset({".epub", ".docx", ".odt"})
_NAMES = (
    ".pdf .md .html .htm .xhtml .fb2 .rtf .ipynb .fodt .rst .org .adoc .tex .man .srt .vtt .eml"
)
_SUFFIXES = _ARCHIVES.union(_NAMES.split())
_ODD = (b"<", b">", b"&", b'"', b"\0", b"\xff", b"</div>", b"<table>", b"<svg>", b"]]>", b"<!--")


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The bytes with a few of them changed, put in, left out, repeated, or cut off."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(changed) + 1)
        length = int(dice.expovariate(1 / 20)) + 1
        match dice.randrange(5):
            case 0:
                changed[at : at + length] = dice.randbytes(length)
            case 1:
                changed[at:at] = dice.choice(_ODD) * dice.choice((1, 1, 50))
            case 2:
                del changed[at : at + length]
            case 3:
                changed[at:at] = changed[at : at + length * 20]
            case _ if dice.random() < 0.1:
                del changed[at:]
    return bytes(changed)


def inside(data: bytes, dice: random.Random) -> bytes:
    """The book with some of its files damaged."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(made, "w") as archive:
        for name in book.namelist():
            content = book.read(name)
            is_text = name.endswith(("html", "opf", "ncx", "xml", "rels"))
            if is_text and (name.endswith(("opf", "ncx")) or dice.random() < 0.3):
                content = damaged(content, dice) if dice.random() < 0.7 else content
            archive.writestr(name, content)
    return made.getvalue()


def mutants(path: Path, count: int) -> Iterator[bytes]:
    """Damaged versions of a file, the same ones every time."""
    dice = random.Random(path.name)
    data = path.read_bytes()
    ways: list[Callable[[bytes, random.Random], bytes]] = [damaged]
    if path.suffix in _ARCHIVES:
        ways.append(inside)
    for number in range(count):
        yield ways[number % len(ways)](data, dice)


def _time() -> float:
    """Seconds of work, also of the processes that were started."""
    return sum(os.times()[:4])


def main() -> int:
    """Print a line for each file; the exit code is 1 if something else than a refusal came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mutants", type=int, default=200, help="of each file")
    arguments = parser.parse_args()
    good = True
    for path in sorted(arguments.folder.rglob("*")):
        if path.suffix not in _SUFFIXES:
            continue
        read = refused = 0
        slowest = 0.0
        for data in mutants(path, arguments.mutants):
            begun = _time()
            try:
                open_document(source_from_bytes(path.name, data))
                read += 1
            except SourceError:
                refused += 1
            except Exception as error:
                good = False
                print(f"{path.name}: {error!r}")
            slowest = max(slowest, _time() - begun)
        good = good and slowest < _LONGEST
        print(f"{path.name}: {read} read, {refused} refused, slowest {slowest:.2f} s CPU")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
