"""Whatever is done to the annotations and to the file, in whatever order: nothing is lost.

Every line that a person writes holds a word of its own (`mine1`, `mine2` …), as has every note
written in the library (`ours1` …). So it can be told where each of them is.
"""

from __future__ import annotations

import re

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.annotations.annotation import Colour
from reader.annotations.exchange.markdown import Placed, composed
from reader.annotations.exchange.markdown_edited import edited_in
from reader.annotations.exchange.markdown_merge import fresh, merge
from reader.annotations.exchange.markdown_ours import Ours
from reader.annotations.exchange.written import Written, from_json, to_json
from reader.annotations.records import other_notes, to_record
from tests.annotations.exchange.merging import on, parts

PASSAGES = {
    words.split()[0].lower(): words
    for words in (
        "One one",
        "Two two. Three",
        "Four four",
        "Six six",
        "Seven seven",
        "Eight",
        "Nine",
    )
}
IDS = st.sampled_from(sorted(PASSAGES))
LINES = st.sampled_from(
    [
        "{}", "> {}", "- {}", "## {}", "### {}", "# {}", "    {}", "*{}*", "```\n{}\n```", "{}:: x",
        "| {} | b |\n|---|---|", "[[book#^r-one]] {}", "---\n{}", "{}\n---", "\n{}\n", "\n\n{}\n\n",
        "<!-- {} -->", "> [!note] {}\n> more", "1. {}", "{}  ", "%%{}%%", "*note* {}", "\t{}",
        "## Alpha {}", "~~{}~~", "\n- [ ] {}\n",
    ]
)  # fmt: skip
NOTES = st.sampled_from(
    [
        "{}",
        "{}\n\nmore",
        "- {}\n- b",
        "> {}",
        "# {}",
        "```\n{}",
        "<!-- {}",
        "*{}*",
        "a  \n{}",
        "%% {}",
    ]
)
MINE = re.compile(r"mine\d+x")
EITHER = re.compile(r"(?:mine|ours)\d+x")


class Merging(RuleBasedStateMachine):
    """A library of annotations, a file of theirs, and a person who works on both."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.live: dict[str, Placed] = {}
        self.gone: dict[str, Placed] = {}
        self.ever: set[str] = set()  # what the library knows, now or in its past
        self.text = ""
        self.base: Written | None = None
        self.drop = False

    def word(self, whose: str) -> str:
        self.count += 1
        return f"{whose}{self.count}x"

    def ours(self) -> Ours:
        placed = self.live.values()
        return Ours(
            parts(placed),
            seen={annotation.id: to_record(annotation) for annotation, _ in placed},
            gone=set(self.gone),
            drop=self.drop,
        )

    def put(self, placed: Placed) -> None:
        annotation = placed[0]
        self.live[annotation.id] = placed
        for note in (annotation.note, *other_notes(annotation)):
            self.ever |= set(EITHER.findall(note))
        self.ever |= set(annotation.tags)

    # What happens in the library

    @rule(identity=IDS, note=NOTES, empty=st.booleans())
    def write_a_note(self, identity: str, note: str, empty: bool) -> None:
        annotation, span = self.live.get(identity) or on(PASSAGES[identity])
        self.gone.pop(identity, None)
        text = "" if empty else note.format(self.word("ours"))
        self.put((annotation._replace(note=text, extra={}), span))

    @rule(identity=IDS)
    def delete(self, identity: str) -> None:
        if identity in self.live:
            self.gone[identity] = self.live.pop(identity)

    @rule(identity=IDS)
    def restore(self, identity: str) -> None:
        if identity in self.gone:
            self.put(self.gone.pop(identity))

    @rule(identity=IDS, colour=st.sampled_from(Colour), tags=st.sets(st.sampled_from("abc")))
    def recolour_and_tag(self, identity: str, colour: Colour, tags: set[str]) -> None:
        if identity in self.live:
            annotation, span = self.live[identity]
            annotation = annotation._replace(colour=colour, tags=tuple(sorted(tags)))
            self.put((annotation, span))

    @rule(identity=IDS)
    def lose_or_find_the_place(self, identity: str) -> None:
        if identity in self.live:
            annotation, span = self.live[identity]
            self.put((annotation, on(PASSAGES[identity])[1] if span is None else None))

    # What happens to the file

    def lines(self) -> list[str]:
        return self.text.splitlines(keepends=True)

    @property
    def body(self) -> int:
        """The line behind the front matter, which is another program's to parse."""
        return next((i for i, x in enumerate(self.lines()) if i and x.strip() == "---"), 0) + 1

    @precondition(lambda self: self.text)
    @rule(at=st.floats(0, 1), line=LINES)
    def insert(self, at: float, line: str) -> None:
        lines = self.lines()
        place = self.body + round(at * (len(lines) - self.body))
        new = line.format(self.word("mine"))
        self.text = "".join([*lines[:place], new + "\n", *lines[place:]])

    @precondition(lambda self: self.text)
    @rule(at=st.floats(0, 1), count=st.integers(1, 8))
    def cut(self, at: float, count: int) -> None:
        lines = self.lines()
        place = self.body + round(at * (len(lines) - self.body))
        self.text = "".join([*lines[:place], *lines[place + count :]])

    @precondition(lambda self: self.text)
    @rule(at=st.floats(0, 1), count=st.integers(1, 20), to=st.floats(0, 1))
    def move(self, at: float, count: int, to: float) -> None:
        lines = self.lines()
        place = self.body + round(at * (len(lines) - self.body))
        moved, left = lines[place : place + count], [*lines[:place], *lines[place + count :]]
        place = self.body + round(to * (len(left) - self.body))
        self.text = "".join([*left[:place], *moved, *left[place:]])

    @precondition(lambda self: self.text)
    @rule(at=st.floats(0, 1), count=st.integers(1, 12), inside=st.sampled_from(["> ", "  ", "- "]))
    def nest(self, at: float, count: int, inside: str) -> None:
        lines = self.lines()
        place = self.body + round(at * (len(lines) - self.body))
        for row in range(place, min(place + count, len(lines))):
            before = inside if row == place or inside != "- " else "  "
            lines[row] = before + lines[row] if lines[row].strip() else before.rstrip() + "\n"
        self.text = "".join(lines)

    @precondition(lambda self: self.text)
    @rule(identity=IDS, line=NOTES)
    def edit_a_note(self, identity: str, line: str) -> None:
        new = line.format(self.word("mine"))
        self.text = self.text.replace(f"^r-{identity}\n", f"^r-{identity}\n\n{new}\n", 1)

    @precondition(lambda self: self.text)
    @rule(identity=IDS)
    def edit_a_quote_or_a_tag(self, identity: str) -> None:
        self.text = self.text.replace("14:05*", f"14:05* #{self.word('mine')}", 1)
        words = PASSAGES[identity].split()
        self.text = self.text.replace(f"> {words[0]}", f"> {words[0]} {self.word('mine')}", 1)

    @precondition(lambda self: self.text)
    @rule(eol=st.sampled_from(["\n", "\r\n"]), mark=st.booleans())
    def set_anew(self, eol: str, mark: bool) -> None:
        text = self.text.removeprefix("\ufeff").replace("\r\n", "\n")
        text = re.sub(r"\*(yellow[^*\n]*)\*", r"_\1_", text)
        self.text = ("\ufeff" if mark else "") + text.replace("\n", eol)

    @rule()
    def lose_the_base(self) -> None:
        self.base = None

    # Both ways

    @rule(drop=st.booleans())
    def export(self, drop: bool) -> None:
        self.drop = drop
        if not self.text:
            self.text, self.base = composed(parts(self.live.values())), fresh(self.ours())
            return
        before = self.text
        merged = merge(self.text, self.ours(), self.base)
        self.text, self.base = merged.text, from_json(to_json(merged.base))
        self.check(before)
        again = merge(self.text, self.ours(), self.base)
        assert again.text == self.text
        assert again.base == self.base
        assert not again.new and not again.changed and not again.removed

    def check(self, before: str) -> None:
        """Nothing that the person wrote is gone from the file, unless it is in the library."""
        there = set(MINE.findall(self.text))
        assert set(MINE.findall(before)) - there <= self.ever
        lines = [_bare(line) for line in self.text.splitlines()]
        for line in before.splitlines():
            words = set(MINE.findall(line)) - self.ever  # those are in the library
            if words:
                assert any(_bare(line) in one or all(w in one for w in words) for one in lines), (
                    line
                )

    @precondition(lambda self: self.text)
    @rule()
    def bring_in(self) -> None:
        base = self.base
        for edit in edited_in(self.text, self.ours(), base):
            annotation, span = self.live[edit.id]
            if edit.note is not None and edit.note != annotation.note:
                known = edit.seen is not None and edit.seen["note"] == annotation.note
                others = () if known or not annotation.note.strip() else (to_record(annotation),)
                annotation = annotation._replace(note=edit.note, extra={})
                if others:
                    annotation = annotation._replace(extra={"others": [*others]})
            tags = [*(t for t in annotation.tags if t not in edit.fewer_tags), *edit.more_tags]
            self.put((annotation._replace(tags=tuple(tags)), span))
            base = base or Written()
            passages = {**base.passages, edit.id: edit.base._replace(seen=to_record(annotation))}
            base = base._replace(passages=passages)
        if self.base is not None:
            self.base = base
        assert not edited_in(self.text, self.ours(), base)

    @invariant()
    def every_annotation_is_in_the_file_or_told_of(self) -> None:
        if self.text and self.base is not None:
            merged = merge(self.text, self.ours(), self.base)
            for identity in self.live:
                cut = identity in merged.left_out and identity in self.base.passages
                assert cut or f"^r-{identity}" in merged.text


def _bare(line: str) -> str:
    return re.sub(r"^[\s>]*(?:[-*+] |\d+[.)] )?[\s>]*", "", line).rstrip()


TestMerging = Merging.TestCase
TestMerging.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
