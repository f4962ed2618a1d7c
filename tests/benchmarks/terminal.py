"""A program in a pseudo-terminal: keys in, bytes out, and what it costs.

The terminal answers no queries. CPU times are those of the kernel's accounting for the whole
process with all its threads, also those that have ended.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

COLUMNS, ROWS = 120, 40
PATIENCE = 60.0  # seconds after which something that does not come is given up


class Cost(NamedTuple):
    """What an action cost: milliseconds of CPU and of the clock, and bytes put out.

    ``first_cpu`` and ``first_wall`` run to the first byte; ``cpu`` until nothing more came and
    ``wall`` to the last byte.
    """

    cpu: float
    first_cpu: float
    wall: float
    first_wall: float
    size: int


class Terminal:
    """A program running in a terminal of 120x40 cells with 24-bit colour."""

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        given = dict(environment) | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.started = time.perf_counter()
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            try:
                _set_size(0, COLUMNS, ROWS)
                os.chdir(folder)
                os.execvpe(argv[0], list(argv), given)
            finally:
                os._exit(127)
        _set_size(self.file, COLUMNS, ROWS)
        self.output = b""
        self.idle_rate = 0.0  # ms of CPU a second while nothing is done; see `rest`

    def close(self) -> None:
        """Kill it; it gets no chance to write anything down."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.file)

    # Costs

    def cpu(self) -> float:
        """Milliseconds of CPU used so far."""
        with contextlib.suppress(OSError):
            # The clock of another process, as clock_getcpuclockid(3) makes it.
            return 1000 * time.clock_gettime((~self.pid << 3) | 2)
        return sum(_scheduled(task) for task in Path(f"/proc/{self.pid}/task").iterdir())

    def memory(self) -> float:
        """Resident memory in MiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the kernel does not tell the resident memory")

    def cost(self, action: Callable[[], None], quiet: float = 0.1) -> Cost:
        """What an action costs, until nothing was put out for ``quiet`` seconds.

        What the program does by itself in the same time is taken off.
        """
        self.drain(0.02)
        start, cpu = time.perf_counter(), self.cpu()
        action()
        first_cpu = first = last = 0.0
        size = 0
        while data := self.read(quiet if size else 2.0):
            last = time.perf_counter() - start
            if not size:
                first, first_cpu = last, self.cpu() - cpu
            size += len(data)
        if not size:
            raise RuntimeError("nothing was drawn")
        used = self.cpu() - cpu - self.idle_rate * (time.perf_counter() - start)
        return Cost(max(0.0, used), first_cpu, 1000 * last, 1000 * first, size)

    # Output

    def read(self, timeout: float) -> bytes:
        """What is put out within ``timeout`` seconds, or nothing."""
        if not select.select([self.file], [], [], timeout)[0]:
            return b""
        try:
            data = os.read(self.file, 1 << 16)
        except OSError:  # the program ended
            data = b""
        self.output = (self.output + data)[-(1 << 18) :]
        return data

    def drain(self, quiet: float) -> None:
        """Take in what is put out until it is quiet for so many seconds."""
        while self.read(quiet):
            pass
        self.output = b""

    def wait_for(self, words: str) -> float:
        """Wait for words on the screen; milliseconds of the clock since the start."""
        wanted = words.encode()
        while wanted not in self.output:
            if time.perf_counter() - self.started > PATIENCE or not self.alive():
                tail = self.output[-300:]
                raise RuntimeError(f"“{words}” never came; the last that did: {tail!r}")
            self.read(0.05)
        return 1000 * (time.perf_counter() - self.started)

    def alive(self) -> bool:
        """Whether the program still runs."""
        stat = Path(f"/proc/{self.pid}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] != "Z"

    def settle(self) -> None:
        """Wait until the program does next to nothing, and learn how much that is."""
        end = time.perf_counter() + PATIENCE
        calm = 0
        while calm < 3:
            if time.perf_counter() > end:
                raise RuntimeError("the program never comes to rest")
            calm = calm + 1 if self.used_in(0.4) < 0.05 * 400 else 0
        self.idle_rate = self.used_in(2.0) / 2.0

    def used_in(self, seconds: float) -> float:
        """Milliseconds of CPU used in so many seconds of doing nothing."""
        start, cpu = time.perf_counter(), self.cpu()
        while (left := seconds - (time.perf_counter() - start)) > 0:
            self.read(left)
        return self.cpu() - cpu

    # Input

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self.file, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the kernel tells the program."""
        _set_size(self.file, columns, rows)


@contextlib.contextmanager
def terminal(
    argv: Sequence[str], environment: Mapping[str, str], folder: Path
) -> Iterator[Terminal]:
    """Run a program in a terminal, and kill it in the end."""
    running = Terminal(argv, environment, folder)
    try:
        yield running
    finally:
        running.close()


def _set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _scheduled(task: Path) -> float:
    """Milliseconds of CPU of one thread, where there is no clock for it."""
    try:
        return int((task / "schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return 0.0
