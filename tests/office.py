"""Tiny files of word processors, made in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMESPACES = (
    f'{_W} xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODF = (
    " ".join(
        f'xmlns:{prefix}="{_OASIS}:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "style": "style",
            "draw": "drawing",
            "svg": "svg-compatible",
            "fo": "xsl-fo-compatible",
            "meta": "meta",
        }.items()
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of these files, in this order."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            packed = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, packed)
    return data.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- Word ----------------------------------------------------------------------------------------


def paragraph(words: str, properties: str = "", run: str = "") -> str:
    """A paragraph with one run."""
    about = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{about}{text(words, run)}</w:p>"


def text(words: str, properties: str = "") -> str:
    """A run."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{words}</w:t></w:r>'


def styled(words: str, style: str) -> str:
    """A paragraph of a style."""
    return paragraph(words, f'<w:pStyle w:val="{style}"/>')


def style(identity: str, name: str, inner: str = "", based: str = "") -> str:
    """A style of paragraphs."""
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>{on}{inner}'
        "</w:style>"
    )


def relations(targets: Mapping[str, str]) -> str:
    """The other files and addresses of a file, "id kind" to target."""
    found = ""
    for name, target in targets.items():
        identity, kind = name.split()
        outside = ' TargetMode="External"' if "://" in target else ""
        found += (
            f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"{outside}/>'
        )
    return f"<Relationships>{found}</Relationships>"


def docx(
    body: str,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    comments: str = "",
    core: str = "",
    links: Mapping[str, str] | None = None,
    pictures: Mapping[str, str] | None = None,
) -> bytes:
    """A Word document."""

    def root(name: str, inner: str) -> str:
        return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_NAMESPACES}>{inner}</w:{name}>'

    parts = {
        "styles": styles,
        "numbering": numbering,
        "footnotes": footnotes,
        "endnotes": endnotes,
        "comments": comments,
    }
    given = {name: inner for name, inner in parts.items() if inner}
    targets = {f"part{name} {name}": f"{name}.xml" for name in given}
    targets |= {f"{name} hyperlink": target for name, target in (links or {}).items()}
    targets |= {f"{name} image": target for name, target in (pictures or {}).items()}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(
            {"a officeDocument": "word/document.xml", "b core-properties": "docProps/core.xml"}
        ),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(targets),
    }
    files |= {f"word/{name}.xml": root(name, inner) for name, inner in given.items()}
    if core:
        files["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="cp" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
        )
    return zipped(files)


def level(number: int, form: str, shown: str, more: str = "") -> str:
    """A level of a list of Word."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{shown}"/>{more}</w:lvl>'
    )


ONE_LIST = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def numbering(levels: str, lists: str = ONE_LIST) -> str:
    """The definitions of lists."""
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}'


def item(words: str, depth: int = 0, listed: str = "1") -> str:
    """A paragraph in a list."""
    return paragraph(
        words, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{listed}"/></w:numPr>'
    )


# --- OpenDocument --------------------------------------------------------------------------------


def odt_content(body: str, styles: str = "") -> str:
    """The file of the text."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODF}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt(
    body: str,
    styles: str = "",
    common: str = "",
    meta: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An OpenDocument text; ``styles`` are those of its own, ``common`` those of styles.xml."""
    files: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": odt_content(body, styles),
        "styles.xml": f"<office:document-styles {_ODF}><office:styles>{common}</office:styles>"
        "</office:document-styles>",
        "meta.xml": f"<office:document-meta {_ODF}><office:meta>{meta}</office:meta>"
        "</office:document-meta>",
    }
    return zipped(files | dict(more or {}))


def fodt(body: str, styles: str = "", meta: str = "") -> bytes:
    """The same in one file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_ODF}>'
        f"<office:meta>{meta}</office:meta><office:styles>{styles}</office:styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()
