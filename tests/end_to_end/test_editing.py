"""A document is annotated, half of it is rewritten by a script, and it is opened again."""

from __future__ import annotations

import json

DOCUMENT = """\
# The river survey

## Why we measured

The council wanted to know whether the weir could be opened in spring.
Nobody had measured the depth of the lower channel since 1974.
An old chart hung in the library, but its numbers disagreed with every boat that had run aground.
We asked for six weeks and were given four.

## What we did

Two people walked the banks with poles and wrote a number every ten metres.
A third rowed between them and shouted when the mud began.
At the mill the current was so strong that the boat had to be held by a rope.
Each evening the numbers were copied twice, once into the book and once onto the wall.
On rainy days we repaired the poles.

## What we found

The channel is deeper than the chart says, by almost a metre at the second bend.
Below the mill a bank of gravel has grown that no chart shows.
The mud is older than we thought: it held a coin of 1911.
Fish were seen at every station but one.
We believe that the weir can be opened in spring, if the gravel is taken away first.

## What it cost

The boat was lent to us, and the rope was bought.
All in all the survey cost less than the chart.
"""

# What the script does: passages that are replaced, each by what stands there afterwards.
EDITS = (
    ("The council wanted", "Last winter the town council wanted"),
    ("An old chart hung in the library, but its numbers disagreed with every boat that had run "
     "aground.\n", ""),
    ("for six weeks and", "for eight weeks and"),
    ("Two people walked the banks with poles and wrote a number every ten metres.",
     "Two people walked the banks with long poles and noted the depth every ten metres."),
    ("A third rowed between them", "A third person rowed between them"),
    ("On rainy days we repaired the poles.\n", ""),
    ("almost a metre", "more than a metre"),
    ("The mud is older than we thought: it held a coin of 1911.",
     "The mud\nis older than we thought:\nit held a coin of 1911."),
    ("Fish were seen at every station but one.\n", "No plants were looked for.\n"),
    ("We believe that the weir can be opened in spring", "The weir can be opened in spring"),
    ("## What it cost", "## The costs\n\nMoney was short, as it always is in a town of this size."),
)  # fmt: skip

# Each passage that was annotated, and the words on which its annotation has to stand; None where
# they are gone. Made by hand.
TRUTH = {
    "The council wanted to know whether the weir could be opened in spring.":
        "town council wanted to know whether the weir could be opened in spring.",
    "Nobody had measured the depth of the lower channel since 1974.":
        "Nobody had measured the depth of the lower channel since 1974.",
    "its numbers disagreed with every boat that had run aground": None,
    "We asked for six weeks and were given four.": "We asked for eight weeks and were given four.",
    "Two people walked the banks with poles and wrote a number every ten metres.":
        "Two people walked the banks with long poles and noted the depth every ten metres.",
    "shouted when the mud began": "shouted when the mud began",
    "At the mill the current was so strong that the boat had to be held by a rope.":
        "At the mill the current was so strong that the boat had to be held by a rope.",
    "On rainy days we repaired the poles.": None,
    "The channel is deeper than the chart says, by almost a metre at the second bend.":
        "The channel is deeper than the chart says, by more than a metre at the second bend.",
    "The mud is older than we thought: it held a coin of 1911.":
        "The mud is older than we thought: it held a coin of 1911.",
    "Fish were seen at every station but one.": None,
    "the weir can be opened in spring, if the gravel is taken away first":
        "weir can be opened in spring, if the gravel is taken away first",
    "All in all the survey cost less than the chart.":
        "All in all the survey cost less than the chart.",
}  # fmt: skip
LINE = "Edited: 6 kept, 4 adjusted, 3 need you"


def rewritten(text: str) -> str:
    for old, new in EDITS:
        assert old in text, old
        text = text.replace(old, new)
    found, cost = text.index("## What we found"), text.index("## The costs")
    did = text.index("## What we did")
    return text[:did] + text[found:cost] + text[did:found] + text[cost:]


def places(shell, path):
    """Where each annotation stands, by the passage that was annotated: its words, or None."""
    result = shell.run("reanchor", "--dry-run", "--json", path)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)["annotations"]
    words = {one["was"]["quote"]: one["quote"] for one in found}
    return {was: now and " ".join(now.split()) for was, now in words.items()}


def ends_well(found: str | None, wanted: str | None) -> bool:
    """Whether it stands where it has to: a word that was put before it may count or not."""
    return found == wanted or bool(found and wanted and found.endswith(wanted))


def look(shell, path, *words):
    """Read it once on a terminal, where these words are to be seen."""
    terminal = shell.open(path)
    terminal.sees(*words)
    terminal.type("q")
    assert terminal.end() == 0


def test_half_of_a_document_is_rewritten_and_every_note_is_where_a_person_would_put_it(shell):
    document = shell.folder / "river.md"
    document.write_text(DOCUMENT, "utf-8")
    for quote in TRUTH:
        assert shell.run("annotate", "river.md", "--quote", quote).returncode == 0
    document.write_text(rewritten(DOCUMENT), "utf-8")

    look(shell, "river.md", "Edited: ")
    found = places(shell, "river.md")
    assert {was: now for was, now in found.items() if not ends_well(now, TRUTH[was])} == {}

    document.write_text(document.read_text("utf-8")[:200], "utf-8")  # an editor that was killed
    look(shell, "river.md", "need you")
    document.write_text(rewritten(DOCUMENT), "utf-8")
    look(shell, "river.md", "Edited: ")
    assert places(shell, "river.md") == found

    document.write_text(DOCUMENT, "utf-8")
    look(shell, "river.md", f"Edited: {len(TRUTH)} kept")
    assert places(shell, "river.md") == {quote: quote for quote in TRUTH}
