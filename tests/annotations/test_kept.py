"""The file of the texts in which annotations were found."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from reader.annotations.annotation import Target
from reader.annotations.files import QUARANTINE, DamagedFileError
from reader.annotations.kept import (
    KeptText,
    Place,
    kept_path,
    key_of,
    pack,
    read_kept,
    unpack,
    write_kept,
)
from reader.documents.document import Document
from reader.errors import StorageError

PLACE = Place(4, 9, 0.875, "alignment", "0123456789ab")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return kept_path(tmp_path / "book-1234.json")


def kept(text: str, **placed: Place) -> KeptText:
    return pack(text, Document(text, ()).fingerprint, placed)


def write(file: Path, *texts: KeptText) -> None:
    write_kept(file, file.parent / "locks", texts)


def test_it_stands_beside_the_annotations(file: Path) -> None:
    assert file.name == "book-1234.texts.gz"


def test_texts_and_places_are_read_as_they_were_written(file: Path) -> None:
    texts = kept("Ünï 漢字 \ud800.\n", a=PLACE), kept("older")
    write(file, *texts)
    assert read_kept(file) == texts
    assert [unpack(one) for one in read_kept(file)] == ["Ünï 漢字 \ud800.\n", "older"]


def test_where_there_is_no_file_no_text_is_kept(file: Path) -> None:
    assert read_kept(file) == ()


def test_a_person_can_read_it_with_gzip_alone(file: Path) -> None:
    write(file, kept("New text.\n", a=PLACE), kept("Old text.\n"))
    head, _, texts = gzip.decompress(file.read_bytes()).decode().partition("\n")
    assert json.loads(head)["texts"][0]["placed"] == {"a": [4, 9, 0.875, "alignment", PLACE.target]}
    assert texts == "New text.\nOld text.\n"


def test_the_same_texts_give_the_same_file_whenever_they_are_written(file: Path) -> None:
    write(file, kept("A text.", a=PLACE))
    first = file.read_bytes()
    write(file, kept("A text.", a=PLACE))
    assert file.read_bytes() == first


@pytest.mark.parametrize("length", [0, 3, 40, -1])
def test_a_file_that_was_cut_is_damaged(file: Path, length: int) -> None:
    write(file, kept("A text."), kept("Another text."))
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(DamagedFileError):
        read_kept(file)


@pytest.mark.parametrize(
    "data",
    [b"\0" * 50, b"<html>", gzip.compress(b"[]"), gzip.compress(b"{}")],
    # Named, for gzip writes the second of the day into its head and a name has to stay the same.
    ids=["zeros", "html", "a list", "an empty record"],
)
def test_what_is_no_such_file_is_damaged(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with pytest.raises(DamagedFileError):
        read_kept(file)


@pytest.mark.parametrize("place", [[5, 4, 1, "", ""], [-2, 4, 1, "", ""], ["a"], None, [1, 2]])
def test_a_place_that_cannot_be_is_damage(file: Path, place: object) -> None:
    said = {"format": "reader-texts", "version": 1, "texts": []}
    said["texts"] = [{"sha256": "", "bytes": 0, "placed": {"a": place}}]
    file.write_bytes(gzip.compress(json.dumps(said).encode()))
    with pytest.raises(DamagedFileError):
        read_kept(file)


def test_a_text_whose_bytes_changed_is_not_given_out(file: Path) -> None:
    first, second = kept("A text."), kept("Another text.")
    write(file, first._replace(packed=second.packed), second)
    assert [unpack(one) for one in read_kept(file)] == [None, "Another text."]


def test_a_damaged_file_is_set_aside_before_it_is_replaced(file: Path) -> None:
    file.write_bytes(b"nothing")
    write(file, kept("A text."))
    assert [unpack(one) for one in read_kept(file)] == ["A text."]
    (aside,) = (file.parent / QUARANTINE).iterdir()
    assert aside.read_bytes() == b"nothing"


def test_the_file_of_a_newer_reader_counts_for_nothing(file: Path) -> None:
    said = {"format": "reader-texts", "version": 99, "pages": []}
    file.write_bytes(gzip.compress(json.dumps(said).encode()))
    assert read_kept(file) == ()


def test_where_it_cannot_be_written_that_is_said_and_the_old_one_stays(file: Path) -> None:
    write(file, kept("A text."))
    before = file.read_bytes()
    missing = file.parent / "gone" / file.name
    with pytest.raises(StorageError):
        write_kept(missing, file.parent / "locks", [kept("Another text.")])
    assert file.read_bytes() == before


def test_every_part_of_a_target_counts_in_its_name() -> None:
    target = Target("exact", "prefix", "suffix", 6, 11, ("Part",))
    others = [
        target._replace(**{name: value})
        for name, value in {**target._asdict(), "start": 7, "end": 12}.items()
        if name in ("start", "end")
    ]
    others += [target._replace(exact="exact "), target._replace(path=())]
    assert len({key_of(one) for one in [target, *others]}) == 5
