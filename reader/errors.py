"""The one family of errors that a person is meant to read.

Each message is one line that says what is wrong and what to do. The program's two faces
(the screen and the shell) print it and go on, or stop with ``exit_code``; nobody sees a
traceback for a bad file.
"""

from __future__ import annotations


class ReaderError(Exception):
    """Something went wrong that a person can understand; the message is one line for them."""

    exit_code = 1


class UsageError(ReaderError):
    """The command line asked for something that cannot be (exit code 2)."""

    exit_code = 2


class SourceError(ReaderError):
    """A document cannot be opened or read."""


class ProgramTooOld(SourceError):  # noqa: N818
    """The program that reads a format is there, but only a newer one knows the format."""


class PasswordError(SourceError):
    """A document is encrypted: it can be read with its password (`reader.documents.passwords`).

    ``name`` is what messages call the document.
    """

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


class StorageError(ReaderError):
    """Annotations cannot be read or written; nothing that was on disk is lost."""
