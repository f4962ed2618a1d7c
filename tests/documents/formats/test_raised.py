"""Superscripts and subscripts in text."""

from __future__ import annotations

import pytest

from reader.documents.document import MarkKind
from reader.documents.formats.html import parse
from reader.documents.formats.markdown import parse as parse_markdown
from reader.documents.formats.raised import script


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("2<sup>k</sup> leaves", "2^k leaves"),
        ("2<sup>n+½</sup>", "2^(n+½)"),
        ("2<sup>n+1</sup>", "2ⁿ⁺¹"),
        ("x<sup>k</sup> and R<sup>k</sup>", "x^k and R^k"),
        ("e<sup>kt</sup>", "e^(kt)"),
        ("A<sup>T</sup>A", "AᵀA"),
        ("(a+b)<sup>k</sup>", "(a+b)^k"),
        ("x<sub>i</sub><sup>k</sup>", "xᵢ^k"),
        ("V<sub>max</sub>, log<sub>b</sub>", "V_max, log_b"),
        ("a<sub>i,j</sub>", "a_(i,j)"),
        ("2<sup><i>a</i></sup>", "2^a"),
        ("<i>M</i><sup>r</sup>", "M^r"),
        ("σ<sup>½</sup>", "σ^½"),
        ("x<sup>0.5</sup>", "x^0.5"),
    ],
)
def test_powers_and_indexes_without_characters_of_their_own_are_written_as_they_are_typed(
    source: str, text: str
) -> None:
    assert parse(f"<p>so {source}</p>").text == f"so {text}"
    assert parse_markdown(f"so {source}\n").text == f"so {text}"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("the 2<sup>nd</sup> of the XIX<sup>e</sup>", "the 2nd of the XIXe"),
        ("M<sup>r</sup> and M<sup>c</sup>Donald", "Mr and McDonald"),
        ("n<sup>o</sup> 5, y<sup>e</sup>", "no 5, ye"),
        ("Windows 10<sup>TM</sup>", "Windows 10TM"),
        ("in 1990<sup>b</sup> and (see there)<sup>c</sup>", "in 1990b and (see there)c"),
        ("said<sup>k</sup>", "saidk"),
        ("5<sup>h</sup> 30<sup>m</sup> 12<sup>s</sup>", "5h 30m 12s"),
        ("5<sup>*</sup>", "5*"),
        ("T<sub>E</sub>X", "TEX"),
    ],
)
def test_ordinals_abbreviations_and_signs_of_notes_are_no_powers(source: str, text: str) -> None:
    assert parse(f"<p>so {source}</p>").text == f"so {text}"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('hard.<sup><a href="#n">2</a></sup> Then', "hard.[2] Then"),
        ('hard.<a href="#n"><sup>a</sup></a> Then', "hard.[a] Then"),
        ('hard<a role="doc-noteref" href="#n">†</a> Then', "hard[†] Then"),
        ('hard.<sup><a href="#m">2</a>,<a href="#n">1</a></sup> Then', "hard.[2,1] Then"),
        ('hard.<sup><a href="#m">[1]</a></sup><sup>[<a href="#n">2</a>]</sup>', "hard.[1][2]"),
        ("hard.<sup>3</sup> “Then.”<sup>4,5</sup>", "hard.[3] “Then.”[4,5]"),
        ('2<sup><a href="#n">k</a></sup>', "2[k]"),
    ],
)
def test_what_refers_to_a_note_stands_in_brackets(source: str, text: str) -> None:
    assert parse(f"<p>so {source}</p>").text == f"so {text}"


def test_numbers_of_notes_behind_a_name_are_raised_and_powers_behind_a_sentence_stay() -> None:
    page = "<p>Smith<sup>1,2</sup> has 3.5<sup>2</sup> and (a+b)<sup>2</sup>.</p>"
    assert parse(page).text == "Smith¹,² has 3.5² and (a+b)²."


def test_the_number_that_a_note_begins_with_has_no_brackets() -> None:
    assert parse('<p><sup><a href="#r">1</a></sup> A note.</p>').text == "1 A note."


def test_the_brackets_are_of_the_link_and_a_place_behind_them_stays_there() -> None:
    document = parse('<p>hard.<a href="#n"><sup>1</sup></a> <a id="here"></a>here</p>')
    assert {document.text[mark.start : mark.end] for mark in document.marks} == {"[1]"}
    assert document.places["here"] == document.text.index("here")


def test_marks_and_places_behind_a_power_stand_where_their_words_do() -> None:
    document = parse('<p>so <i>2<sup>k+l</sup></i><b>b</b> <a id="here"></a>here</p>')
    assert document.text == "so 2^(k+l)b here"
    found = {mark.kind: document.text[mark.start : mark.end] for mark in document.marks}
    assert found == {
        MarkKind.EMPHASIS: "2^(k+l)",
        MarkKind.SUPERSCRIPT: "^(k+l)",
        MarkKind.STRONG: "b",
    }
    assert document.places["here"] == document.text.index("here")


@pytest.mark.parametrize(
    ("sign", "words", "shown"),
    [("^", "2", "²"), ("^", "k", "^k"), ("^", "kt", "^(kt)"), ("_", "ij", "ᵢⱼ"),
     ("_", "max", "_max"), ("_", "a+b", "_(a+b)"), ("^", "(kt)", "^(kt)"), ("^", "1.5", "^1.5")],
)  # fmt: skip
def test_formulas_have_them_in_the_same_way(sign: str, words: str, shown: str) -> None:
    assert script(sign, words) == shown


def test_many_of_them_take_no_longer_than_their_text() -> None:
    document = parse("<p>x" + "<sup>k</sup> x" * 20_000 + "</p>")
    assert document.text == "x" + "^k x" * 20_000
