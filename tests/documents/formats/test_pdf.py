"""PDFs: what stands on pages becomes a text."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import pytest

from reader.documents import passwords
from reader.documents.about import facts
from reader.documents.document import BlockKind, Document, MarkKind
from reader.documents.formats import pdf as reading
from reader.documents.images import image_data
from reader.documents.opening import first_piece, open_document, source_from_bytes
from reader.errors import PasswordError, SourceError
from reader.extras import install
from reader.ui.raster import decode
from tests.pdfs import PICTURE, At, Image, Link, Shape, bomb, column, looped, pdf

BODY = """\
The first line of the paragraph is as long as the others here
and the second line of it goes on with what the first has said
until the last one."""
OTHER = """\
Another paragraph begins with a line that fills the whole row
and it has an end."""


def read(*pages: list[At] | Sequence[At | Link | Image | Shape] | str, **more: object) -> Document:
    return open_document(source_from_bytes("a.pdf", pdf(pages, **more)))  # type: ignore[arg-type]


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    return [
        document.text[block.start : block.end]
        for block in document.blocks
        if not kinds or block.kind in kinds
    ]


def marked(document: Document, kind: MarkKind) -> list[str]:
    return [document.text[m.start : m.end] for m in document.marks if m.kind is kind]


def one_line(text: str) -> str:
    return " ".join(text.split())


# --- paragraphs ---------------------------------------------------------------------------------


def test_lines_become_a_paragraph_and_a_gap_begins_another() -> None:
    document = read(column(BODY) + column(OTHER, y=160))
    assert texts(document) == [one_line(BODY), one_line(OTHER)]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_the_lines_of_a_page_that_is_shown_turned_stay_in_order(degrees: int) -> None:
    document = read(column(BODY) + column(OTHER, y=160), rotate=degrees)
    assert texts(document) == [one_line(BODY), one_line(OTHER)]


def test_an_indented_line_begins_a_paragraph() -> None:
    lines = column(BODY) + column(OTHER, y=136)
    lines[3] = lines[3]._replace(x=84)
    assert texts(read(lines)) == [one_line(BODY), one_line(OTHER)]


def test_an_indented_line_begins_a_paragraph_with_a_small_letter_too_where_a_sentence_ended() -> (
    None
):
    small = "i=4. " + BODY
    lines = column(BODY) + column(small, y=136)
    lines[3] = lines[3]._replace(x=84)
    assert texts(read(lines)) == [one_line(BODY), one_line(small)]
    above, below = column(BODY), column(small)
    below[0] = below[0]._replace(x=84)
    assert texts(read(above, below)) == [one_line(BODY), one_line(small)]


def test_a_word_that_is_broken_at_the_end_of_a_line_is_joined() -> None:
    document = read(
        column(
            """\
The reader of this text has to be able to under-
stand what it says, and understand it at once.
"""
        )
    )
    assert "able to understand what" in document.text


def test_a_compound_of_three_words_keeps_both_hyphens() -> None:
    document = read(
        column(
            """\
The collector of the old machine is of the kind stop-the-
world, and nothing in the world runs while it works there.
"""
        )
    )
    assert "stop-the-world" in document.text


def test_a_participle_before_another_word_keeps_its_hyphen() -> None:
    document = read(
        column(
            """\
Each mode of our system is the mode of a machine of mixed-
mode execution, and that is what this sentence is about.
"""
        )
    )
    assert "mixed-mode" in document.text


def test_footnotes_that_differ_in_their_numbers_alone_are_no_running_feet() -> None:
    pages = [
        [
            *column(BODY),
            At(72, 740, str(number), 6),
            At(75, 743, f"Footnote number {number} of the winter.", 8),
            At(290, 800, str(100 + number), 8),
        ]
        for number in range(1, 5)
    ]
    text = read(*pages).text
    assert [f"number {number} of the winter" in text for number in range(1, 5)] == [True] * 4
    assert "101" not in text


def test_a_hyphen_that_the_text_has_elsewhere_stays() -> None:
    document = read(
        column(
            """\
This is a well-known fact among people who know a well-
known fact when they meet one; known as well as facts are.
"""
        )
    )
    assert document.text.count("well-known") == 2


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    first, second = BODY.split("\n")[:2], BODY.split("\n")[2]
    document = read(
        column(OTHER) + column("\n".join(first), y=160), column(second + " And more was said.")
    )
    assert texts(document)[1] == f"{one_line(BODY)} And more was said."


def test_columns_are_read_one_after_the_other() -> None:
    left = column("\n".join(f"left {n} of the lines in this column," for n in range(9)))
    right = column("\n".join(f"right {n} of the lines in this column," for n in range(9)), x=320)
    document = read([*left, *right])
    words = [word for word in document.text.split() if word in ("left", "right")]
    assert words == ["left"] * 9 + ["right"] * 9


def test_columns_of_a_file_that_goes_row_by_row_are_read_one_after_the_other() -> None:
    left = column("\n".join(f"left {n} of the lines in this column," for n in range(9)))
    right = column("\n".join(f"right {n} of the lines in this column," for n in range(9)), x=320)
    document = read([line for row in zip(left, right, strict=True) for line in row])
    words = [word for word in document.text.split() if word in ("left", "right")]
    assert words == ["left"] * 9 + ["right"] * 9


def test_signs_before_lines_make_items_of_a_list() -> None:
    document = read(
        [
            *column(BODY),
            At(72, 160, "\u2022 The first point."),
            At(72, 172, "\u2022 The second point."),
        ]
    )
    items = [block for block in document.blocks if block.kind is BlockKind.ITEM]
    assert texts(document, BlockKind.ITEM) == ["The first point.", "The second point."]
    assert [(item.marker, item.tight) for item in items] == [("•", False), ("•", True)]


def test_lines_of_one_width_of_letters_are_code_with_their_indents() -> None:
    code = [
        At(72, 160, "def f(x):", font="mono"),
        At(96, 172, "return x", font="mono"),
    ]
    assert texts(read(column(BODY) + code), BlockKind.CODE) == ["def f(x):\n    return x"]


def test_rows_with_cells_are_a_table() -> None:
    rows = [("Name", "Size"), ("Alpha", "12 kB"), ("Beta", "7 kB")]
    cells = [
        At(x, 160 + 14 * n, text)
        for n, row in enumerate(rows)
        for x, text in zip((72, 200), row, strict=True)
    ]
    (table,) = texts(read(column(BODY) + cells), BlockKind.TABLE)
    assert table.splitlines() == ["Name  │ Size", "Alpha │ 12 kB", "Beta  │ 7 kB"]


def test_a_cell_of_a_table_may_have_several_lines() -> None:
    cells = [
        *(At(72, 160, "Name"), At(200, 160, "Use")),
        *(At(72, 174, "Alpha"), At(200, 174, "begins all"), At(200, 186, "alphabets")),
        *(At(72, 200, "Omega"), At(200, 200, "ends them")),
    ]
    (table,) = texts(read(column(BODY) + cells), BlockKind.TABLE)
    assert table.splitlines()[1:] == ["Alpha │ begins all alphabets", "Omega │ ends them"]


def test_cells_in_the_middle_of_their_columns_and_rows_are_a_table() -> None:
    cells = [
        *(At(84, 160, "Name"), At(222, 160, "Use")),
        *(At(82, 188, "Alpha"), At(205, 182, "begins all of the"), At(214, 194, "alphabets")),
        *(At(80, 216, "Omega"), At(212, 216, "ends them")),
    ]
    (table,) = texts(read([*column(BODY), *cells, *column(OTHER, y=250)]), BlockKind.TABLE)
    assert table.splitlines() == [
        "Name  │ Use",
        "Alpha │ begins all of the alphabets",
        "Omega │ ends them",
    ]


QUOTED = """\
A quotation stands between edges of its
own, and its lines end before the others
do."""


def test_a_paragraph_that_is_indented_on_both_sides_is_a_quotation() -> None:
    page = [*column(BODY), *column(QUOTED, x=100, y=150), *column(OTHER, y=200)]
    assert texts(read(page), BlockKind.QUOTE) == [one_line(QUOTED)]


def test_a_quotation_may_have_a_paragraph_of_one_line_more() -> None:
    more = [*column(QUOTED, x=100, y=150), At(100, 200, "One more line of it.")]
    page = [*column(BODY), *more, *column(OTHER, y=230)]
    assert texts(read(page), BlockKind.QUOTE) == [one_line(QUOTED), "One more line of it."]


def test_what_is_indented_on_one_side_alone_is_no_quotation() -> None:
    page = [*column(BODY), *column(BODY, x=100, y=150), *column(OTHER, y=200)]
    assert not texts(read(page), BlockKind.QUOTE)


def test_a_formula_stays_on_a_line_of_its_own() -> None:
    formulas = [At(200, 152, "E = m + x", font="italic"), At(200, 170, "y = 2x", font="italic")]
    page = [*column(BODY), *formulas, *column("where " + BODY, y=195)]
    assert texts(read(page))[1:3] == ["E = m + x", "y = 2x"]


def test_a_caption_goes_on_in_lighter_letters() -> None:
    first, second = BODY.split("\n")[:2]
    head = At(72, 300, f"Figure 1. {first[10:]}", font="bold")
    page = [*column(BODY), Image(120, 150, 200, 100), head, At(72, 312, second)]
    document = read([*page, At(72, 324, "until here."), *column(OTHER, y=360)])
    (caption,) = (block for block in document.blocks if block.role == "caption")
    assert document.text[caption.start : caption.end].endswith("until here.")


def test_a_dash_begins_an_item_below_another_one_and_else_speech() -> None:
    lines = [
        At(72, 160, "\u2022 A point:"),
        At(90, 172, "\u2013 below it."),
        At(72, 200, "\u2013 Who is there? he said."),
        At(72, 212, "\u2013 Nobody."),
    ]
    document = read(column(BODY) + lines)
    assert texts(document, BlockKind.ITEM) == ["A point:", "below it."]
    assert "\u2013 Nobody." in texts(document, BlockKind.PARAGRAPH)


# --- what pages have around their text ----------------------------------------------------------


PAGES = [BODY.replace("first", word) for word in ("first", "other", "third", "fourth")]


def numbered(first: int) -> list[list[At]]:
    return [
        [At(72, 40, "The Book"), *column(body), At(290, 810, str(first + n))]
        for n, body in enumerate(PAGES)
    ]


@pytest.mark.parametrize(("first", "said"), [(465, "465 to 468, as printed"), (1, "1 to 4")])
def test_pages_that_were_just_counted_are_not_told_as_printed(first: int, said: str) -> None:
    assert dict(facts(read(*numbered(first))))["pages"] == said


def test_a_title_and_an_author_in_brackets_that_name_nobody_are_none() -> None:
    info = {"Title": "(anonymous)", "Author": "(anonymous)"}
    metadata = read(column(BODY), info=info).metadata
    assert (metadata.title, metadata.authors) == ("a.pdf", ())


def test_heads_and_numbers_of_pages_are_left_out() -> None:
    document = read(*numbered(1))
    assert "The Book" not in document.text
    assert texts(document) == [one_line(body) for body in PAGES]


def test_pages_are_called_as_they_are_numbered_in_print() -> None:
    assert [page.label for page in read(*numbered(465)).pages] == ["465", "466", "467", "468"]


def test_the_labels_of_the_file_come_before_what_is_printed() -> None:
    document = read(*numbered(1), labels="0<</S/r>>2<</S/D/St 7>>")
    assert [page.label for page in document.pages] == ["i", "ii", "7", "8"]


def test_a_page_begins_where_its_first_words_are() -> None:
    document = read(column(BODY), column(OTHER))
    assert document.page_at(document.text.index("Another")) == "2"
    assert document.page_at(document.text.index("until")) == "1"


# --- headings -----------------------------------------------------------------------------------


def test_headings_are_those_of_the_contents_of_the_file() -> None:
    pages = [
        [At(72, 72, "One"), *column(BODY)],
        [At(72, 72, "2. A longer"), At(72, 84, "title"), *column(BODY, y=120)],
    ]
    document = read(*pages, outline=[("One", 1, 0), ("A longer title", 2, 1)])
    assert [(s.title, s.level) for s in document.outline] == [("One", 1), ("A longer title", 2)]
    assert texts(document, BlockKind.HEADING) == ["One", "2. A longer title"]


def test_an_entry_of_the_contents_without_a_heading_has_a_section_all_the_same() -> None:
    document = read(column(BODY), column(OTHER), outline=[("Nowhere", 1, 1)])
    (section,) = document.outline
    assert (section.title, section.start) == ("Nowhere", document.text.index("Another"))


def test_larger_letters_are_headings_with_levels_by_their_size() -> None:
    document = read(
        [
            At(72, 60, "The Whole", 20),
            At(72, 90, "A Part", 14),
            *column(BODY, y=120),
            At(72, 190, "Another Part", 14),
            *column(OTHER, y=220),
        ]
    )
    assert [(s.title, s.level) for s in document.outline] == [
        ("The Whole", 1),
        ("A Part", 2),
        ("Another Part", 2),
    ]


def test_bold_lines_between_paragraphs_are_headings() -> None:
    document = read(
        [
            At(72, 80, "First Things", font="bold"),
            *column(BODY),
            At(72, 160, "Second Things", font="bold"),
            *column(OTHER, y=180),
        ]
    )
    assert [section.title for section in document.outline] == ["First Things", "Second Things"]


@pytest.mark.parametrize("line", ["J. Miller, University of Ice", "by Ada Lovelace", "3 May 1843"])
def test_who_wrote_it_and_when_is_no_heading(line: str) -> None:
    document = read(
        [
            At(72, 60, "The Whole", 20),
            At(72, 85, line, 13),
            At(72, 105, "A Part", 14),
            *column(BODY, y=130),
            At(72, 190, "Another Part", 14),
            *column(OTHER, y=220),
        ]
    )
    assert [section.title for section in document.outline] == [
        "The Whole",
        "A Part",
        "Another Part",
    ]
    assert line in texts(document, BlockKind.PARAGRAPH)


def test_an_author_that_the_file_names_is_no_heading() -> None:
    page = [At(72, 60, "The Whole", 20), At(72, 85, "Ada Lovelace", 13), *column(BODY)]
    document = read(page, info={"Author": "Ada Lovelace"})
    assert [section.title for section in document.outline] == ["The Whole"]


# --- marks, links and notes ---------------------------------------------------------------------


def test_bold_and_italic_letters_are_marked() -> None:
    line = [At(72, 160, "This is"), At(104, 160, "strong", font="bold")]
    line += [At(134, 160, "and this"), At(171, 160, "stressed", font="italic")]
    document = read(column(BODY) + line)
    assert marked(document, MarkKind.STRONG) == ["strong"]
    assert marked(document, MarkKind.EMPHASIS) == ["stressed"]
    assert texts(document)[1] == "This is strong and this stressed"


def test_links_lead_to_the_web_and_to_places_in_the_document() -> None:
    document = read(
        [*column(BODY), Link(70, 90, 25, 14, "https://example.org/"), Link(70, 102, 25, 14, 1)],
        column(OTHER),
    )
    web, inside = (mark for mark in document.marks if mark.kind is MarkKind.LINK)
    assert web.target == "https://example.org/"
    assert document.places[inside.target[1:]] == document.text.index("Another")


def test_a_footnote_stands_behind_its_paragraph_and_is_linked() -> None:
    lines = [
        *column(OTHER),
        At(72, 148, "This has to be explained"),
        At(172, 144.5, "1", 6),
        *column(BODY, y=180),
        At(72, 701, "1", 6),
        At(76, 704, "The note that explains it.", 8),
    ]
    document = read(lines)
    (mark,) = (mark for mark in document.marks if mark.kind is MarkKind.FOOTNOTE)
    note = document.blocks[-1]
    assert (note.role, note.marker) == ("footnote", "[1]")
    assert document.places[mark.target[1:]] == note.start
    assert document.text[mark.start - 9 : mark.end] == "explained[1]"
    assert document.text[note.start : note.end] == "The note that explains it."


RULED = [
    *column(OTHER),
    At(72, 148, "This has to be explained"),
    At(172, 144.5, "1", 6),
    At(72, 705, "1 The note that explains it"),
    At(72, 717, "in letters like those of the text"),
]


def test_letters_of_the_usual_size_below_a_rule_are_a_footnote() -> None:
    note = read([Shape(72, 690, 120, 0.5), *RULED]).blocks[-1]
    assert (note.role, note.marker) == ("footnote", "[1]")


def test_what_begins_with_a_number_that_nothing_names_is_no_footnote() -> None:
    document = read([Shape(72, 690, 120, 0.5), *RULED[:-2], At(72, 705, "2 The last words.")])
    assert not any(block.role for block in document.blocks)
    assert "2 The last words." in document.text


def test_a_footnote_where_others_have_a_running_foot_is_not_lost() -> None:
    feet = [[*column(body), At(72, 800, f"Page {n + 1}")] for n, body in enumerate(PAGES)]
    noted = [*RULED[:-2], At(72, 800, "1 The note that explains it")]
    text = read(*feet, [Shape(72, 785, 120, 0.5), *noted]).text
    assert "The note that explains it" in text
    assert "Page 1" not in text


# --- metadata -----------------------------------------------------------------------------------


def test_title_authors_and_date_are_known() -> None:
    info = {
        "Title": "On Reading",
        "Author": "Ada Lovelace, Alan Turing",
        "CreationDate": "D:20240305120000Z",
    }
    metadata = read(column(BODY), info=info).metadata
    assert (metadata.title, metadata.authors) == ("On Reading", ("Ada Lovelace", "Alan Turing"))
    assert metadata.date == "2024-03-05"


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - essay.doc", "thesis.dvi", "  "])
def test_what_a_program_put_for_a_title_is_none(title: str) -> None:
    assert read(column(BODY), info={"Title": title}).metadata.title == "a.pdf"


def test_nothing_of_a_file_controls_the_terminal() -> None:
    document = read(
        [At(72, 100, "a\x1b]0;b\x07c"), Link(70, 90, 25, 14, "https://e.org/")],
        info={"Title": "x\x1b[2Jy", "Author": "\x9bz"},
        outline=[("t\x1b[m", 1, 0)],
    )
    whole = (document.text, *document.metadata[:3], *(s.title for s in document.outline))
    assert not any(char < " " or "\x7f" <= char < "\xa0" for char in repr(whole))
    assert "\\x1b" not in repr(whole)


# --- what is no text ----------------------------------------------------------------------------


def test_a_scan_is_said_to_be_pictures() -> None:
    with pytest.raises(SourceError, match=r"pictures \(scanned\): `ocrmypdf in.pdf out.pdf`"):
        read(PICTURE, PICTURE)


def test_a_page_that_is_a_picture_is_told_and_has_its_place() -> None:
    document = read(column(BODY), PICTURE)
    assert texts(document, BlockKind.FIGURE) == ["[page 2: a picture]"]
    assert document.notices[0].startswith("1 page is pictures (scanned)")


def test_a_picture_before_the_first_number_is_called_by_its_place() -> None:
    document = read([Image(0, 0, 595, 842)], *numbered(1), *numbered(5))
    assert texts(document, BlockKind.FIGURE) == ["[page 1: a picture]"]


def test_a_pdf_without_anything_is_refused() -> None:
    with pytest.raises(SourceError, match="there is no text in it"):
        read([])


# --- pictures -----------------------------------------------------------------------------------


FIGURE = Image(120, 160, 200, 100)
BELOW = column(OTHER, y=300)


def test_a_picture_is_a_figure_where_it_stands_in_the_text() -> None:
    document = read([*column(BODY), *BELOW, FIGURE])
    assert texts(document) == [one_line(BODY), "[image]", one_line(OTHER)]
    assert document.blocks[1].kind is BlockKind.FIGURE


def test_a_picture_is_called_what_its_tag_says() -> None:
    document = read([*column(BODY), FIGURE._replace(alt="A mill in the snow"), *BELOW])
    assert texts(document, BlockKind.FIGURE) == ["[A mill in the snow]"]


def test_a_paragraph_goes_on_below_a_picture() -> None:
    first, second = "\n".join(BODY.split("\n")[:2]), BODY.split("\n")[2]
    document = read([*column(first), FIGURE, *column(second, y=280), *BELOW])
    assert texts(document, BlockKind.PARAGRAPH) == [one_line(BODY), one_line(OTHER)]


def test_a_picture_at_the_end_of_a_column_stands_before_the_next_one() -> None:
    left, right = BODY.split("\n"), OTHER.split("\n")
    columns = [*column("\n".join(line[:40] for line in left)), *column("\n".join(right), x=340)]
    document = read([*columns, Image(72, 220, 200, 100)])
    assert [text[:5] for text in texts(document)] == ["The f", "[imag", "Anoth"]


def test_what_is_set_small_or_slanted_below_a_picture_is_its_caption() -> None:
    small = At(120, 275, "The mill in winter.", 8)
    slanted = At(120, 475, "And in summer.", font="italic")
    document = read([*column(BODY), FIGURE, small, *BELOW, FIGURE._replace(y=360), slanted])
    captions = [block for block in document.blocks if block.role == "caption"]
    assert [document.text[b.start : b.end] for b in captions] == [small.text, slanted.text]


@pytest.mark.parametrize(
    "decoration",
    [
        FIGURE._replace(width=12, height=12),
        FIGURE._replace(width=400, height=18),
        FIGURE._replace(alt="-"),
        Shape(60, 80, 400, 100),
    ],
)
def test_decorations_are_not_told(decoration: Image | Shape) -> None:
    document = read([decoration, *column(BODY), *BELOW])
    assert not texts(document, BlockKind.FIGURE)


def test_a_sign_in_a_line_does_not_part_it() -> None:
    line = [At(72, 160, "An icon"), Image(108, 150, 24, 12), At(136, 160, "in the line is none.")]
    document = read([*column(BODY), *line])
    assert texts(document)[1:] == ["An icon in the line is none."]


def test_an_image_that_is_cut_into_strips_is_one() -> None:
    strips = [Image(120, 160 + 10 * n, 200, 10) for n in range(9)]
    assert texts(read([*column(BODY), *strips, *BELOW]), BlockKind.FIGURE) == ["[image]"]


def test_a_picture_that_stands_on_every_page_is_not_told() -> None:
    pages = [[FIGURE, *column(BODY), *column(OTHER, y=300 + 10 * n)] for n in range(3)]
    assert not texts(read(*pages), BlockKind.FIGURE)


def test_the_background_of_a_page_is_not_told() -> None:
    page = [Image(0, 0, 595, 842), *column(BODY + "\n\n" + BODY + "\n\n" + OTHER)]
    assert not texts(read(page), BlockKind.FIGURE)


def test_a_scan_with_little_text_on_it_is_told_with_its_page() -> None:
    document = read(column(BODY), [Image(0, 0, 595, 842), At(72, 300, "Copied in 1999.")])
    assert texts(document, BlockKind.FIGURE) == ["[page 2: a picture]"]
    assert "Copied in 1999." in document.text


BARS = [Shape(120 + 30 * n, 160, 20, 100 - 10 * n) for n in range(6)]


def test_shapes_that_lie_together_are_a_drawing_with_the_words_in_it() -> None:
    labels = [At(130, 200, "first", 6), At(230, 200, "last", 6)]
    document = read([*column(BODY), *BARS, *labels, *BELOW])
    assert texts(document) == [one_line(BODY), "[first · last]", one_line(OTHER)]


def test_text_on_shapes_stays_text() -> None:
    document = read([*(Shape(60, 90 + 20 * n, 400, 18) for n in range(9)), *column(BODY)])
    assert texts(document) == [one_line(BODY)]


def test_small_cells_on_shapes_are_a_table() -> None:
    rows = [("Name", "Size"), ("Alpha", "12 kB"), ("Beta", "7 kB"), ("Gamma", "2 kB")]
    cells = [
        At(x, 165 + 14 * n, text, 8)
        for n, row in enumerate(rows)
        for x, text in zip((80, 200), row, strict=True)
    ]
    shades = [Shape(x, 155 + 14 * n, 118, 13) for n in range(4) for x in (75, 195)]
    document = read([*column(BODY), *shades, *cells, *BELOW])
    assert len(texts(document, BlockKind.TABLE)) == 1
    assert not texts(document, BlockKind.FIGURE)


def test_the_picture_of_a_figure_is_the_part_of_the_page_where_it_stands() -> None:
    source = source_from_bytes("a.pdf", pdf([[*column(BODY), FIGURE, *BELOW]]))
    (mark,) = (m for m in open_document(source).marks if m.kind is MarkKind.IMAGE)
    image = decode(image_data(source, "pdf", mark.target))
    assert image.size == (800, 400)
    assert image.image.getpixel((400, 200)) == (128, 128, 128, 255)


@pytest.mark.parametrize("target", ["page=9,0,0,10,10", "page=1,0,0,0,0", "elsewhere.png"])
def test_a_picture_that_is_not_there_is_refused(target: str) -> None:
    source = source_from_bytes("a.pdf", pdf([column(BODY)]))
    with pytest.raises(SourceError, match="no such picture"):
        image_data(source, "pdf", target)


# --- passwords ----------------------------------------------------------------------------------


def test_an_encrypted_file_needs_its_password() -> None:
    source = source_from_bytes("locked.pdf", pdf([column(BODY)], password="secret"))
    with pytest.raises(PasswordError, match="needs its password"):
        open_document(source)
    passwords.give("locked.pdf", "wrong")
    with pytest.raises(PasswordError, match="not its password"):
        open_document(source)
    passwords.give("locked.pdf", "secret")
    document = open_document(source)
    passwords.forget("locked.pdf")
    assert texts(document) == [one_line(BODY)]
    assert document.metadata.extra["encrypted"]


# --- pieces -------------------------------------------------------------------------------------


def test_the_first_pages_of_a_long_one_begin_the_whole_text() -> None:
    pages = [[At(72, 60, f"Chapter {n}", 16), *column(PAGES[n % 4])] for n in range(60)]
    source = source_from_bytes("long.pdf", pdf(pages))
    piece, whole = first_piece(source), open_document(source)
    assert piece is not None
    assert not piece.complete
    assert len(piece.text) > 500
    assert whole.text.startswith(piece.text)


def test_a_short_one_has_no_piece() -> None:
    assert first_piece(source_from_bytes("a.pdf", pdf([column(BODY)]))) is None


# --- damage -------------------------------------------------------------------------------------


def refused(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        open_document(source_from_bytes("a.pdf", data))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_that_is_cut_off_is_refused() -> None:
    assert "damaged" in refused(pdf([column(BODY)])[:400])


def test_a_tree_of_pages_that_holds_itself_is_refused() -> None:
    assert "damaged" in refused(looped())


def test_a_page_that_unpacks_to_gigabytes_is_refused() -> None:
    refused(bomb(3_000_000_000 // 10))


DYING = """
import marshal, os, struct, sys, time

def send(*frame):
    data = marshal.dumps(frame)
    sys.stdout.buffer.write(struct.pack("<I", len(data)) + data)
    sys.stdout.buffer.flush()

def main():
    wanted = marshal.load(sys.stdin.buffer)
    send("page", 0, 2)
    if 1 not in wanted["skip"]:
        send("page", 1, 2)
        {end}
    send("error", f"without page {{wanted['skip']}}")
"""


@pytest.mark.parametrize("end", ["os.abort()", "time.sleep(60)"])
def test_a_page_that_kills_or_stops_the_process_is_left_out(
    end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dying_child.py").write_text(DYING.format(end=end), "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(reading, "_CHILD", "dying_child")
    monkeypatch.setattr(reading, "_SILENT", 1.5)
    assert refused(pdf([column(BODY)])).endswith("without page [1]")


WAITING = """
import marshal, pathlib, struct, sys, time

def main():
    wanted = marshal.load(sys.stdin.buffer)
    folder = pathlib.Path({folder!r})
    (folder / wanted["password"]).touch()
    while not (folder / "go").exists():
        time.sleep(0.01)
    data = marshal.dumps(("error", "it went on"))
    sys.stdout.buffer.write(struct.pack("<I", len(data)) + data)
"""


def test_giving_up_what_one_thread_reads_leaves_the_others_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "waiting_child.py").write_text(WAITING.format(folder=str(tmp_path)), "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(reading, "_CHILD", "waiting_child")
    said: dict[str, str] = {}

    def work(name: str) -> None:
        passwords.give(name, name)
        try:
            reading.parse(name, b"%PDF")
        except SourceError as error:
            said[name] = str(error)

    threads = [Thread(target=work, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    while not ((tmp_path / "one").exists() and (tmp_path / "two").exists()):
        time.sleep(0.01)
    reading.give_up(threads[0].ident)
    threads[0].join()
    (tmp_path / "go").touch()
    threads[1].join()
    for name in said:
        passwords.forget(name)
    assert said == {
        "one": "given up",
        "two": "two is a PDF that cannot be read: it went on",
    }


def test_without_its_library_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert refused(pdf([column(BODY)])) == f"a.pdf is a PDF: to read it, {install('pdf')}"


def test_who_wrote_it_is_no_heading_though_the_chapters_look_like_it() -> None:
    document = read(
        column(OTHER),
        [
            At(72, 60, "The Whole", 20),
            At(72, 85, "By Ada Lovelace", 14),
            *column(BODY, y=140),
        ],
        [At(72, 60, "One", 14), *column(OTHER, y=90)],
        [At(72, 60, "Two", 14), *column(BODY, y=90)],
    )
    assert [section.title for section in document.outline] == ["The Whole", "One", "Two"]


def test_the_narrow_first_column_of_a_table_keeps_its_head() -> None:
    lines = [
        *(At(72, 160, "Name"), At(200, 160, "Use"), At(400, 160, "Value")),
        *(At(80, 187, "A"), At(104, 180, "the first thing, which wraps"), At(410, 187, "1")),
        At(104, 194, "here"),
        *(At(80, 220, "B"), At(104, 220, "second"), At(410, 220, "2")),
    ]
    (table,) = texts(read(column(BODY) + lines), BlockKind.TABLE)
    assert table.splitlines()[0].split() == ["Name", "│", "Use", "│", "Value"]
