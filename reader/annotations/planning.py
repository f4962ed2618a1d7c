"""What a change to annotations writes: records, planned from what is there.

Pure functions: each takes what is `There` at the moment of writing and gives the records that
are to be written, by their ids. Nothing is kept or written here; see `reader.annotations.store`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.annotations.annotation import Annotation, Target, detached
from reader.annotations.lineage import (
    Record,
    content,
    decided,
    heads,
    names_of,
    reinstated,
    replacing,
    succeed,
    texts,
    united,
    version,
    visible,
)
from reader.annotations.logs import BROUGHT, REVIEW, kind_of
from reader.annotations.records import from_record, to_record
from reader.errors import StorageError

if TYPE_CHECKING:
    from reader.annotations.history import Step


class There(NamedTuple):
    """What a change is planned from: the annotations by their ids, the deleted ones too, and the
    records they are read from; the ``run`` of the program that makes it, and the time ``now``."""

    by_id: Mapping[str, Annotation]
    records: Mapping[str, Any]
    run: str
    now: str


Plan = Callable[[There], dict[str, Record]]


def added(there: There, new: Collection[Annotation]) -> dict[str, Record]:
    """New annotations; ValueError where an id is taken."""
    ids = {a.id for a in new}
    if len(ids) < len(new) or any(i in there.records for i in ids):
        raise ValueError("there already is an annotation with this id")
    dated = (
        a._replace(created=a.created or there.now, modified=a.modified or there.now) for a in new
    )
    return {a.id: _successor(there, a) for a in dated}


def logged(there: There, new: Iterable[Mapping[str, object]]) -> dict[str, Record]:
    """Records of a log, in place of what is there under their ids."""
    return {
        str(record["id"]): succeed(record, *_heads(there, str(record["id"])), by=there.run)
        for record in new
    }


def lacking(
    records: Mapping[str, Any], reviews: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Those of these reviews that a document does not have, or that went with what brought them;
    those that were taken back are there."""

    def is_lacking(known: object) -> bool:
        went = isinstance(known, dict) and known.get("deleted") and known.get(BROUGHT)
        return known is None or bool(went)

    return [one for one in reviews if is_lacking(records.get(str(one["id"])))]


def brought(there: There, reviews: Iterable[Mapping[str, Any]], step: str) -> dict[str, Record]:
    """Reviews that come along with annotations, in the step of this name."""
    return logged(there, ({**one, BROUGHT: step} for one in lacking(there.records, reviews)))


def sent_back(there: There, step: str) -> dict[str, Record]:
    """The reviews that came along in the step of this name, deleted."""
    came = (one for one in there.records.values() if kind_of(one) == REVIEW)
    return logged(
        there,
        (
            {**one, "deleted": there.now}
            for one in came
            if one.get(BROUGHT) == step and not one.get("deleted")
        ),
    )


class Edits(NamedTuple):
    """Several changes to the annotations of a document that are one step.

    ``added`` are new ones; one whose id is taken, also by a deleted one, stays as it is.
    ``changed`` gives other fields by id, each with the annotation as it was when the change was
    decided; ``removed`` are annotations as they were then; ``restored`` the ids of deleted ones
    that come back, ``renewed`` those that come back as they are here. ``also`` are other fields for
    ones that are ``changed``, as another version of each; those that are ``settled`` are in place
    of all versions that are shown of them. ``reviews`` come along with annotations.
    """

    added: tuple[Annotation, ...] = ()
    changed: Mapping[str, tuple[Annotation, Mapping[str, object]]] = MappingProxyType({})
    removed: tuple[Annotation, ...] = ()
    restored: tuple[str, ...] = ()
    renewed: tuple[Annotation, ...] = ()
    also: tuple[tuple[Annotation, Mapping[str, object]], ...] = ()
    settled: tuple[Annotation, ...] = ()
    reviews: tuple[Mapping[str, Any], ...] = ()


def edited(there: There, edits: Edits) -> dict[str, Record]:
    """All of these changes. What somebody deleted meanwhile stays deleted, and what somebody wrote
    on meanwhile is not deleted."""
    new = {one.id: one for one in edits.added if one.id not in there.records}
    records = added(there, tuple(new.values()))
    records |= restored(there, (one for one in edits.restored if one in there.by_id))
    for one in edits.renewed:
        if one.id in there.by_id and there.by_id[one.id].deleted:
            back = one._replace(
                created=one.created or there.now, modified=one.modified or there.now, deleted=""
            )
            records[one.id] = _successor(there, back, _heads(there, one.id))
    for identity, (seen, fields) in edits.changed.items():
        if identity in there.by_id and not there.by_id[identity].deleted:
            records |= changed(there, identity, fields, seen)
    for choice in edits.settled:
        if choice.id in there.by_id and not there.by_id[choice.id].deleted:
            records |= settled(there, choice.id, choice, None)
    for seen, fields in edits.also:
        if seen.id in records:
            new_one = from_record(seen.id, records[seen.id]) or seen
            later = there._replace(
                by_id={**there.by_id, seen.id: new_one},
                records={**there.records, seen.id: records[seen.id]},
            )
            records |= changed(later, seen.id, fields, seen)
    for one in edits.removed:
        known = there.by_id.get(one.id)
        if known is not None and not known.deleted:
            with contextlib.suppress(StorageError):
                records |= removed(there, (one,))
    return records


def decisions(there: There, wanted: Iterable[Annotation]) -> dict[str, Record]:
    """Decisions about headings that are new, changed or deleted."""
    records = {}
    for one in wanted:
        known = there.by_id.get(one.id)
        created = known.created if known else one.created or there.now
        new = one._replace(created=created, modified=there.now)
        if known is None or _differ(new, known):
            records[one.id] = _successor(there, new)
    return records


def changed(
    there: There, identity: str, fields: Mapping[str, object], seen: Annotation | None
) -> dict[str, Record]:
    """An annotation with other fields, changed by somebody who saw it as it was in ``seen``."""
    now_there = there.by_id[identity]
    if seen is None or seen == now_there:
        return _if_changed(there, _with(living(there.by_id, identity), fields))
    if not now_there.deleted and all(
        getattr(now_there, name) in (getattr(seen, name), value) for name, value in fields.items()
    ):
        return _if_changed(there, _with(now_there, fields))  # the changes of others stay
    mine = _with(seen, fields)._replace(modified=there.now, deleted="")
    return {identity: _successor(there, mine, heads(to_record(seen))[:1])}


def placed(there: There, targets: Mapping[str, Target]) -> dict[str, Record]:
    """Annotations at other places; KeyError where there is none."""
    records: dict[str, Record] = {}
    for identity, target in targets.items():
        moved = living(there.by_id, identity)._replace(target=target)
        records |= _if_changed(there, detached(moved, wanted=False))
    return records


def without_place(there: There, identity: str) -> dict[str, Record]:
    """An annotation that is wanted without a place; KeyError where there is none."""
    return _if_changed(there, detached(living(there.by_id, identity)))


def removed(there: There, doomed: Iterable[str | Annotation]) -> dict[str, Record]:
    """Annotations, deleted. Those given as the person saw them must not say more since, else
    StorageError; KeyError where there is none."""
    records = {}
    for one in doomed:
        known = living(there.by_id, one if isinstance(one, str) else one.id)
        seen = to_record(one) if isinstance(one, Annotation) and one != known else None
        if seen and texts(there.records[known.id]) - texts(seen):
            raise StorageError("it was changed elsewhere since, and is not deleted")
        gone = known._replace(deleted=there.now, modified=there.now)
        records[known.id] = _successor(there, gone, _heads(there, known.id))
    return records


def restored(there: There, identities: Iterable[str]) -> dict[str, Record]:
    """Those of these annotations that are deleted, brought back; KeyError where there is none."""
    gone = [a for a in map(there.by_id.__getitem__, identities) if a.deleted]
    back = [a._replace(deleted="", modified=there.now) for a in gone]
    return {a.id: _successor(there, a, _heads(there, a.id)) for a in back}


def gone_back(there: There, identity: str, past: Annotation) -> dict[str, Record]:
    """An annotation as it was in the past."""
    old = there.by_id[identity]
    return _if_changed(there, past._replace(id=old.id, created=old.created, deleted=""))


def settled(
    there: There, identity: str, choice: Annotation, seen: Annotation | None
) -> dict[str, Record]:
    """An annotation as it was chosen, in place of those of its versions that the person saw."""
    now_there = living(there.by_id, identity)
    chosen = choice._replace(id=identity, deleted="", modified=there.now)
    replaced = _heads(there, identity)
    if seen is not None and seen != now_there:
        shown = {version(one) for one in heads(to_record(seen))}
        told = [replaced[0], *visible(there.records[identity])]
        replaced = [one for one in replaced if version(one) in shown or one not in told]
    return {identity: _successor(there, chosen, replaced)}


def forgotten(there: There, known: Mapping[str, Iterable[Record]]) -> dict[str, Record]:
    """Deleted annotations without anything they said, in place of all versions that are ``known``
    of each; KeyError for one that is not deleted."""
    records = {}
    for identity, versions in known.items():
        gone = there.by_id[identity]
        if not gone.deleted:
            raise KeyError(identity)
        bare = Annotation(identity, Target(""), deleted=gone.deleted, modified=there.now)
        bare = bare._replace(extra=MappingProxyType({"forgotten": True}))
        left = _heads(there, identity)
        record = succeed(to_record(bare), *left, by=there.run)
        records[identity] = united([replacing(record, versions), *left])
    return records


def without_words(reviews: Iterable[Record], annotations: Container[str]) -> list[Record]:
    """The reviews of annotations whose cards say words of the passage, without these words; that
    they were given still counts."""
    from reader.annotations.cards import parts

    cards = ((one, parts(str(one.get("card")))) for one in reviews)
    return [
        {**one, "card": f"{part.kind}:{part.at}"}
        for one, part in cards
        if one.get("annotation") in annotations and part is not None and part.words
    ]


def undone(there: There, step: Step) -> dict[str, Record]:
    """What a step is taken back to; what it added is deleted."""
    gone = {"deleted": there.now}
    return {i: step.before[i] or {**step.after[i], **gone} for i in step.after}


def taken_back(there: There, step: Step) -> dict[str, Record]:
    """What a step, perhaps not the last one, is taken back to: as far as nobody has changed what
    it left since."""
    left = (i for i in step.after if names_of(there.records.get(i)) == names_of(step.after[i]))
    states = undone(there, step)
    return {i: states[i] for i in left}


def redone(there: There, step: Step) -> dict[str, Record]:
    """What a step that was taken back leads to again."""
    return dict(step.after)


def as_then(there: There, states: Mapping[str, Record]) -> dict[str, Record]:
    """Records as they once were, in place of what they are."""
    return {
        identity: reinstated(record, *_heads(there, identity), by=there.run, at=there.now)
        for identity, record in states.items()
    }


def living(by_id: Mapping[str, Annotation], identity: str) -> Annotation:
    """The annotation with this id; KeyError if there is none or it is deleted."""
    annotation = by_id[identity]
    if annotation.deleted:
        raise KeyError(identity)
    return annotation


def _if_changed(there: There, new: Annotation) -> dict[str, Record]:
    """The record of an annotation, if it differs from what is there."""
    if not _differ(new, there.by_id[new.id]):
        return {}
    return {new.id: _successor(there, new._replace(modified=there.now))}


def _differ(one: Annotation, other: Annotation) -> bool:
    return content(to_record(one)) != content(to_record(other))


def _heads(there: There, identity: str) -> list[Record]:
    return heads(there.records.get(identity))


def _successor(there: There, new: Annotation, seen: list[Record] | None = None) -> Record:
    """The record with this version in it, which replaces those that were seen.

    Without ``seen`` that is the one that stands, with all that a person need not decide.
    """
    if seen is None:
        seen = decided(there.records.get(new.id))
    successor = succeed(to_record(new), *seen, by=there.run)
    return united([successor, *_heads(there, new.id)])


def _with(annotation: Annotation, fields: Mapping[str, object]) -> Annotation:
    """With these fields; a value of a newer version, shown as the default, gives way to them."""
    kept = {k: v for k, v in annotation.extra.items() if k not in fields or k == "target"}
    return annotation._replace(**{"extra": MappingProxyType(kept), **fields})  # type: ignore[arg-type]
