"""The parsers of the notebook: the annotations of all documents, and their tags."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from reader.parsers.common import LIBRARY, json_option, library_option, new_parser
from reader.parsers.shelf import positive

QUERY = """\
A query is words and filters, all of which an annotation has to meet:

  words "a phrase"      in the quote or the note; case and accents do not matter
  tag:exam tag:a,b      has the tag; one of two tags
  color:yellow          yellow, green, blue, pink, orange, purple
  kind:question         highlight, note, question, definition, summary, todo, bookmark
  doc:yangpu            the title of its document
  in:tolstoy            title, authors, tags, collections or path of its document
  section:"chapter 3"   the titles of its sections
  since:2026-10         made then or later; until:2026 then or before; also today, 7d, 3m:
                        days of the calendar
  has:note              has a note, tags, other versions (has:note, has:tags, has:versions)
  is:open               a question without an answer; is:orphan, whose words are gone;
                        is:learning, is:due, is:leech: asked in reviews, asked now,
                        forgotten again and again
  -tag:old -word        not that
  @name                 a saved filter
"""


class _QueryParser(argparse.ArgumentParser):
    """Takes ``-tag:old`` for a word of the query, as a space before it says."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[argparse.Namespace, list[str]]:
        words = [f" {word}" if _is_term(word) else word for word in args or ()]
        return super().parse_known_args(words, namespace)


def _is_term(word: str) -> bool:
    return len(word) > 2 and word[0] == "-" and word[1] != "-"


def notes_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader notes",
        "List annotations of all documents of the library: quotes, notes, and where they are.",
        f"{QUERY}\nexamples:\n"
        "  reader notes whale                    every quote and note with the word\n"
        "  reader notes tag:exam is:open         open questions for the exam\n"
        "  reader notes 'kind:definition in:\"Leo Tolstoy\"' --json\n"
        "  reader notes since:7d --sort time     what you marked this week\n"
        "  reader notes tag:exam -kind:todo --save exam\n"
        "  reader notes @exam --count\n"
        "  reader notes @exam --export markdown > exam.md\n\n"
        "Saved filters stand in the settings, in the table [filters]; a filter is taken out by\n"
        "`reader notes --drop NAME`.\n\n" + LIBRARY,
        _QueryParser,
    )
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words and filters; all: none")
    parser.add_argument(
        "--sort",
        choices=("place", "time", "document", "colour", "tag"),
        default="place",
        help="place: documents read last first, in the order of their texts",
    )
    parser.add_argument("--limit", type=positive, metavar="N", help="at most N")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--count", action="store_true", help="only how many there are")
    how.add_argument(
        "--export",
        metavar="FORMAT",
        choices=("markdown", "text", "json", "csv"),
        help="print them all as one text: markdown, text, json, csv",
    )
    how.add_argument("--save", metavar="NAME", help="keep the query under a name, for @NAME")
    how.add_argument("--drop", metavar="NAME", help="forget a saved filter")
    how.add_argument("--saved", action="store_true", help="list the saved filters")
    json_option(parser)
    library_option(parser)
    return parser


def notebook_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader notebook",
        "Show the annotations of all documents on the screen: filter them as you type, go to\n"
        "their passages, change many at once. In Reader, ctrl+n leads there from any document.",
        f"{QUERY}\nexamples:\n  reader notebook\n  reader notebook tag:exam is:open\n\n" + LIBRARY,
        _QueryParser,
    )
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words and filters to begin with")
    library_option(parser)
    return parser


def today_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader today",
        "Print five passages that you marked in earlier months, with your notes: others every\n"
        "day, the same ones all day, of different documents where it can be. If nothing is that\n"
        "old, nothing is printed. `reader LINK`, with the link of a passage, opens it. A day\n"
        "begins in the morning, at the hour of the setting study.day_begins.",
        "examples:\n"
        "  reader today\n"
        "  reader today --count 1 --kind question\n"
        "  reader today --older 0                also what was marked only now\n"
        "  reader today --date yesterday         those of another day\n"
        "  reader today --tag exam --json | jq -r '.[].link'\n\n"
        "To be met by them in the first shell of every day, put a line into its start-up file:\n\n"
        "  bash   ~/.bashrc                      [[ $- != *i* ]] || reader today --once\n"
        "  zsh    ~/.zshrc                       reader today --once\n"
        "  fish   ~/.config/fish/config.fish     status is-interactive; and reader today --once\n\n"
        "Without --once they are there in every new shell. If the shell does not find `reader`,\n"
        "write its whole path. A shell that starts within another library shows that one;\n"
        "--library DIR, or READER_LIBRARY, says which it is to be.\n\n" + LIBRARY,
    )
    parser.add_argument(
        "-n", "--count", type=positive, default=5, metavar="N", help="at most N; 5 if not said"
    )
    parser.add_argument(
        "--older",
        type=_days,
        default=30,
        metavar="DAYS",
        help="what was marked so many days ago or earlier; 30 if not said",
    )
    parser.add_argument(
        "--date", default="", metavar="DAY", help="those of another day: 2026-10-05, yesterday, 7d"
    )
    parser.add_argument(
        "--kind", action="append", default=[], metavar="KIND,…", help="only of these kinds"
    )
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG,…", help="only with one of these tags"
    )
    parser.add_argument(
        "--once", action="store_true", help="nothing if they were printed on this day already"
    )
    parser.add_argument(
        "--plain", action="store_true", help="without colours and signs, each paragraph a line"
    )
    json_option(parser)
    library_option(parser)
    return parser


def _days(word: str) -> int:
    """A number of days, which may be 0."""
    if not word.isdecimal() or len(word) > 5:
        raise argparse.ArgumentTypeError(f"{word} is no number of days")
    return int(word)


def tags_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader tags",
        "List the tags of all annotations, most used first, or give one another name. Where there\n"
        "are annotations with that name already, the two tags become one; what is below a tag\n"
        "(exam/spring) goes along.",
        "examples:\n"
        "  reader tags\n"
        "  reader tags --json | jq '.[] | select(.count == 1) | .tag'\n"
        "  reader tags rename examn exam\n"
        "  reader tags undo                      takes the last change to many notes back\n\n"
        + LIBRARY,
    )
    parser.add_argument(
        "do", nargs="?", choices=("rename", "undo"), metavar="DO", help="rename or undo"
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="the old name and the new one")
    json_option(parser)
    library_option(parser)
    return parser
