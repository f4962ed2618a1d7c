"""`reader outline`: deciding what is a heading, without a screen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import outlining
from reader.annotations.store import Annotations
from reader.cli import main
from reader.documents.document import Document
from reader.documents.formats.markdown import parse as markdown
from reader.documents.outline import Heading, nest
from reader.library import Library
from reader.outline_text import read, written
from reader.study.reading import Reading
from reader.text.spans import Span
from tests.books import book as epub

BODY = "Words that go on for so long that nobody would take them for the title of anything."
BOOK = f"""\
# Book

{BODY}

THE SEA

{BODY}

THE WHALE

{BODY}

## The end

{BODY} {BODY} {BODY} {BODY} {BODY} {BODY}
"""

NEARLY = f"""\
Of whales.

{BODY} {BODY} {BODY}

Where they live, and how:

{BODY} {BODY} {BODY}

How they sing

{BODY} {BODY} {BODY}
"""

Run = Callable[..., list[str]]


@pytest.fixture
def book(library: Library) -> Path:
    path = library.documents / "book.md"
    path.write_text(BOOK, "utf-8")
    return path


@pytest.fixture
def outline(book: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `reader outline` on the book; its outline, with two spaces for each level."""

    def run(*words: str) -> list[str]:
        assert main(["outline", str(book), *words]) == 0
        capsys.readouterr()
        assert main(["outline", str(book), "--json"]) == 0
        sections = json.loads(capsys.readouterr().out)["sections"]
        return ["  " * (section["level"] - 1) + section["title"] for section in sections]

    return run


@pytest.fixture
def fails(book: Path, outline: Run, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run it where it is to fail, and change nothing; what it says."""

    def run(code: int, *words: str) -> str:
        before = outline()
        assert main(["outline", str(book), *words]) == code
        said = capsys.readouterr().err
        assert outline() == before
        return said

    return run


def test_a_line_is_made_a_heading(outline: Run) -> None:
    assert outline("--heading", "5:2") == ["Book", "  THE SEA", "  The end"]


def test_without_a_level_it_stands_where_it_is_likely(outline: Run) -> None:
    assert outline("--heading", "5") == ["Book", "  THE SEA", "  The end"]


def test_all_that_look_like_it_are_made_headings(outline: Run) -> None:
    assert outline("--heading", "5", "--alike")[:3] == ["Book", "  THE SEA", "  THE WHALE"]


def test_several_lines_are_decided_on_at_once(outline: Run) -> None:
    found = outline("--heading", "5:2,9:3", "--no-heading", "13")
    assert found == ["Book", "  THE SEA", "    THE WHALE"]


def test_decisions_are_taken_back(outline: Run) -> None:
    outline("--heading", "5", "--no-heading", "1")
    assert outline("--reset") == ["Book", "  The end"]


Say = Callable[..., str]


@pytest.fixture
def says(book: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run it; what it says beside the data."""

    def run(*words: str) -> str:
        assert main(["outline", str(book), *words]) == 0
        return capsys.readouterr().err

    return run


def test_what_is_kept_is_counted_and_what_was_so_already_is_said(says: Say) -> None:
    assert says("--heading", "5:2").startswith("1 decision kept\n")
    assert says("--heading", "5:2,9:2").startswith("2 decisions kept; 1 of them was so already\n")
    assert says("--heading", "5:2,9:2").startswith("2 decisions kept: all were so already\n")
    assert says("--heading", "13:2").startswith("1 decision kept: it was so already\n")
    assert says("--reset").startswith("3 decisions taken back\n")
    assert says("--reset").startswith("nothing was changed\n")


def test_a_heading_as_long_as_a_paragraph_is_warned_of_and_shortened_in_the_tree(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write_text(f"# Book\n\n{BODY} {BODY} {BODY}\n", "utf-8")
    assert main(["outline", str(book), "--heading", "3:2"]) == 0
    said = capsys.readouterr()
    assert "line 3 is long for a heading: 251 characters" in said.err
    assert all(len(row) <= 132 for row in said.out.splitlines())
    assert said.out.endswith("…\n")


def lose_the_sea(book: Path, outline: Run) -> None:
    """Decide about two lines, and take one of them out of the text."""
    outline("--heading", "5:2,9:2")
    book.write_text(BOOK.replace("THE SEA", "Wholly else"), "utf-8")


def test_decisions_whose_words_are_gone_are_told_and_listed(
    book: Path, outline: Run, says: Say, capsys: pytest.CaptureFixture[str]
) -> None:
    lose_the_sea(book, outline)
    assert "“THE SEA”: level 2, in Book" in says()
    assert main(["outline", str(book), "--lost"]) == 0
    assert capsys.readouterr().out == "“THE SEA”: level 2, in Book\n"
    assert main(["outline", str(book), "--lost", "--json"]) == 0
    (lost,) = json.loads(capsys.readouterr().out)["lost"]
    assert (lost["title"], lost["level"], lost["section"]) == ("THE SEA", 2, ["Book"])


def test_only_the_lost_ones_are_let_go(book: Path, outline: Run, says: Say) -> None:
    lose_the_sea(book, outline)
    assert says("--lost", "--reset").startswith("1 decision taken back\nevery decision stands")
    assert outline() == ["Book", "  THE WHALE", "  The end"]
    assert "any more" not in says()


def test_all_that_was_decided_is_taken_back_the_lost_ones_too(
    book: Path, outline: Run, says: Say
) -> None:
    lose_the_sea(book, outline)
    assert says("--reset").startswith("2 decisions taken back\n")
    book.write_text(BOOK, "utf-8")
    assert outline() == ["Book", "  The end"]


def test_what_was_decided_stays_when_the_file_is_edited(book: Path, outline: Run) -> None:
    outline("--heading", "5")
    book.write_text(BOOK.replace("# Book\n", "# Book\n\nA new beginning.\n"), "utf-8")
    assert outline() == ["Book", "  THE SEA", "  The end"]


def test_json_says_who_decided_and_where_it_stands(
    book: Path, outline: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    outline("--heading", "5")
    main(["outline", str(book), "--json"])
    sections = json.loads(capsys.readouterr().out)["sections"]
    assert [(s["line"], s["end_line"], s.get("by")) for s in sections] == [
        (1, 1, None),
        (5, 5, "you"),
        (13, 13, None),
    ]


def test_a_number_and_its_title_are_one_line_of_the_tree_and_two_for_programs(
    book: Path, outline: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write_text(f"# CHAPTER I.\n\n## The sea\n\n{BODY}\n", "utf-8")
    assert outline() == ["CHAPTER I.", "  The sea"]
    assert main(["outline", str(book)]) == 0
    assert capsys.readouterr().out == "1  └─ CHAPTER I. The sea\n"


def test_the_title_of_a_number_says_so_to_programs_and_in_the_editor(
    book: Path,
    outline: Run,
    editor: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    book.write_text(f"# CHAPTER I.\n\n## The sea\n\n{BODY}\n\n# NOTES\n\n{BODY}\n", "utf-8")
    assert main(["outline", str(book), "--json"]) == 0
    sections = json.loads(capsys.readouterr().out)["sections"]
    assert [one.get("title_of") for one in sections] == [None, "CHAPTER I.", None]
    editor(f'cp "$1" "{book}.edited"')
    outline("--edit")
    rows = Path(f"{book}.edited").read_text("utf-8").splitlines()
    assert "## 3 The sea  (title of 1)" in rows
    assert "# 7 NOTES" in rows


def test_exports_and_lists_use_the_headings_that_were_decided(
    book: Path, outline: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    outline("--heading", "5")
    main(["annotate", str(book), "--quote", "nobody would take", "--occurrence", "2"])
    capsys.readouterr()
    main(["export", str(book)])
    assert "## THE SEA" in capsys.readouterr().out
    main(["annotations", str(book), "--json"])
    (only,) = json.loads(capsys.readouterr().out)["annotations"]
    assert only["section"] == ["Book", "THE SEA"]


def test_to_look_at_an_outline_makes_no_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "none"))
    (tmp_path / "book.md").write_text(BOOK, "utf-8")
    assert main(["outline", str(tmp_path / "book.md")]) == 0
    assert "The end" in capsys.readouterr().out
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        (2, ("--heading", "five"), "“five” is not LINE or LINE:LEVEL"),
        (2, ("--heading", "5:9"), "“5:9” is not LINE or LINE:LEVEL"),
        (2, ("--no-heading", "5:1"), "“5:1” is not LINE"),
        (2, ("--heading", "5", "--no-heading", "5"), "two things"),
        (2, ("--heading", "5", "--reset"), "one at a time"),
        (2, ("--alike",), "--alike goes with"),
        (2, ("--lost", "--edit"), "--lost stands alone"),
        (1, ("--heading", "4"), "line 4 of"),
        (1, ("--heading", "99"), "there is no line 99"),
        (1, ("--heading", "15"), "too long for a heading"),
        (1, ("--heading", "5:1,99"), "there is no line 99"),
        (1, ("--edit",), "--edit needs a terminal"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    fails: Callable[..., str], code: int, words: tuple[str, ...], said: str
) -> None:
    assert said in fails(code, *words)


# --- in an editor ------------------------------------------------------------------------------


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the editor be a script of the shell, and the test a terminal."""
    monkeypatch.setattr(outlining, "_has_terminal", lambda: True)

    def use(script: str) -> None:
        path = tmp_path / "editor"
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(path))

    return use


def test_an_outline_is_edited(outline: Run, editor: Callable[[str], None]) -> None:
    editor("sed -i -e 's/^; # 5 /## 5 /' -e 's/^## 13 /### 13 /' \"$1\"")
    assert outline("--edit") == ["Book", "  THE SEA", "    The end"]


def test_the_likeliest_misses_are_offered_in_reading_order() -> None:
    document = markdown(BOOK)
    text, _ = written(document, {9: 0.3, 5: 0.2, 13: 0.4})  # line 13 is a heading already
    offered = [row for row in text.splitlines() if row.startswith("; #")]
    assert offered[-2:] == ["; # 5 THE SEA", "; # 9 THE WHALE"]
    assert not any("13 The end" in row for row in offered)


def test_of_a_plain_text_what_was_nearly_taken_can_be_taken(
    library: Library, editor: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    path = library.documents / "plain.txt"
    path.write_text(NEARLY, "utf-8")
    main(["outline", str(path), "--explain"])
    missed = re.findall(r"^· +(\d+)", capsys.readouterr().out, re.MULTILINE)
    assert missed
    editor(f'cp "$1" "{path}.edited"')
    assert main(["outline", str(path), "--edit"]) == 0
    edited = Path(f"{path}.edited").read_text("utf-8")
    assert re.findall(r"^; #+ (\d+) ", edited, re.MULTILINE) == missed


def test_a_line_that_is_deleted_or_set_aside_is_no_heading(
    outline: Run, editor: Callable[[str], None]
) -> None:
    editor("sed -i '/^## 13/d' \"$1\"")
    assert outline("--edit") == ["Book"]
    editor("sed -i 's/^# 1 /; # 1 /' \"$1\"")
    assert outline("--edit") == []


@pytest.mark.parametrize("script", ["exit 3", 'rm "$1"'])
def test_an_editor_that_fails_changes_nothing(
    fails: Callable[..., str], editor: Callable[[str], None], script: str
) -> None:
    editor(script)
    assert "nothing was changed" in fails(1, "--edit")


def test_an_editor_that_is_not_there_is_named(
    fails: Callable[..., str], editor: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert "no-such-editor cannot be started" in fails(1, "--edit")


def test_an_outline_that_comes_back_empty_changes_nothing(
    outline: Run, editor: Callable[[str], None]
) -> None:
    editor(': > "$1"')
    assert outline("--edit") == ["Book", "  The end"]


def test_what_is_wrong_is_told_with_its_line_and_is_not_lost(
    fails: Callable[..., str], editor: Callable[[str], None]
) -> None:
    editor('echo "## 5 good" > "$1"; echo "Chapter" >> "$1"; echo "# 99 x" >> "$1"')
    said = fails(1, "--edit")
    assert ":2: “Chapter” is not" in said
    assert ":3: line 99 is empty" in said
    kept = Path(said.rsplit(" is in ", 1)[1].strip())
    assert kept.read_text("utf-8").startswith("## 5 good")
    kept.unlink()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("# 1 Book\n# 1 Book", "2: line 1 stands here already, in line 1"),
        ("#" * 13 + " 5", "1: 13 levels are too many"),
        ("# 15 Words", "1: line 15 is in a paragraph too long"),
        ("# Book", "1: “# Book” is not #s"),
    ],
)
def test_an_edited_outline_is_checked(row: str, problem: str) -> None:
    wanted, problems = read(markdown(BOOK), row, {})
    assert [one[: len(problem)] for one in problems] == [problem]
    assert len(wanted) == row.count("\n")


def test_two_headings_of_one_line_are_told_apart() -> None:
    document = markdown("# One\n\n# Two\n\ntext")
    document = document.with_(blocks=type(document.blocks)(document.blocks, [1] * 6))
    text, keys = written(document)
    assert "# 1 One\n# 1.2 Two" in text
    wanted, problems = read(document, text, keys)
    assert (len(wanted), problems) == (2, [])


def made_of(levels: list[int]) -> Document:
    """A Markdown document of lines that are headings of these levels, or text (0)."""
    rows = [f"{'#' * level} word{n}".strip() for n, level in enumerate(levels)]
    return markdown("\n\n".join(rows))


LEVELS = st.lists(st.integers(0, 4), min_size=1, max_size=7)


@given(LEVELS, st.data())
def test_any_outline_can_be_asked_for(levels: list[int], data: st.DataObject) -> None:
    import tempfile

    document = made_of(levels)
    chosen = data.draw(st.lists(st.integers(0, 4), min_size=len(levels), max_size=len(levels)))
    spans = [Span(block.start, block.end) for block in document.blocks]
    wanted = {span: level for span, level in zip(spans, chosen, strict=True) if level}
    with tempfile.TemporaryDirectory() as folder:
        store = Annotations(Path(folder) / "a.json", {"id": "d"}, state=Path(folder) / "state")
        reading = Reading(document, store)
        reading.refresh()
        reading.decide(outlining.differences(reading, wanted))
    headings = [Heading("", level, span) for span, level in wanted.items()]
    expected = [s for top in nest(headings, len(document.text)) for s in top.walk()]
    assert [(s.heading, s.level) for s in reading.document.outline] == [
        (s.heading, s.level) for s in expected
    ]


def test_a_heading_of_a_book_is_decided_on_by_the_lines_of_its_text(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    path = library.documents / "a.epub"
    path.write_bytes(epub({"a.xhtml": f"<h1>One</h1><p>Two</p><p>{BODY}</p>"}))
    assert main(["outline", str(path), "--heading", "2:2", "--json"]) == 0
    sections = json.loads(capsys.readouterr().out)["sections"]
    assert [(one["title"], one["line"]) for one in sections] == [("One", 1), ("Two", 2)]
