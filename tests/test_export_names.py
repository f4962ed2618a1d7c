"""The names of exported files: from a template, good on every file system, never elsewhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export_names import LONGEST, name_for, wrong_path, wrong_template, year_of


def named(template="{title}", *, apart="", **values):
    return name_for(template, values, apart=apart)


def test_a_template_is_filled_with_what_is_known():
    values = {"title": "Walden", "author": "Thoreau", "year": "1854", "id": "x1"}
    assert named("{author}/{title} ({year}) {id}", **values) == "Thoreau/Walden (1854) x1.md"


def test_what_is_not_known_leaves_nothing_behind():
    assert named("{author} - {title}", title="Walden") == "Walden.md"
    assert named("{author}/{title}", title="Walden") == "Walden.md"
    assert named() == "Untitled.md"


def test_the_suffix_may_stand_in_the_template():
    assert named("{title}.md", title="Walden") == "Walden.md"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd.md"),
        ("/etc/passwd", "etc passwd.md"),
        ("..", "Untitled.md"),
        ("a\0b\nc", "a b c.md"),
        ("C:\\Windows", "C Windows.md"),
        ("[[link]] #tag ^id | x", "link tag id x.md"),
        (".hidden", "hidden.md"),
        ("ends.", "ends.md"),
        ("CON", "_CON.md"),
        ("safe\u202egnp.exe", "safe gnp.exe.md"),
        ("{author}", "{author}.md"),
    ],
)
def test_a_title_is_no_path_and_no_command(title, name):
    assert named(title=title) == name


@given(st.text(), st.text(), st.booleans())
def test_no_title_and_no_author_leads_out_of_the_folder_or_is_too_long(title, author, apart):
    name = named("{author}/{title}", title=title, author=author, apart="01m81srd" * apart)
    parts = name.split("/")
    assert len(parts) <= 2
    for part in parts:
        assert part.strip(". ") and not part.startswith(".")
        assert len(part.encode()) <= LONGEST
        assert not re.search(r'[\x00-\x1f/\\:*?"<>|]', part)
    assert name.endswith(".md")


def test_a_long_title_is_cut_between_characters_and_keeps_what_tells_it_apart():
    name = named(title="👨‍👩‍👧" * 40, apart="01m81srd")
    assert len(name.encode()) <= LONGEST
    assert name.endswith("👨‍👩‍👧 (01m81srd).md")


@pytest.mark.parametrize("template", ["{title}", "Books/{author}/{title}", "{year} {id}", "notes"])
def test_these_templates_will_do(template):
    assert wrong_template(template) == ""


@pytest.mark.parametrize(
    "template",
    [
        *("", " ", "../{title}", "{author}/../{title}", "/tmp/{title}", "~/{title}", "C:{title}"),
        *("a//{title}", ".obsidian/{title}", "{title}\n", "a\\{title}", "{name}", "{title", "x}"),
        *("{title.__class__}", "{title!r}", "{title:>99999999}", "{}", "{0}", "{{title}}"),
    ],
)
def test_these_do_not_and_it_is_said_why(template):
    assert wrong_template(template)


def test_the_index_is_a_path_in_the_folder_too():
    assert wrong_path("index.md") == "" and wrong_path("a/index.md") == ""
    assert wrong_path("../index.md") and wrong_path("/index.md") and wrong_path("")


def test_a_template_that_will_not_do_is_not_used():
    assert named("../{title}", title="Walden") == "Walden.md"


@pytest.mark.parametrize(
    ("date", "year"),
    [("1854", "1854"), ("2024-05-01", "2024"), ("1 May 1999", "1999"), ("12345", ""), ("", "")],
)
def test_the_year_is_the_four_digits_of_a_date(date, year):
    assert year_of(date) == year
