"""``python -m tests.benchmarks.written FILE…``: formats of text are read as pandoc reads them.

For each file: the words that pandoc's plain text has and how many of them ours has in the same
order, the same the other way round, the headings of both, and the time that ours takes. Manual
pages are compared with mandoc's text, where pandoc does not know their format.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from reader.documents.document import Document
from reader.documents.opening import open_document, read_source

_READERS = {
    ".rst": "rst", ".org": "org", ".tex": "latex", ".md": "gfm", ".html": "html",
    ".textile": "textile", ".wiki": "mediawiki", ".opml": "opml",
}  # fmt: skip
_UNKNOWN = frozenset({".adoc"})  # to pandoc: compared with what the file was made from
_WORD = re.compile(r"\w+")


def words_in_order(ours: Sequence[str], theirs: Sequence[str]) -> tuple[float, float]:
    """The share of their words that ours has in order, and the share of ours that they have."""
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return same / max(1, len(theirs)), same / max(1, len(ours))


def words_of(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def of_pandoc(path: Path, data: bytes) -> tuple[str, list[str]]:
    """The text that pandoc makes of a file, and its headings."""
    if path.suffix.lower() in _UNKNOWN:
        others = (one for one in path.parent.iterdir() if one.stem == path.stem)
        other = next((one for one in others if one.suffix in (".man", ".md")), None)
        if other is None:
            return "", []
        return of_pandoc(other, other.read_bytes())
    reader = _READERS.get(path.suffix.lower(), "man")
    command = ["pandoc", "--sandbox", "-f", reader, "--wrap=none"]
    text = subprocess.run([*command, "-t", "plain"], input=data, capture_output=True, check=True)
    tree = subprocess.run([*command, "-t", "json"], input=data, capture_output=True, check=True)
    return text.stdout.decode(), [_words(b["c"][2]) for b in _headers(json.loads(tree.stdout))]


def _shown(document: Document) -> str:
    """The text with what stands before items, as pandoc's has it."""
    return "\n".join(f"{b.marker} {document.text[b.start : b.end]}" for b in document.blocks)


def _headers(tree: object) -> list[dict[str, list[object]]]:
    if isinstance(tree, dict):
        if tree.get("t") == "Header":
            return [tree]
        return [one for value in tree.values() for one in _headers(value)]
    return [one for value in tree for one in _headers(value)] if isinstance(tree, list) else []


def _words(tree: object) -> str:
    if isinstance(tree, dict):
        return str(tree["c"]) if tree.get("t") == "Str" else _words(tree.get("c", ""))
    return "".join(_words(one) for one in tree) if isinstance(tree, list) else ""


def main() -> int:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=60_000, help="words that are compared")
    parser.add_argument("--show", action="store_true", help="the words that are missing")
    arguments = parser.parse_args()
    print(f"{'file':32}{'kB':>6}{'words':>8}{'theirs in ours':>16}{'ours in theirs':>16}"
          f"{'heads':>7}{'theirs':>8}{'s CPU':>7}")  # fmt: skip
    for path in arguments.files:
        source = read_source(path)
        begun = time.process_time()
        document = open_document(source)
        taken = time.process_time() - begun
        try:
            text, heads = of_pandoc(path, source.data)
        except subprocess.CalledProcessError as error:
            print(f"{path.name[:31]:32}{len(source.data) / 1e3:6.0f} pandoc: {error.stderr[:80]!r}")
            continue
        ours, theirs = (
            words_of(_shown(document))[: arguments.most],
            words_of(text)[: arguments.most],
        )
        recall, precision = words_in_order(ours, theirs)
        print(f"{path.name[:31]:32}{len(source.data) / 1e3:6.0f}{len(theirs):8,}{recall:16.2%}"
              f"{precision:16.2%}{len(document.outline):7}{len(heads):8}{taken:7.2f}")  # fmt: skip
        if arguments.show:
            _show(ours, theirs)
    return 0


def _show(ours: Sequence[str], theirs: Sequence[str]) -> None:
    for kind, i, j, k, n in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            print(f"    ours {' '.join(ours[i:j])[:90]!r} theirs {' '.join(theirs[k:n])[:90]!r}")


if __name__ == "__main__":
    sys.exit(main())
