"""The same change to many annotations of many documents: one step, which can be taken back.

What is to be done is planned from the annotations as they are now; `reader.batches` does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from reader import batches, following
from reader.annotations.annotation import Annotation
from reader.annotations.planning import Edits
from reader.library import Library
from reader.notebook import Row

# What becomes of an annotation: the fields that it has then; None deletes it.
Change = Callable[[Annotation], Mapping[str, object] | None]
Step = Callable[[int, int], None]
TAG = "tag "  # what the name of a batch begins with that renamed one


def change(
    library: Library,
    label: str,
    rows: Iterable[Row],
    to: Change,
    step: Step = lambda done, of: None,
) -> batches.Outcome:
    """Change these annotations, wherever they are; ``label`` says it to a person. Raises
    StorageError where nothing could be done."""
    wanted: dict[str, list[str]] = {}
    for row in rows:
        wanted.setdefault(row.document, []).append(row.id)
    parts = []
    for entry, store in library.notebook(lambda entry: entry.id in wanted):
        found = [one for one in map(store.get, wanted[entry.id]) if one is not None]
        parts.append((entry, _edits(found, to)))
    return following.apply(library, label, parts, step)


def _edits(found: Iterable[Annotation], to: Change) -> Edits:
    changed, removed = {}, []
    for one in found:
        fields = to(one)
        if fields is None:
            removed.append(one)
        elif any(getattr(one, name) != value for name, value in fields.items()):
            changed[one.id] = (one, fields)
    return Edits(changed=changed, removed=tuple(removed))


def retagged(words: str) -> Change | None:
    """What ``+exam -old new`` does to tags: adds those with a plus or nothing before them, and
    takes those with a minus away. None where no word says anything."""
    signed = [word for word in words.replace(",", " ").split() if word.strip("+-#")]
    without = {word.lstrip("-").lstrip("#") for word in signed if word.startswith("-")}
    added = [word.lstrip("+").lstrip("#") for word in signed if not word.startswith("-")]
    if not signed:
        return None

    def to(one: Annotation) -> Mapping[str, object]:
        kept = (tag for tag in (*one.tags, *added) if tag not in without)
        return {"tags": tuple(dict.fromkeys(kept))}

    return to


def renamed(tag: str, old: str, new: str) -> str:
    """A tag after ``old`` got another name; what is below it ("old/part") goes along."""
    if tag == old or tag.startswith(f"{old}/"):
        return new + tag[len(old) :]
    return tag


def rename_tag(
    library: Library,
    rows: Iterable[Row],
    old: str,
    new: str,
    step: Step = lambda done, of: None,
) -> batches.Outcome:
    """Give a tag another name in all of these; where annotations have that one already, the two
    become one. Raises StorageError."""

    def to(one: Annotation) -> Mapping[str, object]:
        return {"tags": tuple(dict.fromkeys(renamed(tag, old, new) for tag in one.tags))}

    meant = [row for row in rows if any(renamed(tag, old, new) != tag for tag in row.tags)]
    return change(library, f"{TAG}“{old}” renamed to “{new}”", meant, to, step)


def last_renaming(library: Library) -> batches.Batch | None:
    """The last time that a tag got another name, if that can be taken back."""
    done = reversed(batches.batches(library))
    return next((batch for batch in done if batch.label.startswith(TAG)), None)


def told(outcome: batches.Outcome, done: str) -> str:
    """What became of a batch, in a line: "Retagged 3 annotations of 2 documents"."""
    number, documents = outcome.annotations, outcome.documents
    words = f"{done} {number:,} annotation{'s' * (number != 1)}"
    if documents > 1:
        words += f" of {documents:,} documents"
    if outcome.left:
        words += f"; {outcome.left:,} stay, they were changed since"
    if outcome.refused:
        title, why = outcome.refused[0]
        more = f" (and {len(outcome.refused) - 1} more)" if len(outcome.refused) > 1 else ""
        words += f"; not in {title}{more}: {why}"
    if outcome.notices:
        words += f"; {outcome.notices[0]}"
    return words
