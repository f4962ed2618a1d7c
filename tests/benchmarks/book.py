"""A long book as EPUB: how soon it is there, the first time and again, and what it costs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.figures import Figure, absolute, ratio
from tests.benchmarks.programs import WORDS
from tests.benchmarks.prose import FIRST_WORDS, paragraphs
from tests.benchmarks.setting import REPOSITORY, Setting, running

SIZE = 3_200_000  # characters, as War and Peace has
FILES = 360
_PARSE = """\
import sys, time
from pathlib import Path
from reader.documents.opening import open_document, read_source
source = read_source(Path(sys.argv[1]))
start = time.process_time()
open_document(source)
print(1000 * (time.process_time() - start))
"""


def book(setting: Setting, runs: int) -> list[Figure]:
    """First paint of a book that was never opened and of one that was, against the minimal app;
    all of its text; memory at rest."""
    path = made(setting.folder / "book.epub")
    library = setting.library("book")
    cache = setting.folder / "state" / "parsed"
    programs = setting.program("minimal"), setting.reader(library, path)
    minimal: list[float] = []
    cold: list[float] = []
    cached: list[float] = []
    for run in range(runs + 1):
        with running(setting, programs[0]) as program:
            first = program.wait_for(WORDS["minimal"])
        shutil.rmtree(cache, ignore_errors=True)
        with running(setting, programs[1]) as program:
            anew = program.wait_for(FIRST_WORDS)
            program.wait_for("h left")  # all of it is read, and kept
            program.settle()
        with running(setting, programs[1]) as program:
            again = program.wait_for(FIRST_WORDS)
        if run:
            minimal.append(first)
            cold.append(anew)
            cached.append(again)
    return [
        ratio("first paint, EPUB of 3.2 M / minimal app, wall", cold, minimal, "ms", 1.6),
        ratio("  the same, opened before", cached, minimal, "ms", 1.25),
        absolute("all of an EPUB of 3.2 M, CPU", _parsed(path, runs), "ms", 1500),
        _memory(setting, programs[1], runs),
    ]


def _memory(setting: Setting, ours: list[str], runs: int) -> Figure:
    used: tuple[list[float], list[float]] = [], []
    programs = (setting.program("minimal"), WORDS["minimal"]), (ours, FIRST_WORDS)
    for _ in range(max(1, runs // 3)):
        for (argv, marker), sizes in zip(programs, used, strict=True):
            with running(setting, argv) as program:
                program.wait_for(marker)
                program.settle()
                sizes.append(program.memory())
    return ratio("memory, EPUB of 3.2 M / minimal app", used[1], used[0], "MiB", 2.2)


def _parsed(path: Path, runs: int) -> list[float]:
    argv = [sys.executable, "-c", _PARSE, str(path)]
    return [
        float(subprocess.run(argv, cwd=REPOSITORY, capture_output=True, check=True).stdout)
        for _ in range(runs)
    ]


def made(path: Path) -> Path:
    """A book of many files with marks in them, as a novel has."""
    found = list(paragraphs(SIZE))
    each = -(-len(found) // FILES)
    chapters = [found[at : at + each] for at in range(0, len(found), each)]
    names = [f"chapter-{number}.xhtml" for number in range(len(chapters))]
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(names)))
    contents = "".join(
        f'<li><a href="{name}">Chapter {n + 1}</a></li>' for n, name in enumerate(names)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("book.opf", _PACKAGE.format(items=items, spine=spine))
        archive.writestr("nav.xhtml", _page(f'<nav epub:type="toc"><ol>{contents}</ol></nav>'))
        for number, (name, chapter) in enumerate(zip(names, chapters, strict=True)):
            archive.writestr(name, _page(_body(number, chapter)))
    return path


def _body(number: int, chapter: Iterable[str]) -> str:
    said = "".join(f"<p>{_marked(text)}</p>" for text in chapter)
    return f"<section><h2>Chapter {number + 1}</h2>{said}</section>"


def _marked(text: str) -> str:
    """A paragraph with an emphasised word, as every tenth of a novel has."""
    words = text.replace("&", "&amp;").split(" ")
    if len(words) % 10 == 3:
        words[2] = f"<em>{words[2]}</em>"
    return " ".join(words)


def _page(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Book</title></head>'
        f"<body>{body}</body></html>"
    )


_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A Long Book</dc:title>'
    "<dc:language>en</dc:language></metadata><manifest>"
    '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>{items}'
    "</manifest><spine>{spine}</spine></package>"
)
