"""The parsers of what makes Reader at home in a shell and in a browser."""

from __future__ import annotations

import argparse

from reader.parsers.common import library_option, new_parser

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


def serve_parser() -> argparse.ArgumentParser:
    """Of ``reader serve``."""
    parser = new_parser(
        "reader serve",
        "Read in a browser: serve the screen on this computer. Every visitor gets a window of\n"
        "their own on the same library, and can do what you can do in Reader.\n\n"
        "It listens on the loopback address, for this computer only. Any other --host needs a\n"
        "token, which is made up unless you give one; it is a part of the address that is\n"
        "printed. The connection is not encrypted: over a network that is not yours, use\n"
        "ssh -L 8000:127.0.0.1:8000, or a web server with TLS before it. Where other people\n"
        "are logged in on this computer, use --token too.",
        "examples:\n"
        "  reader serve\n"
        "  reader serve book.txt --port 9000\n"
        "  reader serve --token                  with a token that is made up\n"
        "  reader serve --host 0.0.0.0           for other computers; prints the address\n\n"
        "It needs textual-serve (without it, it says how to install that). ctrl+c ends it.\n",
    )
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="a file; else the last one")
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen; 127.0.0.1"
    )
    parser.add_argument(
        "--port", type=int, metavar="N", help="8000, or a free one where that is taken; 0 any"
    )
    parser.add_argument(
        "--token", nargs="?", const="", metavar="TOKEN", help="let in only who knows this"
    )
    library_option(parser)
    return parser
