"""What the parsers of all commands share."""

from __future__ import annotations

import argparse
import os

LIBRARY = """\
Documents and annotations are kept in a library, a folder with documents/ and annotations/:
the one given by --library DIR, else $READER_LIBRARY, else the nearest folder upward from here
that holds both, else one in your data folder, made at the first use. `reader where` says
which it is. Documents are opened in place wherever they are, and never written to.
"""
NOTHING = """\
Where there is nothing, a line on stderr says so (JSON: []) and the exit code is 0; what is
asked for by its name and is not there is a failure.
"""
EXIT = "Exit code: 0 done, 1 failed, 2 the command line is wrong. Messages go to stderr."


def new_parser(
    prog: str,
    description: str,
    examples: str = "",
    kind: type[argparse.ArgumentParser] = argparse.ArgumentParser,
) -> argparse.ArgumentParser:
    return kind(
        prog=prog,
        description=description,
        epilog=f"{examples}\n{EXIT}" if examples else EXIT,
        formatter_class=_formatter,
        allow_abbrev=False,
    )


def _formatter(prog: str) -> argparse.HelpFormatter:
    """As wide as the terminal; argparse itself would import shutil to find out."""
    try:
        width = os.get_terminal_size().columns - 2
    except OSError:
        width = 78
    return argparse.RawDescriptionHelpFormatter(prog, width=max(20, min(width, 100)))


def source_argument(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    parser.add_argument(
        "source",
        nargs="?" if optional else None,
        metavar="SOURCE",
        help="a file, an address of the web, or - for standard input",
    )


def page_options(parser: argparse.ArgumentParser, *, format: str = "--format") -> None:  # noqa: A002
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--whole",
        dest="whole",
        action="store_const",
        const=True,
        help="of a page of HTML all, and not its article alone; remembered",
    )
    how.add_argument(
        "--article",
        dest="whole",
        action="store_const",
        const=False,
        help="its article alone, again",
    )
    format_option(parser, format)


def format_option(parser: argparse.ArgumentParser, name: str = "--format") -> None:
    parser.add_argument(
        name,
        dest="format",
        metavar="FORMAT",
        default="",
        help="read it as that, whatever it looks like: plain, markdown …; “reader where” lists all",
    )


def json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")


def library_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--library", metavar="DIR", help="the library to use")
