from __future__ import annotations

from collections.abc import Callable

from reader.documents.document import Document, MarkKind, Page
from reader.documents.formats.epub import parse, parse_piece
from reader.documents.links import resolve
from reader.documents.matter import role_at
from reader.documents.opening import Source, first_piece, open_document
from tests.books import CONTAINER, TITLE, book, ncx, package, page, zipped

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]
Check = Callable[[Document], None]


def read(*arguments: object, **named: object) -> Document:
    return parse("a.epub", book(*arguments, **named))  # type: ignore[arg-type]


def entry(title: str, target: str, inner: str = "") -> str:
    return f'<li><a href="{target}">{title}</a>{f"<ol>{inner}</ol>" if inner else ""}</li>'


def point(title: str, target: str, inner: str = "") -> str:
    return (
        f"<navPoint><navLabel><text>{title}</text></navLabel>"
        f'<content src="{target}"/>{inner}</navPoint>'
    )


# --- what it consists of -------------------------------------------------------------------------


def test_the_files_are_read_in_the_order_of_the_spine() -> None:
    files = {"b.xhtml": "<p>first</p>", "a.xhtml": "<p>second</p>"}
    assert read(files).text == "first\nsecond"


def test_files_that_are_not_linear_stand_where_the_spine_has_them() -> None:
    items = {
        name: f'href="{name}.xhtml" media-type="application/xhtml+xml"' for name in ("a", "b", "c")
    }
    files = {f"OPS/{name}.xhtml": page(f"<p>{name}</p>") for name in items}
    files |= {"META-INF/container.xml": CONTAINER, "OPS/book.opf": package(items, ["a", "b*", "c"])}
    assert parse("a.epub", zipped(files)).text == "a\nb\nc"


def test_the_date_is_a_day_and_never_that_of_a_modification() -> None:
    changed = '<dc:date opf:event="modification">2020-01-02</dc:date>'
    made = "<dc:date>2018-05-08T02:24:50Z</dc:date>"
    assert read({"a.xhtml": "<p>x</p>"}, metadata=changed + made).metadata.date == "2018-05-08"
    assert read({"a.xhtml": "<p>x</p>"}, metadata=changed).metadata.date == ""


def test_metadata_is_that_of_the_package() -> None:
    metadata = (
        '<dc:title id="s">A Subtitle</dc:title><dc:title id="t">The Title</dc:title>'
        '<meta refines="#t" property="title-type">main</meta>'
        '<dc:creator opf:role="trl">A Translator</dc:creator><dc:creator>An Author</dc:creator>'
        '<dc:creator id="c">Another</dc:creator>'
        '<meta refines="#c" property="role">aut</meta>'
        '<dc:date opf:event="modification">2020</dc:date>'
        '<dc:date opf:event="publication">1867</dc:date><dc:language>ru</dc:language>'
        '<dc:identifier>other</dc:identifier><dc:identifier id="id">'
        "urn:isbn:9780140447934</dc:identifier>"
        "<dc:publisher>P</dc:publisher><dc:subject>War</dc:subject><dc:subject>Peace</dc:subject>"
        '<meta property="belongs-to-collection" id="z">Novels</meta>'
        '<meta refines="#z" property="group-position">2</meta>'
    )
    found = read({"a.xhtml": "<p>x</p>"}, metadata=metadata).metadata
    assert (found.title, found.authors) == ("The Title", ("An Author", "Another"))
    assert (found.date, found.language) == ("1867", "ru")
    assert found.identifiers == ("isbn:9780140447934", "id:other")
    assert dict(found.extra) == {
        "publisher": "P",
        "subjects": ["War", "Peace"],
        "series": "Novels 2",
    }


def test_the_series_is_read_as_calibre_writes_it() -> None:
    metadata = (
        f'{TITLE}<meta name="calibre:series" content="Novels"/>'
        '<meta name="calibre:series_index" content="3.0"/>'
    )
    assert read({"a.xhtml": "<p>x</p>"}, metadata=metadata).metadata.extra["series"] == "Novels 3"


def test_a_book_without_a_title_is_called_by_its_file() -> None:
    document = open_document(Source("a book.epub", book({"a.xhtml": "<p>x</p>"}, metadata="")))
    assert (document.metadata.title, document.metadata.format) == ("a book.epub", "epub")


def test_a_file_that_is_only_a_picture_is_shown_as_one(shown: Blocks) -> None:
    document = read({"cover.xhtml": '<img alt="" src="c.jpg"/>', "a.xhtml": "<p>x</p>"})
    assert shown(document) == [("figure", "[cover]"), ("paragraph", "x")]


def test_the_page_that_the_guide_calls_the_cover_is_shown_as_one() -> None:
    items = {"a": 'href="x/1.xhtml" media-type="application/xhtml+xml"'}
    guide = '<guide><reference type="cover" href="x/1.xhtml#top"/></guide>'
    files = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package(items, ["a"], more=guide),
        "OPS/x/1.xhtml": page('<img alt="" src="1.jpg"/>'),
    }
    assert parse("a.epub", zipped(files)).text == "[cover]"


def test_a_file_in_another_encoding_is_read() -> None:
    content = page("<p>Größe</p>").replace("utf-8", "iso-8859-1").encode("latin-1")
    assert read({"a.xhtml": ""}, more={"OPS/a.xhtml": content}).text == "Größe"


# --- contents ------------------------------------------------------------------------------------

CHAPTERS = {
    "a.xhtml": "<h1>One</h1><p>a</p>",
    "b.xhtml": '<h1>Two</h1><p>b</p><h2 id="s">Two and a half</h2><p>c</p>',
}


def test_the_sections_are_the_contents_of_the_book(outline_of: Titles, consistent: Check) -> None:
    contents = entry("Chapter 1", "a.xhtml") + entry(
        "Chapter 2", "b.xhtml", entry("Two and a half", "b.xhtml#s")
    )
    document = read(CHAPTERS, contents)
    assert outline_of(document) == ["Chapter 1", "Chapter 2", "  Two and a half"]
    assert [document.text[s.heading.start : s.heading.end] for s in document.outline] == [
        "One", "Two", "Two and a half",
    ]  # fmt: skip
    assert [section.lines for section in document.outline] == [(1, 1), (3, 3), (5, 5)]


def test_the_contents_of_epub_2_are_read_and_nest(outline_of: Titles) -> None:
    points = point("Part", "a.xhtml", point("Two", "b.xhtml", point("Half", "b.xhtml#s")))
    items = {name[0]: f'href="{name}" media-type="application/xhtml+xml"' for name in CHAPTERS}
    items["ncx"] = 'href="toc.ncx" media-type="application/x-dtbncx+xml"'
    files = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package(items, ["a", "b"], spine_attributes='toc="ncx"'),
        "OPS/toc.ncx": ncx(points),
    }
    files |= {f"OPS/{name}": page(body) for name, body in CHAPTERS.items()}
    assert outline_of(parse("a.epub", zipped(files))) == ["Part", "  Two", "    Half"]


def test_headings_that_the_contents_leave_out_stand_below_their_entries(
    outline_of: Titles, consistent: Check
) -> None:
    document = read(CHAPTERS, entry("One", "a.xhtml") + entry("Two", "b.xhtml"))
    assert outline_of(document) == ["One", "Two", "  Two and a half"]
    consistent(document)


def test_a_heading_below_another_one_that_is_part_of_the_title_is_no_section(
    outline_of: Titles,
) -> None:
    files = {"a.xhtml": "<h2>CHAPTER I</h2><h3>The Sea</h3><p>a</p><h3>Ships</h3>"}
    document = read(files, entry("Chapter I. The Sea", "a.xhtml"))
    assert outline_of(document) == ["Chapter I. The Sea", "  Ships"]


def test_an_entry_without_a_heading_begins_where_it_leads(outline_of: Titles) -> None:
    files = {"a.xhtml": "<p>one</p><p id='x'>two</p>"}
    document = read(files, entry("Start", "a.xhtml") + entry("Middle", "a.xhtml#x"))
    assert outline_of(document) == ["Start", "Middle"]
    assert [section.heading for section in document.outline] == [(0, 0), (4, 4)]


def test_a_heading_below_a_picture_is_that_of_the_entry(outline_of: Titles) -> None:
    files = {"a.xhtml": "<p>x</p>", "b.xhtml": '<img alt="ships"/><h1>Two</h1><p>y</p>'}
    document = read(files, entry("Chapter 2", "b.xhtml"))
    assert outline_of(document) == ["Chapter 2"]
    assert document.outline[0].heading == (10, 13)


def test_an_entry_that_leads_to_the_end_of_a_paragraph_means_the_heading_below(
    outline_of: Titles,
) -> None:
    files = {"a.xhtml": "<p>one<a id='x'></a></p><h1>Two</h1><p>three</p>"}
    document = read(files, entry("Chapter 2", "a.xhtml#x"))
    assert outline_of(document) == ["Chapter 2"]
    assert document.outline[0].heading == (4, 7)


def test_of_entries_at_one_place_that_with_its_words_has_the_heading(outline_of: Titles) -> None:
    files = {"a.xhtml": "<h1>190</h1><p>x</p>"}
    document = read(files, entry("An Author", "a.xhtml", entry("190 A Story", "a.xhtml")))
    assert outline_of(document) == ["An Author", "  190 A Story"]
    assert [section.heading for section in document.outline] == [(0, 0), (0, 3)]


def test_entries_stand_in_the_order_of_the_text(outline_of: Titles) -> None:
    document = read(CHAPTERS, entry("Two", "b.xhtml") + entry("One", "a.xhtml"))
    assert outline_of(document) == ["One", "Two", "  Two and a half"]


def test_an_entry_that_leads_nowhere_stands_where_the_next_one_does(outline_of: Titles) -> None:
    contents = f"<li><span>Part</span><ol>{entry('Two', 'b.xhtml')}</ol></li>"
    document = read(CHAPTERS, entry("Gone", "gone.xhtml") + contents)
    assert outline_of(document) == ["One", "Gone", "Part", "  Two", "    Two and a half"]


def test_without_contents_the_headings_are_the_sections(outline_of: Titles) -> None:
    assert outline_of(read(CHAPTERS)) == ["One", "Two", "  Two and a half"]


# --- links and pages -----------------------------------------------------------------------------


def test_links_lead_from_file_to_file_and_back() -> None:
    files = {
        "a.xhtml": '<p>word<a epub:type="noteref" id="r" href="notes%201.xhtml#n">1</a></p>',
        "notes 1.xhtml": '<aside epub:type="footnote" id="n"><p>Note. <a href="a.xhtml#r">back</a>'
        '</p></aside><p><a href="a.xhtml">start</a> <a href="http://x.y/z">out</a></p>',
    }
    data = book({"a.xhtml": files["a.xhtml"], "n.xhtml": ""})
    items = {
        "a": 'href="a.xhtml" media-type="application/xhtml+xml"',
        "n": 'href="notes%201.xhtml" media-type="application/xhtml+xml"',
    }
    archive = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": package(items, ["a", "n"])}
    data = zipped(archive | {f"OPS/{name}": page(body) for name, body in files.items()})
    document = parse("a.epub", data)
    targets = {document.text[m.start : m.end]: m.target for m in document.marks}
    assert document.text == "word[1]\nNote. back\nstart out"
    assert document.blocks[1].role == "footnote"
    assert resolve(document, targets["[1]"]) == 8
    assert resolve(document, targets["back"]) == 4
    assert resolve(document, targets["start"]) == 0
    assert targets["out"] == "http://x.y/z"


def test_a_link_to_what_is_not_in_the_book_leads_nowhere() -> None:
    document = read({"a.xhtml": '<p><a href="../../../etc/passwd">x</a></p>'})
    assert [resolve(document, mark.target) for mark in document.marks] == [None]


PAGED = {
    "a.xhtml": '<p>one <span epub:type="pagebreak" id="p9">ix</span>two</p>',
    "b.xhtml": '<div role="doc-pagebreak" id="p10" aria-label="10"/><p>three</p>',
}


def test_printed_pages_are_those_of_the_list_of_the_book() -> None:
    listed = entry("A", "a.xhtml#p9") + entry("B", "b.xhtml#p10")
    tables = f'<nav epub:type="page-list"><ol>{listed}</ol></nav>'
    document = read(PAGED, tables=tables)
    assert document.text == "one two\nthree"
    assert document.pages == (Page("A", 4), Page("B", 8))
    assert [document.page_at(offset) for offset in (0, 4, 8)] == ["", "A", "B"]


def test_without_a_list_the_pages_are_those_that_the_text_marks() -> None:
    assert read(PAGED).pages == (Page("ix", 4), Page("10", 8))


def test_numbers_of_pages_beside_the_text_are_pages_and_no_part_of_it() -> None:
    body = (
        '<p>one <span class="pagenum"><a id="Page_12">[Pg 12]</a></span>two</p>'
        '<p><a href="#Page_12">12</a></p>'
    )
    document = read({"a.xhtml": body})
    assert document.text == "one two\n12"
    assert document.pages == (Page("12", 4),)
    assert [resolve(document, mark.target) for mark in document.marks] == [4]


def test_notes_that_are_hidden_until_they_pop_up_are_read() -> None:
    body = (
        '<p>a<a href="#n">1</a></p><aside epub:type="footnote" hidden="" id="n"><p>Note</p></aside>'
    )
    document = read({"a.xhtml": body})
    assert document.text == "a1\nNote"
    assert [resolve(document, mark.target) for mark in document.marks] == [3]


# --- the first piece -----------------------------------------------------------------------------


def test_the_first_piece_is_the_first_files_of_a_long_book(outline_of: Titles) -> None:
    bodies = {f"{n}.xhtml": f"<h1>{n}</h1><p>{'word ' * 2000}</p>" for n in range(9)}
    contents = "".join(entry(f"Chapter {n}", f"{n}.xhtml") for n in range(9))
    data = book(bodies, contents)
    piece = first_piece(Source("a.epub", data))
    assert piece is not None
    assert not piece.complete
    assert outline_of(piece) == ["Chapter 0", "Chapter 1"]
    assert parse("a.epub", data).text.startswith(piece.text)
    assert piece.metadata.title == "A Book"


def test_a_short_book_has_no_first_piece() -> None:
    assert parse_piece("a.epub", book(CHAPTERS)) is None


# --- what annotations, pictures and the first opening need ---------------------------------------


def test_every_place_knows_the_file_of_the_manifest_that_it_is_in() -> None:
    document = read({"1.xhtml": "<p>One.</p>", "2.xhtml": "<p>Two.</p>"})
    found = [document.spine_at(document.text.find(word)) for word in ("One", "Two")]
    assert [(item.href, item.idref) for item in found if item] == [
        ("1.xhtml", "1.xhtml"),
        ("2.xhtml", "2.xhtml"),
    ]


def test_landmarks_are_where_the_book_says_that_its_parts_begin() -> None:
    landmarks = (
        '<nav epub:type="landmarks"><ol>'
        '<li><a epub:type="frontmatter toc" href="1.xhtml">Contents</a></li>'
        '<li><a epub:type="bodymatter" href="2.xhtml#b">Start</a></li></ol></nav>'
    )
    bodies = {"1.xhtml": "<p>Contents</p>", "2.xhtml": '<p>Half title</p><p id="b">Begin.</p>'}
    document = read(bodies, tables=landmarks)
    assert dict(document.landmarks) == {
        "frontmatter": 0,
        "toc": 0,
        "bodymatter": document.text.find("Begin."),
    }


def test_the_guide_of_epub_2_has_landmarks_too() -> None:
    items = {name: f'href="{name}.xhtml" media-type="application/xhtml+xml"' for name in ("a", "b")}
    guide = '<guide><reference type="text" href="b.xhtml"/></guide>'
    files = {f"OPS/{name}.xhtml": page(f"<p>{name}</p>") for name in items}
    files |= {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package(items, ["a", "b"], more=guide),
    }
    assert dict(parse("a.epub", zipped(files)).landmarks) == {"bodymatter": 2}


def test_a_figure_keeps_the_name_of_its_image_in_the_archive() -> None:
    document = read({"text/1.xhtml": '<figure><img src="../art/a%20b.png" alt="A lock"/></figure>'})
    assert [(mark.kind, mark.target) for mark in document.marks] == [
        (MarkKind.IMAGE, "OPS/art/a b.png")
    ]


def test_a_page_that_is_only_a_drawn_cover_keeps_its_image() -> None:
    svg = '<svg><image xlink:href="cover.jpg"/></svg>'
    document = read({"cover.xhtml": svg, "1.xhtml": "<p>Text.</p>"})
    assert [mark.target for mark in document.marks] == ["OPS/cover.jpg"]


def test_parts_that_say_in_the_text_what_they_are_have_that_role() -> None:
    bodies = {
        "1.xhtml": '<section epub:type="frontmatter preface"><h1>Előszó</h1><p>a</p></section>',
        "2.xhtml": '<section epub:type="bodymatter"><h1>I</h1><p>b</p></section>',
        "3.xhtml": '<section role="doc-index" epub:type="index"><h1>Mutató</h1></section>',
    }
    document = read(bodies)
    starts = [section.start for section in document.outline]
    assert dict(document.landmarks) == dict(
        zip(("preface", "bodymatter", "index"), starts, strict=True)
    )
    assert [role_at(document, index) for index in range(3)] == ["preface", "", "index"]
    assert document.beginning == starts[1]
