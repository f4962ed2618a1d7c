"""A terminal of our own: runs the program on a real pty, types, and keeps what it shows."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from wcwidth import wcwidth

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 15.0  # seconds until something that should happen counts as not happening

_SEQUENCE = re.compile(
    rb"\x1b\[(?P<parameters>[0-?]*)[ -/]*(?P<final>[@-~])"
    rb"|\x1b[\]P_^].*?(?:\x07|\x1b\\)"
    rb"|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]P_^][^\x07\x1b]*|[ -/]*)?$")


class Screen:
    """The characters on a screen, after what was written to it.

    Knows what Textual writes: text, moves of the cursor, erasing, and the other buffer.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._cells = self._blank()
        self._x = self._y = 0
        self._rest = b""
        self.modes: set[str] = set()

    def _blank(self) -> list[list[str]]:
        return [[" "] * self.columns for _ in range(self.rows)]

    def feed(self, data: bytes) -> None:
        data = self._rest + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        while cut and cut == len(data) and data[cut - 1] & 0x80 and not _whole(data):
            cut -= 1  # a character of which the last bytes are still to come
        data, self._rest = data[:cut], data[cut:]
        at = 0
        for found in _SEQUENCE.finditer(data):
            self._write(data[at : found.start()].decode("utf-8", "replace"))
            if found["final"]:
                self._control(found["parameters"].decode(), found["final"].decode())
            at = found.end()
        self._write(data[at:].decode("utf-8", "replace"))

    def _write(self, text: str) -> None:
        for character in text:
            if character == "\n":
                self._y = min(self._y + 1, self.rows - 1)
            elif character == "\r":
                self._x = 0
            else:
                width = wcwidth(character)
                if width > 0 and self._x + width <= self.columns:
                    self._cells[self._y][self._x : self._x + width] = [character, ""][:width]
                    self._x += width

    def _control(self, parameters: str, final: str) -> None:
        if final == "H":
            row, column = [*map(int, re.findall(r"\d+", parameters)), 1, 1][:2]
            self._y = min(max(row, 1), self.rows) - 1
            self._x = min(max(column, 1), self.columns) - 1
        elif final == "J":
            self._cells = self._blank()
        elif final in "hl" and parameters.startswith("?"):
            for mode in parameters[1:].split(";"):
                (self.modes.add if final == "h" else self.modes.discard)(mode)

    def __str__(self) -> str:
        return "\n".join("".join(row).rstrip() for row in self._cells)


def _whole(data: bytes) -> bool:
    try:
        data[-4:].lstrip(bytes(range(0x80, 0xC0))).decode()
    except UnicodeDecodeError:
        return False
    return True


class Terminal:
    """A process on a pty."""

    def __init__(
        self,
        argv: list[str],
        environment: Mapping[str, str],
        folder: Path,
        *,
        size: tuple[int, int] = (100, 30),
        stdin: bytes | None = None,
        before: Callable[[], object] = lambda: None,
    ) -> None:
        self.screen = Screen(*size)
        self.output = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.attributes = termios.tcgetattr(slave)

        def controlled() -> None:
            fcntl.ioctl(1, termios.TIOCSCTTY, 0)
            before()

        self.process = subprocess.Popen(
            argv,
            cwd=folder,
            env=environment,
            stdin=slave if stdin is None else subprocess.PIPE,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=controlled,
        )
        self._slave = slave  # kept open, so that what is set on it can be asked for at the end
        if stdin is not None and self.process.stdin is not None:
            self.process.stdin.write(stdin)
            self.process.stdin.close()

    def _read(self, seconds: float) -> None:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if ready:
            data = os.read(self._master, 65536)
            self.output += data
            self.screen.feed(data)

    def until(
        self, condition: Callable[[], object], what: str = "", *, patience: float = PATIENCE
    ) -> None:
        """Read until something is so."""
        start = time.monotonic()
        while not condition():
            self._read(0.02)
            assert time.monotonic() - start < patience, f"{what} did not come:\n{self.screen}"

    def comes(self, condition: Callable[[], object], seconds: float) -> bool:
        """Read until something is so, or for so long; whether it is."""
        start = time.monotonic()
        while not condition() and time.monotonic() - start < seconds:
            self._read(0.02)
        return bool(condition())

    def sees(self, *words: str) -> None:
        """Wait until all of these stand on the screen, each in one row."""
        for wanted in words:
            self.until(lambda wanted=wanted: wanted in str(self.screen), repr(wanted))

    def sees_no(self, words: str) -> None:
        self.until(lambda: words not in str(self.screen), f"the end of {words!r}")

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def label_of(self, rest: str) -> str:
        """The label that stands before these words; they lack what the label hides."""
        found = re.search(rf"(\w){re.escape(rest)}", str(self.screen))
        assert found is not None, f"no label before {rest!r}:\n{self.screen}"
        return found[1]

    def end(self) -> int:
        """Read until the process has ended; its exit code."""
        self.until(lambda: self.process.poll() is not None, "the end")
        while select.select([self._master], [], [], 0.05)[0]:
            self._read(0)
        return self.process.returncode

    @property
    def stopped(self) -> bool:
        """Whether the process is suspended."""
        flags = os.WSTOPPED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.process.pid, flags) is not None

    @property
    def cooked(self) -> bool:
        """Whether the terminal takes what is typed as it did before."""
        return termios.tcgetattr(self._slave) == self.attributes

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was before."""
        left = self.screen.modes & {"1049", "1000", "1002", "1003", "1006", "2004"}
        return self.cooked and not left and "25" in self.screen.modes

    def vanish(self) -> None:
        """The terminal is gone, as when its window or the server of tmux is ended."""
        os.close(self._slave)
        os.close(self._master)
        self._master = -1

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self._master >= 0:
            self.vanish()


class Shell:
    """Runs `reader` as a person does, with a home and a library of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library"
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
            "LANG": "C.UTF-8",
            "HOME": str(folder),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TZ": "UTC",
            "READER_STATE": str(folder / "state"),
        }
        (folder / "state").mkdir()  # somebody who was here before, and has no settings
        (folder / "state" / "screen.json").write_text('{"hinted": true}')
        self._terminals: list[Terminal] = []

    def argv(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "reader", "--library", str(self.library), *words]

    def open(
        self,
        *words: str,
        size: tuple[int, int] = (100, 30),
        stdin: bytes | None = None,
        before: Callable[[], object] = lambda: None,
        **environment: str,
    ) -> Terminal:
        """Start `reader` on a terminal."""
        terminal = Terminal(
            self.argv(*words),
            self.environment | environment,
            self.folder,
            size=size,
            stdin=stdin,
            before=before,
        )
        self._terminals.append(terminal)
        return terminal

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `reader` without a terminal."""
        return subprocess.run(
            self.argv(*words),
            cwd=self.folder,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def close(self) -> None:
        for terminal in self._terminals:
            terminal.close()


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A shell in an empty folder, with a fresh library that holds the article."""
    opened = Shell(tmp_path)
    documents = opened.library / "documents"
    documents.mkdir(parents=True)
    (opened.library / "annotations").mkdir()
    (documents / "article.txt").write_bytes((ROOT / "documents" / "article.txt").read_bytes())
    yield opened
    opened.close()
