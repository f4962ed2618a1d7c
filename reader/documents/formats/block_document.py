"""The document of blocks with named places in them."""

from __future__ import annotations

from types import MappingProxyType
from urllib.parse import unquote

from reader.documents.document import Document, Metadata
from reader.documents.formats.block_parts import BlockParts
from reader.documents.made import with_made_sections
from reader.documents.parts import build

_FEW_PLACES = 2000


def document_of(
    blocks: BlockParts, metadata: Metadata, notices: tuple[str, ...] = (), complete: bool = True
) -> Document:
    """The document; of very many places in it those that its links lead to."""
    document = build(blocks.parts, metadata, notices, complete, lined=False)
    wanted = {unquote(mark.target[1:]) for mark in document.marks if mark.target[:1] == "#"}
    places = {
        place.name: document.blocks.starts[place.part] + place.offset
        for place in reversed(blocks.places)
        if place.part < len(document.blocks)
    }
    if len(places) > _FEW_PLACES:  # links from elsewhere lead to them, too
        places = {name: start for name, start in places.items() if name in wanted}
    return with_made_sections(document.with_(places=MappingProxyType(places)))
