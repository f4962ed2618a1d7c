"""Word documents (DOCX): text with headings, lists, tables, notes and links."""

from __future__ import annotations

import posixpath
from types import MappingProxyType
from xml.etree.ElementTree import Element

from reader.documents.document import Document, Metadata
from reader.documents.formats.block_text import one_line
from reader.documents.formats.docx_body import PREFIXES, Body, Targets, note_name
from reader.documents.formats.docx_styles import Lists, Styles
from reader.documents.formats.flow import Flow
from reader.documents.formats.flow_document import (
    FIRST,
    about,
    finished,
    first_piece,
    names,
    tree,
    until,
    with_text,
)
from reader.documents.formats.xml_events import attribute, feed_xml, local
from reader.documents.formats.zipped import Archive, UnreadableError, resolved
from reader.documents.identifiers import identifiers_in
from reader.errors import SourceError


def parse(name: str, data: bytes) -> Document:
    """The document of a Word document; ``name`` is what messages call it.

    Raises SourceError for what is no such document, or has nothing to read. Of a damaged one what
    comes before the damage is read, which a notice tells.
    """
    return with_text(name, "a Word document", _read(name, data))


def parse_piece(name: str, data: bytes) -> Document | None:
    """The document of the beginning, if there is more."""
    return first_piece(_read(name, data, enough=FIRST))


def _read(name: str, data: bytes, enough: int = 0) -> Document:
    archive = Archive(name, data, "Word document")
    package = _relations(archive, "")
    main = package.get("officeDocument") or "word/document.xml"
    relations = _relations(archive, main)
    try:
        content = archive.read(main)
    except UnreadableError as error:
        raise SourceError(f"{name} cannot be read as a Word document: {error}") from None
    styles = Styles(tree(archive, relations.get("styles", "")))
    lists = Lists(tree(archive, relations.get("numbering", "")))
    flow = Flow()
    body = Body(styles, lists, _targets(archive, main), flow)
    stop = until(flow, enough)
    whole = feed_xml(content, body, PREFIXES, stop)
    complete = whole or not stop()
    if complete:
        body.close()
        flow.close()
        _add_notes(archive, relations, body, flow, (styles, lists))
    else:
        flow.cut()
    comments = tree(archive, relations.get("comments", ""))
    return finished(
        flow,
        body.titles,
        _metadata(tree(archive, package.get("core-properties", "")), styles.language),
        complete=complete,
        whole=whole,
        comments=len(comments) if comments is not None else 0,
    )


def _add_notes(
    archive: Archive, relations: dict[str, str], body: Body, flow: Flow, known: tuple[Styles, Lists]
) -> None:
    """Put the notes that the text refers to behind it, in that order."""
    notes: dict[tuple[str, str], Flow] = {}
    for kind in dict.fromkeys(kind for kind, _ in body.referred):
        path = relations.get(f"{kind}s", "")
        try:
            data = archive.read(path)
        except UnreadableError:
            flow.notices[f"the {kind}s cannot be read"] = None
            continue
        inner = Body(*known, _targets(archive, path))
        if not feed_xml(data, inner, PREFIXES):
            said = f"the {kind}s are damaged: they are shown as far as they can be read"
            flow.notices[said] = None
        notes |= inner.notes
    for key, label in body.referred.items():
        if key in notes:
            flow.add_note(notes[key], label, note_name(*key))


def _relations(archive: Archive, path: str) -> dict[str, str]:
    """The other files that a file needs, by what they are to it; the first of each."""
    found: dict[str, str] = {}
    for one in _related(archive, path):
        if attribute(one.attrib, "TargetMode") != "External":
            kind = attribute(one.attrib, "Type").rpartition("/")[2]
            found.setdefault(kind, resolved(path, attribute(one.attrib, "Target")))
    return found


def _targets(archive: Archive, path: str) -> Targets:
    """What the ids in a file stand for."""
    addresses: dict[str, str] = {}
    files: dict[str, str] = {}
    for one in _related(archive, path):
        name, target = (attribute(one.attrib, key) for key in ("Id", "Target"))
        if attribute(one.attrib, "TargetMode") == "External":
            addresses[name] = target
        else:
            files[name] = resolved(path, target)
    return Targets(addresses, files)


def _related(archive: Archive, path: str) -> list[Element]:
    folder, name = posixpath.split(path)
    root = tree(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    return [] if root is None else list(root)


def _metadata(root: Element | None, language: str) -> Metadata:
    """What the file says of itself; ``language`` is that of its styles."""
    said: dict[str, str] = {}
    for element in root if root is not None else ():
        if words := one_line(element.text or ""):
            said.setdefault(local(element), words)
    return Metadata(
        title=said.get("title", ""),
        authors=names(said.get("creator", "")),
        date=said.get("created", "")[:10],
        language=said.get("language", language),
        identifiers=identifiers_in({"identifier": said.get("identifier", "")}),
        extra=MappingProxyType(about(said.get("description", ""), said.get("keywords", ""))),
    )
