"""Jupyter notebooks: what is read of them, and how."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from reader.documents.document import Document
from reader.documents.formats.ipynb import parse
from reader.documents.links import resolve
from reader.documents.opening import Source, open_document
from reader.errors import SourceError

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]
Check = Callable[[Document], None]
Cell = dict[str, object]


def notebook(*cells: Cell, **metadata: object) -> bytes:
    return json.dumps({"nbformat": 4, "metadata": metadata, "cells": cells}).encode()


def markdown(source: str | list[str]) -> Cell:
    return {"cell_type": "markdown", "source": source}


def code(source: str | list[str], *outputs: Cell) -> Cell:
    return {"cell_type": "code", "source": source, "outputs": outputs}


def result(**data: object) -> Cell:
    named = {name.replace("_", "/"): value for name, value in data.items()}
    return {"output_type": "execute_result", "data": named}


def test_markdown_is_read_as_markdown_across_the_cells(outline_of: Titles) -> None:
    document = parse("a.ipynb", notebook(markdown(["# One\n", "words"]), markdown("## Two\n*x*")))
    assert outline_of(document) == ["One", "  Two"]
    assert document.text == "One\nwords\nTwo\nx"
    assert document.metadata.title == "One"


def test_a_fence_that_is_not_closed_ends_with_its_cell(shown: Blocks) -> None:
    document = parse("a.ipynb", notebook(markdown("```\nx"), markdown("words")))
    assert shown(document) == [("code", "x"), ("paragraph", "words")]


def test_notes_are_those_of_their_cell() -> None:
    cells = [markdown(f"{words}[^1]\n\n[^1]: of {words}") for words in ("one", "two")]
    document = parse("a.ipynb", notebook(*cells))
    found = [resolve(document, mark.target) for mark in document.marks]
    assert found == [document.text.index("of one"), document.text.index("of two")]


def test_code_is_in_the_language_of_the_notebook() -> None:
    data = notebook(code(["x = 1\n", "x"]), language_info={"name": "Julia"})
    (block,) = parse("a.ipynb", data).blocks
    assert (block.kind, block.role) == ("code", "julia")


def test_what_code_gives_stands_right_below_it(shown: Blocks) -> None:
    data = notebook(
        code("x", {"output_type": "stream", "text": ["a\n", "b\n"]}, result(text_plain="42"))
    )
    document = parse("a.ipynb", data)
    assert shown(document) == [("code", "x"), ("code", "a\nb"), ("code", "42")]
    assert [block.tight for block in document.blocks] == [False, False, True]


def test_errors_are_shown_without_what_a_terminal_would_obey() -> None:
    error = {"output_type": "error", "traceback": ["\x1b[31mValueError\x1b[0m: \x1b]0;x\x07no"]}
    assert parse("a.ipynb", notebook(code("x", error))).text == "x\nValueError: no"


def test_of_a_bar_that_was_written_over_the_last_is_shown() -> None:
    bar = {"output_type": "stream", "text": "10%\r50%\r100%\ndone\r\n"}
    assert parse("a.ipynb", notebook(code("x", bar))).text == "x\n100%\ndone"


def test_a_picture_is_a_figure_and_not_its_bytes(shown: Blocks) -> None:
    data = notebook(code("x", result(image_png="AAAA", text_plain="<Figure size 640x480>")))
    document = parse("a.ipynb", data)
    assert shown(document)[1:] == [("figure", "[figure]")]
    assert document.marks[0].target == "data:image/png;base64,AAAA"


def test_format_3_is_read_as_well(shown: Blocks) -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["Two"]},
        {
            "cell_type": "code",
            "language": "python",
            "input": ["x"],
            "outputs": [
                {"output_type": "pyout", "text": ["42"]},
                {"output_type": "display_data", "png": "AAAA"},
            ],
        },
    ]
    old = {"nbformat": 3, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}
    assert shown(parse("a.ipynb", json.dumps(old).encode())) == [
        ("heading", "Two"),
        ("code", "x"),
        ("code", "42"),
        ("figure", "[figure]"),
    ]


def test_metadata_is_that_of_the_notebook_or_of_its_first_cell() -> None:
    named = notebook(markdown("x"), title="The Title", authors=[{"name": "A. One"}])
    found = parse("a.ipynb", named).metadata
    assert (found.title, found.authors) == ("The Title", ("A. One",))
    first = notebook({"cell_type": "raw", "source": "---\ntitle: Other\n---\n"}, markdown("x"))
    assert parse("a.ipynb", first).metadata.title == "Other"


def test_a_notebook_is_known_whatever_its_name(consistent: Check) -> None:
    document = open_document(Source("notes", notebook(markdown("- a\n- b"), code("x = 1"))))
    assert document.metadata.format == "ipynb"
    consistent(document)


@pytest.mark.parametrize(
    "cells", ["x", 7, [7, None, {}], [{"cell_type": "code", "outputs": [1, {"data": []}]}]]
)
def test_a_notebook_that_is_not_made_as_one_has_nothing_to_read(cells: object) -> None:
    with pytest.raises(SourceError, match="without anything to read"):
        parse("a.ipynb", json.dumps({"nbformat": 4, "cells": cells}).encode())


@pytest.mark.parametrize(
    "data", [b'{"nbformat": 4, "cells": [', b'{"nbformat": 4, "cells":' + b"[" * 10**5]
)
def test_a_damaged_notebook_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="damaged or cut short"):
        open_document(Source("a.ipynb", data))


def test_a_notebook_that_lost_its_end_is_refused_and_not_shown_as_json() -> None:
    whole = notebook(markdown("x"))
    with pytest.raises(SourceError, match="damaged or cut short"):
        open_document(Source("a.ipynb", b'{"cells": ' + whole[len(whole) // 2 :]))


def test_formulas_are_kept_from_markdown(shown: Blocks) -> None:
    cell = markdown(["Let $a_{i}*b*c_{j}$, $x<y>z$.\n", "\n", "$$\n", "\\{a\\} \\\\ b\n", "$$"])
    assert shown(parse("a.ipynb", notebook(cell))) == [
        ("paragraph", "Let aᵢ*b*cⱼ, x<y>z."),
        ("paragraph", "{a}; b"),
    ]
