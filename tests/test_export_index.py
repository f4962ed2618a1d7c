"""The index of exports: a table of links, in a file in which everything else is the person's."""

import pytest
from markdown_it import MarkdownIt

from reader.errors import StorageError
from reader.export_index import BEGIN, END, Row, table, with_table, write_index

WALDEN = Row("Walden", ("Thoreau",), "Walden.md", 3, 1, "2026-10-02T10:00:00.000Z")
EMMA = Row("Emma", (), "Jane/Emma.md", 1, 0, "2026-10-01T10:00:00.000Z")


def cells(made):
    """The text of every cell of the table, and where its links lead."""
    tokens = MarkdownIt("commonmark").enable("table").parse(made)
    inline = [token for token in tokens if token.type == "inline"]
    links = [
        child.attrs["href"]
        for token in inline
        for child in token.children
        if child.type == "link_open"
    ]
    texts = ["".join(c.content for c in token.children) for token in inline]
    return texts[5:], links


def test_each_document_is_a_row_by_its_title():
    texts, links = cells(table([WALDEN, EMMA]))
    assert texts == [
        *("Emma", "", "1", "", "2026-10-01"),
        "Walden",
        "Thoreau",
        "3",
        "1",
        "2026-10-02",
    ]
    assert links == ["Jane/Emma.md", "Walden.md"]


@pytest.mark.parametrize("title", ["a | b", "[x](y)", "*a* `b` <script>", "\\", "&amp; #1 ~~x~~"])
def test_a_title_is_text_whatever_stands_in_it(title):
    texts, links = cells(table([WALDEN._replace(title=title)]))
    assert texts[0] == title
    assert links == ["Walden.md"]


def test_a_title_is_one_line_without_control_characters():
    texts, _ = cells(table([WALDEN._replace(title="a\n\n# b\x1b[31m")]))
    assert texts[0] == "a # b [31m"


def test_files_with_spaces_and_brackets_are_linked():
    _, links = cells(table([WALDEN._replace(file="my books/W (1) <ä>.md")]))
    assert links == ["my%20books/W%20%281%29%20%3C%C3%A4%3E.md"]


def test_a_new_file_has_a_heading_above_the_table():
    made = table([WALDEN])
    assert with_table(None, made) == f"# Notes\n\n{made}\n"


def test_only_the_table_is_replaced():
    mine = f"# My books\n\nabove\n\n{table([EMMA])}\n\nbelow\n"
    made = table([WALDEN])
    assert with_table(mine, made) == f"# My books\n\nabove\n\n{made}\n\nbelow\n"


def test_line_ends_stay_as_the_file_has_them():
    mine = table([EMMA]).replace("\n", "\r\n") + "\r\nbelow\r\n"
    found = with_table(mine, table([WALDEN]))
    assert found.replace("\r\n", "") == found.replace("\n", "").replace("\r", "")


@pytest.mark.parametrize(
    "mine", ["words", BEGIN, END, f"{END}{BEGIN}", f"{BEGIN}{END}{BEGIN}{END}"]
)
def test_a_file_without_a_place_for_it_is_left_alone(tmp_path, mine):
    path = tmp_path / "index.md"
    path.write_text(mine)
    with pytest.raises(StorageError, match=r"export\.index"):
        write_index(path, [WALDEN])
    assert path.read_text() == mine


def test_what_did_not_change_is_not_written_again(tmp_path):
    path = tmp_path / "index.md"
    assert write_index(path, [WALDEN])
    before = path.stat()
    assert not write_index(path, [WALDEN])
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert write_index(path, [EMMA])


def test_bytes_of_the_person_that_are_no_utf8_stay(tmp_path):
    path = tmp_path / "index.md"
    path.write_bytes(b"caf\xe9\n" + table([EMMA]).encode())
    write_index(path, [WALDEN])
    assert path.read_bytes() == b"caf\xe9\n" + table([WALDEN]).encode()
