from __future__ import annotations

import csv
import io

import pytest

from reader.annotations.annotation import Kind
from reader.annotations.exchange.anki import COLUMNS, guid, write
from reader.annotations.exchange.outgoing import Placed
from tests.annotations.exchange.articles import article, bookmark, lost, on

DOCUMENT = article("# Part", "Red wine. It was cold, he said.", title="A::B\tC")


def cards(*placed: Placed, **more: str) -> list[dict[str, str]]:
    """The cards, read as Anki reads them: lines with # at the start, then fields between tabs."""
    lines = write(DOCUMENT, placed, **more).split("\n")
    rows = "\n".join(line for line in lines if not line.startswith("#"))
    found = csv.reader(io.StringIO(rows, newline=""), delimiter="\t")
    return [dict(zip(COLUMNS, row, strict=True)) for row in found if row]


def test_the_file_says_how_it_is_to_be_read() -> None:
    head = write(DOCUMENT, []).splitlines()
    assert head == [
        "#separator:tab",
        "#html:true",
        "#notetype:Reader",
        "#deck:Reading::A:B C",
        "#columns:Id\tFront\tBack\tSource\tTags\tGuid",
        "#tags column:5",
        "#guid column:6",
    ]


def test_a_card_shows_the_passage_and_answers_with_the_note() -> None:
    (card,) = cards(on(DOCUMENT, "Red wine.", note="A *drink*", tags=("exam/oral", "two words")))
    assert card == {
        "Id": "01",
        "Front": "Red wine.",
        "Back": "<p>A <em>drink</em></p>",
        "Source": "A::B C › Part",
        "Tags": "reader::highlight exam::oral two_words",
        "Guid": guid("01"),
    }


def test_a_few_words_stand_in_their_sentence() -> None:
    (card,) = cards(on(DOCUMENT, "cold", note="n"))
    assert card["Front"] == "It was <b>cold</b>, he said."


def test_questions_and_definitions_are_cards_without_a_note_too() -> None:
    asked = on(DOCUMENT, "cold", kind=Kind.QUESTION)
    defined = on(DOCUMENT, "Red", "02", kind=Kind.DEFINITION)
    assert [card["Id"] for card in cards(asked, defined)] == ["02", "01"]


def test_plain_highlights_and_bookmarks_are_none() -> None:
    assert cards(on(DOCUMENT, "cold"), bookmark(DOCUMENT, "It")) == []


def learned(quote: str, *specs: str, note: str = "") -> Placed:
    annotation, span = on(DOCUMENT, quote, note=note)
    return annotation._replace(learn=specs), span


def test_what_is_learned_is_asked_as_in_a_review() -> None:
    found = cards(learned("Red wine.", "note", "passage", note="A drink"))
    assert [(card["Front"], card["Back"]) for card in found] == [
        ("Red wine.", "<p>A drink</p>"),
        ("<p>A drink</p>", "Red wine."),
    ]


def test_a_cloze_has_a_gap_in_front_and_its_words_behind() -> None:
    (card,) = cards(learned("Red wine.", "cloze:4:wine"))
    assert (card["Front"], card["Back"]) == ("Red <b>[…]</b>.", "Red <b>wine</b>.")


def test_a_note_that_asks_stands_in_front() -> None:
    (card,) = cards(on(DOCUMENT, "Red wine.", note="What did he drink?"))
    assert (card["Front"], card["Back"]) == ("<p>What did he drink?</p>", "Red wine.")


def test_each_card_of_an_annotation_has_an_id_that_stays() -> None:
    several = learned("Red wine.", "note", "passage", "cloze:0:Red", "cloze:4:wine", note="n")
    ids = [card["Id"] for card in cards(several)]
    assert len(set(ids)) == 4
    assert ids[0] == "01"
    assert [card["Id"] for card in cards(learned("Red wine.", "cloze:4:wine"))] == [ids[3]]


def test_an_orphan_is_one() -> None:
    (card,) = cards(lost("gone\naway", note="n"))
    assert (card["Front"], card["Source"]) == ("gone<br>away", "A::B C › Old part")


def test_each_leads_back() -> None:
    (card,) = cards(on(DOCUMENT, "cold", note="n"), document_id="d1")
    assert card["Source"] == '<a href="reader://d1/01">A::B C › Part</a>'


@pytest.mark.parametrize("note", ['tab\there "quoted"', "two\n\nparagraphs", "#deck:Other", "<b>"])
def test_any_note_stays_in_its_field(note: str) -> None:
    (card,) = cards(on(DOCUMENT, "cold", note=note))
    assert card["Id"] == "01"
    assert "<b>" not in card["Back"]


def test_the_second_export_is_the_first_one_but_for_what_changed() -> None:
    first, second = on(DOCUMENT, "cold", note="n"), on(DOCUMENT, "cold", note="m")
    assert write(DOCUMENT, [first]).replace("<p>n</p>", "<p>m</p>") == write(DOCUMENT, [second])
