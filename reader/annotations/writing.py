"""What is to be written to an annotations file, put together by TinyDB; nothing is written here.

Apart from the ledger, because importing TinyDB takes longer than reading a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reader.annotations.database import Database, Draft
from reader.annotations.schema import described, table_of


def updated(
    tables: Mapping[str, Any], news: Mapping[str, Any], document: Mapping[str, object]
) -> tuple[dict[str, Any], bool]:
    """The tables of a file with new records and the document's description; whether they differ.

    The schema is brought to the version that this program writes.
    """
    draft = Draft(tables)
    database = Database(draft)
    for name in dict.fromkeys(map(table_of, news.values())):
        there = {i: record for i, record in news.items() if table_of(record) == name}
        records = {i: record for i, record in there.items() if isinstance(record, dict)}
        if records:
            database.put(name, records)
        if len(records) < len(there):  # what is no record is kept as it is, too
            draft.write({**draft.tables, name: {**draft.tables.get(name, {}), **there}})
    meta = described(tables.get("meta", {}), document)
    if meta:
        database.put("meta", meta)
    return draft.tables, draft.changed
