"""Books that are damaged, encrypted, or made to do harm."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from reader.documents.document import Document
from reader.documents.formats.epub import parse
from reader.documents.opening import open_document, read_source
from reader.errors import SourceError
from tests.books import CONTAINER, TITLE, book, nav, ncx, package, page, zipped

ITEM = 'href="a.xhtml" media-type="application/xhtml+xml"'
BOOK = {
    "META-INF/container.xml": CONTAINER,
    "OPS/book.opf": package({"a": ITEM}, ["a"]),
    "OPS/a.xhtml": page("<p>words</p>"),
}


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as raised:
        parse("a.epub", data)
    message = str(raised.value)
    assert message.startswith("a.epub ")
    assert message.isprintable()
    return message


def changed(**files: str | bytes | None) -> bytes:
    """The book with some files replaced, or left out."""
    names = {"container": "META-INF/container.xml", "package": "OPS/book.opf", "a": "OPS/a.xhtml"}
    new = BOOK | {names[name]: content for name, content in files.items()}
    return zipped({name: content for name, content in new.items() if content is not None})


# --- damaged -------------------------------------------------------------------------------------


def test_the_book_itself_is_fine() -> None:
    assert parse("a.epub", zipped(BOOK)).text == "words"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_book_that_is_cut_short_is_refused(share: float) -> None:
    data = zipped(BOOK)
    assert "is damaged or cut short" in refusal(data[: int(len(data) * share)])


def test_an_archive_that_is_no_book_is_refused() -> None:
    assert "has no META-INF/container.xml" in refusal(changed(container=None))


def test_a_file_without_a_name_is_none() -> None:
    data = zipped(BOOK | {"x.bin": "x", "folder/": ""}).replace(b"x.bin", b"\0.bin")
    assert parse("a.epub", data).text == "words"


def test_a_book_without_its_package_file_is_refused() -> None:
    assert "OPS/book.opf is missing" in refusal(changed(package=None))


@pytest.mark.parametrize("content", ["", "<package", b"\xff\xfe\x00", "no xml"])
def test_a_package_file_that_is_no_xml_is_refused(content: str) -> None:
    assert "OPS/book.opf is not XML" in refusal(changed(package=content))


def test_a_package_file_that_is_not_well_formed_is_read_by_its_tags() -> None:
    metadata = "</x:><dc:title>A & B</dc:title><dc:creator opf:role='aut'>C &eacute;"
    document = parse("a.epub", changed(package=package({"a": ITEM}, ["a"], metadata)))
    assert (document.text, document.metadata.title) == ("words", "A & B")
    assert document.metadata.authors == ("C é",)


def test_a_book_without_anything_to_read_is_refused() -> None:
    assert "without anything to read" in refusal(changed(package=package({"a": ITEM}, [])))
    assert "without anything to read" in refusal(changed(a=page("")))


def test_files_that_are_missing_are_told_and_the_rest_is_read() -> None:
    items = {"a": ITEM, "b": ITEM.replace("a.", "b.")}
    document = parse("a.epub", changed(package=package(items, ["b", "gone", "a"])))
    assert document.text == "words"
    assert document.notices == (
        "“gone” of the reading order is missing from the book",
        "OPS/b.xhtml is missing",
    )


def test_of_many_problems_the_first_are_told() -> None:
    spine = [f"x{number}" for number in range(9)]
    document = parse("a.epub", changed(package=package({"a": ITEM}, [*spine, "a"])))
    assert len(document.notices) == 4
    assert document.notices[-1] == "and 6 more problems of this kind"


def test_a_file_whose_bytes_are_damaged_is_told() -> None:
    data = bytearray(zipped(BOOK | {"OPS/a.xhtml": page("<p>" + "words " * 999 + "</p>")}))
    at = data.index(b"OPS/a.xhtml") + 20
    data[at : at + 8] = b"\0" * 8
    assert "OPS/a.xhtml is damaged" in refusal(bytes(data))


def test_a_table_of_contents_that_is_damaged_is_told_and_the_headings_are_used() -> None:
    document = parse("a.epub", book({"a.xhtml": "<h1>T</h1>"}, more={"OPS/nav.xhtml": "nav"}))
    assert [section.title for section in document.outline] == ["T"]
    assert document.notices == ("the table of contents cannot be read: OPS/nav.xhtml is not XML",)


def test_a_table_of_contents_that_is_not_well_formed_is_read_by_its_tags() -> None:
    contents = "<li><a href=a.xhtml>A &amp; B</a><ol><li><a href='a.xhtml#x'>C</a></ol>"
    document = parse("a.epub", book({"a.xhtml": "<h1>T</h1><h2 id='x'>U</h2>"}, contents))
    assert [(one.title, one.level) for one in document.outline] == [("A & B", 1), ("C", 2)]


def test_pictures_in_the_spine_stand_for_others_until_that_goes_round() -> None:
    items = {
        "a": 'href="a.png" media-type="image/png" fallback="b"',
        "b": 'href="b.png" media-type="image/png" fallback="a"',
    }
    assert parse("a.epub", changed(package=package(items, ["a"]))).text == "[image]"


def test_a_book_of_fixed_pages_is_read_by_its_text() -> None:
    fixed = TITLE + '<meta property="rendition:layout">pre-paginated</meta>'
    document = parse("a.epub", changed(package=package({"a": ITEM}, ["a"], fixed)))
    assert document.text == "words"
    assert document.notices == ("the book is made of fixed pages: only their text is shown",)


# --- encrypted -----------------------------------------------------------------------------------


def encryption(algorithm: str, uri: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
        f'<enc:CipherReference URI="{uri}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )


AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


@pytest.mark.parametrize(
    ("mark", "system"),
    [
        ("META-INF/license.lcpl", "Readium LCP"),
        ("META-INF/rights.xml", "Adobe"),
        ("META-INF/sinf.xml", "Apple"),
        ("META-INF/other", "its seller's copy protection"),
    ],
)
def test_an_encrypted_book_is_refused_with_the_reason(mark: str, system: str) -> None:
    files = {"META-INF/encryption.xml": encryption(AES, "OPS/a.xhtml"), mark: ""}
    message = refusal(zipped(BOOK | files))
    assert "is encrypted with " + system in message


@pytest.mark.parametrize(
    "algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"]
)
def test_fonts_that_are_made_useless_do_not_matter(algorithm: str) -> None:
    files = {"META-INF/encryption.xml": encryption(algorithm, "OPS/font.otf")}
    assert parse("a.epub", zipped(BOOK | files)).text == "words"


# --- made to do harm -----------------------------------------------------------------------------

LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11)
)


def test_entities_that_multiply_are_not_grown_in_the_package() -> None:
    bomb = LAUGHS + "]>" + package({"a": ITEM}, ["a"], "<dc:title>&a10;</dc:title>")
    assert parse("a.epub", changed(package=bomb)).metadata.title == "&a10;"


def test_entities_that_multiply_are_not_grown_in_the_text() -> None:
    content = '<?xml version="1.0"?>' + LAUGHS + "]><html><body>x&a10;</body></html>"
    assert len(parse("a.epub", changed(a=content)).text) < 10_000


def test_entities_of_other_files_are_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret")
    outside = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]>'
    content = f'<?xml version="1.0"?>{outside}<html><body><p>x&s;</p></body></html>'
    assert "secret" not in parse("a.epub", changed(a=content)).text.replace("&s;", "")
    metadata = outside + package({"a": ITEM}, ["a"], "<dc:title>x&s;</dc:title>")
    try:
        title = parse("a.epub", changed(package=metadata)).metadata.title
    except SourceError:
        title = ""
    assert "secret" not in title


def test_names_that_lead_out_of_the_archive_are_names_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.xhtml").write_text(page("<p>outside</p>"))
    href = f"../../../../../..{tmp_path}/a.xhtml"
    items = {"a": f'href="{href}" media-type="application/xhtml+xml"', "b": ITEM}
    document = parse("a.epub", changed(package=package(items, ["a", "b"])))
    assert document.text == "words"
    assert "is missing" in document.notices[0]


def test_a_file_that_grows_without_bounds_is_not_unpacked() -> None:
    document = parse("a.epub", _with_zeros(40 * 2**20))
    assert document.text == "words"
    assert document.notices == ("OPS/b.xhtml is far too large unpacked (40 MB)",)


def _with_zeros(size: int) -> bytes:
    items = {"b": ITEM.replace("a.", "b."), "a": ITEM}
    return zipped(BOOK | {"OPS/book.opf": package(items, ["b", "a"]), "OPS/b.xhtml": b"\0" * size})


def test_a_book_that_claims_to_be_huge_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.documents.formats.zipped.LARGEST_WHOLE", 2**20)
    assert "more than 1 MB unpacked" in refusal(_with_zeros(2**20))


def test_a_file_that_lies_about_its_size_is_cut_there() -> None:
    data = bytearray(_with_zeros(2**22))
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"OPS/b.xhtml"))
    struct.pack_into("<I", data, entry + 24, 100)
    assert parse("a.epub", bytes(data)).text == "words"


def test_an_archive_of_too_many_files_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.documents.formats.zipped.MOST_FILES", 3)
    assert "more than 3 files" in refusal(zipped(BOOK))


def test_files_that_overlap_are_not_opened() -> None:
    data = bytearray(zipped(BOOK))
    last = data.rindex(b"PK\x01\x02")
    before = data.rindex(b"PK\x01\x02", 0, last)
    data[last + 42 : last + 46] = data[before + 42 : before + 46]  # where the file begins
    assert "overlap" in refusal(bytes(data))


def test_an_archive_in_the_archive_stays_packed() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"\0" * 2**24)
    assert parse("a.epub", zipped(BOOK | {"OPS/more.zip": inner.getvalue()})).text == "words"


def test_a_deep_table_of_contents_is_read_as_far_as_it_makes_sense() -> None:
    deep = '<li><a href="a.xhtml">x</a><ol>' * 5_000 + "</ol></li>" * 5_000
    document = parse("a.epub", book({"a.xhtml": "<p>words</p>"}, deep))
    assert document.outline[0].title == "x"
    points = '<navPoint><navLabel><text>y</text></navLabel><content src="toc.ncx"/>' * 5_000
    items = {"a": ITEM, "n": 'href="toc.ncx" media-type="application/x-dtbncx+xml"'}
    files = {
        "OPS/book.opf": package(items, ["a"]),
        "OPS/toc.ncx": ncx(points + "</navPoint>" * 5_000),
    }
    assert parse("a.epub", zipped(BOOK | files)).outline[0].title == "y"


def test_nothing_that_a_terminal_would_obey_comes_out_of_a_book() -> None:
    sign = "&#x9b;2J&#x202e;\u009d"
    metadata = "".join(
        f"<dc:{name}>x{sign}</dc:{name}>" for name in ("title", "creator", "publisher")
    )
    items = {
        "a": ITEM,
        "nav": 'href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"',
    }
    contents = nav(f'<li><a href="a.xhtml">e{sign}</a></li>')
    data = zipped(
        BOOK
        | {
            "OPS/book.opf": package(items, [f"gone{sign}", "a"], metadata),
            "OPS/nav.xhtml": contents,
            "OPS/a.xhtml": page(f'<p>x{sign}<a href="http://x/{sign}">y</a></p>'),
        }
    )
    document = parse("a.epub", data)
    told = _all_words(document)
    assert "".join(told).replace("\n", "").isprintable()


def _all_words(document: Document) -> list[str]:
    metadata = document.metadata
    return [
        document.text,
        metadata.title,
        *metadata.authors,
        *(str(value) for value in metadata.extra.values()),
        *(mark.target for mark in document.marks),
        *(section.title for section in document.outline),
        *document.notices,
    ]


def test_a_book_is_known_by_what_is_in_it_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "book.zip"
    path.write_bytes(zipped(BOOK))
    assert open_document(read_source(path)).metadata.format == "epub"
