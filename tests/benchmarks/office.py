"""``python -m tests.benchmarks.office FOLDER``: are the files of word processors read as they are?

Each file is read a second time by pandoc, which has to be installed: its words in order, with the
notes behind them, and its headings. What Reader makes of it is compared with that.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.documents.document import BlockKind
from reader.documents.opening import open_document, read_source
from reader.errors import ReaderError
from tests.benchmarks.formats import kept_words

_SUFFIXES = frozenset({".docx", ".odt", ".fb2", ".rtf", ".ipynb"})
_WORD = re.compile(r"\w+")
_ABOVE = ("title", "subtitle", "author", "date", "abstract")
_APART = frozenset(
    {"Para", "Plain", "Header", "CodeBlock", "LineBlock", "Div", "MetaInlines", "MetaBlocks"}
)
_WHITE = frozenset({"Space", "SoftBreak", "LineBreak"})
_UNREAD = frozenset({"Math", "RawInline", "RawBlock"})  # which each writes in its own way


def texts(node: Any, notes: list[Any]) -> Iterator[str]:
    """The text below a node of pandoc's tree; notes are put aside."""
    if isinstance(node, list):
        for one in node:
            yield from texts(one, notes)
    elif isinstance(node, dict) and "t" in node:
        kind, inner = node["t"], node.get("c")
        if kind == "Str":
            yield inner
        elif kind in _WHITE:
            yield " "
        elif kind == "Note":
            notes.append(inner)
            yield f"[{len(notes)}] "
        elif kind in ("Code", "CodeBlock"):
            yield f" {inner[1]} " if kind == "CodeBlock" else inner[1]
        elif kind not in _UNREAD:
            yield " " if kind in _APART else ""
            yield from texts(inner, notes)
            yield " " if kind in _APART else ""


def headings(node: Any) -> Iterator[str]:
    """The words of the headings below a node, in order."""
    if isinstance(node, list):
        for one in node:
            yield from headings(one)
    elif isinstance(node, dict):
        if node.get("t") == "Header":
            yield " ".join("".join(texts(node["c"][2], [])).split())
        yield from headings(node.get("c"))


def truth_of(path: Path) -> tuple[list[str], list[str]]:
    """The words and the headings of a file as pandoc reads it."""
    command = ["pandoc", "--sandbox", "-t", "json", str(path)]
    tree = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    notes: list[Any] = []
    said = [tree["meta"][name] for name in _ABOVE if name in tree["meta"]]
    found = [" ".join(texts(said, notes)), "".join(texts(tree["blocks"], notes))]
    found += [" ".join(texts(note, notes)) for note in notes]
    return _WORD.findall(" ".join(found)), list(headings(tree["blocks"]))


def main() -> int:
    """Print a line for each file; the exit code is 1 if one cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    good = True
    for path in sorted(parser.parse_args().folder.rglob("*")):
        if path.suffix not in _SUFFIXES:
            continue
        begun = time.process_time()
        try:
            document = open_document(read_source(path))
        except ReaderError as error:
            good = False
            print(f"{path.name}: {error}")
            continue
        seconds = time.process_time() - begun
        words, titles = truth_of(path)
        blocks = [block for block in document.blocks if block.kind is BlockKind.HEADING]
        found = {" ".join(document.text[one.start : one.end].split()) for one in blocks}
        print(
            f"{path.name}: {seconds:.2f} s, {len(words):,} words, "
            f"{kept_words(document, words):.2%} of them in order, "
            f"{sum(title in found for title in titles)} of {len(titles)} headings"
        )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
