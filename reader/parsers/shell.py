"""The parsers of what makes Reader at home in a shell and in a browser."""

from __future__ import annotations

import argparse

from reader.parsers.common import new_parser

SHELLS = ("bash", "zsh", "fish")


def completions_parser() -> argparse.ArgumentParser:
    """Of ``reader completions``."""
    parser = new_parser(
        "reader completions",
        "Print a script that completes commands, options and file names with the tab key.",
        "where it goes:\n"
        "  bash   reader completions bash > ~/.local/share/bash-completion/completions/reader\n"
        '         or in ~/.bashrc:  eval "$(reader completions bash)"\n'
        "  zsh    reader completions zsh > ~/.zfunc/_reader    (a folder of $fpath)\n"
        "         or in ~/.zshrc, after compinit:  source <(reader completions zsh)\n"
        "  fish   reader completions fish > ~/.config/fish/completions/reader.fish\n\n"
        "Print it again after an update of Reader: new commands are in it.\n\n"
        "examples:\n  reader completions bash\n",
    )
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help="bash, zsh or fish")
    return parser


def man_parser() -> argparse.ArgumentParser:
    """Of ``reader man``."""
    return new_parser(
        "reader man",
        "Print the manual page, in the language of man (roff).",
        "examples:\n"
        "  reader man | man -l -                 read it now\n"
        "  reader man > ~/.local/share/man/man1/reader.1\n",
    )
