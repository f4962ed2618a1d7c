"""A package of Anki (.apkg): the cards of a document, with their deck and their note type.

Written with genanki, an extra. Ids of deck and note type stay the same, and a note is known by the
id of its card, so that a second import changes the cards that are there.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import sqlite3
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader import extras
from reader.annotations.exchange.anki import FIELDS, NOTE_TYPE, cards, deck_name, guid, takes
from reader.annotations.exchange.outgoing import Placed
from reader.documents.document import Document
from reader.errors import UsageError
from reader.text.digest import sha256

if TYPE_CHECKING:
    import genanki

__all__ = ["takes", "write"]

_MODEL = 1_763_884_800  # an id made up once: that of the note type, for ever
_FIRST, _IDS = 1 << 30, 1 << 30  # ids of decks are large, so that they meet no others
_CSS = ".card { font-family: serif; font-size: 20px; text-align: left; }\n.source { color: gray; }"
_SOURCE = '<p class="source">{{Source}}</p>'


def write(
    document: Document, placed: Sequence[Placed], *, source: str = "", document_id: str = ""
) -> bytes:
    """The package of a document; UsageError without the extra."""
    try:
        import genanki
    except ImportError:
        raise UsageError(
            f"an Anki package needs genanki: {extras.install('anki')} "
            "(--format anki writes a text file that Anki imports, without it)"
        ) from None
    model = genanki.Model(
        _MODEL,
        NOTE_TYPE,
        fields=[{"name": name} for name in FIELDS],
        templates=[
            {
                "name": "Card",
                "qfmt": "{{Front}}",
                "afmt": "{{FrontSide}}<hr id=answer>{{Back}}" + _SOURCE,
            }
        ],
        css=_CSS,
        sort_field_index=1,
    )
    name = deck_name(document, source)
    number = int(sha256((document_id or name).encode("utf-8", "replace"))[:12], 16)
    deck = genanki.Deck(_FIRST + number % _IDS, _clean(name))
    for card in cards(document, placed, source=source, document_id=document_id):
        fields = [_clean(field) for field in card[:-1]]
        tags = [_clean(tag) for tag in card.tags]
        deck.add_note(genanki.Note(model, fields, guid=guid(card.id), tags=tags))
    return _packed(genanki.Package(deck), _last_change(placed))


def _last_change(placed: Sequence[Placed]) -> float:
    """When one of the annotations was changed last: a package in which nothing is new is the same
    again, and Anki takes of another one what is newer than what it has."""
    times = [one.modified or one.created for one, _ in placed]
    moments = []
    for at in filter(None, times):
        with contextlib.suppress(ValueError):
            moments.append(datetime.fromisoformat(at).timestamp())
    return max(moments, default=0.0)


def _packed(package: genanki.Package, moment: float) -> bytes:
    """What `Package.write_to_file` writes, but without a file that it leaves behind."""
    made = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        path = Path(folder) / "collection.anki2"
        with contextlib.closing(sqlite3.connect(path)) as base:
            package.write_to_db(base.cursor(), moment, itertools.count(int(moment * 1000) + 1))
            base.commit()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
            archive.writestr(zipfile.ZipInfo("media"), "{}")
    return made.getvalue()


def _clean(text: str) -> str:
    """A text that is UTF-8, without what Anki parts its fields by."""
    return text.replace("\x1f", " ").encode("utf-8", "replace").decode()
