"""Headings that need no weighing: underlined lines, questions, releases and entries of logs."""

from __future__ import annotations

import pytest

from reader.documents.certain import find_certain
from reader.documents.document import Document
from reader.documents.formats.plain import explain, parse
from reader.documents.layout import layout_of
from reader.documents.segments import segments

PROSE = (
    "The river had risen in the night, and the men who kept the lock were\n"
    "already at work when the first barge came round the bend.\n"
)


def text(*titles: str, above: str = "") -> str:
    return above + "\n".join(f"{title}\n\n{PROSE}" for title in titles)


def titles(document: Document) -> list[str]:
    return [section.title for section in document.outline]


def test_an_underlined_line_is_a_heading_however_often_it_comes() -> None:
    releases = [f"{name}\n{'-' * len(name)}" for name in ("Build", "Tests") * 4]
    assert titles(parse(text(*releases))) == ["Build", "Tests"] * 4


def certain(text: str) -> list[str]:
    parts, _ = segments(text.split("\n"), layout_of(text))
    return [parts[index].text for index in sorted(find_certain(parts, 0, len(parts)).parts)]


def test_a_rule_below_a_line_that_goes_on_is_no_underline() -> None:
    rule = "-" * 24
    lines = f"Mercy on us! We split---\n{rule}\n\nWe are wrecked on a rock\n{rule}\n"
    assert certain(lines) == ["We are wrecked on a rock"]


@pytest.mark.parametrize(
    "lines",
    [
        ("CHANGES WITH 252:", "CHANGES WITH 251:", "CHANGES WITH 250:"),
        ("locksim 2.1 (2020-05-04)", "locksim 2.0 (2020-03-01)", "locksim 1.9.1 (2020-01-02)"),
        ("[2.1.0] - 2020-05-04", "[2.0.0] - 2020-03-01", "[1.9.1] - 2020-01-02"),
        ("v2.1", "v2.0", "v2.0-rc1"),
        ("Noteworthy changes in release 9.1", "Changes in 9.0", "Changes since 8.32"),
        ("Version 2.1 (4 May 2020)", "Version 2.0.3", "Version 2.0"),
    ],
)
def test_the_releases_in_a_file_of_news_are_headings_of_one_level(lines: tuple[str, ...]) -> None:
    found = parse(text(*lines)).outline
    assert [(section.level, section.title) for section in found] == [(1, line) for line in lines]


def test_the_entries_of_a_log_of_changes_are_its_only_headings() -> None:
    entries = [f"2020-05-0{day}  Anna Vos  <anna@example.org>" for day in (4, 3, 2)]
    log = "\n".join(f"{entry}\n\n\tThe Upper Gates\n\n\t* gates.c: Open.\n" for entry in entries)
    document = parse(log)
    assert titles(document) == [" ".join(entry.split()) for entry in entries]
    assert document.metadata.title == ""


@pytest.mark.parametrize("name", ["Lock FAQ", "Häufige Fragen", "Preguntas frecuentes"])
def test_the_questions_of_a_list_of_them_are_headings(name: str) -> None:
    asked = ("Open when?", "How long may a boat be?", "May I work the gates myself?")
    assert titles(parse(text(*asked, above=f"{name}\n\n")))[-3:] == list(asked)


def test_questions_are_no_headings_where_nothing_says_that_they_are() -> None:
    assert certain(text("Why?", above=f"The Lock\n\n{PROSE}\n")) == []


def test_of_a_list_with_numbered_questions_those_are_the_headings() -> None:
    asked = [f"{number}. How long may boat number {number} be?" for number in (1, 2, 3)]
    assert certain(text(*asked, "But why?", above="Lock FAQ\n\n")) == asked


def test_the_explanation_of_a_log_says_the_same_as_its_outline() -> None:
    log = text(*(f"2020-05-0{day}  Anna Vos  <a@example.org>" for day in (4, 3, 2)))
    explained = explain(log)
    chosen = [explained.parts[one.part].text for one in explained.judged if one.chosen]
    assert chosen == titles(parse(log))


def test_a_release_that_others_follow_is_no_title_and_one_alone_is() -> None:
    log = text("locksim 2.1", "locksim 2.0", "locksim 1.9")
    assert parse(log).metadata.title == ""
    assert parse(f"locksim 2.1\n===========\n\n{PROSE}").metadata.title == "locksim 2.1"


@pytest.mark.parametrize(
    "lines", [("KDE 4.4.5", "Xfce 4.6", "Linux 3.2", "LyX 2.1", "Perl 5.2"), ("9.1.1",) * 4]
)
def test_the_versions_of_many_programs_and_numbers_of_sections_are_no_releases(
    lines: tuple[str, ...],
) -> None:
    assert certain(text(*lines)) == []


def ruled(*lines: str) -> str:
    return "\n".join(f"{PROSE}\n\n{'=' * 60}\n{line}\n" for line in lines) + f"\n{PROSE}\n"


def test_lines_below_a_rule_from_margin_to_margin_are_headings() -> None:
    lines = ["*3.1*\tthe gates\t*lock-gates*", "2. the sluices", "The barge, and what it brings"]
    outline = parse(ruled(*lines)).outline
    assert [section.title for section in outline] == [" ".join(line.split()) for line in lines]
    assert {section.level for section in outline} == {1}


def test_one_such_line_is_text() -> None:
    assert parse(ruled("the total of what was paid at the lock in that year")).outline == ()
