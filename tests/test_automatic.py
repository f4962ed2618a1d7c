"""Exports that write themselves: one file for each document, that follows it and is the person's
as well."""

import json
import subprocess

import pytest

from reader import automatic, settings
from reader.annotations.annotation import Kind
from reader.automatic import Where, export_by_itself, is_due, mode_of, recall, stamp_of
from reader.catalogue import Entry
from reader.documents.opening import open_document, read_source
from reader.errors import StorageError
from reader.library import named
from reader.settings import Settings
from reader.study.reading import Reading
from reader.text.quotes import quoted
from tests.test_cli import Shell

BOOK = "# The river\n\nWater runs downhill. It always has.\n\nSalt stays behind.\n"


class Book:
    """A document in a library, and what is exported of it."""

    def __init__(self, library, path, text=BOOK):
        self.library, self.path = library, path
        path.write_text(text)
        self.open()

    def open(self):
        self.source = read_source(self.path)
        self.document = open_document(self.source)
        self.entry = self.library.remember(self.library.recognise(self.source, self.document))
        self.store = self.library.annotations_of(self.entry)
        self.reading = Reading(self.document, self.store)
        self.reading.refresh()
        return self

    def mark(self, words, **fields):
        (span,) = quoted(self.document.text, words)
        return self.reading.mark(span, **fields)

    def export(self, place):
        return export_by_itself(
            self.library,
            self.entry,
            self.store,
            self.reading.document,
            self.reading.everything(),
            named(self.library, self.source),
            place,
        )

    def due(self, place):
        stamp = stamp_of(self.reading.document, self.store, place)
        return is_due(self.library, self.entry, stamp, place)


@pytest.fixture
def vault(tmp_path):
    return tmp_path / "vault"


@pytest.fixture
def place(vault):
    return Where(vault, "{title}", "index.md")


@pytest.fixture
def book(library, tmp_path):
    return Book(library, tmp_path / "river.md")


def files(folder):
    """All files below a folder, by their paths from there."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


# --- one file for each document -------------------------------------------------------------------


def test_a_document_with_annotations_has_a_file_and_a_row_in_the_index(book, place, vault):
    book.mark("Salt stays behind.", kind=Kind.QUESTION)
    done = book.export(place)
    assert done.wrote and done.path == vault / "The river.md"
    assert "> Salt stays behind." in done.path.read_text()
    assert "| [The river](The%20river.md) |  | 1 | 1 |" in (vault / "index.md").read_text()


def test_a_document_without_annotations_has_neither(book, place, vault):
    assert book.export(place) is None
    assert not vault.exists()


def test_two_documents_of_one_title_have_two_files(book, place, library, tmp_path, vault):
    other = Book(library, tmp_path / "other.md", BOOK + "\nMore of it.\n")
    book.mark("Salt stays behind.")
    other.mark("More of it.")
    book.export(place)
    other.export(place)
    apart = f"The river ({other.entry.id[-8:]}).md"
    assert files(vault) == sorted(["The river.md", apart, "index.md"])
    assert "More of it" in (vault / apart).read_text()
    assert "More of it" not in (vault / "The river.md").read_text()


def test_names_that_differ_in_case_only_are_told_apart(book, place, library, tmp_path, vault):
    other = Book(library, tmp_path / "other.md", BOOK.replace("The river", "THE RIVER"))
    for one in (book, other):
        one.mark("Salt stays behind.")
        one.export(place)
    assert len({name.casefold() for name in files(vault)}) == 3


def test_a_file_of_the_person_is_left_alone(book, place, vault):
    vault.mkdir()
    (vault / "The river.md").write_text("my own words\n")
    book.mark("Salt stays behind.")
    done = book.export(place)
    assert done.path.name == f"The river ({book.entry.id[-8:]}).md"
    assert (vault / "The river.md").read_text() == "my own words\n"


def test_the_document_itself_is_never_written_to(library, vault):
    vault.mkdir()
    book = Book(library, vault / "The river.md")
    book.mark("Salt stays behind.")
    done = book.export(Where(vault, "{title}"))
    assert done.path != book.path
    assert book.path.read_text() == BOOK


def test_a_template_may_sort_files_into_folders(book, vault):
    book.mark("Salt stays behind.")
    book.export(Where(vault, "Books/{title}"))
    assert files(vault) == ["Books/The river.md"]


# --- what is there already ------------------------------------------------------------------------


def test_what_did_not_change_is_not_written_again(book, place, vault):
    book.mark("Salt stays behind.")
    book.export(place)
    before = {path: path.stat() for path in vault.iterdir()}
    assert not book.due(place)
    assert not book.export(place).wrote
    for path, status in before.items():
        now = path.stat()
        assert (now.st_mtime_ns, now.st_ino) == (status.st_mtime_ns, status.st_ino)


def test_every_change_is_due_and_so_is_a_file_that_is_gone(book, place):
    one = book.mark("Salt stays behind.")
    assert book.due(place)
    book.export(place)
    book.store.change(one.id, note="Why?")
    assert book.due(place)
    book.reading.refresh()
    done = book.export(place)
    assert "Why?" in done.path.read_text()
    assert not book.due(place)
    done.path.unlink()
    assert book.due(place)


def test_what_a_person_wrote_in_the_file_stays(book, place):
    book.mark("Salt stays behind.")
    path = book.export(place).path
    path.write_text(path.read_text() + "\nMy own thought.\n")
    book.mark("It always has.")
    text = book.export(place).path.read_text()
    assert "My own thought." in text and "> It always has." in text


def test_when_the_last_annotation_is_deleted_the_file_says_so_and_stays(book, place):
    one = book.mark("Salt stays behind.")
    path = book.export(place).path
    book.store.remove(one)
    book.reading.refresh()
    book.export(place)
    assert "## Removed" in path.read_text()


def test_a_file_follows_the_title_of_its_document(book, place, vault):
    book.mark("Salt stays behind.")
    path = book.export(place).path
    path.write_text(path.read_text() + "\nMy own thought.\n")
    book.path.write_text(BOOK.replace("The river", "The stream"))
    book.open().export(place)
    assert files(vault) == ["The stream.md", "index.md"]
    assert "My own thought." in (vault / "The stream.md").read_text()
    assert "[The stream](The%20stream.md)" in (vault / "index.md").read_text()


def test_a_name_that_is_taken_does_not_replace_what_has_it(book, place, vault):
    book.mark("Salt stays behind.")
    book.export(place)
    (vault / "The stream.md").write_text("my own words\n")
    book.path.write_text(BOOK.replace("The river", "The stream"))
    book.open().export(place)
    assert (vault / "The stream.md").read_text() == "my own words\n"
    assert files(vault) == [f"The stream ({book.entry.id[-8:]}).md", "The stream.md", "index.md"]


def test_folders_that_a_template_left_empty_go(book, vault):
    book.mark("Salt stays behind.")
    book.export(Where(vault, "a/b/{title}"))
    book.export(Where(vault, "{title}"))
    assert [path.name for path in vault.iterdir()] == ["The river.md"]


def test_a_file_that_a_person_moved_is_found_and_keeps_their_name(book, place, vault):
    one = book.mark("Salt stays behind.", note="first")
    path = book.export(place).path
    (vault / "mine").mkdir()
    path.rename(vault / "mine" / "water.md")
    book.store.change(one.id, note="second")
    book.path.write_text(BOOK.replace("The river", "The stream"))
    book.open().export(place)
    assert files(vault) == ["index.md", "mine/water.md"]
    text = (vault / "mine" / "water.md").read_text()
    assert "second" in text and "first" not in text  # what was written last went along
    assert "(mine/water.md)" in (vault / "index.md").read_text()


def test_a_file_that_a_person_deleted_is_written_anew(book, place):
    book.mark("Salt stays behind.")
    path = book.export(place).path
    path.unlink()
    assert book.export(place).wrote
    assert "> Salt stays behind." in path.read_text()


def test_what_is_remembered_cannot_lead_out_of_the_folder(book, place, library, vault, tmp_path):
    book.mark("Salt stays behind.")
    book.export(place)
    (kept,) = (library.annotations / ".exports").glob("*-auto-*.json")
    data = json.loads(kept.read_text())
    kept.write_text(json.dumps({**data, "file": "../river.md", "given": "../river.md"}))
    assert recall(library, book.entry.id, vault) is None
    book.export(place)
    assert (tmp_path / "river.md").read_text() == BOOK


# --- failures -------------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_made_is_said_and_loses_nothing(book, place, vault):
    vault.write_text("a file")
    one = book.mark("Salt stays behind.")
    with pytest.raises(StorageError, match="cannot make"):
        book.export(place)
    assert book.store.get(one.id) is not None
    assert book.due(place)
    vault.unlink()
    assert book.export(place).wrote


def test_an_index_that_is_none_of_ours_is_said_and_the_notes_are_written(book, place, vault):
    vault.mkdir()
    (vault / "index.md").write_text("my own words\n")
    book.mark("Salt stays behind.")
    with pytest.raises(StorageError, match=r"export\.index"):
        book.export(place)
    assert (vault / "index.md").read_text() == "my own words\n"
    assert "Salt stays" in (vault / "The river.md").read_text()
    assert book.due(place)
    (vault / "index.md").unlink()
    book.export(place)
    assert not book.due(place)


# --- settings -------------------------------------------------------------------------------------


def test_a_document_goes_before_the_setting_of_all():
    known = Settings().over({"export.auto": "stop"}, "")
    assert mode_of(Entry(), known) == "stop"
    assert mode_of(Entry(auto_export="change"), known) == "change"
    assert mode_of(Entry(auto_export="off"), known) == "off"
    assert mode_of(Entry(auto_export="nonsense"), known) == "stop"


def test_what_is_set_for_a_document_is_kept_while_it_is_read(book, library):
    library.keep([book.entry._replace(auto_export="change")], "auto_export")
    assert library.remember(book.entry, place=3).auto_export == "change"


def test_without_a_folder_exports_go_into_the_library(library):
    assert automatic.where(library, Settings()).folder == library.root / "exports"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("export.folder", "notes"), ("export.name", "../{title}"), ("export.name", "{x}")),
        *(("export.index", "../x.md"), ("export.index", "x.txt"), ("export.auto", "sometimes")),
    ],
)
def test_a_value_that_will_not_do_is_not_taken(name, value):
    table, key = name.split(".")
    parsed = settings.parse(f'[{table}]\n{key} = "{value}"\n')
    assert parsed.text(name) == settings.BY_NAME[name].default
    assert len(parsed.problems) == 1


# --- the shell ------------------------------------------------------------------------------------


@pytest.fixture
def reader(tmp_path):
    return Shell(tmp_path)


def test_all_documents_go_into_a_folder(reader, vault):
    for name, title in (("a.md", "One"), ("b.md", "Two"), ("c.md", "Three")):
        reader.write(name, BOOK.replace("The river", title))
    reader.mark("a.md", "--quote", "Salt stays behind.")
    reader.mark("b.md", "--quote", "It always has.")
    result = reader("export", "--all", "--into", str(vault))
    assert result.returncode == 0
    assert files(vault) == ["One.md", "Two.md"]
    assert f"2 written in {vault}, 0 up to date" in result.stderr
    again = reader("export", "--all", "--into", str(vault))
    assert f"0 written in {vault}, 2 up to date" in again.stderr


def test_one_that_cannot_be_read_does_not_stop_the_others(reader, vault):
    for name, title in (("a.md", "One"), ("b.md", "Two")):
        reader.write(name, BOOK.replace("The river", title))
        reader.mark(name, "--quote", "Salt stays behind.")
    (reader.folder / "a.md").unlink()
    result = reader("export", "--all", "--into", str(vault))
    assert result.returncode == 1
    assert files(vault) == ["Two.md"]
    assert "reader: One: " in result.stderr and "1 not exported" in result.stderr


def test_what_is_marked_in_the_shell_is_exported_where_every_change_is(reader, vault):
    reader.write("a.md", BOOK)
    reader("config", "export.folder", str(vault))
    reader.mark("a.md", "--quote", "It always has.")
    assert not vault.exists()
    reader("config", "export.auto", "change")
    reader.mark("a.md", "--quote", "Salt stays behind.")
    assert (vault / "The river.md").read_text().count("^r-") == 2


def test_in_a_git_repository_nothing_changes_where_no_note_did(reader, vault):
    reader.write("a.md", BOOK)
    reader.mark("a.md", "--quote", "Salt stays behind.")
    reader("config", "export.index", "index.md")
    reader("export", "--all", "--into", str(vault))

    def git(*words):
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        call = ["git", "-C", str(vault), *who, *words]
        return subprocess.run(call, capture_output=True, check=True, text=True).stdout

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "notes")
    reader("text", "a.md")
    reader("export", "--all", "--into", str(vault))
    assert git("status", "--porcelain") == ""
