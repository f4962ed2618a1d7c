"""CSV: rows go out without harm and come in again, and tables of other programs come in."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.annotation import Annotation, Colour, Kind, Target
from reader.annotations.exchange import csv_table
from reader.annotations.exchange.csv_table import COLUMNS, Placed, inert, read, write
from reader.documents.encoding import harmless
from reader.errors import ReaderError
from reader.text.spans import Span
from tests.annotations.exchange.strategies import DOCUMENT, texts

pytestmark = pytest.mark.usefixtures("utc")

ONE = Annotation(
    "0123456789abcdefgh",
    Target("Monday", start=22, end=28, path=("Part", "Chapter")),
    Kind.QUESTION,
    Colour.PINK,
    note='Why "so"?\nIndeed, why.',
    tags=("exam", "a, b"),
    created="2026-11-22T14:05:00.000Z",
)


def rows(*placed: Placed) -> list[list[str]]:
    return list(csv.reader(io.StringIO(write(DOCUMENT, placed, document_id="d1"))))


def test_a_row_has_all_that_a_table_can_hold() -> None:
    head, row = rows((ONE, Span(22, 28)))
    assert head == list(COLUMNS)
    assert dict(zip(head, row, strict=True)) == {
        "document": 'A "title"',
        "author": "Ann Author; B",
        "section": "Part › Chapter",
        "quote": "Monday",
        "note": 'Why "so"?\nIndeed, why.',
        "tags": 'exam,"a, b"',
        "colour": "pink",
        "kind": "question",
        "created": "2026-11-22T14:05:00.000Z",
        "page": "",
        "link": "reader://d1/0123456789abcdefgh",
    }


def test_rows_are_in_reading_order_without_what_is_deleted() -> None:
    later = ONE._replace(id="2", target=Target("later"))
    orphan = ONE._replace(id="3", target=Target("orphan"))
    gone = ONE._replace(id="4", deleted="2026-11-22T14:05:00.000Z")
    _, *found = rows((orphan, None), (later, Span(30, 35)), (ONE, Span(22, 28)), (gone, Span(0, 1)))
    assert [row[-1] for row in found] == [f"reader://d1/{one.id}" for one in (ONE, later, orphan)]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("- a dash", "'- a dash"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("-5", "-5"),
        ("+3,14", "+3,14"),
        ("'tis", "'tis"),
        ("1=1", "1=1"),
        ("", ""),
    ],
)
def test_only_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str, cell: str) -> None:
    assert inert(text) == cell


@given(st.lists(st.tuples(texts, texts, st.lists(texts, max_size=2)), max_size=4))
def test_what_goes_out_comes_back_and_nothing_in_it_runs(
    said: list[tuple[str, str, list[str]]],
) -> None:
    annotations = [
        ONE._replace(
            id=f"00000000000000000{number}",
            target=Target(quote),
            note=note,
            tags=tuple(dict.fromkeys(words for tag in tags if (words := " ".join(tag.split())))),
        )
        for number, (quote, note, tags) in enumerate(said)
    ]
    written = write(DOCUMENT, [(one, None) for one in annotations], document_id="d1")
    for row in csv.reader(io.StringIO(written)):
        assert not any(map(csv_table._is_run, row))
    came = {one.annotation.id: one.annotation for one in read(written.encode()).incoming}
    for one in annotations:
        if one.target.exact.strip() or one.note.strip():
            back = came[one.id]
            assert back.target.exact == harmless(one.target.exact)
            assert back.note == harmless(one.note)
            assert (back.kind, back.colour, back.created) == (one.kind, one.colour, one.created)


def test_a_line_separator_inside_a_cell_of_another_program_ends_no_row() -> None:
    (one,) = read("quote,note\na\u2028b,c\n".encode()).incoming
    assert (one.annotation.target.exact, one.annotation.note) == ("a\nb", "c")


def test_tables_of_other_programs_are_read_by_the_names_of_their_columns() -> None:
    table = (
        "Book Title;Authors;Highlighted Text;Comment;Labels;Color;Date;Rating\r\n"
        'Emma;Jane Austen;"a; b";why;x,y;red;2020-01-02 03:04:05;5\r\n'
    )
    (one,) = read(table.encode()).incoming
    assert (one.work.title, one.work.authors) == ("Emma", ("Jane Austen",))
    assert (one.annotation.target.exact, one.annotation.note) == ("a; b", "why")
    assert (one.annotation.tags, one.annotation.colour) == (("x", "y"), Colour.PINK)
    assert one.annotation.created == "2020-01-02T03:04:05.000Z"
    came = one.annotation.extra["from"]
    assert isinstance(came, dict)
    assert (came["rating"], came["colour"]) == ("5", "red")


def test_an_apostrophe_is_taken_away_only_where_one_was_put() -> None:
    imported = read(b"quote,note\n=1+1,\n'=1+1,\n'tis,\n")
    assert [one.annotation.target.exact for one in imported.incoming] == ["=1+1", "=1+1", "'tis"]


def test_a_note_without_a_quote_is_a_note_and_an_empty_row_is_nothing() -> None:
    (one,) = read(b"quote,note\n,thought\n,\n").incoming
    assert (one.annotation.kind, one.line) == (Kind.NOTE, 2)


def test_a_row_that_says_nothing_is_told() -> None:
    imported = read(b"document,quote,note\nEmma,,\n")
    assert [(one.line, one.record) for one in imported.problems] == [(2, "Emma")]


def test_a_quotation_mark_that_nothing_closes_does_not_swallow_the_rest() -> None:
    imported = read(b'quote,note\none,a\n"two,b\nthree,c\n')
    assert [one.annotation.target.exact for one in imported.incoming] == ["one", "three"]
    assert [(one.line, one.record) for one in imported.problems] == [(3, '"two,b')]


def test_a_quotation_mark_inside_a_cell_is_text() -> None:
    (one,) = read(b'quote,note\na 5" disk,b\n').incoming
    assert one.annotation.target.exact == 'a 5" disk'


def test_more_cells_than_columns_are_kept_and_told() -> None:
    imported = read(b"quote,note\na,b,c,d\n")
    assert imported.incoming[0].annotation.extra["from"]["more"] == "c,d"  # type: ignore[index]
    assert imported.problems[0].what == "more cells than there are columns"


def test_a_table_of_anything_else_is_refused() -> None:
    assert not csv_table.looks(b"name,age\nAnn,5\n", "x.csv")
    with pytest.raises(ReaderError, match="no column is named “quote”"):
        read(b"name,age\nAnn,5\n", "x.csv")
