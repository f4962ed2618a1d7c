"""PDFs built object by object, as small as a test needs them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_FONTS = {
    "roman": "Times-Roman",
    "bold": "Times-Bold",
    "italic": "Times-Italic",
    "mono": "Courier",
}
_FONT = "<</Type/Font/Subtype/Type1"
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


class At(NamedTuple):
    """A line of text: its left end and baseline, in points from the upper left corner of A4."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "roman"


class Link(NamedTuple):
    """A rectangle, from its upper left corner, that leads to an address or a page from 0."""

    x: float
    y: float
    width: float
    height: float
    to: str | int


class Image(NamedTuple):
    """A grey image in a rectangle, from its upper left corner; its tag says ``alt`` in its place,
    which only the last page may have, or that it is a decoration ("-")."""

    x: float
    y: float
    width: float
    height: float
    alt: str = ""


class Shape(NamedTuple):
    """A filled rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


PICTURE = "picture"  # a page that is one


def column(
    text: str, x: float = 72, y: float = 100, step: float = 12, size: float = 10
) -> list[At]:
    """Lines below one another; an empty one leaves a gap."""
    lines = text.strip("\n").split("\n")
    return [At(x, y + 12 * n, line, size) for n, line in enumerate(lines) if line.strip()]


def pdf(
    pages: Sequence[Sequence[At | Link | Image | Shape] | str],
    *,
    info: Mapping[str, str] | None = None,
    outline: Sequence[tuple[str, int, int]] = (),
    labels: str = "",
    password: str = "",
    rotate: int = 0,
) -> bytes:
    """A PDF of these pages. ``outline`` has titles with their levels and pages from 0, ``labels``
    is the number tree of the page labels, ``rotate`` the degrees by which all pages are shown
    turned."""
    objects: list[bytes] = [b"", b""]  # the catalogue and the tree of pages, written at the end

    def add(content: str | bytes) -> int:
        objects.append(content if isinstance(content, bytes) else content.encode("latin-1"))
        return len(objects)

    def stream(data: bytes, head: str = "") -> bytes:
        return f"<<{head} /Length {len(data)}>>stream\n".encode() + data + b"\nendstream"

    fonts = "".join(
        f"/{key} {add(f'{_FONT}/BaseFont/{name}/Encoding/WinAnsiEncoding>>')} 0 R"
        for key, name in _FONTS.items()
    )
    image = add(
        stream(b"\x80", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
               "/BitsPerComponent 8")
    )  # fmt: skip
    numbers = [len(objects) + 2 * n + 2 for n in range(len(pages))]
    alts: list[str] = []
    for page in pages:
        marks = "q 595 0 0 842 0 0 cm /Im Do Q" if page == PICTURE else ""
        links = ""
        for one in () if isinstance(page, str) else page:
            if isinstance(one, Link):
                box = f"[{one.x} {842 - one.y - one.height} {one.x + one.width} {842 - one.y}]"
                to = (
                    f"/A<</S/URI/URI({one.to})>>"
                    if isinstance(one.to, str)
                    else f"/Dest[{numbers[one.to]} 0 R/XYZ 0 842 0]"
                )
                links += f"<</Type/Annot/Subtype/Link/Rect{box}{to}>>"
            elif isinstance(one, Image):
                tag = "/Artifact BMC" if one.alt == "-" else f"/Figure <</MCID {len(alts)}>> BDC"
                alts += [one.alt] if one.alt.strip("-") else []
                place = f"{one.width} 0 0 {one.height} {one.x} {842 - one.y - one.height}"
                drawn = f"q {place} cm /Im Do Q"
                marks += f"{tag} {drawn} EMC\n" if one.alt else f"{drawn}\n"
            elif isinstance(one, Shape):
                marks += f"{one.x} {842 - one.y - one.height} {one.width} {one.height} re f\n"
            else:
                text = one.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
                marks += f"BT /{one.font} {one.size} Tf {one.x} {842 - one.y} Td ({text}) Tj ET\n"
        content = add(stream(marks.encode("cp1252")))
        add(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/StructParents 0"
            f"/Contents {content} 0 R"
            f"/Resources<</Font<<{fonts}>>/XObject<</Im {image} 0 R>>>>/Annots[{links}]>>"
        )
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()
    extra = f"/PageLabels<</Nums[{labels}]>>" if labels else ""
    if outline:
        extra += f"/Outlines {_add_outline(objects, outline, numbers)} 0 R"
    if alts:
        extra += (
            f"/MarkInfo<</Marked true>>/StructTreeRoot {_add_tags(objects, alts, numbers[-1])} 0 R"
        )
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{extra}>>".encode()
    trailer = ""
    if info:
        written = "".join(
            f"/{key}<FEFF{value.encode('utf-16-be').hex()}>" for key, value in info.items()
        )
        trailer += f"/Info {add(f'<<{written}>>')} 0 R"
    if password:
        trailer += _encrypt(objects, password)
    return _written(objects, trailer)


def _add_tags(objects: list[bytes], alts: Sequence[str], page: int) -> int:
    """Add a tree of tags: a figure for each text that stands for one on this page."""
    root = len(objects) + 1
    tags = [root + 1 + number for number in range(len(alts))]
    named = "".join(f"{tag} 0 R " for tag in tags)
    parents = f"<</Nums[0[{named}]]>>"
    objects.append(f"<</Type/StructTreeRoot/K[{named}]/ParentTree{parents}>>".encode())
    for number, alt in enumerate(alts):
        objects.append(
            f"<</Type/StructElem/S/Figure/P {root} 0 R/Pg {page} 0 R/K {number}"
            f"/Alt({alt})>>".encode()
        )
    return root


def _add_outline(
    objects: list[bytes], outline: Sequence[tuple[str, int, int]], pages: Sequence[int]
) -> int:
    first = len(objects) + 2
    root = len(objects) + 1
    parents = []
    for index, (_, level, _) in enumerate(outline):
        before = [i for i in range(index) if outline[i][1] == level - 1]
        parents.append(first + before[-1] if level > 1 else root)
    children = [i for i, parent in enumerate(parents) if parent == root]
    objects.append(
        b"<</Type/Outlines/First %d 0 R/Last %d 0 R>>" % (first + children[0], first + children[-1])
    )
    for index, (title, _, page) in enumerate(outline):
        own = [i for i, parent in enumerate(parents) if parent == first + index]
        alike = [i for i, parent in enumerate(parents) if parent == parents[index] and i > index]
        entry = f"<</Title({title})/Parent {parents[index]} 0 R/Dest[{pages[page]} 0 R/Fit]"
        if own:
            entry += f"/First {first + own[0]} 0 R/Last {first + own[-1]} 0 R"
        if alike:
            entry += f"/Next {first + alike[0]} 0 R"
        objects.append(f"{entry}>>".encode())
    return root


def _written(objects: Sequence[bytes], trailer: str) -> bytes:
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    data += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\n".encode()
    return bytes(data + f"startxref\n{start}\n%%EOF\n".encode())


# --- encryption of the first kind: RC4 with 40 bits ---------------------------------------------


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    found = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        found.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(found)


def _encrypt(objects: list[bytes], password: str) -> str:
    """Encrypt the streams in place; what the trailer says of it."""
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    name = hashlib.md5(b"a test").digest()
    rights = (-4).to_bytes(4, "little", signed=True)
    key = hashlib.md5(padded + owner + rights + name).digest()[:5]
    for index, content in enumerate(objects):
        head, between, rest = content.partition(b"stream\n")
        if between and rest.endswith(b"\nendstream"):
            own = hashlib.md5(key + (index + 1).to_bytes(3, "little") + b"\0\0").digest()[:10]
            objects[index] = head + between + _rc4(own, rest[:-10]) + rest[-10:]
    objects.append(
        b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>"
        % (owner.hex().encode(), _rc4(key, _PADDING).hex().encode())
    )
    return f"/Encrypt {len(objects)} 0 R/ID[<{name.hex()}><{name.hex()}>]"


def bomb(size: int) -> bytes:
    """A page whose content unpacks to so many bytes."""
    packed = zlib.compress(b"BT " + b" " * size)
    content = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    tree = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return _written([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, content], "")


def looped() -> bytes:
    """A tree of pages that holds itself."""
    tree = b"<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]/Parent 2 0 R>>"
    return _written([b"<</Type/Catalog/Pages 2 0 R>>", tree], "")
