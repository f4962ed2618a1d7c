"""The annotations of a document in memory: by id, in the order of the text, and what changed."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Mapping
from typing import Any

from reader.annotations.annotation import Annotation, in_trash
from reader.annotations.records import from_record

RECENT = 50  # changes that are remembered by their ids
FEW = 200  # so many changed annotations are put in order one by one


class Index:
    """What the records of a document are read as.

    ``by_id`` holds the deleted ones too, but no record that is no annotation; ``version`` grows
    with every change. Not for several threads at once.
    """

    def __init__(self) -> None:
        self.version = 0
        self.by_id: dict[str, Annotation] = {}
        self._in_order: list[Annotation] | None = None
        self._changes: deque[tuple[int, frozenset[str]]] = deque(maxlen=RECENT)

    def in_order(self) -> list[Annotation]:
        """Those that are not deleted, in the order of their targets in the text."""
        if self._in_order is None:
            live = (a for a in self.by_id.values() if not a.deleted)
            self._in_order = sorted(live, key=_order)
        return list(self._in_order)

    def deleted(self) -> list[Annotation]:
        """Those in the trash, the last deleted first."""
        return sorted(
            filter(in_trash, self.by_id.values()), key=lambda a: (a.deleted, a.id), reverse=True
        )

    def changes(self, since: int) -> frozenset[str] | None:
        """The ids that changed after that version; None where that is too long ago to tell."""
        news = [ids for version, ids in self._changes if version > since]
        return frozenset().union(*news) if len(news) == self.version - since else None

    def take(self, records: Mapping[str, Any]) -> bool:
        """Let these records be what they are now; whether there were any."""
        if len(records) > FEW:
            self._in_order = None
        for identity, record in records.items():
            self._put(identity, from_record(identity, record))
        if records:
            self.version += 1
            self._changes.append((self.version, frozenset(records)))
        return bool(records)

    def _put(self, identity: str, annotation: Annotation | None) -> None:
        """Let this be the annotation, in its place among the others."""
        order = self._in_order
        old = self.by_id.pop(identity, None)
        if annotation is not None:
            self.by_id[identity] = annotation
        if order is None:
            return
        if old is not None and not old.deleted:
            at = bisect_left(order, _order(old), key=_order)
            if at < len(order) and order[at].id == identity:
                del order[at]
        if annotation is not None and not annotation.deleted:
            insort(order, annotation, key=_order)


def _order(annotation: Annotation) -> tuple[int, int, str, str]:
    target = annotation.target
    return target.start, target.end, annotation.created, annotation.id
