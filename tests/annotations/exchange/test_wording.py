from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from reader.annotations.anchoring import describe
from reader.annotations.annotation import Annotation
from reader.annotations.exchange import csv_table, epub_annotations, hypothesis, readwise_csv, w3c
from reader.annotations.exchange.incoming import Imported
from reader.annotations.exchange.markdown import export_markdown, pieces
from reader.annotations.exchange.markdown_merge import fresh, merge
from reader.annotations.exchange.markdown_ours import Ours
from reader.annotations.exchange.outgoing import Placed
from reader.annotations.exchange.outputs import output_named, template_source, written
from reader.annotations.exchange.template_data import data_of
from reader.annotations.exchange.templating import render
from reader.annotations.exchange.wording import words_before, words_now
from reader.documents.document import Block, BlockKind, Document, Metadata
from reader.text.spans import Span


def document(text: str) -> Document:
    return Document(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), metadata=Metadata("Dock"))


OLD = document("Then the ship left. It was late.")
NEW = document("Then the whole fleet left. It was late.")
SPAN = Span(5, 25)


def noted(at: Span | None = SPAN) -> Placed:
    return Annotation("01m83jgm96qfkxdftx", describe(OLD.text, 5, 18), note="why?"), at


def selector(target: dict[str, object]) -> object:
    selectors = target["selector"]
    assert isinstance(selectors, list)
    return next(one["exact"] for one in selectors if one["type"] == "TextQuoteSelector")


def in_csv(written: str) -> object:
    return next(csv.DictReader(io.StringIO(written)))["quote"]


def in_readwise(written: str) -> object:
    return next(csv.DictReader(io.StringIO(written)))["Highlight"]


def in_w3c(written: str) -> object:
    return selector(json.loads(written)["first"]["items"][0]["target"])


def in_epub(written: str) -> object:
    return selector(json.loads(written)["items"][0]["target"])


def in_hypothesis(written: str) -> object:
    return selector(json.loads(written)["annotations"][0]["target"][0])


@pytest.mark.parametrize(
    ("write", "quote"),
    [
        (csv_table.write, in_csv),
        (readwise_csv.write, in_readwise),
        (w3c.write, in_w3c),
        (epub_annotations.write_json, in_epub),
        (hypothesis.write, in_hypothesis),
    ],
)
def test_the_quote_is_of_the_words_as_they_stand_now(
    write: Callable[[Document, list[Placed]], str], quote: Callable[[str], object]
) -> None:
    assert quote(write(NEW, [noted()])) == "the whole fleet left"
    assert quote(write(NEW, [noted(None)])) == "the ship left"


@pytest.mark.parametrize(
    ("write", "read"),
    [
        (w3c.write, w3c.read),
        (epub_annotations.write_json, epub_annotations.read),
        (hypothesis.write, hypothesis.read),
    ],
)
def test_what_it_was_made_on_comes_back_all_the_same(
    write: Callable[[Document, list[Placed]], str], read: Callable[[bytes], Imported]
) -> None:
    (again,) = read(write(NEW, [noted()]).encode()).incoming
    target, made = again.annotation.target, noted()[0].target
    assert (target.exact, target.prefix, target.suffix) == (made.exact, made.prefix, made.suffix)


def test_markdown_quotes_the_words_as_they_stand_now_and_tells_what_they_were() -> None:
    written = export_markdown(NEW, [noted()])
    assert "> the whole fleet left\n" in written
    assert " · was: “the ship left”" in written


def test_markdown_tells_nothing_of_words_that_only_are_set_otherwise() -> None:
    broken = document("Then the\nship left. It was late.")
    assert "was:" not in export_markdown(broken, [noted(Span(5, 18))])


def test_words_that_changed_are_brought_up_in_a_file_that_has_the_old_ones() -> None:
    before = Ours(pieces(OLD, [noted(Span(5, 18))]), {}, frozenset())
    now = Ours(pieces(NEW, [noted()]), {}, frozenset())
    old = export_markdown(OLD, [noted(Span(5, 18))])
    merged = merge(old.replace("why?", "why? And *how*?"), now, fresh(before))
    assert "> the whole fleet left\n" in merged.text
    assert "> the ship left" not in merged.text
    assert " · was: “the ship left”" in merged.text
    assert "why? And *how*?" in merged.text


def test_where_there_is_no_place_there_are_no_other_words() -> None:
    annotation, _ = noted()
    assert words_now(NEW, annotation, None) == "the ship left"
    assert words_before(NEW, annotation, None) == ""
    assert words_before(NEW, annotation, SPAN) == "the ship left"


@pytest.mark.parametrize("name", ["html", "logseq", "obsidian", "org", "text", "anki"])
def test_every_other_output_has_the_words_as_they_stand_now(name: str) -> None:
    made = str(written(output_named(name), NEW, [noted()]))
    assert "the whole fleet left" in made
    assert ("the ship left" in made) is (name != "anki")


def test_the_template_of_markdown_tells_of_the_words_as_the_export_does() -> None:
    text = template_source(output_named("markdown"))
    assert render("m.md.j2", data_of(NEW, [noted()]), {"m.md.j2": text}) == (
        export_markdown(NEW, [noted()])
    )
