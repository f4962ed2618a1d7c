"""The parsers of what is about studying: sessions, reviews, statistics."""

from __future__ import annotations

import argparse

from reader.parsers.common import LIBRARY, NOTHING, json_option, library_option, new_parser
from reader.parsers.shelf import positive


def session_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader session",
        "List your sessions of study, the last one first: when, how long, how much you read and\n"
        "how fast, how many marks. Or tell what came of one, begin one, say how far one is.",
        "examples:\n"
        "  reader session                        all of them\n"
        "  reader session --since 7d --document book.txt\n"
        "  reader session last                   what came of the last one\n"
        "  reader session show yesterday         of all of a day; also an id of the list\n"
        "  reader session start book.txt --minutes 25\n"
        "  reader session start book.txt --sections 2\n"
        "  reader session status                 “session 00:12/00:25 · 3 marks”, or nothing\n"
        "  reader export --session last          what you marked in it, as Markdown\n\n"
        "Only time in which you are there counts: not what is beyond two minutes without a key.\n"
        "While you read, ctrl+t begins, pauses and stops a session. A day begins at the hour of\n"
        "the setting study.day_begins.\n\n" + NOTHING + "\n"
        "`reader session status` is for the prompt of a shell or the status line of tmux: it is\n"
        "quick, and where no Reader has a session it says nothing and its exit code is 1. It is\n"
        "of the library that is named, or that the folder is in; elsewhere of any of this\n"
        "machine (--json has its folder, in `library`). In\n"
        "~/.tmux.conf:  set -g status-right '#(reader session status)'\n\n" + LIBRARY,
    )
    parser.add_argument(
        "do",
        nargs="?",
        type=_deed,
        choices=("last", "show", "start", "status"),
        metavar="DO",
        help="last, show, start, status; all are listed without. ctrl+t pauses and stops a session "
        "in the Reader that it runs in",
    )
    parser.add_argument(
        "source",
        nargs="?",
        metavar="WHAT",
        help="start: a file, or the document read last; show: last, today, yesterday, 2026-11-23, "
        "an id",
    )
    goal = parser.add_mutually_exclusive_group()
    goal.add_argument("--minutes", type=positive, metavar="N", help="start: for so many minutes")
    goal.add_argument("--sections", type=positive, metavar="N", help="start: for so many sections")
    parser.add_argument(
        "--since",
        default="",
        metavar="TIME",
        help="list those since: 2026, 2026-10, 2026-10-05, today, 7d, 2w, 3m, 1y",
    )
    parser.add_argument("--document", metavar="FILE", help="only in this document")
    json_option(parser)
    library_option(parser)
    return parser


def _deed(word: str) -> str:
    """What is to be done. A session belongs to the Reader that it runs in: only there it is paused
    and stopped, and who tries that from a shell is told so."""
    if word in ("pause", "stop"):
        where = "ctrl+t pauses and stops a session in the Reader that it runs in"
        raise argparse.ArgumentTypeError(f"{word}: {where}")
    return word


def review_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader review",
        "Ask what you learn and is due: each passage is shown in its place with the answer\n"
        "covered; space uncovers it, 1 to 4 grade it. In Reader, s on a note or on words of a\n"
        "highlight learns it, and ctrl+r begins a review. Into a pipe, what is due is listed.",
        "examples:\n"
        "  reader review                         asks of what, if there is a choice\n"
        "  reader review --all                   all that is due\n"
        "  reader review book.txt                what is due of a document\n"
        "  reader review --tag exam --tag latin  of the notes with one of the tags\n"
        "  reader review --plain                 without a screen, line by line\n"
        "  reader review --json | jq '.[] | select(.leech) | .link'\n"
        "  reader review --count                 a number, and nothing else\n\n"
        "`reader review --count` is for the prompt of a shell: it is as quick as can be. In\n"
        "~/.bashrc:  PS1='[$(reader review --count) due] \\w \\$ '\n\n"
        "--count tells how many cards can be asked now: those that are due today, and new ones as\n"
        "far as the day has room. In JSON a new card has no `due` (null).\n\n" + NOTHING + "\n"
        "When a card comes again, FSRS says. `reader config` sets how much you want to remember\n"
        "(study.retention), how many new cards a day has (study.new_a_day), when a day begins\n"
        "(study.day_begins), and after how many lapses a card is told to be a leech\n"
        "(study.leech).\n\n" + LIBRARY,
    )
    parser.add_argument(
        "source",
        nargs="?",
        metavar="SOURCE",
        help="a document of the library: its file, its title, or its id",
    )
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="with this tag; may be repeated"
    )
    parser.add_argument("--all", action="store_true", help="all that is due, without asking")
    parser.add_argument("--count", action="store_true", help="only how many are due now")
    parser.add_argument("--plain", action="store_true", help="no screen: ask line by line")
    json_option(parser)
    library_option(parser)
    return parser


def stats_parser() -> argparse.ArgumentParser:
    parser = new_parser(
        "reader stats",
        "Figures of what you read, studied and marked: a calendar of a year, minutes a day, pace,\n"
        "reviews and what is due, how much you remembered, annotations by kind and colour.",
        "examples:\n"
        "  reader stats                          over all documents\n"
        "  reader stats --document book.txt      of one\n"
        "  reader stats --since 2026-09          since September; also 7d, 3m, 1y, today\n"
        "  reader stats --since 2026 --until 2026-06\n"
        "  reader stats --json | jq '.streak.current'\n\n"
        "Time and pace come from sessions (ctrl+t while reading), retention from reviews. A day\n"
        "begins at the hour of the setting study.day_begins. In a pipe it is plain text of 80\n"
        "columns, or $COLUMNS; in Reader, % shows the same on a screen.\n\n" + LIBRARY,
    )
    parser.add_argument("--since", default="", metavar="TIME", help="from that day on")
    parser.add_argument("--until", default="", metavar="TIME", help="up to that day")
    parser.add_argument("--document", metavar="FILE", help="only in this document")
    json_option(parser)
    library_option(parser)
    return parser
