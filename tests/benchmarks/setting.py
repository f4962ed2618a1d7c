"""What is measured: texts, libraries with annotations, and how the programs are started."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle, islice
from pathlib import Path

from reader.annotations.anchoring import describe
from reader.annotations.annotation import Annotation, Colour, Kind, Style, new_id, now
from reader.documents.document import Document
from reader.documents.opening import open_document, read_source
from reader.library import Entry, Library
from reader.locating import find_library
from tests.benchmarks import prose
from tests.benchmarks.terminal import Terminal, terminal

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Setting:
    """A temporary folder, and everything in it that the figures need, made when asked for."""

    folder: Path

    # Texts

    @cached_property
    def five(self) -> Path:
        """A plain text of 5 MB, one paragraph a line."""
        return self._text("five", prose.one_line_each(prose.paragraphs(5_000_000)))

    @cached_property
    def ten(self) -> Path:
        """The same of 10 MB."""
        return self._text("ten", prose.one_line_each(prose.paragraphs(10_000_000)))

    @cached_property
    def wrapped(self) -> Path:
        """The text of 5 MB, hard-wrapped."""
        return self._text("wrapped", prose.hard_wrapped(prose.paragraphs(5_000_000)))

    @property
    def article(self) -> Path:
        """The article that ships with the program."""
        return REPOSITORY / "documents" / "article.txt"

    def _text(self, name: str, text: str) -> Path:
        path = self.folder / f"{name}.txt"
        path.write_text(text, "utf-8")
        return path

    # Libraries

    def library(self, name: str) -> Path:
        """A library, empty when it is made."""
        root = self.folder / f"library-{name}"
        for part in ("documents", "annotations"):
            (root / part).mkdir(parents=True, exist_ok=True)
        return root

    @cached_property
    def _ten_thousand(self) -> Path:
        return self.marked("ten-thousand", self.five, 10_000)

    def ten_thousand(self, name: str) -> Path:
        """A library of its own in which the text of 5 MB has 10,000 highlights."""
        root = self.folder / f"library-{name}"
        shutil.copytree(self._ten_thousand, root, dirs_exist_ok=True)
        return root

    def marked(self, name: str, path: Path, count: int) -> Path:
        """A library in which a text has ``count`` highlights."""
        root = self.library(name)
        library, document, entry = self._known(root, path)
        store = library.annotations_of(entry)
        store.add(*highlights(document, count))
        store.save()
        library.remember(entry, opened=now())
        return root

    def begun(self, name: str, path: Path, share: float) -> tuple[Path, str]:
        """A library in which a text was read so far; it, and the words at that place."""
        root = self.library(name)
        library, document, entry = self._known(root, path)
        block = document.blocks[int(len(document.blocks) * share)]
        library.remember(entry, opened=now(), place=block.start)
        return root, " ".join(document.text[block.start : block.end].split()[:4])

    def _known(self, root: Path, path: Path) -> tuple[Library, Document, Entry]:
        library = find_library(str(root), self.environment)
        source = read_source(path)
        document = open_document(source)
        return library, document, library.recognise(source, document)

    # Programs

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every program: nothing of the person's own is read or written."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("READER_", "TEXTUAL", "PYTHON")) and name not in _LEFT_OUT
        }
        return kept | {
            "READER_STATE": str(self.folder / "state"),
            "READER_CONFIG": str(self.folder / "config"),
            "READER_LIBRARY": str(self.library("default")),
        }

    def reader(self, library: Path, path: Path) -> list[str]:
        """The command that opens a text in the reader."""
        return [sys.executable, "-m", "reader", "--library", str(library), str(path)]

    def timed(self, file: Path, argv: Sequence[str]) -> list[str]:
        """The command that runs another one (``python -m …``) and notes the cost of its frames."""
        python, _, *module = argv
        return [python, "-m", "tests.benchmarks.programs.timed", str(file), *module]

    def program(self, name: str) -> list[str]:
        """The command that runs what the reader is compared with."""
        return [sys.executable, "-m", f"tests.benchmarks.programs.{name}"]


def running(
    setting: Setting, argv: Sequence[str], **environment: str
) -> AbstractContextManager[Terminal]:
    """Run a program in a terminal."""
    return terminal(argv, setting.environment | environment, REPOSITORY)


_LEFT_OUT = frozenset({"NO_COLOR", "COLUMNS", "LINES", "TMUX", "TERM_PROGRAM"})


def highlights(document: Document, count: int) -> list[Annotation]:
    """Highlights spread evenly over a document: of all colours, every fifth with a note."""
    text = document.text
    step = len(text) // count
    time = now()
    looks = islice(cycle([(c, s) for s in Style for c in Colour]), count)
    made = []
    for number, (colour, style) in enumerate(looks):
        start = text.find(" ", number * step + step // 2) + 1
        end = text.find(" ", start + 20 + 37 * number % 180)
        if not 0 < start < end:
            continue
        path = document.section_path(start)
        noted = number % 5 == 0
        made.append(
            Annotation(
                id=new_id(),
                target=describe(text, start, end, path),
                kind=Kind.NOTE if noted else Kind.HIGHLIGHT,
                colour=colour,
                style=style,
                note=f"Note {number}: *what* follows from this?" if noted else "",
                tags=("benchmark",) if number % 3 == 0 else (),
                created=time,
                modified=time,
            )
        )
    return made
