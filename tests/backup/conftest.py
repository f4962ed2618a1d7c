"""A library with a backup of it, and another machine where nothing is yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations.store import Annotations
from reader.backup import make_backup
from reader.library import Library
from tests.whale import annotated, book_in, on_another_machine


@pytest.fixture
def book(library: Library) -> Path:
    """A small book in the library."""
    return book_in(library)


@pytest.fixture
def store(library: Library, book: Path) -> Annotations:
    """The annotations of the book."""
    return annotated(library, book)


@pytest.fixture
def archive(library: Library, store: Annotations, tmp_path: Path) -> Path:
    """A backup of that library."""
    return make_backup(library, tmp_path / "backup.zip").path


@pytest.fixture
def other(tmp_path: Path) -> Library:
    """The empty library of another machine."""
    return on_another_machine(tmp_path)
