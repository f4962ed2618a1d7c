"""The last screen of a document, shown before anything else is loaded.

When the program ends, it keeps the rows of its screen as they were sent to the terminal. When it
is started again on the same document, in a terminal of the same size and kind, they are written at
once, and the program takes the screen over when it has been loaded. This module is what runs first:
it imports nothing that Python has not loaded anyway.

A kept screen is a file ``screens/<key>`` of the state folder: four lines that say what it belongs
to, then the bytes.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l\x1b[H", "\x1b[?1049l\x1b[?25h"
MOST = 64  # screens that are kept
NOTEBOOK = "notebook"  # the command whose screen is kept, too; it belongs to a folder

# Terminals that cannot take a screen back, or would show it a second time below.
_UNFIT = ("", "dumb", "unknown", "emacs", "eterm", "cons25", "teletype")

# How the terminal was before it was made quiet, and whether a kept screen stands there; until the
# program takes it over.
_before: list[object] | None = None
_painted = False
# What was typed meanwhile and read by somebody else: it is for the program.
typed = bytearray()


def state_folder(environment: Mapping[str, str]) -> str:
    """The folder of the state, as `reader.config.state_folder` has it; "" where it is not known."""
    given = environment.get("READER_STATE")
    if given:
        return os.path.expanduser(given)  # noqa: PTH111 - pathlib is not loaded yet
    home = environment.get("HOME", "")
    if not home or sys.platform not in ("linux", "darwin"):
        return ""
    if sys.platform == "darwin":
        return f"{home}/Library/Application Support/reader"
    base = environment.get("XDG_STATE_HOME", "").strip() or f"{home}/.local/state"
    return f"{base}/reader"


def library_at(environment: Mapping[str, str], folder: str) -> str:
    """The library that a call in ``folder`` means; "" for the one in the user's data folder."""
    given = environment.get("READER_LIBRARY")
    if given:
        return os.path.realpath(os.path.expanduser(given))  # noqa: PTH111
    while True:
        if os.path.isdir(f"{folder}/documents") and os.path.isdir(f"{folder}/annotations"):  # noqa: PTH112
            return os.path.realpath(folder)
        parent = os.path.dirname(folder)  # noqa: PTH120
        if parent == folder:
            return ""
        folder = parent


def terminal(environment: Mapping[str, str], size: tuple[int, int]) -> str:
    """All that the look of a screen depends on."""
    names = ("TERM", "COLORTERM", "NO_COLOR", "READER_CONFIG", "TEXTUAL_THEME")
    return " ".join([f"{size[0]}x{size[1]}", *(environment.get(name, "-") for name in names)])


def suits(environment: Mapping[str, str]) -> bool:
    """Whether a terminal can be painted on before the program is loaded."""
    term = environment.get("TERM", "")
    return term.partition("-")[0] not in _UNFIT and "INSIDE_EMACS" not in environment


def paint(arguments: list[str], environment: Mapping[str, str] = os.environ) -> bool:
    """Show the kept screen of the document that these arguments mean, if there is one."""
    global _painted
    word = arguments[0] if arguments else ""
    # A bare word may be a command.
    bare = word not in ("", NOTEBOOK) and "." not in word and "/" not in word
    if len(arguments) > 1 or word[:1] == "-" or bare:
        return False
    try:
        if not (suits(environment) and all(os.isatty(stream) for stream in (0, 1, 2))):
            return False
        library = library_at(environment, os.getcwd())  # noqa: PTH109
        path = os.path.realpath(word) if word not in ("", NOTEBOOK) else word
        name = f"{state_folder(environment)}/screens/{key_of(library, path)}"
        with open(name, "rb") as file:  # noqa: PTH123
            head = [file.readline().decode("utf-8", "surrogateescape")[:-1] for _ in range(4)]
            rows = file.read()
        size = os.get_terminal_size(2)
        if head[:2] != [library, terminal(environment, (size.columns, size.lines))]:
            return False
        if (path not in ("", NOTEBOOK) and head[2] != path) or head[3] != _stamp(head[2]):
            return False
        os.write(2, ENTER.encode() + rows)
    except (OSError, ValueError):
        return False
    _painted = True
    hush()
    return True


def hush() -> None:
    """Let the terminal not show what is typed, but keep it as it is for the program."""
    global _before
    import termios

    try:
        before, quiet = termios.tcgetattr(0), termios.tcgetattr(0)
        # Also the enter key stays what it is: it would become a line feed, which is ctrl+j.
        quiet[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        quiet[6][termios.VSUSP] = b"\0"
        termios.tcsetattr(0, termios.TCSANOW, quiet)
    except termios.error:
        return
    if _before is None:
        _before = before


def leave() -> None:
    """Give the terminal back as it was, unless the program has taken it over."""
    before, painted = taken_over()
    if before is not None:
        import termios

        try:
            if painted:
                os.write(2, LEAVE.encode())
            termios.tcsetattr(0, termios.TCSANOW, before)  # type: ignore[arg-type]
        except (OSError, termios.error):
            return


def taken_over() -> tuple[list[object] | None, bool]:
    """The program has the terminal now: how it was before, if it was made quiet, and whether a
    kept screen stands there."""
    global _before, _painted
    found = _before, _painted
    _before, _painted = None, False
    return found


def keep(
    rows: str,
    path: str,
    size: tuple[int, int],
    library: str,
    environment: Mapping[str, str] = os.environ,
    *,
    notebook: bool = False,
) -> None:
    """Keep a screen for the next start on this document, and for one without a document; or for the
    next one of the notebook, whose annotations are in the folder ``path``.

    ``library`` is as `library_at` has it. A failure is no reason to say anything.
    """
    try:
        folder = f"{state_folder(environment)}/screens"
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        head = [library, terminal(environment, size), path, _stamp(path)]
        if any("\n" in line for line in head):
            return
        data = "".join(f"{line}\n" for line in head).encode("utf-8", "surrogateescape")
        for name in (NOTEBOOK,) if notebook else (path, ""):
            key = key_of(library, name)
            beside = f"{folder}/.{key}.{os.getpid()}"
            with open(beside, "wb") as file:  # noqa: PTH123
                file.write(data + rows.encode("utf-8", "replace"))
            os.replace(beside, f"{folder}/{key}")  # noqa: PTH105
        _thin_out(folder)
    except (OSError, ValueError):
        return


def forget(paths: Iterable[str], library: str, environment: Mapping[str, str] = os.environ) -> None:
    """Forget the screens of these documents, and that of a start without a document."""
    folder = f"{state_folder(environment)}/screens"
    for path in (*paths, ""):
        try:
            os.unlink(f"{folder}/{key_of(library, path)}")  # noqa: PTH108
        except OSError:
            continue


def key_of(library: str, path: str) -> str:
    """A name for a file (FNV-1a; a collision is found by what the file says it belongs to)."""
    key = 0xCBF29CE484222325
    for byte in f"{library}\0{path}".encode("utf-8", "surrogateescape"):
        key = ((key ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{key:016x}"


def _stamp(path: str) -> str:
    status = os.stat(path)  # noqa: PTH116
    return f"{status.st_mtime_ns} {status.st_size}"


def _thin_out(folder: str) -> None:
    names = os.listdir(folder)  # noqa: PTH208
    if len(names) > MOST:
        ages = sorted((os.stat(f"{folder}/{name}").st_mtime_ns, name) for name in names)  # noqa: PTH116
        for _, name in ages[: len(names) - MOST]:
            os.unlink(f"{folder}/{name}")  # noqa: PTH108
