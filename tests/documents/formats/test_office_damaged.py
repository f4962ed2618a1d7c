"""Files of word processors that are damaged, encrypted, or made to do harm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.documents.document import Document
from reader.documents.opening import Source, open_document, read_source
from reader.errors import SourceError
from tests.office import docx, odt, odt_content, paragraph, unzipped, zipped

Check = Callable[[Document], None]

DAMAGED = "the document is damaged: it is shown as far as it can be read"
_DEEP = 5_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(data: bytes, name: str = "a.docx") -> str:
    with pytest.raises(SourceError) as raised:
        open_document(Source(name, data))
    message = str(raised.value)
    assert message.startswith(f"{name} ")
    assert message.isprintable()
    return message


def word(body: str, head: str = "") -> bytes:
    """A Word document whose text is this, with something before its first element."""
    files = unzipped(docx(body))
    text = files["word/document.xml"]
    return zipped(files | {"word/document.xml": text.replace(b"<w:doc", head.encode() + b"<w:doc")})


@pytest.mark.parametrize("share", [0.6, 0.9])
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_an_archive_that_is_cut_short_is_refused(kind: str, share: float) -> None:
    data = docx(paragraph("words")) if kind == "docx" else odt("<text:p>words</text:p>")
    assert "is damaged or cut short" in refusal(data[: int(len(data) * share)], "a")


def test_a_document_without_its_text_is_refused() -> None:
    files = unzipped(docx(paragraph("words")))
    text = files.pop("word/document.xml")
    assert "document.xml is missing" in refusal(zipped(files | {"word/other.xml": text}))
    files = unzipped(odt(""))
    del files["content.xml"]
    assert "content.xml is missing" in refusal(zipped(files), "a.odt")


def test_what_comes_before_the_damage_is_shown_and_that_is_told() -> None:
    document = open_document(Source("a.docx", word(paragraph("words") + "<w:p><oops></w:p>")))
    assert (document.text, document.notices) == ("words", (DAMAGED,))
    document = open_document(Source("a.odt", odt("<text:p>words</text:p><text:p><oops></text:p>")))
    assert (document.text, document.notices) == ("words", (DAMAGED,))


def test_the_text_around_a_box_is_shown_though_the_damage_is_in_the_box() -> None:
    box = f"<w:p><w:r><w:t>around</w:t><w:txbxContent>{paragraph('inside')}<oops>"
    document = open_document(Source("a.docx", word(paragraph("words") + box)))
    assert document.text == "words\ninside\naround"
    box = "<text:p>around<draw:frame><draw:text-box><text:p>inside</text:p><oops>"
    document = open_document(Source("a.odt", odt(f"<text:p>words</text:p>{box}")))
    assert document.text == "words\ninside\naround"


def test_that_the_notes_are_damaged_is_told() -> None:
    body = f'{paragraph("words")}<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    first = f'<w:footnote w:id="1">{paragraph("The first note.")}</w:footnote>'
    document = open_document(Source("a.docx", docx(body, footnotes=f"{first}<w:broken")))
    assert "The first note." in document.text
    told = "the footnotes are damaged: they are shown as far as they can be read"
    assert told in document.notices


@pytest.mark.parametrize("name", ["styles", "numbering", "footnotes", "comments"])
def test_the_text_is_read_though_another_file_is_damaged(name: str) -> None:
    body = f'{paragraph("words")}<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    data = docx(body, styles="<w:x/>", numbering="<w:x/>", footnotes="<w:x/>", comments="<w:x/>")
    files = unzipped(data) | {f"word/{name}.xml": b"\xff<<<"}
    assert open_document(Source("a.docx", zipped(files))).text == "words\n[1]"


def test_the_text_is_read_without_anything_else() -> None:
    files = unzipped(docx(paragraph("words")))
    bare = {name: files[name] for name in ("[Content_Types].xml", "word/document.xml")}
    assert open_document(Source("a.docx", zipped(bare))).text == "words"


def test_a_document_without_words_is_refused() -> None:
    assert "without anything to read in it" in refusal(docx("<w:p/>"))
    assert "without anything to read in it" in refusal(odt("<text:p/>"), "a.odt")


def test_an_encrypted_document_is_refused_with_the_reason(tmp_path: Path) -> None:
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    data = odt("", more={"META-INF/manifest.xml": manifest, "content.xml": b"\x93\x07"})
    assert "is encrypted with a password" in refusal(data, "a.odt")
    path = tmp_path / "a.docx"
    path.write_bytes(OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(SourceError, match="is encrypted with a password: save it without one"):
        read_source(path)


def test_an_old_word_file_is_refused_with_what_helps(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(OLE + bytes(500) + "WordDocument".encode("utf-16-le"))
    with pytest.raises(SourceError, match=r"is an old Word file: save it as \.docx"):
        read_source(path)


def test_a_text_that_unpacks_to_far_too_much_is_refused() -> None:
    assert "is far too large unpacked" in refusal(docx("<w:p/>" * 2_000_000))
    assert "is far too large unpacked" in refusal(odt("<text:p/>" * 1_000_000), "a.odt")


def test_a_file_that_defines_entities_is_not_read() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    outside = '<!ENTITY a9 SYSTEM "file:///etc/hostname">'
    for entities in (laughs, outside):
        data = word(paragraph("&a9;"), f"<!DOCTYPE x [{entities}]>")
        assert "without anything to read in it" in refusal(data)


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>', "</w:p>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ],
    ids=["tables", "boxes", "fields", "controls"],
)
def test_a_word_document_may_be_nested_as_deep_as_it_likes(begin: str, end: str) -> None:
    data = docx(begin * _DEEP + end * _DEEP + paragraph("words"))
    assert open_document(Source("a.docx", data)).text.endswith("words")


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("<text:p><text:span>", "</text:span></text:p>"),
        ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>"),
        ("<text:p><text:note><text:note-body>", "</text:note-body></text:note></text:p>"),
        ("<table:table>", "</table:table>"),
    ],
    ids=["lists", "spans", "boxes", "notes", "tables"],
)
def test_an_opendocument_text_may_be_nested_as_deep_as_it_likes(begin: str, end: str) -> None:
    data = odt(begin * _DEEP + end * _DEEP + "<text:p>words</text:p>")
    assert "words" in open_document(Source("a.odt", data)).text


def test_a_very_large_table_is_shown_row_by_row(consistent: Check) -> None:
    cells = f"<w:tc>{paragraph('x')}</w:tc>" * 30
    document = open_document(
        Source("a.docx", docx(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 1000}</w:tbl>"))
    )
    assert document.notices == ("a very large table is shown row by row",)
    consistent(document)


def test_a_cell_that_says_to_be_there_a_million_times_is_not() -> None:
    cell = '<table:table-cell table:number-columns-repeated="1000000"/>'
    row = f"<table:table-row>{cell * 10}</table:table-row>"
    data = odt(f"<table:table>{row * 100}</table:table><text:p>words</text:p>")
    assert open_document(Source("a.odt", data)).text == "words"


def test_ends_that_have_no_beginning_do_no_harm() -> None:
    ends = (
        '<w:r><w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:tc/><w:tr/><w:footnote/><w:endnote/><w:ruby/><w:rt/><w:hyperlink/><w:fldSimple/>"
    )
    document = open_document(Source("a.docx", docx(f"<w:p>{ends}</w:p>{paragraph('words')}")))
    assert document.text == "words"
    bare = "<text:list-item/><text:note-body/><table:table-cell/><draw:image/><draw:text-box/>"
    document = open_document(Source("a.odt", odt(f"{bare}<text:p>words</text:p>")))
    assert document.text == "words"


def test_nothing_of_a_document_reaches_the_terminal_raw() -> None:
    core = "<dc:title>a&#x9b;31mb</dc:title>"
    body = paragraph("x&#x9b;2J&#x202e;y") + '<w:p><w:hyperlink r:id="l"><w:r><w:t>z</w:t></w:r>'
    data = docx(body + "</w:hyperlink></w:p>", core=core, links={"l": "http://a/&#x9b;"})
    document = open_document(Source("a.docx", data))
    shown = document.text + document.metadata.title + "".join(m.target for m in document.marks)
    assert all(char.isprintable() or char == "\n" for char in shown)


def test_a_flat_file_that_is_cut_short_is_shown_as_far_as_it_goes() -> None:
    data = odt_content("<text:p>words</text:p><text:p>more").encode()[:-70]
    document = open_document(Source("a.fodt", data))
    assert document.text.startswith("words")
    assert document.notices == (DAMAGED,)


def test_a_flat_file_that_is_damaged_above_its_text_is_read_by_its_tags() -> None:
    title = '<text:h text:outline-level="1">One</text:h>'
    data = odt_content(f"{title}<text:p>some <text:span>words</text:span></text:p>")
    damage = "<office:settings><a <b></office:settings>"
    damaged = data.replace("<office:body>", f"{damage}<office:body>")
    assert damaged != data
    document = open_document(Source("a.fodt", damaged.encode()))
    assert document.text == "One\nsome words"
    assert [section.title for section in document.outline] == ["One"]
    assert document.notices == (DAMAGED,)
