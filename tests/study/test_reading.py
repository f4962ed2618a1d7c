from collections import Counter
from pathlib import Path

from reader.annotations.annotation import Colour
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
    assert opened.by_section() == [
        Counter({Colour.PINK: 1, Colour.GREEN: 1}),
        Counter(),
        Counter({Colour.GREEN: 1}),
    ]
