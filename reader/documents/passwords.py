"""Passwords of encrypted documents, for as long as the program runs: they are written nowhere."""

from __future__ import annotations

import os

VARIABLE = "READER_PASSWORD"  # of the environment: where nobody can be asked

_given: dict[str, str] = {}


def give(name: str, password: str) -> None:
    """Use a password for the document that messages call ``name``."""
    _given[name] = password


def of(name: str) -> str | None:
    """The password that was given for a document; None if none was."""
    return _given.get(name, os.environ.get(VARIABLE))


def forget(name: str) -> None:
    """The password was not the right one."""
    _given.pop(name, None)
