"""How the tests of ledgers write records, and tell what a ledger and its file hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.annotations.ledger import Ledger
from reader.annotations.lineage import succeed

Record = dict[str, Any]
Open = Callable[[], Ledger]


def put(ledger: Ledger, identity: str, note: str, do: str = "change") -> None:
    """Make a record, or a change of the newest one."""

    def plan() -> dict[str, Record]:
        old = ledger.records.get(identity)
        seen = [old] if isinstance(old, dict) else []
        return {identity: succeed({"id": identity, "target": {"exact": ""}, "note": note}, *seen)}

    ledger.write(do, plan)


def notes(ledger: Ledger) -> dict[str, str]:
    ledger.refresh()
    return {identity: record["note"] for identity, record in ledger.records.items()}


def in_file(path: Path) -> dict[str, str]:
    return {i: record["note"] for i, record in json.loads(path.read_bytes())["annotations"].items()}


def log_of(tmp_path: Path) -> Path:
    [log] = (tmp_path / "state" / "journals").glob("*/article.log")
    return log
