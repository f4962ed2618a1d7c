"""KOReader: sidecars of old and new versions, read as literals, and its JSON."""

from __future__ import annotations

import json

import pytest

from reader.annotations.annotation import Annotation, Colour, Kind, Style
from reader.annotations.exchange import koreader
from reader.annotations.exchange.incoming import Imported
from reader.annotations.exchange.lua import DEEPEST, Table, parse
from reader.errors import ReaderError

pytestmark = pytest.mark.usefixtures("utc")

NEW = """\
-- /mnt/books/Emma.sdr/metadata.epub.lua
return {
    ["annotations"] = {
        [2] = {
            ["datetime"] = "2026-01-02 12:00:00",
            ["page"] = "/body/DocFragment[3]/body/p[1].0",
            ["text"] = "in Chapter 3",
        },
        [1] = {
            ["chapter"] = "Chapter 1",
            ["color"] = "purple",
            ["datetime"] = "2026-01-02 11:47:53",
            ["datetime_updated"] = "2026-01-03 09:00:00",
            ["drawer"] = "underscore",
            ["note"] = "why\\
so?",
            ["page"] = "/body/DocFragment[2]/body/p[9]/text().302",
            ["pageno"] = 50,
            ["pos0"] = "/body/DocFragment[2]/body/p[9]/text().302",
            ["pos1"] = "/body/DocFragment[2]/body/p[9]/text().320",
            ["text"] = "a \\"clever\\" girl",
        },
    },
    ["doc_pages"] = 200,
    ["doc_path"] = "/mnt/books/Emma.epub",
    ["doc_props"] = {
        ["authors"] = "Jane Austen\\
Another",
        ["identifiers"] = "calibre:12\\
ISBN:9780141439587",
        ["language"] = "en",
        ["title"] = "Emma",
    },
    ["partial_md5_checksum"] = "0123abcd",
}
"""

OLD = """\
return {
    ["highlight"] = {
        [12] = {
            [1] = {
                ["datetime"] = "2020-05-05 08:00:00", ["drawer"] = "lighten",
                ["text"] = "the first quote", ["pos0"] = "a", ["pos1"] = "b",
            },
            [2] = { ["datetime"] = "2020-05-05 08:01:00", ["text"] = "the second quote" },
        },
        [13] = { [1] = { ["datetime"] = "2020-05-05 08:02:00", ["text"] = "only here" } },
    },
    ["bookmarks"] = {
        [1] = {
            ["datetime"] = "2020-05-05 08:00:00", ["highlighted"] = true, ["page"] = "xp1",
            ["notes"] = "the first quote", ["text"] = "what I think",
        },
        [2] = {
            ["datetime"] = "2020-05-05 08:01:00", ["highlighted"] = true, ["page"] = "xp2",
            ["notes"] = "the second quote",
            ["text"] = "Page 12 the second quote @ 2020-05-05 08:01:00",
        },
        [3] = {
            ["datetime"] = "2020-05-06 08:01:00", ["page"] = "xp3", ["notes"] = "in Chapter 2",
        },
    },
    ["stats"] = { ["title"] = "Old Book", ["authors"] = "A. Writer" },
}
"""


def read(text: str, name: str = "metadata.epub.lua") -> Imported:
    return koreader.read(text.encode(), name)


def annotations(imported: Imported) -> list[Annotation]:
    return [one.annotation for one in imported.incoming]


def test_a_new_sidecar_has_one_list_of_annotations_in_the_order_of_its_numbers() -> None:
    imported = read(NEW)
    marked, bookmark = annotations(imported)
    assert marked.target.exact == 'a "clever" girl'
    assert marked.target.path == ("Chapter 1",)
    assert (marked.note, marked.kind) == ("why\nso?", Kind.HIGHLIGHT)
    assert (marked.colour, marked.style) == (Colour.PURPLE, Style.UNDERLINE)
    assert marked.created == "2026-01-02T11:47:53.000Z"
    assert marked.modified == "2026-01-03T09:00:00.000Z"
    assert (bookmark.kind, bookmark.target.exact) == (Kind.BOOKMARK, "")
    assert [one.line for one in imported.incoming] == [9, 4]
    assert imported.incoming[0].place == 0.25


def test_what_has_no_field_here_is_kept() -> None:
    marked, bookmark = annotations(read(NEW))
    came = marked.extra["from"]
    assert isinstance(came, dict)
    assert came["pos1"] == "/body/DocFragment[2]/body/p[9]/text().320"
    assert (came["drawer"], came["color"], came["md5"]) == ("underscore", "purple", "0123abcd")
    assert bookmark.extra["from"]["text"] == "in Chapter 3"  # type: ignore[index]


def test_the_book_of_a_sidecar_has_authors_a_line_each_and_identifiers() -> None:
    work = read(NEW).incoming[0].work
    assert (work.title, work.authors) == ("Emma", ("Jane Austen", "Another"))
    assert (work.language, work.source) == ("en", "/mnt/books/Emma.epub")
    assert "isbn:9780141439587" in work.identifiers


def test_without_a_title_the_book_is_called_like_its_file() -> None:
    (one,) = read(
        "-- /books/My Book.sdr/metadata.pdf.lua\n"
        'return {["annotations"]={{["text"]="x",["page"]=1}}}'
    ).incoming
    assert one.work.title == "My Book"


def test_an_old_sidecar_has_quotes_in_notes_and_notes_in_text() -> None:
    first, second, bookmark, only = annotations(read(OLD))
    assert (first.target.exact, first.note) == ("the first quote", "what I think")
    assert (second.target.exact, second.note) == ("the second quote", "")
    assert bookmark.kind is Kind.BOOKMARK
    assert only.target.exact == "only here"
    assert read(OLD).incoming[0].work.title == "Old Book"


def test_keys_may_be_numbers_in_strings() -> None:
    (one,) = annotations(read('return {["annotations"]={["1"]={["text"]="x",["pos0"]="p"}}}'))
    assert (one.target.exact, one.kind) == ("x", Kind.HIGHLIGHT)


def test_a_highlight_has_the_same_id_in_the_sidecar_and_in_the_json() -> None:
    entry = {
        "sort": "highlight", "page": 50, "time": 1767354473, "text": 'a "clever" girl',
        "note": "later", "chapter": "Chapter 1", "drawer": "lighten", "color": "yellow",
    }  # fmt: skip
    export = {"title": "Emma", "author": "Jane Austen", "entries": [entry], "number_of_pages": 200}
    (one,) = koreader.read(json.dumps(export).encode(), "Emma.json").incoming
    assert one.annotation.id == annotations(read(NEW))[0].id
    assert (one.annotation.note, one.annotation.created) == ("later", "2026-01-02T11:47:53.000Z")
    assert one.place == 0.25


def test_an_export_may_hold_several_books() -> None:
    books = [{"title": name, "entries": [{"text": "x", "page": 1}]} for name in ("A", "B")]
    imported = koreader.read(json.dumps({"documents": books, "version": "1"}).encode())
    assert [one.work.title for one in imported.incoming] == ["A", "B"]


def test_a_file_that_is_cut_off_gives_what_is_whole_and_tells_where_it_ends() -> None:
    imported = read(NEW[: NEW.index('["pos1"]')])
    assert len(imported.incoming) == 2
    (problem,) = imported.problems
    assert "the file ends before its tables do" in problem.what
    assert problem.line > 10


def test_a_program_is_not_run() -> None:
    imported = read('return {["annotations"]={{["text"]="x",["pos0"]="p"}}, ["y"]=os.exit(1)}')
    assert len(imported.incoming) == 1
    assert "nothing is run" in imported.problems[0].what


@pytest.mark.parametrize("text", ["print('x')", "return 1", "", "return os.execute('x')"])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(ReaderError, match="holds no KOReader annotations"):
        read(text)


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (r'"a\"b\\c\nd\065\195\164\x41\u{e9}"', 'a"b\\c\ndAäAé'),
        ("'it''", "it"),
        ("[[\nlong ]] ", "long "),
        ("[==[a]]b]==]", "a]]b"),
        ("-12", -12),
        ("0x1F", 31),
        ("1.5e3", 1500),
        ("math.huge", None),
        ("true", True),
        ("nil", None),
    ],
)
def test_literals_of_lua_are_what_they_say(literal: str, value: object) -> None:
    assert parse(f"return {literal}").value == value


def test_comments_are_skipped() -> None:
    found = parse("-- one\nreturn { --[[ two\nlines ]] a = 1, -- three\n [2] = 'x'; }").value
    assert found == {"a": 1, 2: "x"}


def test_tables_know_their_lines_and_their_lists() -> None:
    found = parse('return {\n  {"b"},\n  ["3"] = "c",\n}').value
    assert isinstance(found, Table)
    assert found.rows() == [{1: "b"}, "c"]
    assert found[1].line == 2  # type: ignore[attr-defined]


def test_tables_are_not_followed_without_limit() -> None:
    found = parse("return " + "{" * 100_000)
    assert found.problem == f"more than {DEEPEST} tables inside one another"


def test_a_file_is_known_by_its_bytes() -> None:
    assert koreader.looks(NEW.encode(), "anything")
    assert koreader.looks(b'{"entries": [{"sort": "highlight"}]}', "x.json")
    assert not koreader.looks(b"return home {}", "x.txt")
    assert not koreader.looks(b'def f():\n    return {**x["annotations"]}\n', "x.py")
    assert not koreader.looks(b"\n" * 60_000 + b"--" * 1000, "x.lua")
