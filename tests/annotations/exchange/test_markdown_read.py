"""The Markdown that Reader exports, read as annotations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.annotation import Annotation, Colour, Kind, Style
from reader.annotations.exchange.markdown import composed, looks_exported, pieces
from reader.annotations.exchange.markdown_read import looks, read
from reader.documents.document import Block, BlockKind, Document
from reader.errors import ReaderError
from reader.text.spans import Span
from tests.annotations.exchange.merging import DOCUMENT, TZ, lost, on, parts
from tests.annotations.exchange.test_markdown import TEXTS, TRICKY

FULL = (
    on(
        "One one", "A *note*\n\n- in parts", kind=Kind.QUESTION, colour=Colour.BLUE,
        style=Style.OUTLINE, tags=("exam", "a/b"),
    ),
    on("Six six"),
    lost("Nine nine", "lost"),
)  # fmt: skip


def back(text: str) -> list[Annotation]:
    return [one.annotation for one in read(text.encode(), "notes.md", TZ).incoming]


def test_what_was_exported_comes_back_under_its_ids() -> None:
    found = back(composed(parts(FULL)))
    for (was, _), now in zip(FULL, found, strict=True):
        assert now._replace(target=was.target, extra={}) == was._replace(extra={})
        assert now.target.exact == was.target.exact
    assert found[0].target.path == ("Alpha",)
    assert found[1].target.path == ("Beta", "Gamma")


def test_it_is_of_the_work_that_the_front_matter_names() -> None:
    placed = [on("One one")]
    text = composed(pieces(DOCUMENT, placed, source="~/book.txt"))
    (one,) = read(text.encode(), "", TZ).incoming
    assert (one.work.title, one.work.source) == ("Book", "~/book.txt")
    assert one.line == text[: text.index("> One")].count("\n") + 1
    assert one.place == 0.04


def test_what_a_person_wrote_around_is_not_read() -> None:
    text = composed(parts([on("One one", "note")])) + "\n> A quote of mine.\n\nAnd words.\n"
    assert [one.note for one in back(text)] == ["note"]


def test_what_was_deleted_and_what_lost_its_quote_is_told() -> None:
    text = composed(parts([on("One one"), on("Two two")]))
    text = text.replace("> One one\n\n", "").replace("> Two", "## Removed\n\n> Two")
    found = read(text.encode())
    assert not found.incoming
    assert [problem.line for problem in found.problems] == [10, 16]


def test_a_bookmark_comes_back_as_one() -> None:
    start = DOCUMENT.text.index("Six")
    annotation = on("Six six")[0]
    annotation = annotation._replace(
        kind=Kind.BOOKMARK, target=annotation.target._replace(exact="", end=start)
    )
    (found,) = back(composed(parts([(annotation, Span(start, start))])))
    assert (found.kind, found.target.exact, found.id) == (Kind.BOOKMARK, "", "six")
    assert found.target.suffix.startswith("Six six.")


def quote_back(text: str, kind: BlockKind) -> str:
    document = Document(text, (Block(kind, 0, len(text)),))
    annotation = Annotation("01", on("One one")[0].target._replace(exact=text))
    (found,) = back(composed(pieces(document, [(annotation, Span(0, len(text)))])))
    return found.target.exact


@pytest.mark.parametrize("text", TRICKY)
def test_a_quote_comes_back_exactly(text: str) -> None:
    assert quote_back(text, BlockKind.PARAGRAPH) == text


@given(TEXTS, st.sampled_from([BlockKind.PARAGRAPH, BlockKind.VERSE, BlockKind.CODE]))
def test_any_quote_comes_back_exactly(text: str, kind: BlockKind) -> None:
    assert quote_back(text, kind) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("annotations: 1\n", "annotations: 1\ntags: [x]\n"),
        ('title: "Book"', "title: Book"),
        ("# Book", "Mine.\n\n# Book"),
    ],
)
def test_an_edited_file_is_still_known_as_an_export(old: str, new: str) -> None:
    text = composed(parts([on("One one")])).replace(old, new)
    assert looks(text.encode())
    assert back(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Notes\n",
        "---\ntitle: x\n---\n\n# x\n",
        "---\ntitle: x\nannotations: 3\n---\nWords.\n",
    ],
)
def test_other_files_are_none(text: str) -> None:
    assert not looks_exported(text.encode())
    with pytest.raises(ReaderError, match="exported"):
        read(text.encode(), "x.md")
