from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from reader.annotations.annotation import Annotation, Target, new_id
from reader.annotations.journal import Journal
from reader.annotations.ledger import Ledger
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
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No two things happen in the same millisecond, however fast the machine is."""
    moments = count()

    def later() -> str:
        moment = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(milliseconds=next(moments))
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    for name in ("store", "ledger", "journal"):
        monkeypatch.setattr(f"reader.annotations.{name}.now", later)


@pytest.fixture
def log(tmp_path: Path) -> Journal:
    """A journal that has no line yet."""
    return Journal(tmp_path / "state" / "journals" / "key" / "x.log")


@pytest.fixture
def mark() -> Callable[..., Annotation]:
    """Make an annotation on a word at a place."""

    def make(exact: str = "word", start: int = 0, **fields: object) -> Annotation:
        target = Target(exact, "before ", " after", start, start + len(exact), ("Part",))
        return Annotation(new_id(), target, **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def open_ledger(path: Path, tmp_path: Path) -> Callable[[], Ledger]:
    """Open the document again, as another window or a later run would."""
    return lambda: Ledger(path, {"id": "d1", "title": "Article"}, state=tmp_path / "state")


@pytest.fixture
def one(open_ledger: Callable[[], Ledger]) -> Ledger:
    return open_ledger()


@pytest.fixture
def two(open_ledger: Callable[[], Ledger]) -> Ledger:
    return open_ledger()
