from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations.annotation import Annotation, Target, new_id
from reader.annotations.store import Annotations


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the annotations of a document are kept; nothing is there yet."""
    return tmp_path / "annotations" / "article.json"


@pytest.fixture
def open_store(path: Path, tmp_path: Path) -> Callable[[], Annotations]:
    """Open the store again, as another run of the program would."""
    return lambda: Annotations(path, {"id": "d1", "title": "Article"}, state=tmp_path / "state")


@pytest.fixture
def store(open_store: Callable[[], Annotations]) -> Annotations:
    return open_store()


@pytest.fixture
def mark() -> Callable[..., Annotation]:
    """Make an annotation on a word at a place."""

    def make(exact: str = "word", start: int = 0, **fields: object) -> Annotation:
        target = Target(exact, "before ", " after", start, start + len(exact), ("Part",))
        return Annotation(new_id(), target, **fields)  # type: ignore[arg-type]

    return make
