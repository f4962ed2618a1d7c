"""The world of a monkey: documents, a library, and what must be true of them in the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from binascii import crc32
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks import prose
from tests.kinds import EVERY_KIND

ROOT = Path(__file__).resolve().parents[3]
FIELDS = ("kind", "colour", "style", "note", "tags")

HEAD = """\
---
title: A tour of *everything* [here]
author: Nobody
---

# A tour

Some *emphasis*, some **strong words**, some `code`, a [link](https://example.org) and a
footnote.[^1] Another sentence stands here. And one more!

"""
TOUR = f"""{HEAD}{EVERY_KIND}
### Deep

#### Deeper

[^1]: Here it is.
"""
SCRIPTS = """\
天气预报

今天有雨。明天没有雨！后天呢？谁也不知道，因为天气预报说：“请带伞。”雨雪霏霏，杨柳依依。

한국어 문장입니다. 두 번째 문장입니다.

שלום עולם. זהו משפט ארוך. مرحبا بالعالم. هذه جملة.

e\u0301\u0302a\u0308 👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 ❤️ 1️⃣ नमस्ते ไทย a\u00a0b\u202fc
\u200bd \u202egnp.txt\u202c \u00ad soft\u00adhyphen

x{long}x

\ttabs\tand   spaces   here
"""


class World:
    """A folder of its own with a home, documents, a library, a state and settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library"
        self.record = folder / "record"
        self.here = folder / "here"
        self.here.mkdir(parents=True)
        documents = self.library / "documents"
        documents.mkdir(parents=True)
        (self.library / "annotations").mkdir()
        texts = {
            documents / "article.txt": (ROOT / "documents" / "article.txt").read_text("utf-8"),
            documents / "tour.md": TOUR,
            documents / "scripts.txt": SCRIPTS.replace("{long}", "a" * 700),
            self.here / "long.txt": prose.one_line_each(prose.paragraphs(400_000)),
            self.here / "one.txt": "x",
        }
        for path, text in texts.items():
            path.write_text(text, "utf-8")
        self.documents = list(texts)
        self._bytes = {path: path.read_bytes() for path in texts}
        self._seen: set[str] = set()

    @property
    def environment(self) -> dict[str, str]:
        """What the program is given."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
            "LANG": "C.UTF-8",
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),
            "EDITOR": "true",
            "BROWSER": "true",
            "TZ": "UTC",
            "READER_STATE": str(self.folder / "state"),
            "READER_CONFIG": str(self.folder / "config"),
            "READER_LIBRARY": str(self.library),
        }

    def command(self, document: Path) -> list[str]:
        """How the program is started with a document."""
        watched = [sys.executable, "-m", "tests.end_to_end.monkey.watched"]
        return [*watched, str(self.record), str(self.folder), str(document)]

    # --- what was kept --------------------------------------------------------------------------

    def look(self) -> None:
        """Remember which annotations the journal has acknowledged so far."""
        self._seen.update(self._journalled())

    def _journalled(self) -> dict[str, Mapping[str, Any]]:
        """The last record of each annotation, as the journals tell."""
        records: dict[str, Mapping[str, Any]] = {}
        for path in sorted((self.folder / "state" / "journals").glob("*/*.log*")):
            for entry in _entries(path):
                if entry["do"] == "forget":
                    for identity in entry.get("records", ()):
                        records.pop(identity, None)
                        self._seen.discard(identity)
                else:
                    records.update(entry.get("records", {}))
        return records

    def _shown(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the shell lists of all documents: annotations, and what is in the trash."""
        living: dict[str, Any] = {}
        deleted: dict[str, Any] = {}
        for document in self._shell("documents", "--json")["documents"]:
            if document["path"] and document["there"]:
                path = str(self.library / document["path"])
                found = self._shell("annotations", "--json", path)["annotations"]
                living.update((record["id"], record) for record in found)
                found = self._shell("trash", "--json", path)["deleted"]
                deleted.update((record["id"], record) for record in found)
        return living, deleted

    def _notes(self) -> list[Any]:
        """What the notebook lists of all documents, also of those that are not there."""
        notes: list[Any] = self._shell("notes", "--json", check=False)  # 1 where there are none
        return notes

    def _shell(self, *words: str, check: bool = True) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "reader", *words],
            cwd=self.here,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=check,
        )
        return json.loads(done.stdout)

    # --- what must be true ----------------------------------------------------------------------

    def problems(self) -> Iterator[str]:
        """What is not as it must be, after the program has ended."""
        for path, data in self._bytes.items():
            if not path.is_file() or path.read_bytes() != data:
                yield f"the document {path.name} is not what it was"
        if (self.folder / "state" / "traceback.txt").exists():
            yield (self.folder / "state" / "traceback.txt").read_text("utf-8")
        self.look()
        journalled = self._journalled()
        living, deleted = self._shown()
        # Notes that were set apart from the text on purpose (W) are in the notebook only.
        everywhere = {record["id"] for record in self._notes()}
        for identity in sorted(self._seen):
            record = journalled.get(identity)
            if record is None:
                yield f"{identity} was in the journal and is not any more"
            elif record.get("kind") in ("heading", "review", "session"):
                continue  # in no list of annotations, nor in the trash
            elif record.get("deleted"):
                if identity not in deleted:
                    yield f"{identity} was deleted and is not in the trash"
            elif identity not in living:
                if identity not in everywhere:
                    yield f"{identity} is lost: {record}"
            else:
                for field in FIELDS:
                    if record[field] != living[identity][field]:
                        yield f"{identity}: {field} is {living[identity][field]!r}: {record}"
        for identity in sorted({*living, *deleted} - {*journalled}):
            yield f"{identity} is in no journal"
        done = subprocess.run(
            [sys.executable, "-m", "reader", "doctor"],
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            yield f"the doctor says: {done.stdout}{done.stderr}"


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a journal that are whole."""
    for line in path.read_bytes().split(b"\n")[:-1]:
        check, _, rest = line.partition(b" ")
        if check == b"%08x" % crc32(rest):
            yield json.loads(rest)
