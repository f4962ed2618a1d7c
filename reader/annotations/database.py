"""TinyDB with ids of our own, over a storage that loses nothing.

Apart from the storage, because importing TinyDB takes longer than reading a file, and only
writing needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from reader.annotations.storage import AtomicStorage

Storage.register(AtomicStorage)


class Draft(Storage):
    """A storage that only gathers what is to be written; ``changed`` says whether anything is."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self.tables = dict(tables)
        self.changed = False

    def read(self) -> dict[str, Any]:
        """The tables as they are to be."""
        return dict(self.tables)

    def write(self, data: dict[str, Any]) -> None:
        """Take the tables."""
        self.tables = data
        self.changed = True


class _Table(Table):
    document_id_class = str  # type: ignore[assignment]  # TinyDB's types know numbers only


class Database(TinyDB):
    """A TinyDB whose documents are found by a string."""

    table_class = _Table

    def __init__(self, storage: AtomicStorage | Draft) -> None:
        super().__init__(storage=lambda: storage)

    def put(self, name: str, documents: Mapping[str, Mapping[str, Any]]) -> None:
        """Add the documents to a table, each in the place of the one with its id."""
        there = (self.storage.read() or {}).get(name, {})
        table = self.table(name, cache_size=0)  # a cached answer knows no other process
        replaced = [identity for identity in documents if identity in there]
        if replaced:
            table.remove(doc_ids=cast("list[int]", replaced))
        table.insert_multiple(
            Document(document, cast("int", identity)) for identity, document in documents.items()
        )

    def drop(self, name: str, identities: Iterable[str]) -> None:
        """Take documents out of a table; they must be there."""
        table = self.table(name, cache_size=0)
        table.remove(doc_ids=cast("list[int]", list(identities)))
