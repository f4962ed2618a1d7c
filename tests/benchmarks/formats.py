"""``python -m tests.benchmarks.formats FOLDER``: are the books of a folder read as they are?

Each book is read a second time with nothing but an XML parser: its table of contents, and the
words of its files in order. What Reader makes of it is compared with that. So are PDFs with the
text that they were printed from, where it stands beside them (`printed`), and Markdown with what
the reference implementation makes of it (`rendered`).
"""

from __future__ import annotations

import argparse
import posixpath
import re
import sys
import time
import zipfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, fromstring

from reader.documents.document import Document
from reader.documents.opening import open_document, read_source
from reader.errors import ReaderError
from tests.benchmarks import printed, rendered

_WORD = re.compile(r"\w+")
_NEAR = 400  # words that are compared where the book and the document part
_SURE = 12  # words in a row that show that both go on alike
_INLINE_NAMES = (
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q rb ruby s samp small span "
    "strong sub sup time tt u var wbr mi mn mo ms"
)
_INLINE = set(_INLINE_NAMES.split())
_UNSEEN = {"head", "script", "style", "template", "rp", "datalist", "iframe", "annotation"}
_OPS, _XHTML = "{http://www.idpf.org/2007/ops}", "{http://www.w3.org/1999/xhtml}"


class Truth(NamedTuple):
    """What a book says: the titles of its contents with their levels, and its words."""

    contents: list[tuple[str, int]]
    words: list[str]


class Row(NamedTuple):
    """What was found for one book."""

    name: str
    seconds: float
    entries: int
    same_contents: bool
    words: int
    kept: float
    note: str = ""


def truth_of(path: Path) -> Truth:
    """The book as an XML parser alone reads it."""
    with zipfile.ZipFile(path) as archive:
        container = fromstring(archive.read("META-INF/container.xml"))
        package_path = container.find(".//{*}rootfile").get("full-path")
        package = fromstring(archive.read(package_path))

        def named(href: str) -> str:
            joined = posixpath.join(posixpath.dirname(package_path), unquote(href))
            return posixpath.normpath(joined)

        items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
        contents: list[tuple[str, int]] = []
        for item in items.values():
            if "nav" in (item.get("properties") or "").split():
                root = fromstring(archive.read(named(item.get("href"))))
                navs = [n for n in root.iter(f"{_XHTML}nav") if n.get(f"{_OPS}type") == "toc"]
                contents = list(_listed(navs[0], 0)) if navs else []
        ncx = items.get(package.find("{*}spine").get("toc"))
        if not contents and ncx is not None:
            root = fromstring(archive.read(named(ncx.get("href"))))
            contents = list(_pointed(root.find("{*}navMap"), 1))
        words: list[str] = []
        for reference in package.iterfind("{*}spine/{*}itemref"):
            name = named(items[reference.get("idref")].get("href"))
            body = fromstring(archive.read(name)).find(f"{_XHTML}body")
            words += _WORD.findall("".join(_texts(body)))
    return Truth(contents, words)


def _listed(element: Element, level: int) -> Iterator[tuple[str, int]]:
    for child in element:
        if child.tag in (f"{_XHTML}a", f"{_XHTML}span") and level:
            yield " ".join("".join(child.itertext()).split()), level
        elif child.tag == f"{_XHTML}ol":
            yield from _listed(child, level + 1)
        elif child.tag == f"{_XHTML}li":
            yield from _listed(child, level)


def _pointed(element: Element, level: int) -> Iterator[tuple[str, int]]:
    for point in element.iterfind("{*}navPoint"):
        yield " ".join(point.find("{*}navLabel/{*}text").text.split()), level
        yield from _pointed(point, level + 1)


def _texts(element: Element) -> Iterator[str]:
    """The text that is seen, with a space at each end of what is no part of a line."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    attributes = element.attrib
    unseen = not name or name in _UNSEEN or "hidden" in attributes
    unseen = unseen or "pagebreak" in attributes.get(f"{_OPS}type", "")
    if name == "img":
        yield f" {attributes.get('alt', '')} "
    elif name == "math" and "alttext" in attributes:
        yield attributes["alttext"]
    elif not unseen:
        apart = "" if name in _INLINE else " "
        # The reading of a word stands in brackets behind it.
        yield "(" if name == "rt" else apart
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
        yield ")" if name == "rt" else apart


def holds_contents(document: Document, contents: list[tuple[str, int]]) -> bool:
    """Whether the outline is the table of contents, but for headings below its entries."""
    path: list[tuple[int, int]] = []  # the levels of the entries around: in the table, in the tree
    wanted = iter([*contents, ("", 0)])
    title, level = next(wanted)
    for section in document.outline:
        while path and path[-1][1] >= section.level:
            path.pop()
        if section.title == title and (path[-1][0] if path else 0) == level - 1:
            path.append((level, section.level))
            title, level = next(wanted)
        elif not path and (title, level) != contents[0]:
            return False  # something that is no entry stands beside the entries
    return level == 0


def kept_words(document: Document, words: list[str]) -> float:
    """The share of the words of the book that the document has in the same order.

    A table that is set as records repeats its header, so there may be words in between.
    """
    found = _WORD.findall(document.text)
    at = here = kept = 0
    while here < len(words) and at < len(found):
        if words[here] == found[at]:
            here, at, kept = here + 1, at + 1, kept + 1
            continue
        pieces = words[here : here + _NEAR], found[at : at + 2 * _NEAR]
        matches = SequenceMatcher(None, *pieces, autojunk=False).get_matching_blocks()
        sure = [match for match in matches if match.size >= _SURE] or matches[:1]
        for match in matches[: matches.index(sure[0]) + 1]:
            kept += match.size
        here += max(1, sure[0].a + sure[0].size)
        at += sure[0].b + sure[0].size
    return kept / max(1, len(words))


def examined(path: Path) -> Row:
    """One book, read both ways."""
    begun = time.process_time()
    try:
        document = open_document(read_source(path))
    except ReaderError as error:
        return Row(path.name, time.process_time() - begun, 0, False, 0, 0.0, str(error))
    taken = time.process_time() - begun
    try:
        truth = truth_of(path)
    except (ParseError, KeyError, AttributeError) as error:
        return Row(path.name, taken, 0, True, 0, 1.0, f"no truth: {error!r}")
    same = not truth.contents or holds_contents(document, truth.contents)
    kept = kept_words(document, truth.words)
    note = "; ".join(document.notices)
    return Row(path.name, taken, len(truth.contents), same, len(truth.words), kept, note)


def main() -> int:
    """Print a table; the exit code is 1 if a book was read otherwise than it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    printed.report(folder)
    good = rendered.report(folder)
    rows = [examined(path) for path in sorted(folder.rglob("*.epub"))]
    if not rows:
        return 0 if good else 1
    print(f"{'book':44} {'CPU s':>6} {'entries':>8} {'contents':>9} {'words':>8} {'kept %':>8}")
    for row in rows:
        contents = "same" if row.same_contents else "DIFFER"
        print(
            f"{row.name[:44]:44} {row.seconds:6.2f} {row.entries:8,} {contents:>9} "
            f"{row.words:8,} {100 * row.kept:8.3f}  {row.note}"
        )
    good = good and all(row.same_contents and row.kept >= 0.999 for row in rows)
    print("all as they are" if good else "not all as they are")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
