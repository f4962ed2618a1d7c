from __future__ import annotations

import pytest

from reader.documents.document import Document
from reader.documents.formats.plain import parse
from tests.documents.tiny import PROSE


def book(*page: str, first: str = "PART ONE") -> Document:
    """A book of these lines and two chapters."""
    chapters = [first, "Chapter 1", PROSE, PROSE, "Chapter 2", PROSE, PROSE]
    return parse("\n\n".join([*page, *chapters]) + "\n")


def known(document: Document) -> tuple[str, tuple[str, ...]]:
    return document.metadata.title, document.metadata.authors


def titles(document: Document) -> list[str]:
    return [section.title for section in document.outline]


@pytest.mark.parametrize(
    ("page", "title", "author"),
    [
        (["Anna Vos", "THE UPPER LOCK", "A Novel"], "THE UPPER LOCK", "Anna Vos"),
        (["THE UPPER LOCK", "Anna Vos"], "THE UPPER LOCK", "Anna Vos"),
        (["The Keeper of the Lock", "Anna Vos", "Utrecht"], "The Keeper of the Lock", "Anna Vos"),
        (["Анна Лесная", "ВЕРХНИЙ ШЛЮЗ", "Роман в двух частях"], "ВЕРХНИЙ ШЛЮЗ", "Анна Лесная"),
        (["Anna von der Aue", "Die Schleuse", "Erzählung"], "Die Schleuse", "Anna von der Aue"),
        (["L'Écluse", "Comédie en trois actes"], "L'Écluse", ""),
        (["Anna Vos", "Upper Lock", "A Short Story"], "Upper Lock", "Anna Vos"),
    ],
)
def test_the_lines_above_a_book_are_its_title_page(
    page: list[str], title: str, author: str
) -> None:
    document = book(*page)
    assert known(document) == (title, (author,) if author else ())
    assert titles(document) == [title, "PART ONE", "Chapter 1", "Chapter 2"]


@pytest.mark.parametrize("author_first", [True, False])
def test_a_thesis_says_what_it_was_submitted_for(author_first: bool) -> None:
    page = ["How Locks Leak in a Wet Summer", "A thesis submitted for the degree of Master"]
    document = book(
        *(["Anna Vos", *page] if author_first else [*page, "Anna Vos"]), first="INTRODUCTION"
    )
    assert known(document) == (page[0], ("Anna Vos",))
    assert not {"Anna Vos", page[1]} & set(titles(document))


def test_a_date_on_the_title_page_is_that_of_the_book() -> None:
    document = book("THE UPPER LOCK", "A Novel", "4 May 1871")
    assert document.metadata.date == "4 May 1871"


def test_a_title_that_names_a_kind_of_text_is_a_title() -> None:
    document = book("A TALE OF TWO LOCKS", "Anna Vos")
    assert known(document) == ("A TALE OF TWO LOCKS", ("Anna Vos",))


def test_the_title_of_the_first_story_is_none_of_the_book() -> None:
    stories = [line for name in ("A Key", "A Lamp") for line in (name, "I", PROSE, "II", PROSE)]
    document = parse("\n".join(["The Keeper of the Lock", "Anna Vos", *stories]) + "\n")
    assert known(document) == ("The Keeper of the Lock", ("Anna Vos",))
    assert {"A Key", "A Lamp"} <= set(titles(document))


def test_lines_with_text_below_are_no_title_page() -> None:
    document = parse("\n\n".join(["THE UPPER LOCK", "Anna Vos", PROSE, "Ben Aker", PROSE]) + "\n")
    assert "Anna Vos" in titles(document)
