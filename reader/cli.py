"""The command line: its words, its help, and what happens when something goes wrong.

Only what every call needs is imported here; a command imports the rest.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

import reader
from reader import prepaint
from reader.errors import ReaderError

_LIBRARY = """\
Documents and annotations are kept in a library, a folder with documents/ and annotations/:
the one given by --library DIR, else $READER_LIBRARY, else the nearest folder upward from here
that holds both, else one in your data folder, made at the first use. `reader where` says
which it is. Documents are opened in place wherever they are, and never written to.
"""

_MAIN = f"""\
read and annotate documents in the terminal

  reader                        go on where you stopped reading
  reader book.txt               read a file (text or Markdown), wherever it is
  man bash | reader -           read what a program prints

without a screen, in scripts and pipes:

  reader outline book.txt       its sections, as a tree
  reader text book.md           its text, without markup
  reader annotate book.txt --quote "call me Ishmael" --note "The beginning."
  reader annotations book.txt   what you marked and wrote
  reader export book.txt        the same as Markdown
  reader trash book.txt         what you deleted, and back with it
  reader documents              what is in the library
  reader where                  where everything is kept
  reader doctor                 check that everything is well; --fix mends it
  reader backup                 put the whole library into one file; `restore` takes it back

`reader COMMAND --help` tells more of each. A file named like a command is opened by
`reader ./outline` or `reader -- outline`.

{_LIBRARY}"""

_EXIT = "Exit code: 0 done, 1 failed, 2 the command line is wrong. Messages go to stderr."


def _library_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--library", metavar="DIR", help="the library to use")


def _formatter(prog: str) -> argparse.HelpFormatter:
    """As wide as the terminal; argparse itself would import shutil to find out."""
    try:
        width = os.get_terminal_size().columns - 2
    except OSError:
        width = 78
    return argparse.RawDescriptionHelpFormatter(prog, width=max(20, min(width, 100)))


def _parser(prog: str, description: str, examples: str = "") -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=prog,
        description=description,
        epilog=f"{examples}\n{_EXIT}" if examples else _EXIT,
        formatter_class=_formatter,
        allow_abbrev=False,
    )


def _main_parser() -> argparse.ArgumentParser:
    parser = _parser("reader", _MAIN)
    parser.usage = "reader [--library DIR] [SOURCE]\n       reader COMMAND [--help] ..."
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="a file, or - for stdin")
    _library_option(parser)
    parser.add_argument("--version", action="version", version=f"reader {reader.__version__}")
    return parser


def _outline_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader outline",
        "Print the sections of a document as a tree, each with the line of its heading.",
        "examples:\n"
        "  reader outline book.txt\n"
        "  reader outline --json book.md | jq -r '.sections[].title'\n"
        "  curl -s https://example.org/README.md | reader outline -\n\n"
        "--json prints {title, sections: [{title, level, line, end_line, start, end}]} in reading\n"
        "order. line and end_line are where the heading stands in the file, from 1; start and end\n"
        "the whole section, counted in code points of what `reader text` is made from.\n",
    )
    _source(parser)
    _json(parser)
    _library_option(parser)
    return parser


def _text_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader text",
        "Print the text of a document as it is read: without markup, an empty line between\n"
        "paragraphs, hard-wrapped lines joined.",
        "examples:\n  reader text book.md | wc -w\n  reader text book.txt | fold -s -w 72 | less\n",
    )
    _source(parser)
    _library_option(parser)
    return parser


def _annotate_parser() -> argparse.ArgumentParser:
    from reader.annotations.annotation import Colour, Kind, Style

    parser = _parser(
        "reader annotate",
        "Mark a passage, found by its words, and write a note on it. Line ends, kinds of quotes\n"
        "and of dashes need not be as in the text. Prints the id of the annotation.",
        "examples:\n"
        '  reader annotate book.txt --quote "Call me Ishmael."\n'
        "  reader annotate book.txt --quote whale --occurrence 3 --colour blue --tag sea\n"
        '  reader annotate book.txt --quote "the whale" --note "Which one?" --kind question\n\n'
        "A quote that is there more than once needs --occurrence; all its places are listed.\n",
    )
    _source(parser)
    parser.add_argument("--quote", required=True, metavar="TEXT", help="the words to mark")
    parser.add_argument("--occurrence", type=int, metavar="N", help="which one, from 1")
    parser.add_argument("--note", default="", metavar="TEXT", help="a note, in Markdown")
    parser.add_argument(
        "--colour", "--color", default=Colour.YELLOW, choices=list(map(str, Colour))
    )
    parser.add_argument("--style", default=Style.SOLID, choices=list(map(str, Style)))
    parser.add_argument("--kind", default=Kind.HIGHLIGHT, choices=list(map(str, Kind)))
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="a tag; may be repeated"
    )
    _json(parser)
    _library_option(parser)
    return parser


def _annotations_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader annotations",
        "List the annotations of a document in reading order; without SOURCE, of the document\n"
        "that was read last. Orphans, whose words are no longer in the text, come at the end.",
        "examples:\n"
        "  reader annotations book.txt\n"
        "  reader annotations --json book.txt | jq '.annotations[] | select(.tags[] == \"sea\")'\n",
    )
    _source(parser, optional=True)
    _json(parser)
    _library_option(parser)
    return parser


def _export_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader export",
        "Write the annotations of a document as Markdown; without SOURCE, of the document that\n"
        "was read last. Passages become quotes under the headings of the document, notes stand\n"
        "below them.",
        "examples:\n"
        "  reader export                         print\n"
        "  reader export book.txt -o notes.md    write a file; --force if it exists\n"
        "  reader export book.txt -o ~/vault/    write a file named after the title\n",
    )
    _source(parser, optional=True)
    parser.add_argument("-o", "--output", metavar="FILE", help="a file or a folder")
    parser.add_argument("--force", action="store_true", help="write over a file that exists")
    _library_option(parser)
    return parser


def _documents_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader documents",
        "List the documents of the library, the last read first, and how far each was read.",
        "examples:\n  reader documents\n  reader documents --json | jq -r '.documents[].path'\n\n"
        + _LIBRARY,
    )
    _json(parser)
    _library_option(parser)
    return parser


def _doctor_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader doctor",
        "Check every file and journal of the library, and say what is not as it should be, a\n"
        "serious problem with “!” before it, what is good to know with “·”. Nothing is written\n"
        "without --fix; what --fix sets aside goes to annotations/.quarantine/.",
        "examples:\n"
        "  reader doctor                 look, and say what --fix would do\n"
        "  reader doctor --fix           do it\n"
        "  reader doctor --json | jq '.findings[] | select(.serious)'\n\n"
        "The exit code is 1 if something serious remains.\n\n"
        "What Reader promises: a change that was said to be saved survives kills, crashes, power\n"
        "cuts, full disks, other windows, and sync tools that replace, roll back, damage or\n"
        "delete the files. What it cannot promise: drives that lie about flushing, network file\n"
        "systems (NFS, SMB, FUSE) whose locks or renames do not hold, and Windows,\n"
        "where a folder cannot be flushed.\n"
        "Keep the state folder (see `reader where`) on a local disk.\n",
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--fix", action="store_true", help="mend what can be mended")
    mode.add_argument("--dry-run", action="store_true", help="only look (as without options)")
    _json(parser)
    _library_option(parser)
    return parser


def _backup_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader backup",
        "Put documents, annotations, their history and snapshots into one .zip file, and read it\n"
        "back. Prints its name. Without FILE it is named after the time, in the current folder.",
        "examples:\n"
        "  reader backup\n"
        "  reader backup ~/backups/              in that folder, made if it is not there\n"
        "  reader backup notes.zip --force       write over the one of yesterday\n",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a file or a folder")
    parser.add_argument("--force", action="store_true", help="write over a file that exists")
    parser.add_argument(
        "--with-documents",
        action="store_true",
        help="also copy annotated documents that are outside the library",
    )
    _library_option(parser)
    return parser


def _restore_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader restore",
        "Take a backup into the library: documents that are missing are put back, annotations\n"
        "are merged. Nothing newer is overwritten; where both sides have changed the same note,\n"
        "both versions stay. FILE may also be one annotations file (.json): a snapshot, or one\n"
        "that was set aside in annotations/.quarantine/.",
        "examples:\n"
        "  reader restore reader-backup-2026-11-22-081530.zip --dry-run\n"
        "  reader restore reader-backup-2026-11-22-081530.zip\n"
        "  reader restore backup.zip --into ~/another-library\n",
    )
    parser.add_argument("file", metavar="FILE", help="a backup, or one annotations file")
    parser.add_argument("--into", metavar="DIR", help="the library to restore into")
    parser.add_argument("--dry-run", action="store_true", help="only say what would come")
    _json(parser)
    _library_option(parser)
    return parser


def _where_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader where",
        "Print where everything is kept, how many files and how much.",
        'examples:\n  reader where\n  cd "$(reader where --json | jq -r .library.path)"\n',
    )
    _json(parser)
    _library_option(parser)
    return parser


def _trash_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "reader trash",
        "List the deleted annotations of a document, the last deleted first; bring them back, or\n"
        "forget them for good. Without SOURCE, of the document that was read last.",
        "examples:\n"
        "  reader trash book.txt\n"
        "  reader trash book.txt --restore 01m81srdq67w1xj9zs\n"
        "  reader trash book.txt --empty         all of them, after asking\n"
        "  reader trash book.txt --empty 01m81srdq67w1xj9zs --yes\n",
    )
    _source(parser, optional=True)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--restore", nargs="+", metavar="ID", help="bring these back")
    what.add_argument("--empty", nargs="*", metavar="ID", help="forget all, or these, for good")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    _json(parser)
    _library_option(parser)
    return parser


def _source(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    parser.add_argument(
        "source",
        nargs="?" if optional else None,
        metavar="SOURCE",
        help="a file, or - for standard input",
    )


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")


# Each command: its parser, and the function that does it, of reader.commands unless it says
# of which module.
COMMANDS: dict[str, tuple[Callable[[], argparse.ArgumentParser], str]] = {
    "outline": (_outline_parser, "show_outline"),
    "text": (_text_parser, "show_text"),
    "annotate": (_annotate_parser, "annotate"),
    "annotations": (_annotations_parser, "list_annotations"),
    "export": (_export_parser, "export"),
    "documents": (_documents_parser, "list_documents"),
    "doctor": (_doctor_parser, "upkeep.doctor"),
    "backup": (_backup_parser, "upkeep.backup"),
    "restore": (_restore_parser, "upkeep.restore"),
    "where": (_where_parser, "upkeep.where"),
    "trash": (_trash_parser, "upkeep.trash"),
}


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
        parser, name = _main_parser(), "read"
        arguments, rest = parser.parse_known_args(argv)
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
    return run(arguments)


def _command_at(argv: Sequence[str]) -> int | None:
    """Where the command stands: the first word that is no option, if it is one."""
    skip = False
    for index, word in enumerate(argv):
        if skip:
            skip = False
        elif word == "--library":
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
    if word and not os.path.lexists(word) and (likely := _likely_command(word)):
        from reader.errors import SourceError

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
