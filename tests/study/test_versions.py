"""Annotations of a document that is edited between runs of the program."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations.kept import kept_path, read_kept, unpack
from reader.annotations.places import Fates, State
from reader.annotations.store import Annotations
from reader.documents.formats.markdown import parse
from reader.errors import StorageError
from reader.study import placing
from reader.study.reading import Reading
from reader.text.spans import Span

TEXT = (
    "# The town\n\nShips came in at dawn with salt and timber from the north.\n\n"
    "The pilot knew every rock between the lighthouse and the quay.\n\n"
    "## The market\n\nOn Saturdays the farmers sold apples, cheese and honey.\n\n"
    "A blind man played the accordion until the lamps were lit.\n"
)
PILOT = "The pilot knew every rock between the lighthouse and the quay."
BLIND = "A blind man played the accordion until the lamps were lit."

Open = Callable[..., Reading]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Open the document as another run would, find its annotations, and keep its text."""

    def again(text: str = TEXT, *, keep: bool = True) -> Reading:
        store = Annotations(tmp_path / "town.json", {"id": "d"}, state=tmp_path / "state")
        reading = Reading(parse(text), store)
        reading.refresh()
        if keep:
            reading.keep()
        return reading

    return again


def marks(reading: Reading, words: str) -> str:
    start = reading.document.text.index(words)
    identity = reading.mark(Span(start, start + len(words))).id
    reading.keep()
    return identity


def words(reading: Reading, identity: str) -> str | None:
    span = reading.span_of(identity)
    return reading.document.text[span.start : span.end] if span else None


def state(reading: Reading, identity: str) -> State:
    annotation = reading.store.get(identity)
    assert annotation is not None
    return reading.state_of(annotation)


def file_of(reading: Reading) -> Path:
    return kept_path(reading.store.path)


# What is kept


def test_where_nothing_is_annotated_no_text_is_kept(opened: Open) -> None:
    assert not file_of(opened()).exists()


def test_the_text_is_kept_with_the_first_annotation_and_not_written_again_for_the_next(
    opened: Open,
) -> None:
    reading = opened()
    marks(reading, PILOT)
    before = file_of(reading).stat()
    assert [unpack(one) for one in read_kept(file_of(reading))] == [reading.document.text]
    marks(reading, BLIND)
    assert file_of(reading).stat() == before


def test_no_record_is_written_because_the_text_changed(opened: Open) -> None:
    reading = opened()
    identity = marks(reading, PILOT)
    reading.store.save()
    before = reading.store.path.read_bytes()
    again = opened(TEXT.replace("every rock", "all the rocks"))
    again.store.save()
    assert state(again, identity) is State.ADJUSTED
    assert reading.store.path.read_bytes() == before


def test_a_text_that_is_only_looked_at_is_not_kept(opened: Open) -> None:
    identity = marks(opened(), PILOT)
    looked = opened(TEXT.replace("every rock", "all the rocks"), keep=False)
    assert state(looked, identity) is State.ADJUSTED
    assert opened(keep=False).changed is False


def test_an_annotation_in_the_trash_keeps_its_way_back_too(opened: Open) -> None:
    reading = opened()
    identity = marks(reading, PILOT)
    reading.store.remove(identity)
    text = TEXT.replace("every rock", "each hidden rock")
    opened(text)
    last = opened(text.replace("lighthouse", "tower"))
    last.store.restore(identity)
    last.refresh()
    assert words(last, identity) == (
        "The pilot knew each hidden rock between the tower and the quay."
    )


def test_a_text_that_cannot_be_kept_is_told_and_everything_else_works(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = opened()
    start = reading.document.text.index(PILOT)
    identity = reading.mark(Span(start, start + len(PILOT))).id

    def refuse(*_: object) -> None:
        raise OSError(30, os.strerror(30))

    with monkeypatch.context() as patch:
        patch.setattr("reader.annotations.kept.replace_file", refuse)
        with pytest.raises(StorageError, match="not writable"):
            reading.keep()
    again = opened("# New\n\nA foreword.\n\n" + TEXT, keep=False)
    assert words(again, identity) == PILOT


def test_a_damaged_file_of_texts_is_told_of_and_the_annotations_are_found_by_their_words(
    opened: Open,
) -> None:
    reading = opened()
    identity = marks(reading, PILOT)
    file_of(reading).write_bytes(b"\0" * 100)
    again = opened("A foreword.\n\n" + TEXT, keep=False)
    assert "is damaged" in again.trouble
    assert words(again, identity) == PILOT
    again.keep()
    assert opened(TEXT, keep=False).trouble == ""


# What is said


def test_a_changed_document_is_told_of_once(opened: Open) -> None:
    reading = opened()
    for passage in (PILOT, BLIND, "Ships came in at dawn"):
        marks(reading, passage)
    edited = TEXT.replace("every rock", "all the rocks").replace(BLIND + "\n", "")
    first = opened(edited)
    assert first.changed
    assert first.fates == Fates(kept=1, adjusted=1, orphans=1)
    again = opened(edited)
    assert not again.changed
    assert again.fates == first.fates


def test_a_document_without_annotations_is_not_told_of(opened: Open) -> None:
    opened()
    assert not opened(TEXT + "\nMore.\n").changed


# What a person does about it


def test_to_accept_is_to_mean_the_words_that_are_there_now_and_can_be_undone(opened: Open) -> None:
    identity = marks(opened(), PILOT)
    edited = opened(TEXT.replace("every rock", "all the rocks"))
    edited.accept(identity)
    assert state(edited, identity) is State.KEPT
    assert edited.placed[0][0].target.exact == words(edited, identity)
    edited.store.undo()
    edited.refresh()
    assert state(edited, identity) is State.ADJUSTED
    assert edited.placed[0][0].target.exact == PILOT


def test_several_are_accepted_in_one_step_and_orphans_stay_as_they_are(opened: Open) -> None:
    reading = opened()
    identities = [marks(reading, passage) for passage in (PILOT, BLIND, "Ships came in at dawn")]
    edited = opened(
        TEXT.replace("every rock", "all the rocks")
        .replace("lamps were lit", "lamps were out")
        .replace("Ships came in at dawn with salt and timber from the north.", "Nobody came.")
    )
    edited.accept(*identities)
    assert edited.fates == Fates(kept=2, orphans=1)
    edited.store.undo()
    edited.refresh()
    assert edited.fates == Fates(adjusted=2, orphans=1)


def test_an_orphan_kept_without_a_place_is_none_that_needs_a_person(opened: Open) -> None:
    identity = marks(opened(), BLIND)
    edited = opened(TEXT.replace(BLIND, "The end."))
    edited.detach(identity)
    assert (edited.orphans, [a.id for a in edited.detached]) == ([], [identity])
    assert edited.fates.line == ""
    assert [a.id for a, _ in edited.everything()] == [identity]
    edited.store.undo()
    edited.refresh()
    assert ([a.id for a in edited.orphans], edited.detached) == ([identity], [])


def test_what_was_kept_without_a_place_is_back_with_its_words(opened: Open) -> None:
    identity = marks(opened(), BLIND)
    opened(TEXT.replace(BLIND, "The end.")).detach(identity)
    back = opened(TEXT)
    assert words(back, identity) == BLIND
    assert back.detached == []


def test_what_was_kept_without_a_place_and_is_placed_by_hand_is_like_any_other(
    opened: Open,
) -> None:
    identity = marks(opened(), BLIND)
    text = TEXT.replace(BLIND, "The end.")
    edited = opened(text)
    edited.detach(identity)
    start = edited.document.text.index("The end.")
    edited.extend(identity, Span(start, start + 8))
    edited.store.save()
    assert edited.fates == Fates(kept=1)
    gone = opened(TEXT.replace(BLIND, "Other words."))
    assert [a.id for a in gone.orphans] == [identity]


def test_candidates_for_an_orphan_are_what_is_most_like_it(opened: Open) -> None:
    identity = marks(opened(), PILOT)
    edited = opened(TEXT.replace(PILOT, "A harbour boy knew the quay."))
    annotation = edited.store.get(identity)
    assert annotation is not None
    found = edited.candidates(annotation)
    texts = [edited.document.text[one.start : one.end] for one in found]
    assert any("knew the quay" in text or "the quay" in text for text in texts)


# Long texts


def test_what_has_to_be_searched_for_in_a_long_text_waits_and_is_not_shown_as_lost(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = opened()
    pilot, blind = marks(reading, PILOT), marks(reading, BLIND)
    monkeypatch.setattr(placing, "LONG", 10)
    text = TEXT.replace("every rock", "all the rocks")
    store = Annotations(reading.store.path, {"id": "d"}, state=reading.store.path.parent / "state")
    quick = Reading(parse(text), store)
    quick.refresh(quick=0)
    assert (quick.span_of(pilot), words(quick, blind)) == (None, BLIND)
    assert (quick.waiting, quick.orphans) == (True, [])
    assert quick.fates == Fates(kept=1)
    assert {a.id for a, _ in quick.everything()} == {pilot, blind}
    version = quick.version
    quick.found(quick.search())
    assert words(quick, pilot) == PILOT.replace("every rock", "all the rocks")
    assert (quick.waiting, quick.version) == (False, version + 1)
    assert quick.everything() == opened(text).everything()


# Sections


def changed_titles(reading: Reading) -> list[str]:
    starts = reading.changed_sections()
    return [section.title for section in reading.document.outline if section.start in starts]


def test_a_section_that_was_annotated_and_edited_since_is_a_changed_one_run_after_run(
    opened: Open,
) -> None:
    marks(opened(), "On Saturdays the farmers sold apples")
    text = TEXT.replace("Ships", "Boats").replace("A blind man", "An old man")
    for _ in range(3):
        assert changed_titles(opened(text)) == ["The market"]


def test_an_edit_below_an_annotation_that_stays_in_its_place_marks_its_section_too(
    opened: Open,
) -> None:
    marks(opened(), "Ships came in at dawn")
    text = TEXT.replace("lighthouse", "tower").replace("honey", "jam")
    for later in (text, text, text + "\nThe end.\n"):
        assert changed_titles(opened(later)) == ["The town"]


def test_a_section_that_was_annotated_after_the_edit_is_not_changed(opened: Open) -> None:
    marks(opened(), "Ships came in at dawn")
    text = TEXT.replace("honey", "jam")
    marks(opened(text), "apples, cheese and jam")
    assert changed_titles(opened(text)) == []


def test_where_the_words_of_an_annotation_are_gone_its_section_is_changed(opened: Open) -> None:
    marks(opened(), BLIND)
    assert changed_titles(opened(TEXT.replace(BLIND, ""))) == ["The market"]


def test_what_a_person_accepted_is_changed_no_more(opened: Open) -> None:
    identity = marks(opened(), "On Saturdays the farmers sold apples")
    text = TEXT.replace("A blind man", "An old man")
    edited = opened(text)
    edited.accept(identity)
    edited.keep(anew=True)
    assert changed_titles(opened(text)) == []
    assert changed_titles(opened(text.replace("An old man", "A man"))) == ["The market"]
