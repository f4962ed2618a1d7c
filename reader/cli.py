"""The command line: which command is meant, and what happens when something goes wrong.

Only what every call needs is imported here; a command imports the rest.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from reader import prepaint
from reader.errors import PasswordError, ReaderError, SourceError
from reader.parsers import COMMANDS, main_parser

ADDRESSES = ("http://", "https://")
LINK = "reader://"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 failed, 2 wrongly called."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except ReaderError as error:
        return _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left would fail again at exit
        if isinstance(error, BrokenPipeError):  # the program that reads our output has enough
            return 0
        return _fail(_unexpected(error), 1)
    except Exception as error:
        return _fail(_unexpected(error), 1)


def _run(argv: list[str]) -> int:
    at = _command_at(argv)
    if at is None:
        parser, name = main_parser(), "read"
        options = argv[: argv.index("--")] if "--" in argv else argv
        start = next((word for word in options if _is_start(word)), "")
        arguments, rest = parser.parse_known_args([word for word in argv if word != start])
        arguments.start = start.removeprefix("+")
        if rest:
            parser.error(_unknown(arguments.source, rest))
        _check_for_slip(arguments.source)
    else:
        make_parser, name = COMMANDS[argv[at]]
        arguments = make_parser().parse_args(argv[:at] + argv[at + 1 :])
    from importlib import import_module

    module, _, function = name.rpartition(".")
    commands = import_module(f"reader.{module or 'commands'}")
    run: Callable[[argparse.Namespace], int] = getattr(commands, function)
    if any(word.lower().startswith(ADDRESSES) for word in argv):
        from reader.addresses import fetch_named

        fetch_named(arguments, name)
    if any(word.lower().startswith(LINK) for word in argv):
        from reader.addresses import find_linked

        find_linked(arguments, name)
    from reader.documents.telling import listening
    from reader.output import Reading

    while True:
        try:
            with listening(Reading()):
                return run(arguments)
        except PasswordError as error:
            _ask_password(error)


def _ask_password(error: PasswordError) -> None:
    """Ask for the password of an encrypted document, which is what commands begin with; raises the
    error where nobody can be asked."""
    from reader.documents import passwords

    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        raise SourceError(f"{error}: set it in {passwords.VARIABLE}")
    from getpass import getpass

    prepaint.leave()
    print(f"reader: {error}", file=sys.stderr)
    try:
        password = getpass("Password: ")
    except EOFError:
        password = ""
    if not password:
        raise error
    passwords.give(error.name, password)


def _is_start(word: str) -> bool:
    """Whether a word says where to begin, as those of other pagers do: `+/whale`, `+120`."""
    return word[:1] == "+" and (word[1:].isdecimal() or (word[1:2] == "/" and len(word) > 2))


def _command_at(argv: Sequence[str]) -> int | None:
    """Where the command stands: the first word that is no option, if it is one."""
    skip = False
    for index, word in enumerate(argv):
        if skip:
            skip = False
        elif word in ("--library", "--format"):
            skip = True
        elif word == "--" or not word.startswith("-") or word == "-":
            return index if word in COMMANDS else None
    return None


def _unknown(word: str | None, rest: Sequence[str]) -> str:
    if rest[0].startswith("-"):
        return f"no such option: {rest[0]}"
    likely = _likely_command(word or "")
    hint = f"; did you mean the command “{likely}”?" if likely else ""
    return f"one SOURCE at a time, not also {rest[0]}{hint}"


def _check_for_slip(word: str | None) -> None:
    """Suggest the command where its name was mistyped and there is no such file."""
    if (
        word
        and not word.lower().startswith((*ADDRESSES, LINK))
        and not os.path.lexists(word)
        and (likely := _likely_command(word))
    ):
        raise SourceError(f"no file “{word}”; did you mean the command “{likely}”?")


def _likely_command(word: str) -> str:
    import difflib

    return next(iter(difflib.get_close_matches(word, COMMANDS, 1, 0.7)), "")


def _fail(message: str, code: int) -> int:
    prepaint.leave()
    # Nothing can be told where stderr is closed; the exit code says it then.
    if sys.stderr is not None:
        print(f"reader: {message}", file=sys.stderr)
    return code


def _unexpected(error: Exception) -> str:
    """One line on a failure that nobody foresaw; the rest goes to a file."""
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    if isinstance(error, OSError) and error.strerror:
        what = error.strerror + (f": {error.filename}" if error.filename else "")
    import traceback

    from reader.config import state_folder

    log = state_folder() / "traceback.txt"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)), "utf-8", "backslashreplace")
    except OSError:
        return f"failed ({what})"
    return f"failed ({what}); the details are in {log}"
