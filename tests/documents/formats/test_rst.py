from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.documents.document import Document
from reader.documents.formats.rst import parse
from reader.documents.opening import Source, open_document
from reader.extras import install
from tests.documents.conftest import check

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]


def test_titles_are_sections_and_fields_at_the_head_are_metadata(outline_of: Titles) -> None:
    document = parse(
        "Mill\n====\n\n:Author: Anna Vos\n:Date: 2024\n\nOne\n---\n\na\n\nTwo\n---\n\nb\n"
    )
    check(document)
    assert document.metadata.title == "Mill"
    assert (document.metadata.authors, document.metadata.date) == (("Anna Vos",), "2024")
    assert outline_of(document) == ["Mill", "  One", "  Two"]


def test_inline_markup_is_marks() -> None:
    document = parse("*e* **s** ``c`` `there <https://a.b>`_ :math:`x^2`\n")
    assert document.text == "e s c there x²"
    assert [(m.kind.value, m.target) for m in document.marks] == [
        ("emphasis", ""), ("strong", ""), ("code", ""), ("link", "https://a.b"),
    ]  # fmt: skip


def test_blocks_are_blocks(shown: Blocks) -> None:
    document = parse(
        "1. one\n\n   - deep\n\nterm : kind\n   meaning\n\n| a\n|   b\n\n.. code-block:: sh\n\n"
        "   ls\n\n.. note:: Mind.\n\nNext.\n\n    said\n\n    -- Anna\n"
    )
    assert shown(document) == [
        ("item", "1. one"), ("item", "• deep"), ("paragraph", "term : kind"), ("item", "meaning"),
        ("verse", "a\n\xa0\xa0b"), ("code", "ls"), ("quote", "Note"), ("quote", "Mind."),
        ("paragraph", "Next."),
        ("quote", "said"), ("quote", "— Anna"),
    ]  # fmt: skip


def test_tables_are_tables() -> None:
    assert parse("=== ===\n a   b\n=== ===\n 1   2\n=== ===\n").text == "a │ b\n──┼──\n1 │ 2"


def test_footnotes_and_names_lead_somewhere() -> None:
    document = parse("See here_ [#n]_.\n\n.. _here:\n\nThere.\n\n.. [#n] The note.\n")
    assert document.text == "See here [1].\nThere.\nThe note."
    assert document.text[document.places["here"] :].startswith("There.")
    assert document.text[document.places["note-1"] :].startswith("The note.")


def test_what_only_sphinx_knows_is_shown_by_its_words() -> None:
    document = parse(
        ":class:`~a.b.C` :ref:`the mill <mill>`\n\n.. versionadded:: 3.2\n   New.\n\n"
        ".. function:: grind(flour)\n\n   Grinds.\n\n.. odd:: with *words*\n"
    )
    assert document.text == (
        "C the mill\nNew in version 3.2: New.\ngrind(flour)\nGrinds.\nwith words"
    )


def test_options_that_only_sphinx_knows_do_not_hide_what_stands_there(shown: Blocks) -> None:
    document = parse(
        ".. code-block:: sh\n   :linenos:\n   :caption: The *list*\n   :emphasize-lines: 1\n"
        "   :name: one\n\n   ls\n\n.. math::\n   :label: e\n   :nowrap:\n\n   a = b\n"
    )
    assert shown(document) == [("paragraph", "The list"), ("code", "ls"), ("paragraph", "a = b")]
    assert document.blocks[1].role == "sh"


def test_nothing_is_included_or_taken_as_it_is(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", "utf-8")
    document = parse(f".. include:: {secret}\n\n.. raw:: html\n   :file: {secret}\n\n"
                     ".. csv-table::\n"
                     f"   :file: {secret}\n\nEnd.\n")  # fmt: skip
    assert "SECRET" not in document.text
    assert document.text.startswith(f"[not included: {secret}]")
    assert document.text.endswith("End.")


def test_without_docutils_the_text_is_shown_with_the_command_that_helps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "path_importer_cache", {})
    for name in [name for name in sys.modules if name.partition(".")[0] == "docutils"]:
        monkeypatch.delitem(sys.modules, name)
    document = open_document(Source("mill.rst", b"Mill\n====\n\nWords.\n"))
    assert document.metadata.format == "plain"
    said = f"shown as it is written: to read a reStructuredText document, {install('rst')}"
    assert document.notices == (said,)
