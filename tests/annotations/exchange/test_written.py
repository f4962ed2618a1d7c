"""What was written last into an exported file."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations.exchange.written import (
    State,
    Written,
    WrittenPassage,
    documents_of,
    from_json,
    load,
    save,
    written_path,
)

PASSAGE = WrittenPassage(
    "> a", "note", "*yellow*", ("x",), State.ORPHAN, {"note": "note", "rev": 1}
)
BASE = Written({"title": 'title: "a"'}, "# a", ("## b",), {"01": PASSAGE, "02": WrittenPassage()})


def test_it_is_kept_by_document_and_path(tmp_path: Path) -> None:
    target = tmp_path / "notes.md"
    path = written_path(tmp_path, "doc", target)
    assert load(path) is None
    save(path, BASE, document="doc", target=target)
    assert load(path) == BASE
    assert documents_of(tmp_path, target) == ["doc"]
    assert documents_of(tmp_path, tmp_path / "other.md") == []


def test_what_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    path = written_path(tmp_path, "doc", tmp_path / "notes.md")
    save(path, BASE, document="doc", target=tmp_path / "notes.md")
    before = path.stat().st_mtime_ns, path.stat().st_ino
    save(path, BASE, document="doc", target=tmp_path / "notes.md")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"front": 3, "passages": {}}'])
def test_a_damaged_one_is_as_if_there_were_none(tmp_path: Path, damage: str) -> None:
    path = written_path(tmp_path, "doc", tmp_path / "notes.md")
    path.parent.mkdir()
    path.write_text(damage)
    assert load(path) is None


def test_of_a_damaged_passage_only_that_is_lost() -> None:
    good = {"state": "here", "quote": "> a", "tags": ["x"], "body": 3}
    found = from_json({"front": {}, "passages": {"01": good, "02": 1, "03": {"state": "new"}}})
    assert found is not None
    assert dict(found.passages) == {"01": WrittenPassage("> a", tags=("x",))}
