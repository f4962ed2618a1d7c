"""Decisions about headings as they are kept with the annotations of a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations import records
from reader.annotations.annotation import Kind
from reader.annotations.exchange.markdown import export_markdown
from reader.annotations.files import json_copy
from reader.annotations.store import Annotations
from reader.documents.formats.markdown import parse
from reader.shelf import counts
from reader.study.headings import decision_in_words
from reader.study.reading import Reading
from reader.text.spans import Span

TEXT = "# Book\n\nOne two.\n\nSecond part\n\nThree four. Five six.\n\n## Other\n\nSeven.\n"

Open = Callable[..., Reading]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Open a text with the annotations that are kept; each time as another run would."""

    def again(text: str = TEXT, machine: str = "state") -> Reading:
        store = Annotations(tmp_path / "book.json", {"id": "d"}, state=tmp_path / machine)
        reading = Reading(parse(text), store)
        reading.refresh()
        return reading

    return again


def span(reading: Reading, words: str) -> Span:
    start = reading.document.text.index(words)
    return Span(start, start + len(words))


def decide(reading: Reading, words: str, level: int | None) -> None:
    reading.decide({span(reading, words): level})


def titles(reading: Reading) -> list[str]:
    return [section.title for section in reading.document.outline]


def test_a_decision_is_on_disk_and_in_the_outline(opened: Open) -> None:
    first = opened()
    decide(first, "Second part", 2)
    assert titles(first) == titles(opened()) == ["Book", "Second part", "Other"]


def test_a_decision_can_be_changed_and_taken_back_to_what_was_found(opened: Open) -> None:
    reading = opened()
    decide(reading, "Other", 0)
    assert titles(reading) == ["Book"]
    decide(reading, "Other", 1)
    assert reading.document.outline[-1].level == 1
    decide(reading, "Other", None)
    assert reading.document is reading.source


def test_many_decisions_are_one_step_for_undo_and_redo(opened: Open) -> None:
    reading = opened()
    reading.decide({span(reading, "Second part"): 2, span(reading, "Other"): 0})
    reading.store.undo()
    reading.refresh()
    assert titles(reading) == ["Book", "Other"]
    again = opened()  # another run
    again.store.redo()
    again.refresh()
    assert titles(again) == ["Book", "Second part"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("One two.", "One two. And many words more.\n\nAnd a paragraph."),  # above it
        ("Three four.", "Quite other words."),  # beside it
        ("## Other\n", ""),  # a heading after it goes
    ],
)
def test_a_decision_stays_when_the_text_is_edited_around_it(
    opened: Open, old: str, new: str
) -> None:
    decide(opened(), "Second part", 2)
    edited = opened(TEXT.replace(old, new))
    assert "Second part" in titles(edited)


def test_a_decision_whose_words_are_gone_is_kept_and_holds_again_when_they_are_back(
    opened: Open,
) -> None:
    decide(opened(), "Second part", 2)
    without = opened(TEXT.replace("Second part", "Wholly else"))
    assert titles(without) == ["Book", "Other"]
    assert [a.target.exact for a in without.headings.lost] == ["Second part"]
    assert without.orphans == []
    assert "Second part" in titles(opened())


def test_words_that_became_part_of_a_long_paragraph_make_no_heading_of_it(opened: Open) -> None:
    decide(opened(), "Second part", 2)
    edited = opened(TEXT.replace("Second part\n\n", "Second part, and much more than that. "))
    assert titles(edited) == ["Book", "Other"]


@pytest.mark.parametrize(
    "reworded", ["Second part, by day", "The second part", "Second partition of Act I, by day."]
)
def test_a_decision_holds_on_its_line_when_that_is_reworded(opened: Open, reworded: str) -> None:
    decide(opened(), "Second part", 1)
    edited = opened(TEXT.replace("Second part", reworded))
    found = {section.title: section.level for section in edited.document.outline}
    assert (found.get(reworded), edited.headings.lost) == (1, [])


RECIPES = "# Book\n\n{}\n\n{}\n\n## Bread\n\nMix and wait.\n"
FISH = "Fish soup\n\nIngredients\n\nA cod.\n\nMethod\n\nBoil it."
PEA = "Pea soup\n\nIngredients\n\nSome peas.\n\nMethod\n\nSoak them."


def test_decisions_hold_where_sections_change_places_and_their_neighbours_repeat(
    opened: Open,
) -> None:
    first = opened(RECIPES.format(FISH, PEA))
    decide(first, "Fish soup", 2)
    decide(first, "Pea soup", 2)
    first.keep()
    edited = opened(RECIPES.format(PEA, FISH))
    assert titles(edited) == ["Book", "Pea soup", "Fish soup", "Bread"]
    assert edited.headings.lost == []


def test_a_decision_does_not_pass_to_another_line_of_the_same_words(opened: Open) -> None:
    twice = RECIPES.format(FISH, PEA)
    first = opened(twice)
    decide(first, "Ingredients", 2)
    first.keep()
    edited = opened(RECIPES.format(PEA, "Nothing of this is left."))
    assert titles(edited) == ["Book", "Bread"]
    assert [a.target.exact for a in edited.headings.lost] == ["Ingredients"]


def test_a_decision_about_a_reworded_line_is_changed_by_the_next(opened: Open) -> None:
    decide(opened(), "Second part", 2)
    edited = opened(TEXT.replace("Second part", "Second partition of Act I, by day."))
    decide(edited, "Second partition of Act I, by day.", 1)
    assert [a.level for a in edited.headings.kept] == [1]
    decide(edited, "Second partition of Act I, by day.", None)
    assert edited.headings.kept == []


def test_a_decision_whose_words_no_longer_stand_in_a_line_of_their_own_is_lost(
    opened: Open,
) -> None:
    decide(opened(), "Second part", 2)
    edited = opened(TEXT.replace("Second part\n\n", "Second part, and much more than that. "))
    assert [a.target.exact for a in edited.headings.lost] == ["Second part"]


def test_a_decision_is_no_note_nothing_lists_or_counts_it(opened: Open) -> None:
    reading = opened()
    decide(reading, "Second part", 2)
    assert (reading.everything(), reading.at(span(reading, "Second").start)) == ([], [])
    assert counts(reading.store.all()) == (0, 0)
    assert reading.tally(0, len(reading.document.text)) == (0, 0)


def test_a_decision_that_was_undone_does_not_lie_in_the_trash(opened: Open) -> None:
    reading = opened()
    decide(reading, "Second part", 2)
    reading.store.undo()
    assert reading.store.deleted() == []


def test_notes_are_counted_and_exported_under_the_heading_that_was_decided(opened: Open) -> None:
    reading = opened()
    reading.mark(span(reading, "Three four."))
    decide(reading, "Second part", 2)
    _, second, _ = reading.document.outline
    assert reading.tally(second.start, second.end) == (1, 0)
    exported = export_markdown(reading.document, reading.everything(), source="book.md")
    assert "## Second part\n\n> Three four." in exported


def test_of_decisions_on_two_machines_the_later_holds_and_nobody_is_asked(
    opened: Open, tmp_path: Path
) -> None:
    one = opened()
    decide(one, "Second part", 2)
    one.store.save()
    there = opened(machine="elsewhere")
    kept = (tmp_path / "book.json").read_bytes()
    decide(there, "Second part", 0)
    there.store.save()
    theirs = (tmp_path / "book.json").read_bytes()
    (tmp_path / "book.json").write_bytes(kept)
    one = opened()
    decide(one, "Second part", 1)
    one.store.save()
    (tmp_path / "book.json").write_bytes(theirs)  # a tool that syncs puts the other one there
    both = opened()
    both.refresh(from_disk=True)
    (annotation,) = both.store.all()
    assert annotation.level == 1
    assert not both.store.has_others(annotation.id)
    assert both.store.notices == ()


def test_two_decisions_about_the_same_words_become_one_with_the_next(opened: Open) -> None:
    reading = opened()
    decide(reading, "Second part", 2)
    (first,) = reading.store.all()
    reading.store.decide(first._replace(id="01secondid", level=1))
    reading.refresh()
    decide(reading, "Second part", 0)
    (left,) = reading.store.all()
    assert left.level == 0


def test_notes_are_written_as_they_always_were(opened: Open) -> None:
    reading = opened()
    made = reading.mark(span(reading, "Seven."))
    assert "level" not in records.to_record(made)


def test_a_program_that_knows_no_decisions_keeps_them(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(opened(), "Second part", 2)
    older = {kind.value: kind for kind in Kind if kind is not Kind.HEADING}
    with monkeypatch.context() as patch:
        patch.setattr(records, "_ANNOTATION", {**records._ANNOTATION, "kind": older})
        patch.setattr(records, "_DECISION", {**records._ANNOTATION, "kind": older})
        store = opened().store
        (shown,) = store.all()
        assert shown.kind is Kind.HIGHLIGHT
        store.change(shown.id, note="What is this?")
        store.save()
    reading = opened()
    assert titles(reading) == ["Book", "Second part", "Other"]
    assert [(a.kind, a.level, a.note) for a in reading.store.all()] == [
        (Kind.HEADING, 2, "What is this?")
    ]


def test_a_decision_is_written_down_and_read_again_as_it_was(opened: Open) -> None:
    reading = opened()
    decide(reading, "Other", 0)
    (kept,) = reading.store.all()
    assert (kept.kind, kept.level, kept.target.exact) == (Kind.HEADING, 0, "Other")
    assert records.from_record(kept.id, json_copy(records.to_record(kept))) == kept


def test_what_is_lost_is_told_with_what_held_it_and_not_with_what_stood_before_it(
    opened: Open,
) -> None:
    decide(opened(), "Second part", 2)
    decide(opened(), "Seven.", 2)
    lost = opened(TEXT.replace("Seven.", "Wholly else")).headings.lost
    assert [decision_in_words(one) for one in lost] == ["“Seven.”: level 2, in Book"]
