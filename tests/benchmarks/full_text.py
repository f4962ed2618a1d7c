"""What a search over all texts of a library costs, once they were read."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from reader.library import Library
from reader.locating import find_library
from reader.searching import search, searchable, update
from reader.text.terms import terms_of, typed_terms
from tests.benchmarks import prose
from tests.benchmarks.figures import Figure, absolute
from tests.benchmarks.setting import Setting

TEXTS = "READER_BENCHMARK_TEXTS"  # the folder whose documents are searched; else some are made
SIZE, PART = 100_000_000, 500_000  # bytes of all the texts, and of each
RARE = "Xylotheque"  # stands in one of them
REACH = 50  # ms
QUESTIONS = (
    ("rare", RARE, terms_of),
    ("common", "the", terms_of),
    ("three words", "river letter morning", terms_of),
    ("phrase", '"said the letter"', terms_of),
    ("prefix", "gar*", terms_of),
    ("one letter typed", "g", typed_terms),
    ("not a sole hit", "qwertz", terms_of),
)


def full_text(setting: Setting, runs: int) -> list[Figure]:
    """100 MB of text: reading it into the index, and answers from there."""
    library = _library(setting)
    size = sum(Path(path).stat().st_size for path in searchable(library))
    begun, cpu = time.perf_counter(), time.process_time()
    update(library)
    wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    used = sum(path.stat().st_size for path in library.state.glob("search.sqlite*"))
    made = f"{size / 1e6:.0f} MB; {cpu:.0f} s CPU; the index takes {used / 1e6:.0f} MB"
    figures = [absolute("search index, read anew, wall", [wall], "s", None, made)]
    shelf = searchable(library)
    for what, query, read in QUESTIONS:
        terms = read(query)
        samples, answer = [], search(library, terms, shelf=shelf)
        for _ in range(3 * runs):
            start = time.process_time()
            answer = search(library, terms, shelf=shelf)
            samples.append(1000 * (time.process_time() - start))
        detail = f"{answer.documents} documents, {answer.passages} passages"
        figures.append(absolute(f"  answer, {what}, CPU", samples, "ms", REACH, detail))
    return figures


def _library(setting: Setting) -> Library:
    library = find_library(str(setting.library("full-text")), setting.environment)
    given = os.environ.get(TEXTS)
    if given:
        shutil.copytree(given, library.documents, dirs_exist_ok=True)
        return library
    paragraphs = prose.paragraphs(SIZE)
    for number, text in enumerate(_parts(paragraphs)):
        words = f"{RARE}\n" if number == 77 else ""
        (library.documents / f"{number}.txt").write_text(text + words, "utf-8")
    return library


def _parts(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs in texts of equal size."""
    parts, lines, size = [], [], 0
    for paragraph in paragraphs:
        lines.append(paragraph)
        size += len(paragraph)
        if size > PART:
            parts.append("\n".join(lines) + "\n")
            lines, size = [], 0
    return [*parts, "\n".join(lines) + "\n"]
