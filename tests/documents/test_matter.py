"""What stands around the body of a book: front and back matter, title pages, footnotes, credits."""

from __future__ import annotations

import textwrap

import pytest

from reader.documents.document import Block, BlockKind, Document, Section
from reader.documents.formats.markdown import parse as parse_markdown
from reader.documents.formats.plain import parse
from reader.documents.matter import role_at, role_of
from reader.explaining import explanation
from reader.text.spans import Span

PROSE = (
    "The river had risen in the night and the men who kept the lock were already at work when the "
    "first barge came round the bend with its lamps still burning in the grey of the morning; and "
    "nobody spoke of the bridge, though everybody thought of it and of the winter that was coming."
)
TEXT = "\n\n".join([textwrap.fill(PROSE, 66)] * 2)


def book(*headings: str, **below: str) -> Document:
    """Sections, each with its heading and two paragraphs, or what is said to stand below it."""
    texts = (f"\n\n\n{h}\n\n\n{below.get(h.split(' ')[0], TEXT)}\n" for h in headings)
    return parse("".join(texts))


def tree(document: Document) -> list[str]:
    return [f"{'  ' * (s.level - 1)}{s.title}" for s in document.outline if not s.made]


def roles(document: Document) -> list[str]:
    return [role_at(document, index) for index in range(len(document.outline))]


def of_role(document: Document, role: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.role == role]


# --- roles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("PREFACE.", "preface"),
        ("Translator’s Preface", "preface"),
        ("Preface to the Second Edition", "preface"),
        ("1. Introduction", "introduction"),
        ("To the Reader", "preface"),
        ("Appendix B: Charms", "appendix"),
        ("Index of Names", "index"),
        ("FOOTNOTES:", "footnotes"),
        ("[Transcriber's Note]", "colophon"),
        ("Vorwort", "preface"),
        ("Namenregister", "index"),
        ("Table des matières", "toc"),
        ("DÉDICACE", "dedication"),
        ("Bibliografía", "bibliography"),
        ("Indice dei nomi", "index"),
        ("Posfácio", "afterword"),
        ("Woord vooraf", "foreword"),
        ("Примечания", "endnotes"),
        ("参考文献", "bibliography"),
        ("あとがき", "afterword"),
        ("찾아보기", "index"),
        ("المراجع", "bibliography"),
        ("Chapter 1. Introduction of the Keeper", ""),
        ("Notes on Nursing", ""),
        ("The Index Finger", ""),
    ],
)
def test_a_title_says_what_a_section_is_to_the_book(title: str, role: str) -> None:
    assert role_of(title) == role


def test_notes_are_endnotes_only_behind_all_other_sections() -> None:
    marked = parse_markdown("# Name\n\na\n\n# Notes\n\nb\n\n# Options\n\nc\n\n# Notes\n\nd\n")
    assert roles(marked) == ["", "", "", "endnotes"]


def test_an_index_in_front_is_a_table_of_contents() -> None:
    text = "# Índice\n\na\n\n# El puente\n\nb\n\n# La esclusa\n\nc\n\n# Índice\n\nd\n"
    assert roles(parse_markdown(text)) == ["toc", "", "", "index"]


# --- where they stand ----------------------------------------------------------------------------


def test_front_and_back_matter_stand_beside_the_parts_and_in_no_chapter() -> None:
    document = book(
        "DEDICATION", "PREFACE", "PART I", "CHAPTER I", "THE BRIDGE", "THE BARGE", "CHAPTER II",
        "THE WINTER", "THE STOVE", "PART II", "CHAPTER I", "THE SNOW", "THE ICE", "CHAPTER II",
        "THE SPRING", "THE FLOOD", "APPENDIX", "GLOSSARY", "INDEX", "TRANSCRIBER'S NOTE",
        PART="",
    )  # fmt: skip
    outermost = [row for row in tree(document) if not row.startswith(" ")]
    assert outermost == [
        "DEDICATION", "PREFACE", "PART I", "PART II", "APPENDIX", "GLOSSARY", "INDEX",
        "TRANSCRIBER'S NOTE",
    ]  # fmt: skip


def test_an_index_set_like_the_sections_of_a_chapter_is_not_in_it() -> None:
    document = book(
        "Chapter 1", "The Old Bridge", "The Long Winter", "The Keeper", "Chapter 2",
        "The New Lock", "The Barge", "The Stove", "Index of Names",
    )  # fmt: skip
    assert [row for row in tree(document) if not row.startswith(" ")] == [
        "Chapter 1", "Chapter 2", "Index of Names"
    ]  # fmt: skip


def test_the_parts_of_an_appendix_are_in_it() -> None:
    document = book(
        "CHAPTER I", "THE BRIDGE", "CHAPTER II", "THE LOCK", "APPENDIX", "THE KEEPER'S BOOK",
        "THE BARGES",
    )  # fmt: skip
    assert tree(document)[-3:] == ["APPENDIX", "  THE KEEPER'S BOOK", "  THE BARGES"]


def test_the_notes_of_each_chapter_stay_in_it() -> None:
    notes = "[1] The keeper said so.\n\n[2] And wrote it down in his book."
    document = book(
        "CHAPTER I", "FOOTNOTES:", "CHAPTER II", "FOOTNOTES:", "CHAPTER III", "FOOTNOTES:",
        FOOTNOTES=notes,
    )  # fmt: skip
    assert "FOOTNOTES:" in tree(document)[-1]
    assert [row.strip() for row in tree(document)] == [
        "CHAPTER I", "FOOTNOTES:", "CHAPTER II", "FOOTNOTES:", "CHAPTER III", "FOOTNOTES:"
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["THE END", "Finis.", "ENDE", "Fin", "КОНЕЦ", "完", "끝"])
def test_the_last_word_of_a_book_opens_no_section(end: str) -> None:
    document = book("CHAPTER I", "CHAPTER II", end, "APPENDIX")
    assert tree(document) == ["CHAPTER I", "CHAPTER II", "APPENDIX"]


def test_a_chapter_may_be_called_the_end_of_something() -> None:
    assert (
        "The End of the Winter"
        in tree(book("Chapter 1", "Chapter 2", "The End of the Winter", "Chapter 3"))[2]
    )


# --- title pages, credits, footnotes --------------------------------------------------


PAGE = """\
THE HISTORY OF LOCKS

by

ADA KEEPER

Author of “The Old Bridge”

WITH TWELVE ILLUSTRATIONS

LONDON
JOHN BARGE & CO., RIVER STREET
1869




CHAPTER I


{0}




CHAPTER II


{0}
"""


def test_a_title_page_is_one_heading_and_lines_set_apart() -> None:
    document = parse(PAGE.format(TEXT))
    assert tree(document) == ["THE HISTORY OF LOCKS", "CHAPTER I", "CHAPTER II"]
    assert document.metadata.title == "THE HISTORY OF LOCKS"
    assert document.metadata.authors == ("ADA KEEPER",)
    assert of_role(document, "titlepage") == [
        "by",
        "ADA KEEPER",
        "Author of “The Old Bridge”",
        "WITH TWELVE ILLUSTRATIONS",
        "LONDON\nJOHN BARGE & CO., RIVER STREET\n1869",
    ]


def test_headings_above_running_text_are_no_title_page() -> None:
    document = book("The Lock", "The Bridge", "By the River", "The Winter")
    assert of_role(document, "titlepage") == []


@pytest.mark.parametrize(
    "credit",
    [
        "An Anonymous Volunteer",
        "Produced by Ada Keeper and the Lock Team",
        "E-text prepared by Ada Keeper",
        "[Illustration]",
        "[Illustration: THE OLD BRIDGE]",
        "PRINTED IN GREAT BRITAIN",
        "COPYRIGHT, 1869, BY ADA KEEPER",
        "ALL RIGHTS RESERVED",
    ],
)
def test_who_made_a_book_is_no_heading(credit: str) -> None:
    document = book("CHAPTER I", credit, "CHAPTER II", credit, "CHAPTER III")
    assert tree(document) == ["CHAPTER I", "CHAPTER II", "CHAPTER III"]


@pytest.mark.parametrize(
    "note",
    [
        "[Footnote 3: The keeper said so.]",
        "[Fußnote 3: So sagte es der Wärter.]",
        "[Note 3: Le gardien l’a dit.]",
    ],
)
def test_a_note_that_calls_itself_one_is_set_apart(note: str) -> None:
    assert of_role(book("CHAPTER I", CHAPTER=f"{TEXT}\n\n{note}\n\n{TEXT}"), "footnote") == [note]


def test_a_note_of_several_paragraphs_ends_where_its_bracket_closes() -> None:
    notes = ["[Footnote 3: The keeper said so.", "He wrote it down [twice].]"]
    text = f"{TEXT}\n\n{notes[0]}\n\n{notes[1]}\n\n{TEXT}\n"
    assert of_role(parse(text), "footnote") == notes


def test_a_note_that_begins_with_the_mark_of_its_place_is_set_apart() -> None:
    marked = "The river had risen in the night,[1] and nobody spoke of the old bridge."
    text = f"{marked}\n\n{TEXT}\n\n[1] So the keeper said.\n\n[2] Nothing leads to this line.\n"
    assert of_role(parse(text), "footnote") == ["[1] So the keeper said."]


def test_the_explanation_names_the_title_page_and_the_roles_of_headings() -> None:
    preface = f"PREFACE\n\n\n{TEXT}\n\n\n\nCHAPTER I\n"
    lines = list(explanation(PAGE.format(TEXT).replace("CHAPTER I\n", preface, 1)))
    (title,) = (line for line in lines if "THE HISTORY OF LOCKS" in line)
    (author,) = (line for line in lines if "ADA KEEPER" in line)
    (front,) = (line for line in lines if "PREFACE" in line)
    assert title.endswith("  the title")
    assert author.endswith("  on the title page")
    assert front.endswith("%  preface")
    assert [line[0] for line in (title, author, front)] == ["▪", "▪", "✓"]


def test_a_section_that_holds_the_body_of_a_book_is_not_what_it_begins_with() -> None:
    text = "The Waste Land\nA page.\nOne\nWords."
    heads = [Section("One", 2, Span(23, 26), 34)]
    sections = (Section("The Waste Land", 1, Span(0, 14), 34, children=tuple(heads)),)
    blocks = [
        Block(BlockKind.HEADING, 0, 14, 1),
        Block(BlockKind.PARAGRAPH, 15, 22),
        Block(BlockKind.HEADING, 23, 26, 2),
        Block(BlockKind.PARAGRAPH, 27, 33),
    ]
    landmarks = {"titlepage": 0, "bodymatter": 23}
    document = Document(text, blocks, sections=sections, landmarks=landmarks)
    assert [role_at(document, index) for index in (0, 1)] == ["", ""]
