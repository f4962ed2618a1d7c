"""Where the notes of a file would go; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reader import parsed
from reader.annotations.anchoring import anchor
from reader.annotations.annotation import Annotation, Target
from reader.annotations.coming_again import IMPORTED, News, as_new, has_words, update
from reader.annotations.coming_home import came_home
from reader.annotations.exchange.incoming import Incoming, Work
from reader.annotations.lineage import BOOK
from reader.annotations.places import is_described_in
from reader.annotations.quoting import Folded, Quote, find_all, letters
from reader.annotations.store import Annotations
from reader.awaited import Confirmed, confirm
from reader.catalogue import NO_TEXT, Entry
from reader.documents.opening import read_source
from reader.errors import ReaderError
from reader.import_plans import FATES, Fate, File, Going, Part, Plan, format_of
from reader.library import Library
from reader.matching import (
    By,
    Known,
    as_named,
    is_same,
    known,
    proposed,
    same_without_text,
    sure,
    without_text,
)
from reader.recognising import as_known
from reader.study.scheduling import by_card
from reader.text.likeness import says_the_same
from reader.titles import is_another

TITLES = 5  # documents that are looked into for a title

Step = Callable[[str, int, int], None]


class Here(NamedTuple):
    """An annotation that the library has, or had: where."""

    entry: Entry
    store: Annotations
    deleted: bool


class Planner:
    """Plans with what is known of a library, which is read once.

    With ``restore``, what a person deleted here comes back, but for what was thrown away for good.
    """

    def __init__(
        self,
        library: Library,
        step: Step = lambda what, done, of: None,
        *,
        restore: bool = False,
    ) -> None:
        self.library = library
        self._restore = restore
        self._step = step
        self._shelf: Known = known(library)
        self._texts: dict[tuple[str, str], tuple[Entry, Folded | str]] = {}
        self._here: dict[str, Here] = {}
        self._reviews: dict[str, list[Mapping[str, Any]]] = {}  # by the ids of their annotations

    def plan(self, files: Sequence[File], to: Entry | None = None) -> Plan:
        """Where everything in these files would go; ``to`` is the document of all of it."""
        newest: dict[str, Incoming] = {}
        self._take_reviews(files)
        for file in files:
            for one in file.imported.incoming:  # one file may be an older copy of another
                known = newest.setdefault(_id(one), one)
                if known.annotation.modified < one.annotation.modified:
                    newest[_id(one)] = one
        groups: dict[tuple[str, Work], list[Incoming]] = {}
        for file in files:
            for one in file.imported.incoming:
                if newest[_id(one)] is one:
                    groups.setdefault((file.name, one.work), []).append(one)
        made_here = self._look_for(newest)
        parts = []
        fresh: dict[str, Entry] = {}
        for done, ((name, work), incoming) in enumerate(groups.items()):
            self._step("looking for", done, len(groups))
            returned = tuple(made_here.get(_id(one), one) for one in incoming)
            part = self.part(name, work, returned, to, fresh.values())
            if not part.has_text:
                fresh[part.entry.id] = part.entry
            parts.append(part)
        self._step("looking for", len(groups), len(groups))
        return Plan(tuple(files), tuple(parts))

    def part(
        self,
        name: str,
        work: Work,
        incoming: tuple[Incoming, ...],
        to: Entry | None = None,
        fresh: Iterable[Entry] = (),
    ) -> Part:
        """Where the notes of a work would go. ``fresh`` are documents that this import makes."""
        maybe: list[Entry] = []
        confirmed = Confirmed()
        found = (By.CHOSEN, to) if to is not None else sure(self._shelf, work)
        if found is None:
            found, confirmed, maybe = self._by_title(work, incoming)
        if found is None:
            same = same_without_text(work, (*fresh, *self._without_text(work)))
            new = without_text(work, Path(name).name, format_of(incoming))
            found = By.BEFORE if same else By.NOTHING, same or new
        by, entry = found
        entry = as_named(entry, work)
        entry, text = self._opened(entry)
        trouble = text if isinstance(text, str) else ""
        folded = text if isinstance(text, Folded) else None
        is_sure = by is not By.TITLE or confirmed.sure or is_same(work, entry)
        going = self._going(entry, folded, incoming, is_sure=is_sure)
        if to is not None:
            going = self._moved(entry, folded, going)
        going = list(map(self._with_reviews, going))
        return Part(name, work, incoming, entry, by, confirmed, tuple(maybe), tuple(going), trouble)

    def _take_reviews(self, files: Iterable[File]) -> None:
        """Sort the reviews that can be read; of several with one id it is one."""
        known = {str(one["id"]): one for file in files for one in file.imported.reviews}
        self._reviews = defaultdict(list)
        for (annotation, _), reviews in by_card(known.values()).items():
            self._reviews[annotation] += reviews

    def _with_reviews(self, going: Going) -> Going:
        """An annotation with the reviews of it that are not here yet."""
        came = self._reviews.get(_id(going.incoming))
        if not came or going.fate is Fate.GONE:
            return going
        own = [{**one, "annotation": going.annotation.id} for one in came]
        here = self._here.get(_id(going.incoming))
        is_in = here is not None and here.entry.id == going.entry.id
        return going._replace(reviews=tuple(here.store.lacking(own) if here and is_in else own))

    def documents(self) -> list[Entry]:
        """The documents that the notes of a work may be told to go to."""
        return [one for one in self._shelf.entries if not one.displaced]

    # Inside

    def _look_for(self, incoming: Mapping[str, Incoming]) -> dict[str, Incoming]:
        """Find out which of these annotations the library has.

        The result are those under other ids that were made here: of the same words in the same
        second. Not every format that Reader writes has room for an id.
        """
        identities = set(incoming)
        moments = {
            made: one for one in incoming.values() if (made := made_at(one.annotation)) is not None
        }
        made_here: dict[str, Incoming] = {}
        noted = [one for one in self._shelf.entries if one.id and one.annotations]
        for done, (entry, store) in enumerate(self.library.notebook()):
            self._step("looking at", done, max(done + 1, len(noted)))
            try:
                there = store.all()
                live = {one.id for one in there} & identities
                for mine in there:
                    made = made_at(mine) if moments else None
                    one = moments.get(made) if made is not None else None
                    if one is not None and mine.id not in identities and IMPORTED not in mine.extra:
                        annotation = one.annotation._replace(id=mine.id)
                        made_here[_id(one)] = one._replace(annotation=annotation, own=True)
                        live.add(mine.id)
                gone = store.gone() & identities
            except ReaderError:
                continue  # a file of a newer version; nothing can be put there
            for identity in gone:
                self._here.setdefault(identity, Here(entry, store, True))
            for identity in live:
                self._here[identity] = Here(entry, store, False)
        return made_here

    def _without_text(self, work: Work) -> list[Entry]:
        return [one for one in proposed(self._shelf, work) if one.format == NO_TEXT]

    def _by_title(
        self, work: Work, incoming: Sequence[Incoming]
    ) -> tuple[tuple[By, Entry] | None, Confirmed, list[Entry]]:
        maybe: list[Entry] = []
        likely: list[Entry] = []
        best = (Confirmed(), Entry())
        entries = [one for one in proposed(self._shelf, work) if one.format != NO_TEXT]
        for entry in entries[:TITLES]:
            opened, text = self._opened(entry)
            if not isinstance(text, Folded):
                maybe.append(entry)
                continue
            confirmed = confirm(text, (one.annotation.target.exact for one in incoming))
            if is_another(work.title, work.authors, opened.title, opened.authors):
                maybe.append(opened)  # only a person can tell
            elif confirmed.likely:
                likely.append(opened)
                if confirmed.found > best[0].found:
                    best = confirmed, opened
            else:
                maybe.append(opened)
        if best[1].id:
            return (By.TITLE, best[1]), best[0], [one for one in likely if one is not best[1]]
        return None, Confirmed(), maybe

    def _opened(self, entry: Entry) -> tuple[Entry, Folded | str | None]:
        """A document with its id, and its text; else why that cannot be read, or None where there
        is none."""
        if not entry.path or entry.displaced:
            return entry, None
        key = entry.id, entry.path
        if key not in self._texts:
            try:
                source = as_known(read_source(self.library.resolve(entry)), entry)
                document = parsed.parse(self.library.state, source)
                if not entry.id:
                    seen = self.library.recognition(source, document).entry
                    entry = seen._replace(annotations=0, questions=0)
                self._texts[key] = entry, Folded(document)
            except ReaderError as error:
                self._texts[key] = entry, str(error)
        return self._texts[key]

    def _going(
        self, entry: Entry, text: Folded | None, incoming: Sequence[Incoming], *, is_sure: bool
    ) -> list[Going]:
        """What becomes of each annotation of a work; whether it ``is_sure`` to be this one."""
        new = [one for one in incoming if one.annotation.id not in self._here]
        undone, back = self._taken_back(incoming)
        targets = self._targets(text, [*new, *(one for one in incoming if _id(one) in back)])
        going = []
        for one in incoming:
            here = self._here.get(_id(one))
            if here is None or _id(one) in back:
                target = targets.get(_id(one))
                annotation = as_new(one, target)
                fate = (
                    Fate.PLACED
                    if target is not None
                    else _fate(text, annotation.target, is_sure=is_sure)
                )
                there = here is not None and here.entry.id == entry.id
                anew = there and _id(one) in undone
                again = there and not anew
                going.append(Going(one, annotation, fate, entry, again=again, anew=anew))
            elif here.deleted:
                going.append(Going(one, one.annotation, Fate.GONE, here.entry))
            else:
                going.append(self._again(one, here))
        return going

    def _moved(self, entry: Entry, text: Folded | None, going: list[Going]) -> list[Going]:
        """Those that wait in a work without a text go to the document that a person says."""

        def moves(one: Going) -> bool:
            here = self._here.get(_id(one.incoming))
            return (
                one.update is not None
                and here is not None
                and one.entry.id != entry.id
                and one.entry.format == NO_TEXT
                and not here.store.has_others(one.annotation.id)
            )

        targets = self._targets(text, [one.incoming for one in going if moves(one)])
        moved = []
        for one in going:
            if not moves(one):
                moved.append(one)
                continue
            target = targets.get(_id(one.incoming))
            new = _as_moved(one, target)
            fate = Fate.PLACED if target else _fate(text, new.target, is_sure=True)
            moved.append(Going(one.incoming, new, fate, entry, left=one.entry))
        return moved

    def _taken_back(self, incoming: Sequence[Incoming]) -> tuple[set[str], set[str]]:
        """Those that an import brought that was taken back; these and all that may be restored."""
        by_store: dict[int, tuple[Annotations, set[str]]] = {}
        for one in incoming:
            here = self._here.get(_id(one))
            if here is not None and here.deleted:
                by_store.setdefault(id(here.store), (here.store, set()))[1].add(_id(one))
        undone = {found for store, ids in by_store.values() for found in store.undone(ids)}
        if not self._restore:
            return undone, undone
        kept = {
            one.id for store, ids in by_store.values() for one in store.deleted() if one.id in ids
        }
        return undone & kept, kept

    def _targets(self, text: Folded | None, incoming: Sequence[Incoming]) -> dict[str, Target]:
        """The targets of those whose words are found in the text."""
        if text is None or not incoming:
            return {}
        found: dict[str, Target] = {}
        sought = []
        for one in incoming:
            target = one.annotation.target
            if is_described_in(target, text.text):
                found[_id(one)] = target
            elif target.exact.strip():
                sought.append(one)
        spans = find_all(text, [Quote(one.annotation.target, one.place) for one in sought])
        for one, span in zip(sought, spans, strict=True):
            if span is not None:
                found[_id(one)] = text.described(span)
        return found

    def _again(self, one: Incoming, here: Here) -> Going:
        """An annotation that is here already."""
        mine = here.store.get(_id(one))
        assert mine is not None
        if one.own:
            wanted = came_home(mine, one.annotation, _past(here.store, mine.id))
            return Going(one, mine, FATES[wanted.news], here.entry, wanted)
        wanted = update(mine, one.annotation)
        if wanted.news is News.BOTH:
            before = {past.annotation.note for past in here.store.past(mine.id, unsaid=False)}
            before |= {other.note for other in here.store.others(mine.id)}
            wanted = update(mine, one.annotation, before)
        return Going(one, mine, FATES[wanted.news], here.entry, wanted)


def _past(store: Annotations, identity: str) -> list[Annotation]:
    """What an annotation was, here or elsewhere."""
    return [*store.others(identity), *(past.annotation for past in store.past(identity))]


def made_at(annotation: Annotation) -> tuple[str, str] | None:
    """The words of an annotation and the second in which it was made; None where one is unknown."""
    words, second = letters(annotation.target.exact), annotation.created[:19]
    return (words, second) if words and len(second) == 19 else None


def _id(one: Incoming) -> str:
    return one.annotation.id


def _as_moved(one: Going, target: Target | None) -> Annotation:
    """An annotation that is here as it goes to another document, with what is newer in the file."""
    fields = one.update.fields if one.update is not None and one.fate is Fate.NEWER else {}
    mine = one.annotation._replace(**fields)  # type: ignore[arg-type]
    extra = {name: value for name, value in mine.extra.items() if name not in BOOK}
    return mine._replace(target=target or mine.target, extra=MappingProxyType(extra))


def _fate(text: Folded | None, target: Target, *, is_sure: bool) -> Fate:
    """What becomes of an annotation whose very words were not found at one place. On words that are
    only like its own it is placed where the text ``is_sure`` to be that of the work."""
    if not has_words(target):
        return Fate.UNPLACED
    if text is None:
        return Fate.WAITING
    if target.exact.strip() and not text.starts(letters(target.exact), 1):
        place = anchor(target, text.text)
        if place is None:
            return Fate.OPEN
        same = says_the_same(text.text[place.start : place.end], target.exact)
        if same:
            return Fate.PLACED  # the same but for references to notes
        return Fate.LIKE if is_sure else Fate.OPEN
    return Fate.OPEN


def plan(
    library: Library,
    files: Sequence[File],
    to: Entry | None = None,
    step: Step = lambda what, done, of: None,
    *,
    restore: bool = False,
) -> Plan:
    """Where everything in these files would go; see `Planner`. Nothing is written."""
    return Planner(library, step, restore=restore).plan(files, to)


# --- doing -------------------------------------------------------------------------------------
