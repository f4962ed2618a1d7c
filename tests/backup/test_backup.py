"""A library goes into an archive; an archive that is not sound changes nothing."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from reader import archive as module
from reader.annotations.store import Annotations
from reader.archive import is_safe
from reader.backup import make_backup
from reader.errors import ReaderError, StorageError
from reader.library import Library
from reader.restore import restore
from tests.whale import TEXT, everything, mark, open_store, said


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def manifest(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as archive:
        data: dict[str, object] = json.loads(archive.read("manifest.json"))
        return data


# Making


def test_a_backup_holds_documents_annotations_journals_snapshots_and_a_manifest(
    library: Library, store: Annotations, archive: Path
) -> None:
    assert names(archive) == {
        "manifest.json",
        "documents/whale.txt",
        "annotations/catalogue.json",
        f"annotations/{store.path.name}",
        f"journals/{store.path.stem}.log",
        f"snapshots/{store.path.stem}/{today(library, store)}.json",
    }


def today(library: Library, store: Annotations) -> str:
    (path,) = library.state.glob(f"snapshots/*/{store.path.stem}/*.json")
    return path.stem


def test_the_manifest_says_what_is_in_it_and_from_where(library, store, archive):
    data = manifest(archive)
    assert (data["format"], data["version"], data["library"]) == (
        "reader-backup",
        1,
        str(library.root),
    )
    assert data["counts"]["annotations"] == 2
    hashed = {name: said["sha256"] for name, said in data["files"].items()}
    assert hashed["documents/whale.txt"] == sha256(TEXT.encode()).hexdigest()
    assert set(hashed) == names(archive) - {"manifest.json"}


def test_what_was_in_the_journal_only_is_in_the_files_of_a_backup(library, store, archive):
    with zipfile.ZipFile(archive) as opened:
        data = json.loads(opened.read(f"annotations/{store.path.name}"))
    assert sorted(record["note"] for record in data["annotations"].values()) == ["", "the narrator"]


def test_a_backup_writes_over_nothing_unless_told(library, store, archive):
    before = archive.read_bytes()
    with pytest.raises(StorageError, match="--force writes over it"):
        make_backup(library, archive)
    assert archive.read_bytes() == before
    store.add(mark("years"))
    assert make_backup(library, archive, force=True).counts["annotations"] == 3


def test_temporary_and_hidden_files_are_left_out_and_the_quarantine_is_in(library, book, tmp_path):
    for name in (
        "annotations/.whale.json.0123456789abcdef.tmp",
        "annotations/.git/config",
        "annotations/.quarantine/whale.damaged-1.json",
        "documents/.DS_Store",
        "documents/deep/er/book.txt",
    ):
        path = library.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    made = make_backup(library, tmp_path / "backup.zip")
    assert names(made.path) == {
        "manifest.json",
        "annotations/.quarantine/whale.damaged-1.json",
        "documents/whale.txt",
        "documents/deep/er/book.txt",
    }


def test_a_link_is_stored_as_what_it_points_to_only_inside_the_library(library, book, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    (library.documents / "inside.txt").symlink_to("whale.txt")
    (library.documents / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (library.documents / "folder").symlink_to(tmp_path)
    made = make_backup(library, tmp_path / "backup.zip")
    assert names(made.path) == {"manifest.json", "documents/inside.txt", "documents/whale.txt"}
    assert {notice.rpartition("/")[2] for notice in made.notices} == {"folder", "outside.txt"}


def test_drafts_of_this_library_are_in_it_and_those_of_others_are_not(library, book, tmp_path):
    open_store(library, book)
    identity = library.known_at(book).id
    drafts = library.state / "drafts"
    drafts.mkdir()
    for name in (identity, f"{identity}.run", "another", "another.run"):
        (drafts / f"{name}.json").write_text('{"text": "half a"}')
    (drafts / f"{identity}.run.lock").touch()
    made = make_backup(library, tmp_path / "backup.zip")
    assert {name for name in names(made.path) if name.startswith("drafts/")} == {
        f"drafts/{identity}.json",
        f"drafts/{identity}.run.json",
    }


def test_a_backup_that_fails_leaves_nothing(library, store, tmp_path, monkeypatch):
    folder = tmp_path / "backups"
    folder.mkdir()
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    store.save()
    (library.documents / "noise.txt").write_bytes(os.urandom(200_000))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(StorageError, match="the backup was not made"):
            make_backup(library, folder / "backup.zip")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(folder.iterdir()) == []


def test_annotated_documents_elsewhere_are_told_and_copied_if_asked(library, tmp_path, other):
    outside = tmp_path / "elsewhere" / "whale.txt"
    outside.parent.mkdir()
    outside.write_text(TEXT)
    open_store(library, outside).add(mark("sea"))
    open_store(library, outside).save()
    made = make_backup(library, tmp_path / "without.zip")
    assert made.outside == [str(outside)]
    assert not any(name.startswith("outside/") for name in names(made.path))
    copied = make_backup(library, tmp_path / "with.zip", with_documents=True)
    assert "outside/1/whale.txt" in names(copied.path)
    assert restore(other, copied.path).documents == ()  # it is still where it was
    outside.unlink()
    assert restore(other, copied.path).documents == ("documents/whale.txt",)
    assert said(open_store(other, other.documents / "whale.txt")) == {"sea": ""}


def test_a_file_of_annotations_that_cannot_be_saved_is_said_and_its_journal_is_in_it(
    library, store, tmp_path, other
):
    data = json.loads(store.path.read_bytes())
    data["meta"]["schema"] = {"version": 3, "min_reader": 1}
    store.path.write_text(json.dumps(data))
    made = make_backup(library, tmp_path / "backup.zip")
    assert any("cannot be changed" in notice for notice in made.notices)
    assert f"journals/{store.path.stem}.log" in names(made.path)


def test_a_damaged_file_with_nothing_in_it_is_backed_up_as_it_is(library, tmp_path):
    path = library.annotations / "lost.json"
    path.write_bytes(b"<html>")
    made = make_backup(library, tmp_path / "backup.zip")
    with zipfile.ZipFile(made.path) as opened:
        assert opened.read("annotations/lost.json") == b"<html>"
    assert path.read_bytes() == b"<html>"


# Archives that are not sound


def rebuilt(path: Path, change: Callable[[dict[str, bytes]], None], *, sign: bool = True) -> Path:
    """The archive with other content, and a manifest that says so unless told otherwise."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    change(content)
    if sign and "manifest.json" in content:
        data = json.loads(content["manifest.json"])
        data["files"] = {
            name: {"sha256": sha256(value).hexdigest(), "size": len(value)}
            for name, value in content.items()
            if name != "manifest.json"
        }
        content["manifest.json"] = json.dumps(data).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, value in content.items():
            archive.writestr(name, value)
    return path


def refused(other: Library, path: Path, words: str) -> bool:
    """Whether an archive is refused in one line with these words, and nothing changed."""
    before = everything(other.root.parent)
    with pytest.raises(ReaderError, match=words) as problem:
        restore(other, path)
    assert "\n" not in str(problem.value)
    assert everything(other.root.parent) == before
    return True


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../evil.txt",
        "documents/../../evil.txt",
        "documents//evil.txt",
        "documents/./evil.txt",
        "journals/deep/evil.log",
        "snapshots/evil.json",
        "drafts/deep/evil.json",
        "outside/evil.txt",
        "evil.txt",
        "documents",
        "locks/evil.lock",
    ],
)
def test_an_archive_with_a_hostile_name_is_refused(other, archive, name):
    assert refused(other, rebuilt(archive, lambda files: files.update({name: b"x"})), "hostile")


@pytest.mark.parametrize("name", ["documents/a.txt", "annotations/.quarantine/a.json"])
def test_names_below_their_folder_are_safe(name):
    assert is_safe(name)


def test_an_archive_with_a_symbolic_link_is_refused(other, archive):
    info = zipfile.ZipInfo("documents/link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr(info, "/etc/passwd")
    assert refused(other, archive, "hostile")


def test_an_archive_that_would_unpack_to_far_too_much_is_refused(other, archive, monkeypatch):
    monkeypatch.setattr(module, "UNSUSPICIOUS", 100_000)
    bomb = rebuilt(archive, lambda files: None)
    with zipfile.ZipFile(bomb) as opened:
        content = {name: opened.read(name) for name in opened.namelist()}
    data = json.loads(content["manifest.json"])
    data["files"]["documents/zeros.txt"] = {"sha256": "", "size": 1}
    content["manifest.json"] = json.dumps(data).encode()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, value in {**content, "documents/zeros.txt": bytes(5_000_000)}.items():
            opened.writestr(name, value)
    assert refused(other, bomb, "would unpack to")


def offset_of(path: Path, name: str) -> int:
    """Where the content of a file of an archive is."""
    with zipfile.ZipFile(path) as opened:
        return opened.getinfo(name).header_offset + 30 + len(name)


def damage(archive: Path, name: str) -> None:
    """Change a byte of what a file of an archive holds."""
    data = bytearray(archive.read_bytes())
    data[offset_of(archive, name) + 5] ^= 0xFF
    archive.write_bytes(data)


def test_of_an_archive_without_its_end_what_is_whole_is_taken(library, store, archive, other):
    log = f"journals/{store.path.stem}.log"
    archive.write_bytes(archive.read_bytes()[: offset_of(archive, log) + 5])
    result = restore(other, archive)
    assert result.documents == ("documents/whale.txt",)
    assert (result.annotations, result.journals) == (2, 0)
    assert "is cut off" in result.failures[0]
    assert said(open_store(other, other.documents / "whale.txt")) == said(store)


def test_an_archive_of_which_only_the_directory_is_damaged_comes_back_as_a_whole(other, archive):
    archive.write_bytes(archive.read_bytes()[:-60])
    result = restore(other, archive)
    assert (result.annotations, result.journals, result.snapshots) == (2, 1, 1)
    assert (result.failures, result.damaged) == ((), ())


def test_what_is_damaged_in_an_archive_is_named_and_all_else_taken(store, archive, other):
    damage(archive, "documents/whale.txt")
    result = restore(other, archive)
    assert result.damaged == ("documents/whale.txt",)
    assert (result.documents, result.annotations, result.journals) == ((), 2, 1)


def test_an_archive_whose_manifest_is_damaged_is_taken_by_its_checksums(store, archive, other):
    damage(archive, "manifest.json")
    result = restore(other, archive)
    assert result.damaged == ("manifest.json",)
    assert (result.documents, result.annotations) == (("documents/whale.txt",), 2)


def test_an_archive_in_which_nothing_is_sound_changes_nothing(library, book, tmp_path, other):
    archive = make_backup(library, tmp_path / "one.zip").path
    damage(archive, "documents/whale.txt")
    assert refused(other, archive, "everything in it is damaged; nothing was changed")


def test_something_else_that_was_cut_off_is_refused(other, tmp_path):
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("photo.jpg", b"x" * 99)
    path.write_bytes(path.read_bytes()[:-30])
    assert refused(other, path, "no backup that Reader made")


def test_an_archive_whose_files_are_not_those_of_the_manifest_is_refused(other, archive):
    rebuilt(archive, lambda files: files.update({"documents/new.txt": b"x"}), sign=False)
    assert refused(other, archive, "is not what is in it")


def test_what_is_not_as_the_manifest_says_is_not_taken(other, archive):
    rebuilt(archive, lambda files: files.update({"documents/whale.txt": b"x"}), sign=False)
    assert restore(other, archive).damaged == ("documents/whale.txt",)
    assert list(other.documents.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [None, b"", b"[]", b"{}", b'{"format": "other"}', b'{"format": "reader-backup", "version": 1}'],
)
def test_an_archive_of_something_else_is_refused(other, archive, content):
    def change(files: dict[str, bytes]) -> None:
        files.pop("manifest.json")
        if content is not None:
            files["manifest.json"] = content

    assert refused(other, rebuilt(archive, change, sign=False), "no backup that Reader made")


def test_an_archive_of_a_newer_reader_is_refused(other, archive):
    def change(files: dict[str, bytes]) -> None:
        files["manifest.json"] = b'{"format": "reader-backup", "version": 2}'

    assert refused(other, rebuilt(archive, change, sign=False), "a newer Reader made it")


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04"])
def test_a_file_that_is_no_archive_is_refused(other, tmp_path, content):
    path = tmp_path / "backup.zip"
    path.write_bytes(content)
    assert refused(other, path, "no backup")


def test_a_link_in_the_library_leads_no_document_out_of_it(other, archive, tmp_path):
    rebuilt(archive, lambda files: files.update({"documents/deep/evil.txt": b"x"}))
    (tmp_path / "elsewhere").mkdir()
    (other.documents / "deep").symlink_to(tmp_path / "elsewhere")
    result = restore(other, archive)
    assert "documents/deep/evil.txt" not in result.documents
    assert list((tmp_path / "elsewhere").iterdir()) == []
