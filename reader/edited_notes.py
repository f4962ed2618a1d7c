"""What is said of an exported file whose edited notes came back into the library."""

from __future__ import annotations

from pathlib import Path

from reader.merging import Brought
from reader.output import short, talk


def tell(path: Path, brought: Brought, *, dry_run: bool) -> None:
    """Say what a file brought in, or would."""
    for edit in brought.edits:
        tags = [*(f"+#{tag}" for tag in edit.more_tags), *(f"-#{tag}" for tag in edit.fewer_tags)]
        tags += edit.look.values()
        note = [] if edit.note is None else [short(edit.note) or "(an empty note)"]
        print(f"{edit.id}  {' '.join([*note, *tags])}")
    count = len(brought.edits)
    if not count:
        talk(f"{path}: nothing in it was edited")
    elif dry_run:
        talk(f"{count} annotation{'s' * (count != 1)} would change")
    else:
        talk(
            f"{count} annotation{'s' * (count != 1)} of “{brought.entry.title}” changed; "
            "reader import --undo takes it back, u on the screen too"
        )
    if brought.both:
        some = len(brought.both)
        talk(
            f"{some} note{'s' * (some != 1)} changed here as well: both versions are kept, "
            "H on the screen shows them"
        )
    if brought.strange:
        some = len(brought.strange)
        talk(f"{some} passage{'s' * (some != 1)} of other documents: left alone")
    if brought.deleted:
        some = len(brought.deleted)
        talk(f"{some} passage{'s' * (some != 1)} whose annotations are in the trash: left alone")


def record(path: Path, brought: Brought) -> dict[str, object]:
    """The same for programs."""
    return {
        "path": str(path),
        "document": brought.entry.id,
        "title": brought.entry.title,
        "changed": [
            {
                "id": edit.id,
                "note": edit.note,
                "more_tags": list(edit.more_tags),
                "fewer_tags": list(edit.fewer_tags),
                "look": dict(edit.look),
                "both_kept": edit.id in brought.both,
            }
            for edit in brought.edits
        ],
        "of_other_documents": list(brought.strange),
        "in_the_trash": list(brought.deleted),
    }
