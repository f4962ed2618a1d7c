"""The schema of an annotations file: its version, and what the file says of itself.

An older one is written anew with the next save, and kept as it was; a newer one is only shown, or,
where it says that this program is too old even for that, refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reader.annotations.files import json_copy
from reader.annotations.logs import TABLES as LOGS
from reader.annotations.logs import kind_of
from reader.errors import StorageError

Record = dict[str, Any]

TABLE = "annotations"  # its table of annotations
VERSION = 2  # of the schema that is written; 2 brought `prev`, `by` and `others`
SCHEMA = {"version": VERSION, "min_reader": 1}


def records_in(tables: Mapping[str, Any]) -> Record:
    """All records of a file by id, of whatever table they are."""
    records: Record = {}
    for name in (*LOGS.values(), TABLE):
        records |= tables.get(name, {})
    return records


def table_of(record: object) -> str:
    """The name of the table that a record belongs to."""
    return LOGS.get(kind_of(record), TABLE)


def described(meta: Mapping[str, Any], document: Mapping[str, object]) -> dict[str, Record]:
    """What of the schema and the document's description is missing or old in a file's meta."""
    there = meta.get("document")
    there = there if isinstance(there, dict) else {}
    description = {**there, **json_copy(dict(document))}
    news: dict[str, Record] = {}
    if description != there:
        news["document"] = description
    if version_of({"meta": meta}) != VERSION:
        news["schema"] = dict(SCHEMA)
    return news


def newer(path: Path, tables: Mapping[str, Any]) -> str:
    """Why a file of another version can only be read; raises StorageError where not even that."""
    schema = tables.get("meta", {}).get("schema", SCHEMA)
    version = schema.get("version") if isinstance(schema, dict) else None
    least = schema.get("min_reader", version) if isinstance(schema, dict) else None
    if not isinstance(version, int) or not isinstance(least, int):
        return f"its schema {schema!r} is not understood"
    if least > VERSION:
        raise StorageError(
            f"the annotations are of version {version}, this program reads up to {VERSION}: "
            f"nothing was changed; a newer Reader opens {path}"
        )
    if version > VERSION:
        return f"a newer Reader wrote it (version {version}, this one writes {VERSION})"
    return ""


def version_of(tables: Mapping[str, Any]) -> int | None:
    """The version of the schema that a file says it has."""
    schema = tables.get("meta", {}).get("schema")
    version = schema.get("version") if isinstance(schema, dict) else None
    return version if isinstance(version, int) else None
