"""Which of two versions of a record was written by somebody who had seen the other?

A record carries in ``prev`` the names of the versions it replaces, each ``<revision>-<hash>`` as
in CouchDB, the newest first. A version that is named by another is replaced by it. Those that
nobody replaced are the *heads* of the record. Mostly there is one. Where two people (or one on
two machines) wrote without seeing each other's words there are two, and both stay: the heavier
one as the record itself, the other in its list ``others``. Comparing revisions or times instead
loses one text in sixteen of those histories.

Everything here is a pure function of records. To merge is to unite the heads and to leave out
those that are replaced (a multi-value register; Shapiro et al., "A comprehensive study of
Convergent and Commutative Replicated Data Types", 2011): commutative, associative and idempotent,
so that machines that exchange files in any order come to the same end.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from reader.annotations.annotation import Kind
from reader.annotations.logs import kind_of
from reader.text.digest import sha256

Record = dict[str, Any]
Records = Mapping[str, Any]

KEPT = 16  # versions a record names; more unseen edits than that show both, and lose neither
BOOK = frozenset({"prev", "rev", "modified", "by", "others"})  # keeps book, and is no content


class Merged(NamedTuple):
    """The records of both sides, and the ids of those that have more versions to see than ours."""

    records: Record
    conflicts: frozenset[str]


def revision(record: object) -> int:
    """How often the record was changed; 0 where it does not say."""
    value = record.get("rev") if isinstance(record, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def version(record: Record) -> str:
    """The name of this version: the same on every machine, whatever it replaced."""
    content = {key: value for key, value in record.items() if key not in ("prev", "others")}
    return f"{revision(record)}-{sha256(_bytes(content))[:10]}"


def names_of(record: object) -> list[str]:
    """The names of the versions that stand in a record."""
    return [version(one) for one in heads(record)]


def replaced(record: Record) -> frozenset[str]:
    """The names of the versions that a record replaces."""
    named = record.get("prev")
    return frozenset(named.split()) if isinstance(named, str) else frozenset()


def succeed(new: Mapping[str, object], *seen: Record, by: str = "") -> Record:
    """``new`` as the successor of the versions that its writer saw; of none, if it is the first.

    ``by`` names the run of the program that makes it.
    """
    record = {**new, "rev": 1 + max(map(revision, seen), default=0), "by": by}
    record.pop("others", None)
    names = {name for old in seen for name in (version(old), *replaced(old))}
    return _naming(record, _newest_first(names)[:KEPT])


def reinstated(record: Record, *there: Record, by: str, at: str) -> Record:
    """A record as it once was, with all its versions, as the successor of those that are there."""
    again = [succeed({**one, "modified": at}, *there, by=by) for one in heads(record)]
    again[0]["rev"] += 1  # the one that stood is to stand again
    return united(again)


def heads(record: object) -> list[Record]:
    """The versions in a record that nobody replaced, the one that stands first."""
    if not isinstance(record, dict):
        return []
    others = record.get("others")
    main = {key: value for key, value in record.items() if key != "others"}
    listed = others if isinstance(others, list) else []
    return [main, *(other for other in listed if isinstance(other, dict))]


def visible(record: object) -> list[Record]:
    """The other versions that a person has to decide about: neither deleted nor the same.

    Of a decision about a heading there are none (the one that stands is seen in the sections, and
    is changed there), nor of a review or a session.
    """
    standing, *others = heads(record) or [{}]
    if not others or standing.get("kind") == Kind.HEADING or kind_of(standing):
        return []
    known = {_bytes(content(standing))}
    found = []
    for other in others:
        words = _bytes(content(other))
        if not other.get("deleted") and words not in known:
            known.add(words)
            found.append(other)
    return found


def decided(record: object) -> list[Record]:
    """The versions that an edit of the one that stands may replace: all but the visible ones."""
    left = {id(one) for one in visible(record)}
    return [one for one in heads(record) if id(one) not in left]


def united(versions: Iterable[Record]) -> Record:
    """One record of all these versions, without those that another one replaces.

    An edit stands before a deletion that did not see it; else the later one stands.
    """
    named: dict[str, Record] = {}
    for one in versions:
        name = version(one)
        known = named.get(name)
        if known is not None:  # the same, but that damage may have taken names from one
            one = _naming(one, _newest_first(replaced(one) | replaced(known)))
        named[name] = one
    gone = frozenset[str]().union(*(replaced(one) for one in named.values()))
    left = [one for name, one in named.items() if name not in gone] or list(named.values())
    standing, *others = sorted(left, key=_weight, reverse=True)
    return {**standing, "others": others} if others else standing


def merge(ours: Records, theirs: Records) -> Merged:
    """The union of two versions of a table. That a record is missing never means a deletion."""
    records = {**theirs, **ours}
    conflicts = set()
    for identity in ours.keys() & theirs.keys():
        one, other = ours[identity], theirs[identity]
        if one == other:
            continue
        versions = [*heads(one), *heads(other)]
        if not versions:  # damaged by hand, and no record at all
            records[identity] = max(one, other, key=_bytes)
            continue
        records[identity] = united(versions)
        if len(visible(records[identity])) > len(visible(one)):
            conflicts.add(identity)
    return Merged(records, frozenset(conflicts))


def only_newer(theirs: Records, ours: Records) -> Record:
    """Those of their records that we lack, or that were changed more often than ours.

    What could be read of a damaged file may be damaged itself: only these count of it.
    """
    return {
        identity: record
        for identity, record in theirs.items()
        if identity not in ours or revision(record) > revision(ours[identity])
    }


def edited_by_hand(theirs: object, ours: object) -> bool:
    """Whether theirs is our version, changed in an editor, which keeps no book of it."""
    if not isinstance(theirs, dict) or not isinstance(ours, dict):
        return False
    return all(theirs.get(name) == ours.get(name) for name in BOOK) and theirs != ours


def edits_by_hand(theirs: Records, ours: Records, *, by: str, at: str) -> Record:
    """Our records as somebody edited them by hand: the successors that they are."""
    return {
        identity: succeed({**record, "modified": at}, *decided(ours[identity]), by=by)
        for identity, record in theirs.items()
        if edited_by_hand(record, ours.get(identity))
    }


def content(record: Record) -> Record:
    """What a person wrote in a record, without what keeps book of it."""
    return {key: value for key, value in record.items() if key not in BOOK}


def replacing(record: Record, versions: Iterable[Record]) -> Record:
    """The record, replacing also these versions and all that they replaced, however many."""
    names = {name for one in versions for name in (version(one), *replaced(one))}
    return _naming(record, _newest_first((names | replaced(record)) - {version(record)}))


def texts(record: object) -> set[bytes]:
    """What a person can read in a record: the notes and tags of all its versions to be seen."""
    shown = [*heads(record)[:1], *visible(record)]
    return {_bytes([one.get("note") or "", one.get("tags") or []]) for one in shown}


def _naming(record: Record, names: list[str]) -> Record:
    named = {key: value for key, value in record.items() if key != "prev"}
    return {**named, "prev": " ".join(names)} if names else named


def _newest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-_leading_number(name), name))


def _leading_number(name: str) -> int:
    number = name.partition("-")[0]
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _weight(record: Record) -> tuple[bool, int, str, bytes]:
    modified = record.get("modified")
    when = modified if isinstance(modified, str) else ""
    return not record.get("deleted"), revision(record), when, _bytes(record)


def _bytes(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
