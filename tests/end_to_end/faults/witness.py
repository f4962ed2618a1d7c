"""Who wrote which text, and who has since replaced or deleted it having seen it."""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotations.annotation import Annotation
from reader.annotations.store import Annotations, Change


class Witness:
    """Knows what must still be there: every text is written once, so a text stands for its note."""

    def __init__(self) -> None:
        self.owed: dict[str, str] = {}  # texts that nobody gave up, and how each came
        self.identities: set[str] = set()
        self.written = 0
        self.lasting: set[str] = set()  # texts that nobody ever gave up

    def wrote(self, identity: str, text: str, how: str = "written") -> None:
        """A person wrote a text, or brought it back."""
        self.identities.add(identity)
        self.owed[text] = f"{how} as {identity}"
        if how == "written":
            self.written += 1
            self.lasting.add(text)

    def gave_up(self, *texts: str) -> None:
        """A person replaced or deleted texts that they saw."""
        for text in texts:
            self.owed.pop(text, None)
            self.lasting.discard(text)

    def travelled(self, change: Change | None) -> None:
        """A person took a change back, or made it again."""
        if change is None:
            return
        pairs = list(zip(change.before, change.after, strict=True))
        self.gave_up(*(before.note for before, _ in pairs if before))
        for _, after in pairs:
            if after:
                self.wrote(after.id, after.note, "brought back")

    def missing(self, store: Annotations) -> list[str]:
        """What a store should show and does not."""
        shown = {a.note for a in shown_in(store)}
        texts = [f"{text!r} {how}" for text, how in self.owed.items() if text not in shown]
        there = {a.id for a in (*store.all(), *store.deleted())}
        unknown = [i for i in sorted(self.identities - there) if not store.past(i)]
        return texts + [f"the id {identity}" for identity in unknown]


def shown_in(store: Annotations) -> Iterable[Annotation]:
    """Every annotation that a person can see, the other versions of one included."""
    for annotation in store.all():
        yield annotation
        yield from store.others(annotation.id)
