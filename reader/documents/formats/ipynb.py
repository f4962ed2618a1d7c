"""Jupyter notebooks: their Markdown as Markdown, code and what it gave as code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from reader.documents.document import BlockKind, Document, Mark, MarkKind
from reader.documents.encoding import harmless
from reader.documents.formats.html import image
from reader.documents.formats.markdown import parts_of, title_of, with_names
from reader.documents.formats.properties import front_matter, metadata_of
from reader.documents.made import with_made_sections
from reader.documents.parts import Part, build
from reader.documents.terminal_text import plain
from reader.errors import SourceError
from reader.text.patterns import lazy

# What a line was before the program that wrote it went back to its beginning.
_OVERWRITTEN = lazy(r"[^\r\n]*\r(?=[^\r\n])")
_IMAGES = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}  # in format 3
_OUTPUT = "output"  # what blocks are that a program wrote


def parse(name: str, data: bytes) -> Document:
    """The document of a notebook of format 3 or 4; ``name`` is what messages call it.

    Raises SourceError for what is damaged or has nothing to read in it.
    """
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        raise SourceError(f"{name} is a Jupyter notebook, but damaged or cut short") from None
    cells = list(_cells(notebook))
    about = _mapping(_mapping(notebook).get("metadata"))
    properties: dict[str, object] = {"title": _text(about.get("title"))}
    properties["author"] = [
        _text(one.get("name")) for one in _list(about.get("authors")) if isinstance(one, Mapping)
    ]
    notices: dict[str, None] = {}
    parts: list[Part] = []
    named: dict[str, Part] = {}
    for number, cell in enumerate(cells):
        kind, source = cell.get("cell_type"), harmless(_text(cell.get("source")))
        if not number and kind in ("markdown", "raw"):
            said, end = front_matter(source)
            properties |= said
            source = source[end:]
        if kind == "markdown" or (kind == "raw" and "markdown" in _format_of(cell)):
            read, names = parts_of(source, notices)
            parts += _renamed(read, f"-{number}") if names else read
            named |= {f"{name}-{number}": part for name, part in names.items()}
        elif kind == "heading":  # of format 3
            level = cell.get("level")
            signs = "#" * level if isinstance(level, int) and 0 < level < 7 else "#"
            parts += parts_of(f"{signs} {source}", notices)[0]
        elif kind == "code":
            source = source or harmless(_text(cell.get("input")))
            parts += _code(source, _language(notebook, cell))
            given: list[Part] = []
            for output in _list(cell.get("outputs")):
                given += _output(_mapping(output), notices)
            for before, part in pairwise(given):  # a blank row sets what was given off the code
                part.tight = part.tight or before.role == part.role == _OUTPUT
            parts += given
        else:
            parts += _code(source, "")
    if not any(part.text for part in parts):
        raise SourceError(f"{name} is a Jupyter notebook without anything to read in it")
    metadata = metadata_of({key: value for key, value in properties.items() if value})
    if not metadata.title:
        metadata = metadata._replace(title=title_of(parts))
    document = build(parts, metadata, tuple(notices), lined=False)
    return with_made_sections(with_names(document, parts, named))


def _renamed(parts: list[Part], ending: str) -> list[Part]:
    """The parts of a cell with their references to its notes, which other cells have as well."""
    for part in parts:
        part.marks = [
            mark._replace(target=mark.target + ending) if mark.kind is MarkKind.FOOTNOTE else mark
            for mark in part.marks
        ]
    return parts


def _cells(notebook: object) -> Iterator[Mapping[str, Any]]:
    """The cells of a notebook, which format 3 keeps in sheets."""
    root = _mapping(notebook)
    sheets = [_mapping(sheet) for sheet in _list(root.get("worksheets"))]
    for holder in (root, *sheets):
        yield from (_mapping(cell) for cell in _list(holder.get("cells")))


def _code(source: str, language: str) -> Iterator[Part]:
    source = source.strip("\n").rstrip().replace("\t", "    ").replace("\f", " ")
    if source.strip():
        yield Part(BlockKind.CODE, source, 0, 0, role=language)


def _output(output: Mapping[str, Any], notices: dict[str, None]) -> Iterator[Part]:
    """What a cell of code gave: as text, else that there is a picture."""
    kind = output.get("output_type")
    shown = _mapping(output.get("data")) or output  # format 3 has no "data"
    if kind in ("error", "pyerr"):
        trace = _list(output.get("traceback"))
        said = (_text(output.get("ename")), _text(output.get("evalue")))
        yield from _written("\n".join(map(_text, trace)) or ": ".join(filter(None, said)))
    elif kind == "stream":
        yield from _written(_text(output.get("text")))
    elif kinds := [one for one in shown if one.startswith("image/") or one in _IMAGES]:
        figure = Part(BlockKind.FIGURE, "[figure]", 0, 0)
        kind = _IMAGES.get(kinds[0], kinds[0])
        target = image(f"data:{kind};base64,{''.join(_text(shown[kinds[0]]).split())}")
        if kind != "image/svg+xml":
            figure.marks = (Mark(MarkKind.IMAGE, 0, len(figure.text), target),)
        yield figure
    elif "text/markdown" in shown:
        yield from parts_of(harmless(_text(shown["text/markdown"])), notices)[0]
    else:
        yield from _written(_text(shown.get("text/plain", shown.get("text"))))


def _written(text: str) -> Iterator[Part]:
    """What a program wrote to a terminal."""
    text = _OVERWRITTEN.sub("", text.replace("\r\n", "\n"))
    yield from _code(harmless(plain(text, harmless).text), _OUTPUT)


def _language(notebook: object, cell: Mapping[str, Any]) -> str:
    """The language of the code in a cell."""
    about = _mapping(_mapping(notebook).get("metadata"))
    words = (
        _text(cell.get("language")),  # format 3
        _text(_mapping(about.get("language_info")).get("name")),
        _text(_mapping(about.get("kernelspec")).get("language")),
    )
    return next((word for one in words if (word := harmless(one).strip().lower())), "")


def _format_of(cell: Mapping[str, Any]) -> str:
    about = _mapping(cell.get("metadata"))
    return _text(about.get("raw_mimetype") or about.get("format"))


def _text(value: object) -> str:
    """A text, which may be in a list of lines."""
    if isinstance(value, str):
        return value
    return (
        "".join(line for line in value if isinstance(line, str)) if isinstance(value, list) else ""
    )


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
