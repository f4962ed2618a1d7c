from __future__ import annotations

import contextlib
import io
import json
import sqlite3
import sys
import zipfile
from pathlib import Path
from typing import Any

import genanki
import pytest

from reader.annotations.exchange import anki
from reader.annotations.exchange.apkg import write
from reader.annotations.exchange.outgoing import Placed
from reader.errors import UsageError
from tests.annotations.exchange.articles import article, lost, on

DOCUMENT = article("# Part", "Red wine. It was cold, he said.", title="Wine")


@pytest.fixture
def rows(tmp_path: Path) -> Any:
    """What a query finds in the collection of a package."""

    def found(data: bytes, query: str) -> list[tuple[Any, ...]]:
        path = tmp_path / "collection.anki2"
        path.write_bytes(zipfile.ZipFile(io.BytesIO(data)).read("collection.anki2"))
        with contextlib.closing(sqlite3.connect(path)) as base:
            return base.execute(query).fetchall()

    return found


def noted(note: str = "n", modified: str = "2026-01-02T00:00:00.000Z") -> Placed:
    annotation, span = on(DOCUMENT, "cold", note=note, tags=("exam/oral",))
    return annotation._replace(modified=modified), span


def test_a_card_has_its_fields_tags_and_the_way_back(rows: Any) -> None:
    ((fields, tags),) = rows(
        write(DOCUMENT, [noted()], document_id="d1"), "select flds, tags from notes"
    )
    assert fields.split("\x1f") == [
        "01",
        "It was <b>cold</b>, he said.",
        "<p>n</p>",
        '<a href="reader://d1/01">Wine › Part</a>',
    ]
    assert tags.split() == ["reader::highlight", "exam::oral"]


def test_deck_note_type_and_notes_are_known_again_in_another_export(rows: Any) -> None:
    query = "select guid, mid, did from notes join cards on nid = notes.id"
    later = noted("other", "2026-02-03T00:00:00.000Z")
    first = rows(write(DOCUMENT, [noted()], document_id="d1"), query)
    assert first == rows(write(DOCUMENT, [later], document_id="d1"), query)


def test_text_and_package_have_the_same_notes(rows: Any) -> None:
    ((guid,),) = rows(write(DOCUMENT, [noted()]), "select guid from notes")
    text = anki.write(DOCUMENT, [noted()])
    assert "#guid column:6" in text.splitlines()
    assert text.splitlines()[-1].split("\t")[5] == guid


@pytest.mark.parametrize("identity", ["01", "", "01m83x9ta5pgbc5r1t-e5237fe8", "ü 東"])
def test_the_guid_of_a_note_is_that_of_genanki(identity: str) -> None:
    assert anki.guid(identity) == genanki.guid_for(identity)


def test_a_note_that_changed_is_newer(rows: Any) -> None:
    query = "select mod from notes"
    later = noted("other", "2026-02-03T00:00:00.000Z")
    assert rows(write(DOCUMENT, [noted()]), query) < rows(write(DOCUMENT, [later]), query)


def test_the_same_annotations_make_the_same_file() -> None:
    assert write(DOCUMENT, [noted()]) == write(DOCUMENT, [noted()])


def test_documents_have_decks_of_their_own(rows: Any) -> None:
    query = "select decks from col"
    one, other = (
        json.loads(rows(write(DOCUMENT, [noted()], document_id=i), query)[0][0])
        for i in ("d1", "d2")
    )
    assert one.keys() != other.keys()
    assert {deck["name"] for deck in one.values()} == {"Default", "Reading::Wine"}


def test_any_text_is_taken(rows: Any) -> None:
    strange = lost("half \udc00 \x1f of it", note="n")
    ((fields,),) = rows(write(DOCUMENT, [strange]), "select flds from notes")
    assert len(fields.split("\x1f")) == 4


def test_nothing_is_left_in_the_folder_of_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    write(DOCUMENT, [noted()])
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(UsageError, match=r"install .*anki"):
        write(DOCUMENT, [noted()])
