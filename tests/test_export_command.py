"""`reader export` in other formats, of a part, through templates."""

from __future__ import annotations

import json
import zipfile

import pytest

from reader.cli import main

BOOK = "# One\n\nRed wine. It was cold, he said.\n\n# Two\n\nBlue paper.\n"


@pytest.fixture
def book(tmp_path, monkeypatch, capsys):
    """A book with a yellow question and a blue highlight."""
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("READER_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "book.md"
    path.write_text(BOOK, "utf-8")
    main(["annotate", "book.md", "--quote", "cold", "--kind", "question", "--tag", "exam"])
    main(["annotate", "book.md", "--quote", "Blue paper.", "--colour", "blue"])
    capsys.readouterr()
    return path


def out(capsys, *words: str) -> str:
    assert main(["export", "book.md", *words]) == 0
    return capsys.readouterr().out


def test_a_part_goes_out(book, capsys):
    assert "Blue" not in out(capsys, "--color", "yellow")
    assert "cold" not in out(capsys, "--section", "2")
    assert "cold" in out(capsys, "--tag", "exam", "--kind", "question", "--since", "1d")


def test_short_highlights_stand_in_their_sentences(book, capsys):
    assert "> It was **cold**, he said." in out(capsys, "--context")


def test_what_is_sorted_stands_under_what_it_is_sorted_by(book, capsys):
    made = out(capsys, "--sort", "colour")
    assert made.index("## Yellow") < made.index("cold") < made.index("## Blue")


def test_every_format_is_printed(book, capsys):
    for name in ("obsidian", "logseq", "org", "html", "text", "csv", "hypothesis", "anki"):
        assert "cold" in out(capsys, "--format", name)
    assert json.loads(out(capsys, "--format", "json"))
    assert json.loads(out(capsys, "--format", "w3c"))["total"] == 2


def test_the_end_of_the_file_says_the_format(book, tmp_path):
    assert main(["export", "book.md", "-o", "book.html"]) == 0
    assert (tmp_path / "book.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert main(["export", "book.md", "-o", "book.annotations"]) == 0
    assert zipfile.is_zipfile(tmp_path / "book.annotations")


def test_a_file_that_ends_in_json_gets_json(book, tmp_path):
    assert main(["export", "book.md", "-o", "book.json"]) == 0
    assert json.loads((tmp_path / "book.json").read_text("utf-8"))["format"] == "reader-annotations"


def test_the_end_of_a_file_of_another_kind_is_refused(book, tmp_path, capsys):
    assert main(["export", "book.md", "-o", "book.pdf"]) == 2
    assert "--format" in capsys.readouterr().err
    assert not (tmp_path / "book.pdf").exists()


def test_what_a_format_leaves_out_is_said(book, capsys):
    assert main(["export", "book.md", "--format", "anki"]) == 0
    assert "1 left out, as Anki has no place for them: 1 highlight" in capsys.readouterr().err
    assert main(["export", "book.md", "--format", "csv"]) == 0
    assert "left out" not in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--format", "json"], ["--color", "blue"], ["--sort", "time"]])
def test_into_a_folder_goes_markdown_with_everything(book, tmp_path, capsys, words):
    assert main(["export", "--all", "--into", "notes", *words]) == 2
    assert "--into" in capsys.readouterr().err
    assert not (tmp_path / "notes").exists()


def test_a_folder_gets_a_file_with_the_end_of_the_format(book, tmp_path):
    assert main(["export", "book.md", "--format", "org", "-o", "out/"]) == 0
    assert "#+BEGIN_QUOTE" in (tmp_path / "out/one.org").read_text("utf-8")


def test_a_file_that_exists_is_replaced_only_if_told_to(book, tmp_path, capsys):
    (tmp_path / "a.csv").write_text("mine")
    assert main(["export", "book.md", "-o", "a.csv"]) == 1
    assert (tmp_path / "a.csv").read_text() == "mine"
    assert main(["export", "book.md", "-o", "a.csv", "--force"]) == 0
    assert main(["export", "book.md", "-o", "a.csv"]) == 0, "it would be the same again"


def test_the_document_is_never_written_to(book, capsys):
    assert main(["export", "book.md", "--format", "text", "-o", "book.md", "--force"]) == 1
    assert book.read_text("utf-8") == BOOK


def test_what_is_not_chosen_stays_in_a_file_that_is_brought_up(book, tmp_path):
    main(["export", "book.md", "-o", "notes.md"])
    whole = (tmp_path / "notes.md").read_text("utf-8")
    main(["export", "book.md", "-o", "notes.md", "--color", "blue"])
    after = (tmp_path / "notes.md").read_text("utf-8")
    assert "> cold\n" in after
    assert after == whole


def test_mistakes_are_told(book, capsys):
    for words, said in (
        (["--format", "ogr"], "no format “ogr”: did you mean “org”"),
        (["--color", "red"], "no colour “red”"),
        (["--section", "Zebra"], "no section “Zebra”"),
        (["--since", "soon"], "“soon”"),
        (["--format", "csv", "--sort", "tag"], "--sort tag"),
        (["--format", "org", "--dry-run"], "--dry-run is for Markdown"),
    ):
        assert main(["export", "book.md", *words]) == 2
        assert said in capsys.readouterr().err


def test_a_file_is_read_as_something_else_on_demand(book, capsys):
    assert "# One" in out(capsys, "--read-as", "plain", "--format", "html")


def test_templates_are_listed_with_where_they_are(book, tmp_path, capsys):
    folder = tmp_path / "library/templates"
    folder.mkdir()
    (folder / "mine.md.j2").write_text(
        "{# Only ids #}{{ annotations | map(attribute='id') | list }}"
    )
    (folder / "html.html.j2").write_text("x")
    assert main(["export", "--templates"]) == 0
    told = capsys.readouterr()
    assert f"mine              Only ids  ({folder / 'mine.md.j2'})" in told.out
    assert "the name “html” is taken" in told.err
    assert out(capsys, "--format", "mine").startswith("['")


def test_a_template_is_printed_to_start_from(book, capsys):
    assert main(["export", "--template-source", "markdown"]) == 0
    assert "{% macro passage(one) %}" in capsys.readouterr().out
    assert main(["export", "--template-source", "csv"]) == 1
    assert "--templates" in capsys.readouterr().err


def test_an_error_in_a_template_says_where(book, tmp_path, capsys):
    folder = tmp_path / "library/templates"
    folder.mkdir()
    (folder / "mine.md.j2").write_text("\n{{ nothing }}")
    assert main(["export", "book.md", "--format", "mine"]) == 1
    assert capsys.readouterr().err == "reader: mine.md.j2:2: 'nothing' is undefined\n"


def test_a_choice_that_nothing_meets_says_so_and_leaves_the_file(book, tmp_path, capsys):
    main(["export", str(book), "-o", str(tmp_path / "out.md")])
    before = (tmp_path / "out.md").read_text()
    capsys.readouterr()
    assert main(["export", str(book), "-o", str(tmp_path / "out.md"), "--color", "purple"]) == 0
    assert "is like that" in capsys.readouterr().err
    assert (tmp_path / "out.md").read_text() == before


def test_a_new_file_of_a_choice_that_nothing_meets_says_so(book, tmp_path):
    main(["export", str(book), "-o", str(tmp_path / "none.md"), "--color", "purple"])
    assert "None of the annotations is like that." in (tmp_path / "none.md").read_text()
