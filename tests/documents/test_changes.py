"""Which sections changed since a text was what it was."""

import pytest

from reader.documents.changes import changed_sections
from reader.documents.formats.markdown import parse

TEXT = """\
# Book

A preface.

## One

The first of one.

The second of one.

## Two

The first of two.

The second of two.

## Three

The first of three.
"""


def changed(new: str, old: str = TEXT) -> list[str]:
    document = parse(new)
    return [
        document.outline[number].title
        for number in sorted(changed_sections(parse(old).text, document))
    ]


@pytest.mark.parametrize(
    ("old", "new", "titles"),
    [
        ("", "", []),
        ("first of two", "former of two", ["Two"]),
        ("The second of one.", "The second of one.\n\nA third of one.", ["One"]),
        ("The second of one.\n\n", "", ["One"]),
        ("The first of one.\n\n", "", ["One"]),
        ("The first of three.\n", "", ["Three"]),
        ("A preface.", "A foreword.", ["Book"]),
        ("## Two\n\nThe first of two.\n\nThe second of two.\n\n", "", []),
        ("## Two\n\nThe first of two.\n\nThe second of two.", "## Else\n\nAnother.", ["Else"]),
        ("## Two", "## The second", ["The second"]),
        ("The first of two.", "“The first” of two.", ["Two"]),
    ],
)
def test_what_is_new_and_what_is_missing_marks_its_section(old, new, titles):
    assert changed(TEXT.replace(old, new, 1) if old else TEXT) == titles


@pytest.mark.parametrize(
    ("old", "new"),
    [("A preface.", "A\u00adPREFACE ."), ("first of two", "first  of\u00a0two")],
)
def test_what_is_only_set_otherwise_is_no_change(old, new):
    assert changed(TEXT.replace(old, new)) == []


def test_sections_that_changed_their_order_did_not_change():
    one, two = TEXT.index("## One"), TEXT.index("## Two")
    three = TEXT.index("## Three")
    assert changed(TEXT[:one] + TEXT[two:three] + TEXT[one:two] + TEXT[three:]) == []


def test_a_text_without_sections_has_none_that_changed():
    assert changed("One.\n\nTwo.\n", "One.\n\nThree.\n") == []


def test_against_nothing_everything_is_new():
    assert changed(TEXT, "") == ["Book", "One", "Two", "Three"]
