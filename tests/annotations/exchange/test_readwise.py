"""Readwise: what its programming interface gives, its two tables, and its Markdown."""

from __future__ import annotations

import csv
import io
import json

import pytest

from reader.annotations.annotation import Annotation, Colour, Kind, Target
from reader.annotations.exchange import readwise, readwise_csv, readwise_markdown
from reader.annotations.exchange.incoming import Imported
from reader.annotations.exchange.readwise import tags_in
from reader.errors import ReaderError
from tests.annotations.exchange.strategies import DOCUMENT

pytestmark = pytest.mark.usefixtures("utc")


def highlight(**more: object) -> dict[str, object]:
    return {
        "id": 456,
        "text": "The words.",
        "note": "",
        "color": "pink",
        "highlighted_at": "2022-09-13T16:41:53.186Z",
        "updated_at": "2022-09-14T18:50:30.564Z",
        "tags": [],
        "url": "https://read.example/1",
        **more,
    }


def export(*highlights: dict[str, object], **more: object) -> Imported:
    book = {
        "title": "Emma",
        "author": "Jane Austen",
        "source_url": "https://e.example/emma",
        **more,
    }
    return readwise.read(json.dumps({"results": [{**book, "highlights": highlights}]}).encode())


def test_a_highlight_has_words_colour_times_and_a_book() -> None:
    (one,) = export(highlight()).incoming
    assert (one.work.title, one.work.authors) == ("Emma", ("Jane Austen",))
    assert one.work.identifiers == ("url:e.example/emma",)
    assert (one.annotation.target.exact, one.annotation.colour) == ("The words.", Colour.PINK)
    assert one.annotation.created == "2022-09-13T16:41:53.186Z"
    assert one.annotation.modified == "2022-09-14T18:50:30.564Z"
    assert one.annotation.extra["from"]["url"] == "https://read.example/1"  # type: ignore[index]


def test_tags_stand_in_their_own_list_and_at_the_begin_of_a_note() -> None:
    tags = ["listed", {"id": 1, "name": "named"}]
    (one,) = export(highlight(note=".inline .h2 A thought. See .net", tags=tags)).incoming
    assert one.annotation.tags == ("inline", "h2", "listed", "named")
    assert one.annotation.note == "A thought. See .net"


@pytest.mark.parametrize(
    ("note", "tags", "rest"),
    [
        (".a .b rest", ("a", "b"), "rest"),
        (".a", ("a",), ""),
        ("... and so on", (), "... and so on"),
        ("plain", (), "plain"),
        (".5 is a half", ("5",), "is a half"),
    ],
)
def test_only_words_with_a_point_in_front_are_tags(
    note: str, tags: tuple[str, ...], rest: str
) -> None:
    assert tags_in(note) == (tags, rest)


def test_what_was_discarded_there_is_told_and_not_taken() -> None:
    imported = export(highlight(is_discard=True), highlight(id=2, text=""))
    assert imported.incoming == ()
    assert [one.what for one in imported.problems] == [
        "discarded in Readwise",
        "a highlight without text",
    ]


def test_what_was_said_of_the_whole_book_is_a_note_without_a_place() -> None:
    note, _ = export(highlight(), document_note="Good.", user_book_id=7).incoming
    assert (note.annotation.kind, note.annotation.note) == (Kind.NOTE, "Good.")


def test_a_highlight_keeps_its_id_whatever_changes_about_it() -> None:
    (before,) = export(highlight()).incoming
    (after,) = export(highlight(text="Other words.", note="Later.")).incoming
    assert before.annotation.id == after.annotation.id


def test_the_list_that_programs_send_is_read_too() -> None:
    sent = {"highlights": [{"text": "x", "title": "T", "author": "A", "source_type": "koreader"}]}
    data = json.dumps(sent).encode()
    assert readwise.looks(data, "x.json")
    assert readwise.read(data).incoming[0].work.title == "T"


def test_a_note_without_a_quote_stands_in_its_place() -> None:
    page = Annotation("1", Target(""), Kind.NOTE, note="Of the page.", tags=("exam",))
    mark = Annotation("2", Target(""), Kind.BOOKMARK)
    written = readwise_csv.write(DOCUMENT, [(page, None), (mark, None)])
    (one,) = readwise_csv.read(written.encode()).incoming
    assert (one.annotation.target.exact, one.annotation.tags) == ("Of the page.", ("exam",))
    assert [readwise_csv.takes(each) for each in (page, mark)] == [True, False]


def test_what_is_not_of_readwise_is_refused() -> None:
    with pytest.raises(ReaderError, match=r"^x\.json holds no highlights of Readwise$"):
        readwise.read(b"{}", "x.json")


GIVEN = """\
Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,\
Highlighted at,Document tags
"It said ""yes"",
twice.",Emma,Jane Austen,B00ABC,.inline A thought.,blue,"exam, law",page,12,\
2021-03-01 11:22:33+00:00,books
"""


def test_the_table_that_it_gives_is_read() -> None:
    (one,) = readwise_csv.read(GIVEN.encode()).incoming
    assert one.annotation.target.exact == 'It said "yes",\ntwice.'
    assert (one.annotation.note, one.annotation.tags) == ("A thought.", ("inline", "exam", "law"))
    assert (one.annotation.colour, one.annotation.created) == (
        Colour.BLUE,
        "2021-03-01T11:22:33.000Z",
    )
    assert (one.work.title, one.work.authors) == ("Emma", ("Jane Austen",))
    came = one.annotation.extra["from"]
    assert isinstance(came, dict)
    assert (came["page"], came["location type"], came["document tags"]) == ("12", "page", "books")
    assert readwise_csv.looks(GIVEN.encode(), "readwise-data.csv")


def test_the_table_that_it_takes_comes_back() -> None:
    said = Annotation(
        "0123456789abcdefgh",
        Target("Monday", start=22, end=28),
        note="=why?",
        tags=("two words", "exam"),
        created="2026-11-22T14:05:00.000Z",
    )
    bookmark = Annotation("1123456789abcdefgh", Target("", start=8), Kind.BOOKMARK)
    written = readwise_csv.write(
        DOCUMENT, [(bookmark, None), (said, None)], source="https://e.example/a"
    )
    head, *rows = csv.reader(io.StringIO(written))
    assert head == list(readwise_csv.COLUMNS)
    assert rows == [
        ["Monday", 'A "title"', "Ann Author, B", "https://e.example/a", ".two-words .exam =why?",
         "22", "2026-11-22 14:05:00+00:00"]
    ]  # fmt: skip
    assert readwise_csv.looks(written.encode(), "x.csv")
    (one,) = readwise_csv.read(written.encode()).incoming
    assert (one.annotation.note, one.annotation.tags) == ("=why?", ("two-words", "exam"))
    assert one.annotation.created == said.created


@pytest.mark.parametrize(
    ("head", "known"),
    [
        ("Highlight,Title", True),
        ("Highlight,Title,Author,URL,Note,Location,Date", True),
        ("Highlight,Book Title,Book Author,Amazon Book ID,Note", True),
        ("Highlight,Title,Rating", False),
        ("Quote,Title", False),
    ],
)
def test_a_table_is_known_by_its_columns(head: str, known: bool) -> None:
    assert readwise_csv.looks(f"{head}\nx,y\n".encode(), "x.csv") is known


PAGE = """\
# The file's name

![rw-book-cover](https://example.com/cover.png)

## Metadata
- Author: [[Jane Austen]]
- Full Title: Emma: A Novel
- Category: #books
- URL: https://e.example/emma

## Highlights
- A **clever** girl ([View Highlight](https://read.readwise.io/read/01))
    - Note: .inline Why
      so?
    - Tags: [[exam]] #law
- At a place ([Location 123](https://readwise.io/to_kindle?action=open&asin=B0&location=123))
- At the same place ([Location 123](https://readwise.io/to_kindle?action=open&asin=B0&location=123))
- ![](https://example.com/picture.jpg) ([View Highlight](https://read.readwise.io/read/02))
## New highlights added December 12, 2022 at 12:00pm
- A **clever** girl ([View Highlight](https://read.readwise.io/read/01))
"""


def test_a_page_for_obsidian_is_read() -> None:
    first, second, third, picture = readwise_markdown.read(PAGE.encode()).incoming
    assert (first.work.title, first.work.authors) == ("Emma: A Novel", ("Jane Austen",))
    assert first.work.source == "https://e.example/emma"
    assert first.annotation.target.exact == "A clever girl"
    assert first.annotation.note == "Why\nso?"
    assert first.annotation.tags == ("inline", "exam", "law")
    assert (second.annotation.target.exact, third.annotation.target.exact) == (
        "At a place",
        "At the same place",
    )
    assert (picture.annotation.kind, picture.annotation.note) == (
        Kind.BOOKMARK,
        "![](https://example.com/picture.jpg)",
    )


def test_a_highlight_that_is_added_again_is_one() -> None:
    first = readwise_markdown.read(PAGE.encode()).incoming[0]
    assert first.annotation.extra["from"]["also"] == [20]  # type: ignore[index]


def test_highlights_may_be_block_quotes() -> None:
    page = (
        "---\ntitle: T\nauthor: A\n---\n## Highlights\n"
        "> One\n> two ([View Highlight](https://read.readwise.io/read/1))[^1]\n\n"
        "> Three ([View Highlight](https://read.readwise.io/read/2))\n"
    )
    one, two = readwise_markdown.read(page.encode()).incoming
    assert (one.work.title, one.annotation.target.exact) == ("T", "One two")
    assert two.annotation.target.exact == "Three"


def test_a_page_is_known_by_its_links() -> None:
    assert readwise_markdown.looks(PAGE.encode(), "x.md")
    assert not readwise_markdown.looks(b"# A\n\n> quote\n", "x.md")
    with pytest.raises(ReaderError, match="holds no highlights"):
        readwise_markdown.read(b"# A\n\n> quote\n", "x.md")
