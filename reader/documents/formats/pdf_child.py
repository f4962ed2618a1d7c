"""The process in which pdfium works: it may crash or be killed without harm to the program.

Run by `pdf.py`, which gives it the descriptor of a file and says on standard input what is wanted.
It answers on standard output: a frame for every page that it begins, the last one with what came
of it.
"""

from __future__ import annotations

import marshal
import os
import resource
import struct
import sys
from typing import IO, Any

_MEMORY = 900 * 1024 * 1024  # bytes that may be used besides the file
_TIME = 600  # seconds of work, far more than any real book takes
_PASSWORD_NEEDED = 4  # pdfium's number for that error


def main() -> None:
    """Read what is wanted, do it, and end."""
    try:
        _work()
    except BrokenPipeError:  # nobody waits any more
        os._exit(0)


def _work() -> None:
    wanted = marshal.load(sys.stdin.buffer)
    with open(wanted["file"], "rb") as file:  # noqa: PTH123 - it is a descriptor
        data = file.read()
    _limit(_MEMORY + len(data))
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else gets between the frames
    try:
        _send(answers, *_answer(data, wanted, answers))
    except MemoryError:
        _send(answers, "error", "it needs too much memory")
    except BrokenPipeError:
        raise
    except Exception as error:  # of ours, not of pdfium: said as what it is
        _send(answers, "error", f"{type(error).__name__}: {error}".splitlines()[0])


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_TIME, _TIME))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _answer(data: bytes, wanted: dict[str, Any], answers: IO[bytes]) -> tuple[Any, ...]:
    import pypdfium2_raw as pdfium

    from reader.documents.columns import to_columns
    from reader.documents.formats.pdf_document import NothingToReadError, document_of
    from reader.documents.formats.pdf_facts import facts_of
    from reader.documents.formats.pdf_pages import read_page
    from reader.documents.formats.pdf_types import RawPage

    pdfium.FPDF_InitLibrary()
    password = wanted["password"].encode() if wanted["password"] else None
    opened = pdfium.FPDF_LoadMemDocument64(data, len(data), password)
    if not opened:
        error = pdfium.FPDF_GetLastError()
        if error == _PASSWORD_NEEDED:
            return "password", ""
        return "error", "it is damaged, or cut off"
    if wanted["picture"]:
        from reader.documents.formats.pdf_render import rendered
        from reader.documents.formats.pdf_types import Box

        number, *edges = wanted["picture"]
        image = rendered(opened, number, Box(*edges))
        return ("picture", image) if image else ("error", "there is no such picture in it")
    unread: list[int] = []

    def read(number: int) -> RawPage | None:
        page = None if number in wanted["skip"] else read_page(opened, number)
        if page is None:
            unread.append(number + 1)
        return page

    def step(number: int) -> None:
        _send(answers, "page", number, facts.pages)

    facts = facts_of(opened)
    if not facts.pages:
        return "error", "it is damaged: it has no pages"
    try:
        document = document_of(facts, read, step, piece=wanted["piece"])
    except NothingToReadError as nothing:
        return "error", str(nothing) if not unread else "it is damaged: its pages cannot be read"
    return "done", to_columns(document), document.complete, unread


def _send(answers: IO[bytes], *frame: Any) -> None:
    data = marshal.dumps(frame)
    answers.write(struct.pack("<I", len(data)) + data)
    answers.flush()
