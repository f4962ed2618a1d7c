from __future__ import annotations

import re
from datetime import UTC
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target
from reader.annotations.exchange.html_inline import Element, Insert, run, safe
from reader.annotations.exchange.outgoing import Placed
from reader.annotations.exchange.outputs import output_named, written
from reader.documents.document import BlockKind, Document, Mark, MarkKind, Metadata
from reader.text.spans import Span
from tests.annotations.exchange.articles import article, bookmark, lost, on

VOID = {"meta", "hr", "br"}


class Page(HTMLParser):
    """A page that is well nested: its elements with their attributes, its text, its marked text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.marked: dict[str, str] = {}
        self._marks: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        assert not (tag == "a" and "a" in self.open), "a link in a link"
        if tag == "mark":
            self._marks.append(dict(attrs).get("class") or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "mark":
            self._marks.pop()

    def handle_data(self, data: str) -> None:
        if "style" in self.open or "sup" in self.open:
            return
        self.text += data
        for name in self._marks:
            self.marked[name] = self.marked.get(name, "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(document: Document, *placed: Placed, **more: str) -> str:
    made = written(output_named("html"), document, placed, tz=UTC, **more)  # type: ignore[arg-type]
    assert isinstance(made, str)
    return made


def body(document: Document, *placed: Placed) -> str:
    return page(document, *placed).split('<main id="text">\n')[1].split("\n</main>")[0]


ONE = article("One two three four.")


def test_the_whole_text_is_there_with_the_highlight_in_it() -> None:
    marked = '<p>One <mark class="yellow solid" id="h-01">two</mark> three four.</p>'
    assert body(ONE, on(ONE, "two")) == marked


def test_highlights_that_cross_are_split_where_one_ends() -> None:
    first, second = on(ONE, "One two"), on(ONE, "two three", "02", colour=Colour.BLUE)
    assert body(ONE, first, second) == (
        '<p><mark class="yellow solid" id="h-01">One <mark class="blue solid" id="h-02">two</mark>'
        '</mark><mark class="blue solid"> three</mark> four.</p>'
    )


def test_a_highlight_over_two_paragraphs_is_in_both_and_has_one_id() -> None:
    document = article("One two", "three four")
    assert body(document, on(document, "two\nthree")) == (
        '<p>One <mark class="yellow solid" id="h-01">two</mark></p>\n'
        '<p><mark class="yellow solid">three</mark> four</p>'
    )


def test_a_note_stands_behind_its_paragraph_and_both_lead_to_one_another() -> None:
    made = body(ONE, on(ONE, "two", note="A *note*", tags=("exam",)))
    assert '</mark><sup class="ref"><a id="r1" href="#n1" aria-label="note 1">1</a></sup>' in made
    note = made.split("</p>\n", 1)[1]
    assert note.startswith('<div class="notes">\n<aside class="note yellow" id="n1"')
    assert 'href="#r1"' in note
    assert "A <em>note</em>" in note
    assert "#exam" in note


def test_kinds_bookmarks_and_other_styles_are_told() -> None:
    asked = on(ONE, "four", kind=Kind.QUESTION, style=Style.UNDERLINE)
    made = body(ONE, asked, bookmark(ONE, "three"))
    assert '<mark class="yellow underline"' in made
    assert '<strong class="kind">question</strong>' in made
    assert '<span class="bookmark" id="h-05">⚑</span>' in made


def test_no_annotation_is_left_out() -> None:
    beyond = Annotation("77", Target("x"), note="between"), Span(19, 19)
    made = page(ONE, lost("gone", note="kept"), beyond)
    assert "<blockquote>gone</blockquote>" in made
    assert "<p>kept</p>" in made and "<p>between</p>" in made


def test_marks_of_the_text_stay_and_links_are_not_split() -> None:
    marks = (Mark(MarkKind.LINK, 4, 13, "https://x.org/?a=1&b"), Mark(MarkKind.EMPHASIS, 0, 7))
    document = article("One two three four.", marks=marks)
    made = body(document, on(document, "three four", note="n"))
    assert made.count('<a href="https://x.org/?a=1&amp;b">') == 1
    Page(made)


def test_a_note_that_ends_in_a_link_is_no_link_in_a_link() -> None:
    document = article("One two three.", marks=(Mark(MarkKind.LINK, 0, 13, "https://x.org"),))
    Page(page(document, on(document, "two", note="n")))


def test_links_inside_the_document_lead_there() -> None:
    document = article("# Part", "To it.", marks=(Mark(MarkKind.LINK, 5, 7, "#part"),))
    made = body(document)
    assert '<h2 id="b0">Part</h2>' in made
    assert '<a href="#b0">To</a>' in made


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd"],
)
def test_links_to_programs_and_the_disk_are_dropped(target: str) -> None:
    document = article("One two", marks=(Mark(MarkKind.LINK, 0, 3, target),))
    note = f"[a]({target}) <{target}> ![b]({target})"
    made = Page(page(document, on(document, "two", note=note)))
    hrefs = [str(link.get("href")) for link in made.all("a")]
    assert all(href.startswith("#") for href in hrefs)
    assert not made.all("img")


SCRIPT = "</p></style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'--><svg>"


def test_script_is_text_wherever_it_stands() -> None:
    document = article(f"# {SCRIPT}", SCRIPT, title=SCRIPT, authors=(SCRIPT,), date=SCRIPT)
    annotation = on(
        document, SCRIPT, SCRIPT, note=SCRIPT, tags=(SCRIPT,), created=SCRIPT, kind=Kind.TODO
    )
    made = page(document, annotation, lost(SCRIPT, note=SCRIPT), source=SCRIPT, document_id="d")
    parsed = Page(made)
    tags = {tag for tag, _ in parsed.elements}
    assert not tags & {"script", "img", "svg"}
    assert not [name for _, found in parsed.elements for name in found if name.startswith("on")]
    assert SCRIPT in parsed.text


def test_nothing_is_loaded_and_nothing_runs() -> None:
    made = page(ONE, on(ONE, "two", note="![x](https://x.org/y.png)"))
    assert "Content-Security-Policy" in made
    assert "default-src 'none'" in made
    assert not re.search(r"<script|<link|<iframe|\ssrc=|@import|url\(", made)


def test_the_page_says_its_language_and_has_landmarks_and_headings() -> None:
    document = article("# One", "Text.", title="The title").with_(
        metadata=Metadata("The title", language="pt-BR")
    )
    made = Page(page(document))
    assert made.all("html") == [{"lang": "pt-BR"}]
    assert len(made.all("h1")) == len(made.all("main")) == len(made.all("nav")) == 1
    assert made.all("h2") == [{"id": "b0"}]
    assert {"href": "#b0"} in made.all("a")
    assert {"class": "skip", "href": "#text"} in made.all("a")


def test_a_title_that_the_text_begins_with_is_there_once() -> None:
    document = article("# Title", "Text.")
    assert body(document) == '<div id="b0"></div>\n<p>Text.</p>'  # the contents lead there


def test_code_verse_and_lists_keep_their_form() -> None:
    document = article((BlockKind.CODE, "a\n  b"), (BlockKind.VERSE, "c\nd"), (BlockKind.ITEM, "e"))
    made = body(document)
    assert '<pre class="code" tabindex="0">a\n  b</pre>' in made
    assert '<p class="verse">c\nd</p>' in made
    assert '<ul>\n<li class="d0">e</li>\n</ul>' in made


def test_text_from_right_to_left_says_so() -> None:
    assert '<p dir="auto">שלום</p>' in body(article("שלום"))


def test_control_characters_and_halves_of_pairs_are_replaced() -> None:
    assert safe("a\x00b\x1b\ud800<") == "a\ufffdb\ufffd\ufffd&lt;"


def test_a_hundred_nested_highlights_are_all_there() -> None:
    document = article("word " * 300)
    placed: list[Placed] = [
        (Annotation(f"{n}", Target("x")), Span(n, 1200 - n)) for n in range(100)
    ]
    assert (
        len({one["id"] for one in Page(page(document, *placed)).all("mark") if "id" in one}) == 100
    )


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 2)), max_size=8))
@settings(max_examples=200, deadline=None)
def test_however_elements_cross_the_text_is_kept_and_each_covers_its_own(
    spans: list[tuple[int, int, int]],
) -> None:
    text = "abcdefghij<&klmnopqr"
    elements = [
        Element(*sorted((a, b)), rank, "a" if rank == 0 else "mark", f' class="{i}"')  # type: ignore[misc]
        for i, (a, b, rank) in enumerate(spans)
        if rank or i == 0  # links do not cross one another
    ]
    made = Page(run(text, 0, 20, elements, [Insert(one.end, "") for one in elements]))
    assert made.text == text
    for one in elements:
        if one.tag == "mark":
            name = one.attributes.split('"')[1]
            assert made.marked.get(name, "") == text[one.start : one.end]
