from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target
from reader.annotations.files import json_copy
from reader.annotations.records import from_record, other_notes, to_record

FULL = Annotation(
    "01abc",
    Target("城市 👩‍👩‍👧", "שלום ", " e\u0301", 3, 9, ("Part I", "Chapter 2")),
    Kind.QUESTION,
    Colour.PINK,
    Style.UNDERLINE,
    "a **note**\nof two lines",
    ("one", "two words"),
    "2026-11-22T14:05:00.000Z",
    "2026-11-22T14:06:00.000Z",
    "",
)


def read(record: object) -> Annotation:
    annotation = from_record("01abc", record)
    assert annotation is not None
    return annotation


def test_a_record_holds_an_annotation() -> None:
    record = json_copy(to_record(FULL))
    assert record["target"]["exact"] == "城市 👩‍👩‍👧"
    assert record["kind"] == "question"
    assert read(record) == FULL


def test_a_target_is_enough() -> None:
    assert read({"target": {"exact": "word"}}) == Annotation("01abc", Target("word"))


@pytest.mark.parametrize("record", [None, 5, [], {}, {"target": "x"}, {"target": {"start": 1}}])
def test_without_a_usable_target_there_is_no_annotation(record: object) -> None:
    assert from_record("01abc", record) is None


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("colour", "teal", Colour.YELLOW),
        ("kind", "argument", Kind.HIGHLIGHT),
        ("style", ["wavy"], Style.SOLID),
        ("note", {"html": "<p>"}, ""),
        ("tags", ["a", 1], ()),
        ("created", 17, ""),
    ],
)
def test_a_value_of_a_newer_version_is_shown_as_the_default_and_kept(
    field: str, value: object, shown: object
) -> None:
    record = {**to_record(FULL), field: value}
    annotation = read(record)
    assert getattr(annotation, field) == shown
    assert to_record(annotation)[field] == value


def test_unknown_fields_are_kept_at_every_level() -> None:
    record = json_copy(to_record(FULL))
    record |= {"rev": 3, "mood": {"deep": [1]}}
    record["target"] |= {"page": 4, "start": "later"}
    annotation = read(record)
    assert annotation.target.start == 0
    assert json_copy(to_record(annotation)) == record


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
NAMES = st.sampled_from([*to_record(FULL), "rev", "other"])
PLACES = st.dictionaries(st.sampled_from([*to_record(FULL)["target"], "page"]), JSON)


@given(st.dictionaries(NAMES, JSON), PLACES)
def test_any_record_is_written_back_as_it_came(
    record: dict[str, Any], place: dict[str, Any]
) -> None:
    record |= {"id": "01abc", "target": {**place, "exact": "word"}}
    written = json_copy(to_record(read(record)))
    assert record.items() <= {**written, "target": record["target"]}.items()
    assert record["target"].items() <= written["target"].items()
    assert read(written) == read(record) or set(record) < set(written)


def test_the_notes_of_other_versions_are_those_that_say_something_else() -> None:
    record = to_record(FULL._replace(note="mine"))
    others = [
        {**record, "note": "theirs"},
        {**record, "note": "mine", "colour": "blue"},
        {**record, "note": " \n"},
        {**record, "note": "gone", "deleted": "2026-11-22T14:06:00.000Z"},
    ]
    assert other_notes(read({**record, "others": others})) == ["theirs"]
    assert other_notes(read(record)) == other_notes(read({**record, "others": 5})) == []


def test_the_file_of_a_book_is_written_where_there_is_one_and_left_out_elsewhere() -> None:
    plain = Annotation("a", Target("word"))
    of_book = Annotation("a", Target("word", href="1.xhtml", idref="one"))
    assert not {"href", "idref"} & set(to_record(plain)["target"])
    assert to_record(of_book)["target"]["href"] == "1.xhtml"
    assert from_record("a", json_copy(to_record(of_book))) == of_book
