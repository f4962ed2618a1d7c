"""Links to documents and passages in the shell: where they lead, and what is said of old ones."""

import json
import os
import pty
import subprocess
import sys

import pytest

from tests.test_cli import Shell, failed

BOOK = "# The river\n\nWater runs downhill. It always has.\n\n# The sea\n\nSalt stays behind.\n"


@pytest.fixture
def reader(tmp_path):
    return Shell(tmp_path)


@pytest.fixture
def book(reader):
    return reader.write("book.md", BOOK)


def listed(reader, *words):
    return json.loads(reader("annotations", "--json", *words).stdout)["annotations"]


def document_of(reader):
    (one,) = json.loads(reader("documents", "--json").stdout)["documents"]
    return one["id"]


def on_terminal(reader, *words, term="xterm-256color"):
    """What a command prints where standard output is a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "reader", *words],
        cwd=reader.folder,
        env=reader.environment | {"TERM": term},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    ):
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 1 << 16):
                said += part
        except OSError:  # the other side is closed
            pass
    os.close(ours)
    return said.decode()


def test_every_annotation_has_its_link_in_json(reader, book):
    marked = reader.mark(book, "--quote", "Salt stays behind.")
    (record,) = listed(reader, book)
    assert record["link"] == f"reader://{document_of(reader)}/{marked}"


def test_a_link_stands_for_the_file_in_every_command(reader, book):
    marked = reader.mark(book, "--quote", "Salt stays behind.")
    link = listed(reader, book)[0]["link"]
    assert [one["id"] for one in listed(reader, link)] == [marked]
    assert reader("text", link).stdout == reader("text", book).stdout
    assert reader(link).stdout == reader("text", book).stdout


def test_a_link_follows_a_file_that_was_moved(reader, book):
    reader.mark(book, "--quote", "Salt stays behind.")
    link = listed(reader, book)[0]["link"]
    (reader.folder / book).rename(reader.folder / "other.md")
    listed(reader, "other.md")  # which finds that it is the same
    assert "Salt stays behind." in reader("text", link).stdout


def test_what_is_no_link_is_refused_with_what_one_looks_like(reader):
    assert failed(reader("reader://"), 2, "reader://DOCUMENT/ANNOTATION")


def test_a_document_that_the_library_does_not_know_is_said_with_the_library(reader, book):
    reader.mark(book, "--quote", "Salt stays behind.")
    result = reader("reader://01m81srdq67w1xj9zs/01m81srdq67w1xj9zt")
    assert failed(result, 1, str(reader.library), "--library")


def test_of_a_file_that_is_gone_the_passage_is_told_and_how_to_see_the_notes(reader, book):
    reader.mark(book, "--quote", "Salt stays behind.", "--note", "Why?")
    link, document = listed(reader, book)[0]["link"], document_of(reader)
    (reader.folder / book).unlink()
    assert failed(reader(link), 1, "“Salt stays behind.”", f"reader annotations {document}")
    assert [one["note"] for one in listed(reader, link)] == ["Why?"]


def test_of_an_unknown_annotation_the_document_is_read_and_the_rest_is_said(reader, book):
    reader.mark(book, "--quote", "Salt stays behind.")
    result = reader("text", f"reader://{document_of(reader)}/01m81srdq67w1xj9zt")
    assert result.stdout == reader("text", book).stdout
    assert result.stderr == "reader: The document has no annotation 01m81srdq67w1xj9zt.\n"


def test_an_annotation_is_found_by_the_link_of_a_document_that_is_another_now(reader, book):
    marked = reader.mark(book, "--quote", "Salt stays behind.")
    assert "Salt stays" in reader(f"reader://01m81srdq67w1xj9zs/{marked}").stdout


def test_an_export_holds_a_link_to_each_passage_unless_it_is_not_to(reader, book):
    reader.mark(book, "--quote", "Salt stays behind.")
    link = listed(reader, book)[0]["link"]
    assert f" · [open]({link})*" in reader("export", book).stdout
    assert reader("config", "export.links", "off").returncode == 0
    assert "reader://" not in reader("export", book).stdout


def test_an_export_with_links_is_brought_up_and_read_back(reader, book):
    marked = reader.mark(book, "--quote", "Salt stays behind.", "--note", "Why?")
    reader("export", book, "-o", "notes.md")
    path = reader.folder / "notes.md"
    path.write_text(path.read_text().replace("Why?", "Because."))
    assert reader("import", "notes.md").returncode == 0
    (record,) = listed(reader, book)
    assert (record["id"], record["note"]) == (marked, "Because.")
    before = path.read_bytes()
    reader("export", book, "-o", "notes.md")
    assert path.read_bytes() == before


def test_on_a_terminal_titles_places_and_annotations_are_links(reader, book):
    reader.mark(book, "--quote", "Salt stays behind.")
    link, document = listed(reader, book)[0]["link"], document_of(reader)
    assert f"\x1b]8;;{link}\x1b\\The sea, " in on_terminal(reader, "annotations", book)
    assert f"\x1b]8;;reader://{document}\x1b\\The river" in on_terminal(reader, "documents")
    found = on_terminal(reader, "search", "salt")
    assert f"\x1b]8;;reader://{document}?at=" in found
    assert found.count("\x1b]8;;\x1b\\") == found.count("\x1b]8;;reader://")


def test_a_terminal_without_links_and_a_file_get_none(reader, book):
    reader.mark(book, "--quote", "Salt stays behind.")
    assert "\x1b]8" not in on_terminal(reader, "annotations", book, term="linux")
    assert "\x1b]8" not in reader("annotations", book).stdout
