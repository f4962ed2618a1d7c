"""Moon+ Reader: sixteen lines a record, packed or not, and the other form of PDFs."""

from __future__ import annotations

import zlib

import pytest

from reader.annotations.annotation import Colour, Kind, Style
from reader.annotations.exchange import moonreader
from reader.annotations.exchange.incoming import Imported
from reader.annotations.exchange.texts import LARGEST
from reader.errors import ReaderError

HEAD = "851272\nindent:true\ntrim:false\n"


def record(
    text: str = "The words.",
    note: str = "",
    *,
    bookmark: str = "",
    book: str = "Emma",
    colour: str = "-11184811",
    flags: str = "0\n0\n0",
    identity: str = "5684",
) -> str:
    path = "/sdcard/Books/Emma.epub"
    return (
        f"#\n{identity}\n{book}\n{path}\n{path.lower()}\n2\n0\n5736\n32\n{colour}\n1644740371668\n"
        f"{bookmark}\n{note}\n{text}\n{flags}\n"
    )


def read(*records: str) -> Imported:
    return moonreader.read((HEAD + "".join(records)).encode(), "Emma.mrexpt")


def test_a_record_has_its_words_its_note_and_its_time() -> None:
    (one,) = read(record("One<BR>two.", "Why<br>so?")).incoming
    assert one.annotation.target.exact == "One\ntwo."
    assert one.annotation.note == "Why\nso?"
    assert one.annotation.created == "2022-02-13T08:19:31.668Z"
    assert (one.work.title, one.work.source) == ("Emma", "/sdcard/Books/Emma.epub")
    assert one.line == 5


def test_a_note_that_is_the_sign_between_records_is_a_note() -> None:
    first, second = read(record(note="#"), record("Other.")).incoming
    assert first.annotation.note == "#"
    assert second.annotation.target.exact == "Other."


def test_a_bookmark_shows_what_follows_it_and_how_far_it_stands() -> None:
    (one,) = read(record("", bookmark="(32.8%) Implicit memory, by contrast...")).incoming
    assert one.annotation.kind is Kind.BOOKMARK
    assert one.annotation.target.suffix == "Implicit memory, by contrast"
    assert one.place == pytest.approx(0.328)


def test_a_book_is_one_though_bookmarks_call_it_by_its_file() -> None:
    imported = read(record("", book="Emma - Austen.epub", bookmark="(1%) x"), record(book="Emma"))
    assert {one.work.title for one in imported.incoming} == {"Emma"}


@pytest.mark.parametrize(
    ("colour", "flags", "expected"),
    [
        ("-256", "0\n0\n0", (Colour.YELLOW, Style.SOLID)),
        ("-16711936", "1\n0\n0", (Colour.GREEN, Style.UNDERLINE)),
        ("1996532479", "0\n1\n0", (Colour.BLUE, Style.STRIKETHROUGH)),
        ("-28160", "0\n0\n1", (Colour.ORANGE, Style.UNDERLINE)),
    ],
)
def test_colours_are_numbers_with_a_sign_and_styles_three_flags(
    colour: str, flags: str, expected: tuple[Colour, Style]
) -> None:
    (one,) = read(record(colour=colour, flags=flags)).incoming
    assert (one.annotation.colour, one.annotation.style) == expected
    assert one.annotation.extra["from"]["colour"] == colour  # type: ignore[index]


def test_a_record_that_is_not_whole_is_told_and_the_next_one_is_read() -> None:
    imported = read("#\n77\nEmma\nbroken\n", record())
    assert [one.annotation.target.exact for one in imported.incoming] == ["The words."]
    assert [(problem.line, problem.record[:2]) for problem in imported.problems] == [(5, "77")]


def test_a_record_with_a_line_too_many_is_told_and_not_read_askew() -> None:
    imported = read(record(note="one\ntwo"), record("Other."))
    assert [one.annotation.target.exact for one in imported.incoming] == ["Other."]
    assert len(imported.problems) == 1


def test_packed_files_are_unpacked_and_bombs_are_not() -> None:
    packed = zlib.compress((HEAD + record()).encode())
    assert moonreader.looks(packed, "x")
    assert len(moonreader.read(packed).incoming) == 1
    with pytest.raises(ReaderError, match="larger than 64 MB unpacked"):
        moonreader.read(zlib.compress(bytes(LARGEST + 10)), "bomb.an")
    with pytest.raises(ReaderError, match=r"^x\.an is damaged"):
        moonreader.read(b"\x78\x9cnothing", "x.an")


def test_annotations_of_a_pdf_are_on_one_line() -> None:
    text = (
        "8#A*#1#A1#1508150392992#A2#0#A3#23#A4#-256#A5#1#A6#my note#A7#C# is a language#A@#"
        "#A*#2#A1#broken#A@#"
    )
    imported = moonreader.read(text.encode(), "Paper.pdf.an")
    (one,) = imported.incoming
    assert (one.work.title, one.annotation.target.exact) == ("Paper", "C# is a language")
    assert (one.annotation.note, one.annotation.style) == ("my note", Style.UNDERLINE)
    assert len(imported.problems) == 1


def test_the_same_words_keep_their_id_when_a_note_is_added_and_numbers_change() -> None:
    (before,) = read(record()).incoming
    (after,) = read(record(note="New.", identity="9999")).incoming
    assert before.annotation.id == after.annotation.id


def test_a_file_is_known_by_its_first_lines() -> None:
    assert moonreader.looks((HEAD + record()).encode(), "x.txt")
    assert not moonreader.looks(b"1\n2\n3\n#\n", "x.txt")
    with pytest.raises(ReaderError, match="holds no annotations of Moon"):
        moonreader.read(b"a text\n", "x.txt")
