from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from reader.annotations import files
from reader.annotations.files import (
    DamagedFileError,
    discard,
    json_copy,
    locked,
    move_aside,
    path_key,
    put_in_place,
    read_json,
    salvage,
    serialised,
    set_aside,
    signature,
    write_beside,
    write_json_atomically,
)
from reader.errors import StorageError


def test_what_is_written_is_read(tmp_path: Path) -> None:
    data = {"b": ["城市", "👩‍👩‍👧", "שלום", "e\u0301", "a\u00a0b"], "a": {"x": 1.5, "y": None}}
    write_json_atomically(tmp_path / "x.json", data)
    assert read_json(tmp_path / "x.json") == data


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert read_json(tmp_path / "none.json") is None
    assert signature(tmp_path / "none.json") is None


def serialise(data: files.Json) -> bytes:
    return b"".join(serialised(data))


def test_the_file_is_sorted_indented_and_ends_with_a_line_end() -> None:
    assert serialise({"b": 1, "a": {"c": "é"}}) == (
        '{\n  "a": {\n    "c": "é"\n  },\n  "b": 1\n}\n'.encode()
    )


@pytest.mark.parametrize("count", range(6))
def test_a_table_written_in_pieces_is_as_it_would_be_in_one(
    monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    table = {str(n): {"n": [n, {}], "é": {"{": "}\n"}} for n in range(count)}
    numbers = {str(n): n for n in range(count)}
    some: list[files.Json] = [
        {"t": table},
        {"a": 1, "t": table, "z": {}},
        {"s": numbers, "t": table},
    ]
    whole = [serialise(data) for data in some]
    monkeypatch.setattr(files, "SLICE", 2)
    assert [serialise(data) for data in some] == whole
    assert [json.loads(data) for data in whole] == some


def test_a_large_table_comes_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SLICE", 2)
    assert len(list(serialised({"a": {str(n): n for n in range(5)}, "b": 1}))) == 4


@pytest.mark.parametrize("value", ["\ud800", 2**70], ids=["lone surrogate", "large integer"])
def test_what_json_can_say_is_never_refused(tmp_path: Path, value: object) -> None:
    write_json_atomically(tmp_path / "x.json", {"value": value})
    assert read_json(tmp_path / "x.json") == {"value": value}


def test_a_large_file_is_read_like_a_small_one(tmp_path: Path) -> None:
    data = {"text": "é\ud800" * files.LARGE, "more": ["x"] * 9}
    write_json_atomically(tmp_path / "x.json", data)
    assert read_json(tmp_path / "x.json") == data


def test_a_byte_order_mark_of_an_editor_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert read_json(tmp_path / "x.json") == {"a": 1}


def test_folders_are_made_and_nothing_but_the_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x.json"
    write_json_atomically(path, {"n": 1})
    write_json_atomically(path, {"n": 2})
    assert [file.name for file in path.parent.iterdir()] == ["x.json"]


def test_each_version_has_its_own_signature(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    seen = {write_json_atomically(path, {"n": n % 10}) for n in range(50)}
    assert len(seen) == 50
    assert signature(path) in seen


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "x.json", tmp_path / "x.json"
    write_json_atomically(real, {"n": 1})
    link.symlink_to(real)
    write_json_atomically(link, {"n": 2})
    assert link.is_symlink()
    assert read_json(real) == {"n": 2}


def test_the_permissions_of_a_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    write_json_atomically(path, {})
    path.chmod(0o600)
    write_json_atomically(path, {"n": 1})
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_place_where_nothing_can_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError, match="nothing on disk was changed") as told:
        write_json_atomically(tmp_path / "file" / "x.json", {})
    assert "\n" not in str(told.value)


DAMAGE = {
    "empty": (b"", "empty"),
    "zeros": (b"\0" * 512, "zeros"),
    "cut": (b'{"annotations": {"a": {"target"', "not valid JSON"),
    "tail": (b'{"a": 1}\n}}\n', "not valid JSON"),
    "list": (b"[1, 2]", "not a JSON object"),
    "bad UTF-8": (b'{"a": "\xff\xfe"}', "not UTF-8"),
    "web page": (b"<!doctype html><title>Sign in</title>", "web page"),
    "nested": (b"[" * 100_000, "not valid JSON"),
}


@pytest.mark.parametrize(("data", "reason"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_told_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "x.json").write_bytes(data)
    with pytest.raises(DamagedFileError, match=reason) as told:
        read_json(tmp_path / "x.json")
    assert told.value.data == data


def test_a_file_half_written_by_another_program_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b'{"a": ')
    writer = threading.Timer(0.005, lambda: path.write_bytes(b'{"a": 1}'))
    writer.start()
    assert read_json(path) == {"a": 1}
    writer.join()


def test_the_first_object_of_a_file_with_a_tail_is_salvaged() -> None:
    assert salvage(b'{"annotations": {"a": {"n": 1}}}  "b": 2}}') == {
        "annotations": {"a": {"n": 1}}
    }


def test_whole_records_of_a_cut_file_are_salvaged() -> None:
    record = {"target": {"exact": 'a "{brace}"', "path": []}, "note": "{\n}"}
    whole = serialise({"annotations": {"a": record, "b": record, "c": record}})
    assert salvage(whole[: whole.index(b'"c"') + 40]) == {"annotations": {"a": record, "b": record}}


def test_text_around_bad_bytes_is_salvaged() -> None:
    assert salvage(b'{"a": "x\xffy"}') == {"a": "x\ufffdy"}


@pytest.mark.parametrize("data", [b"", b"\0\0", b"<html>", b"[1]", b"[" * 100_000, b'"a": {'])
def test_from_what_holds_nothing_nothing_is_salvaged(data: bytes) -> None:
    assert salvage(data) == {}


def test_the_same_damage_is_set_aside_once_and_other_damage_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    first = set_aside(path, b"one")
    assert set_aside(path, b"one") == first
    second = set_aside(path, b"two")
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert set((tmp_path / ".quarantine").iterdir()) == {first, second}


def test_a_lock_keeps_others_out_until_it_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.02)
    path, locks = tmp_path / "x.json", tmp_path / "locks"
    with (
        locked(path, locks),
        pytest.raises(StorageError, match="another program"),
        locked(path, locks),
    ):
        pass
    with locked(path, locks):
        assert not path.exists()
    assert len(list(locks.iterdir())) == 1


def test_a_copy_is_what_a_file_would_give_back() -> None:
    assert json_copy({"tags": ("a", "b")}) == {"tags": ["a", "b"]}
    with pytest.raises(TypeError):
        json_copy({"when": object()})


def test_what_was_written_beside_is_no_file_until_it_is_put_in_place(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"old")
    temporary, signed = write_beside(path, [b"ne", b"w"])
    assert (path.read_bytes(), temporary.read_bytes()) == (b"old", b"new")
    assert put_in_place(temporary, signed, path) == signed == signature(path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_written_beside_can_be_given_up(tmp_path: Path) -> None:
    temporary, _ = write_beside(tmp_path / "x.json", [b"new"])
    discard(temporary)
    discard(temporary)
    assert list(tmp_path.iterdir()) == []


def test_files_of_one_name_stand_in_the_quarantine_side_by_side(tmp_path: Path) -> None:
    for content in ("one", "two", "three"):
        (tmp_path / "x.json").write_text(content)
        move_aside(tmp_path / "x.json")
    kept = sorted((tmp_path / ".quarantine").iterdir())
    assert [path.name for path in kept] == ["x.2.json", "x.3.json", "x.json"]
    assert [path.read_text() for path in kept] == ["two", "three", "one"]
    assert not (tmp_path / "x.json").exists()


def test_a_copy_in_the_quarantine_says_why_it_is_there(tmp_path: Path) -> None:
    kept = set_aside(tmp_path / "x.json", b"old", "version-1")
    assert kept.name.startswith("x.version-1-")
    assert kept.name.endswith("-1.json")


def test_a_path_has_one_key_however_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert path_key(tmp_path / "link" / "x") == path_key(tmp_path / "real" / "." / "x")
    assert path_key(tmp_path / "real" / "x") != path_key(tmp_path / "real" / "y")
