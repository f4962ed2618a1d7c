"""Whether two names may be those of one work."""

import pytest

from reader.titles import names_of, people, stem_of


def fit(one, other):
    return any(a.fits(b) for a in names_of(*one) for b in names_of(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pride and Prejudice", "PRIDE AND PREJUDICE"),
        ("Pride and Prejudice", "Pride and Prejudice (Penguin Classics)"),
        ("Pride and Prejudice", "Pride & Prejudice"),
        ("Verbrechen und Strafe", "Verbrechen & Strafe"),
        ("Clean Code", "Clean Code: A Handbook of Agile Software Craftsmanship"),
        ("Die Verwandlung (German Edition)", "Verwandlung"),
        ("The Odyssey", "Odyssey"),
        ("Der Müller", "Der Mueller"),
        ("Voyna i mir", "Война и мир"),
        ("Ἰλιάς", "Ilias"),
        ("送你一颗子弹", "送你一颗子弹（刘瑜）"),
        ("Dune Messiah (Dune #2)", "Dune Messiah [Book 2]"),
    ],
)
def test_these_may_be_one_work(one, other):
    assert fit((one,), (other,))
    assert fit((other,), (one,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("War and Peace", "War and Remembrance"),
        ("Dune", "Dune Messiah"),
        ("It", "It Ends with Us"),
        ("", ""),
        ("...", "!!!"),
    ],
)
def test_these_are_two_works(one, other):
    assert not fit((one,), (other,))


@pytest.mark.parametrize(
    "path",
    [
        "documents/war-and-peace.epub",
        "/mnt/books/Leo Tolstoy - War and Peace.epub",
        "war_and_peace.kepub.epub",
        "C:\\Books\\War and Peace.mobi",
        "https://example.org/books/War%20and%20Peace.html",
    ],
)
def test_the_name_of_a_file_is_a_title(path):
    assert fit(("War and Peace",), ("", path))


def test_a_file_without_a_name_has_no_title():
    assert stem_of("") == stem_of("https://[") == ""


def test_people_are_the_words_of_their_names():
    assert people(["Tolstoy, Leo"]) == people(["Leo Tolstoy"])
    assert not people(["Jane Austen"]) & people(["Leo Tolstoy"])
