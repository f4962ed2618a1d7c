from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.annotations.annotation import Colour, Kind, Style
from reader.annotations.exchange import logseq, org, org_text
from reader.annotations.exchange.markdown import export_markdown
from reader.annotations.exchange.outgoing import Placed
from reader.annotations.exchange.outputs import (
    output_for,
    output_named,
    outputs,
    said_of,
    template_source,
    unusable,
    written,
)
from reader.annotations.exchange.template_data import data_of
from reader.annotations.exchange.templating import TemplateError, render
from reader.annotations.selection import SORTS
from reader.documents.document import BlockKind, Document, Metadata
from reader.errors import UsageError
from tests.annotations.exchange.articles import article, bookmark, lost, on

HOSTILE = "*a* _b_ `c` [d](e) <i> #f ^g $h$ |i| \\ > & &amp; ~~j~~ ==k== 1. {{l}} :: %%m%%"
DOCUMENT = article(
    "Before all sections.",
    "# One",
    "Red wine. It was cold, he said.",
    (BlockKind.VERSE, "two lines\nof verse"),
    "# Two",
    (BlockKind.CODE, "#+BEGIN\n* a\n,* b\n```"),
    HOSTILE,
    "ירוק 中文 e\u0301 😀",
    authors=("A: \"B\" 'C'", "[D] | #E"),
)
ALL: list[Placed] = [
    on(DOCUMENT, "Before", "01"),
    on(DOCUMENT, "cold", "02", kind=Kind.QUESTION, note="Why?\n\n* a\n* b", tags=("x y", "z/w")),
    on(DOCUMENT, "two lines\nof verse", "03", colour=Colour.PINK, style=Style.OUTLINE),
    on(DOCUMENT, "#+BEGIN\n* a\n,* b\n```", "04", note="```\nleft open"),
    bookmark(DOCUMENT, "Two"),
    on(DOCUMENT, HOSTILE, "06", kind=Kind.TODO),
    on(DOCUMENT, "ירוק 中文 e\u0301 😀", "07"),
    lost("- gone\n\n* away\n", note="# was here"),
]


def made(
    name: str, placed: Sequence[Placed] = ALL, document: Document = DOCUMENT, **more: object
) -> str:
    more = {"document_id": "d1", "source": "a.txt", "tz": UTC} | more
    text = written(output_named(name), document, placed, **more)  # type: ignore[arg-type]
    assert isinstance(text, str)
    return text


def quotes(markdown: str, *, first: int = 0) -> list[str]:
    """The texts of the block quotes, as a CommonMark parser shows them; of callouts without their
    ``first`` lines."""
    found: list[list[str]] = []
    depth = 0
    for token in MarkdownIt("commonmark").parse(markdown):
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "blockquote_open":
            found.append([])
        elif depth and token.type == "inline":
            text = "".join(
                {"hardbreak": "\n", "softbreak": "\n"}.get(child.type, child.content)
                for child in token.children or []
            )
            found[-1].append(text)
        elif depth and token.type == "fence":
            found[-1].append(token.content.removesuffix("\n"))
    return ["\n".join("\n".join(parts).split("\n")[first:]) for parts in found]


EXACT = [a.target.exact for a, span in ALL if a.target.exact and span] + ["- gone\n\n* away\n"]


# What comes with the program


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("context", [False, True])
def test_the_markdown_template_makes_what_the_export_writes(sort: str, context: bool) -> None:
    data = data_of(DOCUMENT, ALL, source="a.txt", tz=UTC, sort=sort, context=context)
    exported = export_markdown(DOCUMENT, ALL, source="a.txt", tz=UTC, sort=sort, context=context)
    assert render("markdown.md.j2", data) == exported


def test_without_annotations_the_markdown_template_says_so() -> None:
    data = data_of(DOCUMENT, [], tz=UTC)
    assert render("markdown.md.j2", data) == export_markdown(DOCUMENT, [], tz=UTC)


def test_quotes_of_obsidian_are_exact_in_a_commonmark_parser() -> None:
    shown = quotes(made("obsidian"), first=1)
    assert [quote for quote in shown if not quote.startswith("Before “")] == EXACT


def test_callouts_of_obsidian_have_the_colour_and_block_ids_stand_below() -> None:
    text = made("obsidian")
    assert "> [!quote|pink] Highlight · pink · outline" in text
    assert "\n\n^r-03\n\n" in text


def test_properties_of_obsidian_are_yaml_with_links_and_a_list_of_tags() -> None:
    front = yaml.safe_load(made("obsidian").split("\n---\n")[0])
    assert front["author"] == ["[[A B 'C']]", "[[D E]]"]
    assert front["tags"] == ["x-y", "z/w"]
    assert (front["title"], front["aliases"]) == ("Title", ["Title"])
    assert (front["annotations"], front["link"]) == (8, "reader://d1")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@settings(max_examples=60, deadline=None)
def test_any_title_and_date_is_yaml(text: str) -> None:
    document = DOCUMENT.with_(metadata=Metadata(text, (text,), text))
    front = yaml.safe_load(made("obsidian", [], document).split("\n---\n")[0])
    assert (front["title"], front["date"]) == (text.strip() or "Untitled", text)


def test_quotes_of_logseq_are_exact_in_a_commonmark_parser() -> None:
    assert [quote for quote in quotes(made("logseq")) if quote] == EXACT


def test_a_page_of_logseq_can_be_read_again() -> None:
    text = made("logseq", [on(DOCUMENT, "Red wine", "01", note="my note", tags=("exam",))])
    found = logseq.read(text.encode(), "page.md")
    (one,) = [incoming.annotation for incoming in found.incoming]
    assert (one.target.exact, one.note, one.colour) == ("Red wine", "my note", Colour.YELLOW)


def test_ids_of_logseq_are_uuids_that_stay() -> None:
    assert made("logseq") == made("logseq")
    assert made("logseq").count("- id:: ") == len(ALL)


def test_org_gives_quotes_back_without_markup() -> None:
    text = made("org", [on(DOCUMENT, HOSTILE, "06"), on(DOCUMENT, "Red wine", "01")])
    found = [one.annotation.target.exact for one in org.read(text.encode(), "a.org").incoming]
    assert found == ["Red wine", HOSTILE]


def test_org_has_a_drawer_with_a_custom_id_for_each() -> None:
    text = made("org")
    assert text.count(":PROPERTIES:\n:CUSTOM_ID: r-") == len(ALL)
    assert "\n** cold :x_y:z_w:\n" in text


@pytest.mark.parametrize(
    "line",
    [
        "* head", "#+END_QUOTE", ":END:", "| a |", "- x", "1. y", "# c", "a *b* /c/ =d= ~e~ +f+",
        "[[l]] <<t>> [fn:1] <2026-11-22 Sun>", "$5 and $6", "\\alpha \\(x\\) \\\\", "@@html:x@@",
        "src_py{1} x_{2} x^{3} snake_case", "{{{m}}}", "https://x.y/a_b", "SCHEDULED: <2026-01-01>",
    ],
)  # fmt: skip
def test_a_line_of_org_is_text(line: str) -> None:
    assert org.plain_text(org_text.escaped(line)).replace("\u200b", "") == line


def test_code_in_org_is_an_example_with_commas() -> None:
    assert "#+BEGIN_EXAMPLE\n,#+BEGIN\n,* a\n,,* b\n```\n#+END_EXAMPLE" in made("org")


def test_a_note_never_makes_a_heading_of_org() -> None:
    text = made("org", [on(DOCUMENT, "cold", note="* a\n** b\n#+TITLE: c")])
    assert "\n- a\n\u200b** b\n\u200b#+TITLE: c\n" in text


def test_plain_text_has_the_quotes_as_they_are() -> None:
    assert f"“{HOSTILE}”" in made("text")


def test_a_short_highlight_stands_in_bold_within_its_sentence() -> None:
    placed = [on(DOCUMENT, "cold")]
    assert "\n> It was **cold**, he said.\n" in made("markdown", placed, context=True)
    assert "\n> It was **cold**, he said.\n" in made("obsidian", placed, context=True)
    assert "\nIt was *cold*, he said.\n" in made("org", placed, context=True)
    assert "\nIt was [cold], he said.\n" in made("text", placed, context=True)


@given(st.text("a *_.`“ ”中「」&#;1)\\<-", min_size=3, max_size=24), st.integers(0, 20), st.data())
@settings(max_examples=300, deadline=None)
def test_a_sentence_with_bold_words_is_exact(text: str, start: int, data: st.DataObject) -> None:
    from reader.annotations.exchange.markdown_text import bold_within

    start = min(start, len(text) - 1)
    end = data.draw(st.integers(start + 1, len(text)))
    line = bold_within(text[:start], text[start:end], text[end:])
    (inline,) = [one for one in MarkdownIt("commonmark").parse(f"> {line}") if one.children]
    bold, shown = "", ""
    deep = 0
    for child in inline.children or []:
        deep += child.type == "strong_open" or child.content == "<strong>"
        deep -= child.type == "strong_close" or child.content == "</strong>"
        if child.type in ("text", "text_special"):
            shown += child.content
            bold += child.content if deep else ""
    assert (shown, bold) == (text, text[start:end])


# What there is


def test_all_formats_are_told_with_a_line_each() -> None:
    names = [one.name for one in outputs()]
    assert names[0] == "markdown"
    shipped = {"obsidian", "logseq", "org", "html", "text"}
    data = {"csv", "readwise-csv", "json", "w3c", "epub-annotations", "hypothesis", "anki"}
    assert shipped | data <= set(names)
    assert all(said_of(one) and "\n" not in said_of(one) for one in outputs())


def test_an_unknown_format_is_told_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="no format “obsidain”: did you mean “obsidian”"):
        output_named("obsidain")


def test_short_names_and_the_ends_of_files_mean_formats() -> None:
    assert output_named("epub").name == "epub-annotations"
    assert output_named("readwise").name == "readwise-csv"
    assert (output_for("a/b.HTML"), output_for("a.md")) == ("html", "")
    assert (output_for("a.json"), output_for("a.jsonld")) == ("json", "w3c")
    with pytest.raises(UsageError, match=r"nothing is written as \.pdf"):
        output_for("a.pdf")


def test_a_data_format_has_no_template() -> None:
    with pytest.raises(UsageError, match="csv is a data format"):
        template_source(output_named("csv"))


def test_a_data_format_has_its_own_order() -> None:
    with pytest.raises(UsageError, match="--sort tag"):
        written(output_named("csv"), DOCUMENT, ALL, sort="tag")


# A person's own


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    return tmp_path


def put(library: Path, source: str, file: str = "mine.md.j2") -> None:
    (library / "templates" / file).write_text(source, "utf-8")


def run(library: Path, source: str, file: str = "mine.md.j2") -> str:
    put(library, source, file)
    text = written(output_named("mine", library), DOCUMENT, ALL, source="a.txt", tz=UTC)
    assert isinstance(text, str)
    return text


def test_a_template_of_ones_own_is_given_plain_data(own: Path) -> None:
    source = "{# Mine #}{{ document.title }}{% for a in annotations %} {{ a.id }}{% endfor %}"
    assert run(own, source) == "Title 01 02 03 05 04 06 07"
    assert said_of(output_named("mine", own)) == "Mine"
    assert output_named("mine", own).suffix == ".md"


def test_what_is_taken_from_a_shipped_one_makes_the_same(own: Path) -> None:
    put(own, template_source(output_named("obsidian")))
    ours = written(output_named("mine", own), DOCUMENT, ALL, document_id="d1", source="a.txt")
    assert ours == made("obsidian", tz=None)


def test_a_template_may_include_others_of_the_folder_and_shipped_ones(own: Path) -> None:
    put(own, "part", "part.md.j2")
    assert run(own, "{% include 'part.md.j2' %} {% include 'text.txt.j2' %}").startswith("part Tit")


def test_markup_escapes_by_itself_in_html_only(own: Path) -> None:
    assert run(own, "{{ '<b>' }}", "mine.html.j2") == "&lt;b&gt;"
    (own / "templates/mine.html.j2").unlink()
    assert run(own, "{{ '<b>' }}") == "<b>"


def test_a_template_of_html_may_have_the_whole_text(own: Path) -> None:
    assert '<mark class="yellow solid"' in run(own, "{{ whole.text | safe }}", "mine.html.j2")


def fails(library: Path, source: str) -> str:
    with pytest.raises(TemplateError) as caught:
        run(library, source)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_an_error_says_file_line_and_what(own: Path) -> None:
    assert (
        fails(own, "a\n{% for %}")
        == "mine.md.j2:2: Expected an expression, got 'end of statement block'"
    )
    assert fails(own, "a\nb\n{{ documnt.title }}") == "mine.md.j2:3: 'documnt' is undefined"
    assert fails(own, "{{ document.titel }}").startswith(
        "mine.md.j2:1: 'dict object' has no attrib"
    )
    assert fails(own, "\n{{ 1 / 0 }}") == "mine.md.j2:2: division by zero"
    assert fails(own, "\n{{ 1 | nothing }}").startswith("mine.md.j2:2: No filter named 'nothing'")


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ document['__class__'] }}",
        "{{ document|attr('__class__') }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ ''['__class__'] }}",
        "{{ document.update({'title': 'x'}) }}",
        "{{ annotations.append(1) }}",
        "{{ lipsum() }}",
        "{% import 'os' as os %}",
    ],
)
def test_nothing_of_python_is_reached(own: Path, source: str) -> None:
    assert fails(own, source).startswith("mine.md.j2")


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(10**9) %}{{ a }}{% endfor %}",
        "{{ 'a' * 10**10 }}",
        "{{ 'a' | center(10**10) }}",
        "{{ '%10000000000d' % 1 }}",
        "{{ 10**(10**10) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'mine.md.j2' %}",
        "{% set x = namespace(s='a') %}{% for i in range(99999) %}"
        "{% set x.s = x.s ~ x.s %}{% endfor %}{{ x.s }}",
        "{% set ns = [1] %}{% for i in range(99999) %}{% for i in range(99999) %}"
        "{% for i in range(99999) %}{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_a_greedy_template_ends_and_is_told(
    own: Path, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.annotations.exchange.templating.SECONDS", 3)
    assert fails(own, source).startswith("mine.md.j2")


@pytest.mark.parametrize("wanted", ["/etc/passwd", "../secret.md.j2", "../../etc/passwd"])
def test_no_file_outside_the_folder_is_included(own: Path, wanted: str) -> None:
    (own / "secret.md.j2").write_text("secret", "utf-8")
    assert "secret" not in fails(own, f"{{% include '{wanted}' %}}").replace(wanted, "")


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "..", "templates/mine", "a\0b", ""])
def test_a_name_is_no_path(own: Path, name: str) -> None:
    (own / "secret.md.j2").write_text("secret", "utf-8")
    with pytest.raises(UsageError, match="no format"):
        output_named(name, own)


def test_a_link_out_of_the_folder_is_no_template(own: Path) -> None:
    (own / "secret.txt").write_text("secret", "utf-8")
    (own / "templates/mine.md.j2").symlink_to(own / "secret.txt")
    with pytest.raises(UsageError):
        output_named("mine", own)
    assert unusable(own)[0][1] == "it leads out of the folder of templates"


def test_the_names_of_formats_are_taken_and_that_is_told(own: Path) -> None:
    put(own, "x", "markdown.md.j2")
    put(own, "x", "bad name.j2")
    assert output_named("markdown", own).own is False
    why = {path.name: said for path, said in unusable(own)}
    assert why["markdown.md.j2"] == "the name “markdown” is taken: call it otherwise"
    assert why["bad name.j2"] == "a template is called NAME.EXT.j2, such as mine.md.j2"


def test_a_template_that_is_no_text_or_too_long_is_told(own: Path) -> None:
    path = own / "templates/mine.md.j2"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateError, match="is not UTF-8"):
        written(output_named("mine", own), DOCUMENT, ALL)
    path.write_bytes(b" " * 2_000_000)
    with pytest.raises(TemplateError, match="at most 1024 KB"):
        written(output_named("mine", own), DOCUMENT, ALL)
