import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.annotation import Colour, Kind, Target
from reader.annotations.store import Annotations
from reader.documents.formats.markdown import parse
from reader.study.reading import Reading
from reader.text.spans import Span

TEXT = "# Book\n\nOne two.\n\n## Part\n\nThree four. Five six.\n\n## Other\n\nSeven.\n"


def reading(folder: Path, text: str = TEXT) -> Reading:
    store = Annotations(folder / "book.json", {"id": "d"}, state=folder / "state")
    opened = Reading(parse(text), store)
    opened.refresh()
    return opened


def span(opened: Reading, words: str) -> Span:
    start = opened.document.text.index(words)
    return Span(start, start + len(words))


def test_a_mark_is_on_disk_and_in_its_place(tmp_path: Path) -> None:
    first = reading(tmp_path)
    made = first.mark(span(first, "Three four."), colour=Colour.BLUE)
    again = reading(tmp_path)
    assert [(a.id, s) for a, s in again.placed] == [(made.id, span(again, "Three four."))]
    assert again.placed[0][0].target.path == ("Book", "Part")


def test_where_several_overlap_the_shortest_comes_first(tmp_path: Path) -> None:
    opened = reading(tmp_path)
    wide = opened.mark(span(opened, "Three four. Five six."))
    narrow = opened.mark(span(opened, "four"))
    found = opened.at(span(opened, "four").start)
    assert [annotation.id for annotation in found] == [narrow.id, wide.id]


def test_a_passage_that_moved_is_shown_where_its_words_are(tmp_path: Path) -> None:
    first = reading(tmp_path)
    first.mark(span(first, "Five six."))
    moved = reading(tmp_path, TEXT.replace("One two.", "One two. And many more words."))
    assert [s for _, s in moved.placed] == [span(moved, "Five six.")]


def test_a_passage_that_is_gone_is_an_orphan_until_it_is_given_a_place(tmp_path: Path) -> None:
    first = reading(tmp_path)
    made = first.mark(span(first, "Five six."))
    changed = reading(tmp_path, TEXT.replace("Five six.", "Quite other words."))
    assert [a.id for a in changed.orphans] == [made.id]
    assert changed.placed == []
    changed.extend(made.id, span(changed, "Quite other words."))
    assert changed.orphans == []
    assert [a.target.exact for a, _ in changed.placed] == ["Quite other words."]


def test_a_section_counts_what_is_in_the_sections_below_it(tmp_path: Path) -> None:
    opened = reading(tmp_path)
    opened.mark(span(opened, "One two."), colour=Colour.PINK)
    opened.mark(span(opened, "Seven."), colour=Colour.GREEN)
    tallies = [opened.tally(one.start, one.end).notes for one in opened.document.outline]
    assert tallies == [2, 0, 1]


def test_of_two_on_the_same_words_the_first_stays_the_first(tmp_path: Path) -> None:
    opened = reading(tmp_path)
    first, second = (opened.mark(span(opened, "four")) for _ in range(2))
    place = span(opened, "four").start
    assert [a.id for a in opened.at(place)] == [first.id, second.id]
    opened.store.change(first.id, colour=Colour.GREEN)
    opened.refresh()
    assert [a.id for a in opened.at(place)] == [first.id, second.id]


def test_a_question_is_open_until_its_note_answers_it(tmp_path: Path) -> None:
    opened = reading(tmp_path)
    asked = opened.mark(span(opened, "Seven."), kind=Kind.QUESTION)
    assert opened.tally(0, len(opened.document.text)) == (1, 1)
    opened.store.change(asked.id, note="Because of the days.")
    opened.refresh()
    assert opened.tally(0, len(opened.document.text)) == (1, 0)


def test_a_bookmark_is_no_annotation_to_be_counted_and_has_no_colour(tmp_path: Path) -> None:
    opened = reading(tmp_path)
    opened.mark(span(opened, "Seven."), kind=Kind.BOOKMARK, note="a")
    assert opened.tally(0, len(opened.document.text)) == (0, 0)
    assert opened.colour_in(0, len(opened.document.text)) is None


def test_the_colour_of_a_stretch_is_that_of_what_begins_there_else_of_what_goes_on(
    tmp_path: Path,
) -> None:
    opened = reading(tmp_path)
    opened.mark(span(opened, "Three four."), colour=Colour.GREEN)
    opened.mark(span(opened, "four"), colour=Colour.PINK)
    three, four = span(opened, "Three"), span(opened, "four")
    assert opened.colour_in(three.start - 5, three.start) is None
    assert opened.colour_in(three.start, four.end) == Colour.GREEN
    assert opened.colour_in(three.start + 1, three.end) == Colour.GREEN
    assert opened.colour_in(three.start + 1, four.end) == Colour.PINK


# One after the other, or all at once


def seen(opened: Reading) -> tuple[object, ...]:
    """All that a screen shows of it."""
    text = range(len(opened.document.text))
    return (
        [(a, span) for a, span in opened.placed],
        [a for a, _ in opened.everything()],
        opened.orphans,
        [sorted(a.id for a in opened.at(offset)) for offset in text],
        [opened.tally(0, offset) for offset in text],
        [opened.colour_in(offset, offset + 3) for offset in text],
    )


WORDS = ["One two.", "Three", "Three four.", "four", "Five six.", "Seven."]
LOST = Target("nowhere to be found", "x" * 30, "y" * 30, 5, 24)
PICK = st.integers(0, 20)
KINDS = (Kind.HIGHLIGHT, Kind.QUESTION, Kind.BOOKMARK)
DO = st.one_of(
    st.tuples(st.just("mark"), st.sampled_from(WORDS), st.sampled_from(Colour)),
    st.tuples(st.just("lose"), PICK),
    st.tuples(st.just("extend"), PICK, st.sampled_from(WORDS)),
    st.tuples(st.just("colour"), PICK, st.sampled_from(Colour)),
    st.tuples(st.just("remove"), PICK),
    st.tuples(st.just("ask"), PICK, st.sampled_from(["", "Because."])),
    st.tuples(st.sampled_from(["undo", "redo", "elsewhere"])),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(DO, max_size=14))
def test_after_any_changes_it_is_what_it_would_be_if_it_were_opened_anew(
    todo: list[tuple[Any, ...]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        opened, elsewhere = reading(Path(folder)), reading(Path(folder))
        for do, *more in todo:
            there = [annotation.id for annotation, _ in opened.everything()]
            picks = there and more and isinstance(more[0], int)
            chosen = there[more[0] % len(there)] if picks else ""
            if do == "mark":
                opened.mark(span(opened, more[0]), colour=more[1])
            elif do == "elsewhere":
                elsewhere.mark(span(elsewhere, "Seven."))
                opened.refresh(from_disk=True)
            elif do in ("undo", "redo"):
                getattr(opened.store, do)()
            elif do == "ask" and chosen:
                opened.store.change(chosen, kind=KINDS[more[0] % len(KINDS)], note=more[1])
            elif chosen and do == "extend":
                opened.extend(chosen, span(opened, more[1]))
            elif chosen and do == "lose":
                opened.store.change(chosen, target=LOST)
            elif chosen and do == "colour":
                opened.store.change(chosen, colour=more[1])
            elif chosen and do == "remove":
                opened.store.remove(chosen)
            opened.refresh()
        assert seen(opened) == seen(reading(Path(folder)))
