"""PDF, by pdfium in a process of its own: text in reading order, headings, notes, page numbers."""

from __future__ import annotations

import contextlib
import marshal
import os
import select
import struct
import subprocess
import sys
import tempfile
import threading
from typing import IO, Any

from reader.documents import passwords
from reader.documents.columns import from_columns
from reader.documents.document import Document
from reader.documents.telling import tell
from reader.errors import PasswordError, SourceError
from reader.text.patterns import lazy

_SILENT = 10.0  # seconds that a page may take
_CRASHES = 3  # pages that may crash pdfium before the file is given up
_CHILD = "reader.documents.formats.pdf_child"

_PICTURE = lazy(r"page=(\d{1,6}),(-?\d{1,6}),(-?\d{1,6}),(-?\d{1,6}),(-?\d{1,6})$")

_working: dict[subprocess.Popen[bytes], int] = {}  # with the thread that waits for each
_ready: dict[int, tuple[bytes, Document]] = {}  # by the `id` of what it was read from, one at most
_given_up: set[int] = set()  # the numbers of those that were stopped


def parse(name: str, data: bytes) -> Document:
    """The document of a PDF; ``name`` is what messages call it.

    Raises SourceError for what is damaged, or has no text; PasswordError where a password is
    needed (`passwords`). Pages that cannot be read are told in the notices.
    """
    ready = _ready.pop(id(data), None)
    return ready[1] if ready and ready[0] is data else _parse(name, data, piece=False)


def parse_piece(name: str, data: bytes) -> Document | None:
    """The document of the first pages, whose text begins that of the whole; None if it is short."""
    document = _parse(name, data, piece=True)
    if document.complete:  # there is no need to read it again
        _ready.clear()
        _ready[id(data)] = data, document
        return None
    return document.with_(notices=())


def give_up(thread: int | None = None) -> None:
    """Stop what is being read in another thread, or in all of them: they get a SourceError."""
    for child, owner in list(_working.items()):
        if thread is None or owner == thread:
            _given_up.add(child.pid)
            with contextlib.suppress(OSError):
                child.kill()


def picture(name: str, data: bytes, target: str) -> bytes:
    """What the mark of a figure leads to, as a PNG; raises SourceError and PasswordError."""
    found = _PICTURE.match(target)
    if found is None:
        raise SourceError("there is no such picture in it")
    page, *edges = map(int, found.groups())
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        answer, _ = _ask(file, _wanted(name, picture=(page - 1, *edges)))
    if answer is not None and answer[0] == "picture":
        image: bytes = answer[1]
        return image
    _refuse(name, answer)
    raise SourceError("the picture cannot be read")


def _wanted(name: str, **more: object) -> dict[str, object]:
    """What is asked of a child, besides what is always the same."""
    whole = {"password": passwords.of(name) or "", "skip": [], "piece": False, "picture": None}
    return {**whole, **more}


def _parse(name: str, data: bytes, *, piece: bool) -> Document:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        skip: list[int] = []
        while True:
            answer, page = _ask(file, _wanted(name, skip=skip, piece=piece))
            if answer is not None:
                break
            if page is None or page in skip or len(skip) == _CRASHES:
                where = "" if page is None else f": page {page + 1} cannot be read"
                raise SourceError(f"{name} is a damaged PDF{where}")
            skip.append(page)
    match answer:
        case ("done", columns, complete, unread):
            document = from_columns(columns).with_(complete=complete)
            if unread:
                document = document.with_(notices=(*document.notices, _left_out(unread)))
            return document
    _refuse(name, answer)
    raise SourceError(f"{name} is a PDF that cannot be read")


def _refuse(name: str, answer: tuple[Any, ...] | None) -> None:
    """Raise what an answer says that is none."""
    match answer:
        case ("password", _):
            wrong = passwords.of(name) is not None
            passwords.forget(name)
            what = "this is not its password" if wrong else "it is encrypted and needs its password"
            raise PasswordError(f"{name} cannot be read: {what}", name)
        case ("error", problem):
            raise SourceError(f"{name} is a PDF that cannot be read: {problem}")


def _left_out(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:5])) + (", …" if len(pages) > 5 else "")
    return (
        f"page {shown} is damaged and left out"
        if len(pages) == 1
        else (f"{len(pages)} pages are damaged and left out: {shown}")
    )


def _ask(file: IO[bytes], wanted: dict[str, object]) -> tuple[tuple[Any, ...] | None, int | None]:
    """What the child makes of the file, or else the page at which it crashed or hung."""
    file.seek(0)
    number = file.fileno()
    # It finds the modules that this process does, and none in the folder where it was started.
    path = [folder for folder in sys.path if folder]
    program = f"import sys; sys.path[:] = {path!r}; from {_CHILD} import main; main()"
    child = subprocess.Popen(
        [sys.executable, "-P", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(number,),
    )
    _working[child] = threading.get_ident()
    try:
        assert child.stdin is not None
        assert child.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(marshal.dumps({**wanted, "file": number}))
            child.stdin.close()
        answer = _listen(child.stdout.fileno())
        if child.pid in _given_up:
            raise SourceError("given up")
        return answer
    finally:
        _given_up.discard(child.pid)
        child.kill()
        child.wait()
        _working.pop(child, None)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def _listen(stream: int) -> tuple[tuple[Any, ...] | None, int | None]:
    """Follow what the child says, until its answer, its end, or too long a silence."""
    page: int | None = None
    begun = 0
    data = bytearray()
    while True:
        while len(data) >= 4 and len(data) >= 4 + (size := struct.unpack("<I", data[:4])[0]):
            try:
                frame = marshal.loads(data[4 : 4 + size])
            except (ValueError, TypeError, EOFError):
                return None, page
            del data[: 4 + size]
            if frame[0] != "page":
                return frame, page
            page = frame[1]
            begun += 1
            tell(max(1, begun // 2), frame[2])  # each is read, and then put to the others
        if not select.select([stream], [], [], _SILENT)[0]:
            return None, page
        more = os.read(stream, 1 << 20)
        if not more:
            return None, page
        data += more
