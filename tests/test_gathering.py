"""Putting files on the shelf, and finding again what was moved."""

import gzip
import os
from pathlib import Path

import pytest

from reader import gathering
from reader.annotations.annotation import Annotation, Target, new_id, now
from reader.annotations.exchange.markdown import export_markdown
from reader.documents.known import Format
from reader.documents.opening import open_document, read_source, source_from_bytes
from reader.extras import install
from reader.gathering import files_below, gather, glimpse, known_to, paths_in
from reader.library import Library
from tests.books import book

TEXT = "A story\n\nOnce upon a time there was a reader.\n"


@pytest.fixture
def books(tmp_path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    return folder


def written(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def add(library: Library, *places: Path, **how) -> gathering.Progress:
    return list(gather(library, places, known_to(library, library.browse()), **how))[-1]


def shelf_of(library: Library) -> dict[str, str]:
    """The titles of what is on the shelf, by the names of their files."""
    return {Path(e.path).name: e.title for e in library.entries() if not e.off_the_shelf}


def read(library: Library, path: Path):
    source = read_source(path)
    return library.remember(library.recognise(source, open_document(source)), opened=now())


# Looking for files


def names_below(folder: Path) -> list[str]:
    return [os.path.relpath(path, folder.resolve()) for path in files_below(folder)]


def test_text_and_markdown_are_found_in_a_folder_and_below(books):
    for name in ("b.md", "a.TXT", "sub/deep/c.markdown", "image.png", "program.py"):
        written(books / name)
    assert names_below(books) == ["a.TXT", "b.md", "sub/deep/c.markdown"]


def test_a_file_without_a_suffix_is_looked_into(books):
    written(books / "README")
    (books / "program").write_bytes(b"\x7fELF\0\0\0")
    (books / "nothing").write_bytes(b"")
    assert names_below(books) == ["README"]


def test_hidden_files_and_folders_are_passed_over(books):
    for name in (".hidden.md", ".git/notes.md", "seen.md"):
        written(books / name)
    assert names_below(books) == ["seen.md"]


def test_links_are_followed_but_never_in_a_circle(books, tmp_path):
    written(tmp_path / "elsewhere" / "linked.md")
    (books / "there").symlink_to(tmp_path / "elsewhere")
    (books / "again").symlink_to(tmp_path / "elsewhere")
    (books / "circle").symlink_to(books)
    (books / "gone").symlink_to(books / "nowhere")
    found = [Path(path).resolve() for path in files_below(books)]
    assert found == [tmp_path / "elsewhere" / "linked.md"]


def test_a_folder_that_may_not_be_looked_into_is_passed_over(books):
    written(books / "a.md")
    assert list(files_below(books / "not there")) == []


# What a look tells


def test_a_short_file_is_known_wholly_after_one_look(library, books):
    path = written(books / "story.txt")
    entry, known = glimpse(library, path), read(library, path)
    assert (entry.title, entry.sha256) == (known.title, known.sha256)
    assert (entry.format, entry.length) == ("plain", len(entry_text(path)))
    assert (entry.annotations, entry.questions, entry.opened) == (0, 0, "")


def entry_text(path: Path) -> str:
    return open_document(read_source(path)).text


def test_of_a_long_file_only_the_beginning_is_read(library, books):
    front = "---\ntitle: 長い本\nauthor: Somebody\n---\n\n"
    path = written(books / "long.md", front + "雨が降る。\n\n" * 20_000)
    entry = glimpse(library, path)
    assert (entry.title, entry.authors, entry.length, entry.sha256) == (
        "長い本",
        ("Somebody",),
        0,
        "",
    )
    assert entry.size == path.stat().st_size
    assert entry.pace < 600


# Adding


def test_files_are_added_where_they_are_and_left_as_they_are(library, books):
    path = written(books / "story.txt")
    before = path.stat()
    assert add(library, path).words == "1 added"
    assert [entry.path for entry in library.entries()] == [str(path)]
    assert (path.stat().st_mtime_ns, path.read_text("utf-8")) == (before.st_mtime_ns, TEXT)


def test_a_folder_is_added_with_all_that_is_below(library, books):
    for name in ("one.md", "sub/two.md"):
        written(books / name, f"# The title of {name}\n\nText.\n")
    assert add(library, books).added == 2
    assert shelf_of(library) == {
        "one.md": "The title of one.md",
        "two.md": "The title of sub/two.md",
    }


def test_what_is_there_already_is_not_added_twice(library, books):
    written(books / "story.txt")
    add(library, books)
    assert add(library, books, books / "story.txt").words == "0 added, 1 was here already"
    assert len(library.entries()) == 1


def test_what_was_added_and_not_read_is_not_what_reader_opens_by_itself(library, books):
    add(library, written(books / "story.txt"))
    assert library.last_opened() is None


def test_a_file_that_is_no_text_is_told_and_the_others_are_added(library, books):
    (books / "bad.txt").write_bytes(b"\0\0\0")
    written(books / "good.txt")
    last = add(library, books)
    assert (last.added, len(last.problems)) == (1, 1)
    assert "bad.txt" in last.words


def test_what_was_added_before_a_stop_stays(library, books):
    for number in range(5):
        written(books / f"{number}.txt")
    seen = []
    known = known_to(library, [])
    for step in gather(library, [books], known, stop=lambda: len(seen) >= 3):
        seen.append(step)
    assert len(library.entries()) == 3


def test_many_files_are_written_in_a_few_steps(library, books, monkeypatch):
    monkeypatch.setattr(gathering, "AT_ONCE", 2)
    for number in range(5):
        written(books / f"{number}.txt")
    steps = gather(library, [books], known_to(library, []))
    kept = []
    for _ in steps:
        kept.append(len(library.entries()))
    assert kept == [0, 2, 2, 4, 4, 5]


# Forgetting


def test_what_was_forgotten_comes_back_when_it_is_added_by_hand_but_not_by_watching(library, books):
    path = written(books / "story.txt")
    entry = read(library, path)
    library.keep([entry._replace(forgotten=now())], "forgotten")
    assert shelf_of(library) == {}
    add(library, books, by_hand=False)
    assert shelf_of(library) == {}
    add(library, path)
    assert shelf_of(library) == {"story.txt": entry.title}


def test_what_was_forgotten_comes_back_when_it_is_read(library, books):
    path = written(books / "story.txt")
    entry = read(library, path)
    library.keep([entry._replace(forgotten=now())], "forgotten")
    assert library.last_opened() is None
    assert not read(library, path).off_the_shelf


# Found again


def test_a_document_that_was_moved_is_found_again_with_its_notes_and_its_place(library, books):
    path = written(books / "story.txt")
    entry = library.remember(read(library, path), place=12)
    store = library.annotations_of(entry)
    store.add(Annotation(new_id(), Target("Once upon", start=9, end=18)))
    store.save()
    path.rename(books / "moved.txt")
    last = add(library, books)
    assert (last.added, last.moved) == (0, 1)
    (again,) = library.entries()
    assert (again.id, again.place, Path(again.path).name) == (entry.id, 12, "moved.txt")
    assert len(library.annotations_of(again).all()) == 1


def test_another_text_of_the_same_name_is_another_document(library, books):
    path = written(books / "story.txt")
    first = read(library, path)
    path.unlink()
    add(library, written(books / "sub" / "story.txt", TEXT.replace("Once", "Then")))
    assert sorted(Path(e.path).parent.name for e in library.entries()) == ["books", "sub"]
    assert first.id in {entry.id for entry in library.entries()}


def test_a_copy_of_what_is_still_there_is_another_document(library, books):
    written(books / "story.txt")
    add(library, books)
    add(library, written(books / "copy.txt"))
    assert len({entry.id for entry in library.entries()}) == 2


def test_a_long_file_that_was_never_read_is_found_again_by_name_and_size(library, books):
    path = written(books / "long.txt", "Some words of it.\n\n" * 5_000)
    add(library, path)
    (books / "sub").mkdir()
    path.rename(books / "sub" / "long.txt")
    assert add(library, books).moved == 1


def test_a_text_that_took_the_place_of_a_read_one_is_put_on_the_shelf(library, books):
    path = written(books / "story.txt")
    old = read(library, path)
    library.put([old._replace(displaced=now())])
    written(path, "Quite another story.\n")
    assert add(library, path).added == 1
    assert [e.id == old.id for e in library.entries() if not e.displaced] == [False]


def test_a_text_that_was_displaced_is_found_again_where_it_is_now(library, books):
    path = written(books / "story.txt")
    old = read(library, path)
    library.put([old._replace(displaced=now())])
    assert add(library, path.rename(books / "elsewhere.txt")).moved == 1
    (again,) = library.entries()
    assert (again.id, again.displaced) == (old.id, "")
    assert again.places == (str(books / "story.txt"),)


# What is dropped on the terminal


@pytest.mark.parametrize(
    "pasted",
    ["{}", "'{}'", '"{}"', "{}\n", " {} ", "file://{}", "{} {}"],
)
def test_a_pasted_path_is_understood(books, pasted):
    path = written(books / "story.txt")
    assert set(paths_in(pasted.replace("{}", str(path)))) == {path}


def test_spaces_may_be_escaped_quoted_encoded_or_plain(books):
    path = written(books / "a long story.txt")
    for pasted in (
        str(path),
        f"'{path}'",
        str(path).replace(" ", "\\ "),
        "file://" + str(path).replace(" ", "%20"),
    ):
        assert paths_in(pasted) == [path], pasted


def test_several_paths_come_as_several_lines_or_words(books):
    one, two = written(books / "one.txt"), written(books / "the second.txt")
    assert paths_in(f"{one}\n{two}\n") == [one, two]
    assert paths_in(f"{one} '{two}'") == [one, two]


@pytest.mark.parametrize(
    "pasted", ["", "some words", "/not/there.txt", "it's", "/ or not", "story.txt", "\0"]
)
def test_what_is_no_path_of_a_file_is_left_alone(pasted):
    assert paths_in(pasted) == []


# What was exported


def exported(path: Path) -> Path:
    document = open_document(source_from_bytes("a.txt", TEXT.encode()))
    return written(path, export_markdown(document, [], source="a.txt"))


def test_our_own_exports_in_a_folder_are_no_documents(library, books):
    written(books / "story.md")
    exported(books / "export.md")
    assert add(library, books).words == "1 added"
    assert list(shelf_of(library)) == ["story.md"]


def test_an_export_that_comes_into_a_watched_folder_is_no_document(library, books):
    export = exported(books / "export.md")
    add(library, export, by_hand=False)
    assert shelf_of(library) == {}


def test_an_export_among_the_documents_of_the_library_is_none(library):
    exported(library.documents / "export.md")
    assert list(library.browse()) == []


def test_an_export_that_is_added_by_its_name_is_a_document(library, books):
    add(library, exported(books / "export.md"))
    assert list(shelf_of(library)) == ["export.md"]


def test_an_export_that_was_opened_stays_on_the_shelf(library, books):
    read(library, exported(books / "export.md"))
    add(library, books)
    assert list(shelf_of(library)) == ["export.md"]


def test_front_matter_that_is_like_ours_is_not_taken_for_it(library, books):
    written(books / "note.md", '---\ntitle: "Mine"\nannotations: many\n---\n\n# Mine\n')
    written(books / "other.md", '---\ntitle: "Mine"\nannotations: 3\ntags: x\n---\n\n# A\n')
    assert add(library, books).added == 2


def test_a_long_book_is_put_on_the_shelf_by_its_first_files(library, books):
    bodies = {f"{number}.xhtml": f"<p>{'word ' * 3000}</p>" for number in range(5)}
    metadata = "<dc:title>A Book</dc:title><dc:creator>Somebody</dc:creator>"
    (books / "b.epub").write_bytes(book(bodies, metadata=metadata))
    assert add(library, books).added == 1
    (entry,) = (entry for entry in library.entries() if entry.path.endswith("b.epub"))
    assert (entry.title, entry.authors, entry.format) == ("A Book", ("Somebody",), "epub")
    assert entry.length == 0  # it was not read to its end


def test_books_and_pages_are_found_in_a_folder(books):
    for name in ("a.epub", "b.html", "c.htm", "d.xhtml", "e.png"):
        written(books / name)
    assert [Path(path).name for path in files_below(books)] == [
        "a.epub",
        "b.html",
        "c.htm",
        "d.xhtml",
    ]


def test_files_whose_reader_is_not_installed_are_told_with_the_command(library, books, monkeypatch):
    odd = Format(
        "odd", "an Odd book", (".odd",), binary=True, extra="odd", library="no_such_module"
    )
    monkeypatch.setattr(gathering, "BY_SUFFIX", {**gathering.BY_SUFFIX, ".odd": odd})
    for name in ("one.odd", "two.odd"):
        (books / name).write_bytes(b"\0")
    assert add(library, books).words.endswith(f"left out: 2 × Odd book ({install('odd')})")
    assert "left out" not in add(library, books, by_hand=False).words


def test_manual_pages_are_found_by_their_beginning_and_packed_texts_by_what_is_in_them(tmp_path):
    (tmp_path / "mill.1").write_text(".TH MILL 1\n.SH NAME\nmill\n")
    (tmp_path / "log.1").write_text("nothing of the kind\n")
    (tmp_path / "mill.5.gz").write_bytes(gzip.compress(b".TH MILL 5\n"))
    (tmp_path / "notes.md.gz").write_bytes(gzip.compress(b"# Notes\n"))
    (tmp_path / "picture.png.gz").write_bytes(gzip.compress(b"no"))
    assert names_below(tmp_path) == ["mill.1", "mill.5.gz", "notes.md.gz"]
