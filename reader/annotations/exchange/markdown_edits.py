"""Changes to the lines of an exported file."""

from __future__ import annotations

from reader.annotations.exchange.markdown_file import File, Range, bare


class Edits:
    """Lines that take the place of others, and passages that come in before a line."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.replaced: list[tuple[int, int, list[str]]] = []
        self.inserted: dict[int, list[str]] = {}
        self.taken_out = False

    def put(self, within: Range, lines: list[str], prefix: str) -> None:
        """Replace lines by others, in the same list or callout."""
        found = [f"{prefix}{line}" if line else prefix.rstrip() for line in lines]
        if found and within[0] < len(self.file.lines) and within[0] < within[1]:
            first = bare(self.file.lines[within[0]])
            if prefix and not first.startswith(prefix) and lines[0]:
                found[0] = first[: len(prefix)] + lines[0]  # the sign of a list
        self.replaced.append((*within, found))

    def take_out(self, within: Range) -> None:
        """Remove lines, and the empty ones behind them that nothing needs."""
        start, end = within
        lines = self.file.lines
        before = start == 0 or not lines[start - 1].strip(" \t>\r\n")
        after = end
        while after < len(lines) and not lines[after].strip():
            after += 1
        if before:
            end = after
        while end == len(lines) and start and not lines[start - 1].strip():
            start -= 1
        filling = [""] if not before and after == end and after < len(lines) else []
        self.replaced.append((start, end, filling))
        self.taken_out = True

    def insert(self, at: int, text: str) -> None:
        """Let a paragraph or more come before a line."""
        self.inserted.setdefault(at, []).append(text)

    def result(self) -> str:
        """The lines as they are now."""
        lines = self.file.lines
        returns = sum(line.endswith("\r\n") for line in lines)
        eol = "\r\n" if 2 * returns > len(lines) else "\n"
        made: list[str] = []
        edits = [(start, 1, end, new) for start, end, new in self.replaced]
        edits += [
            (at, 0, at, "\n\n".join(texts).split("\n")) for at, texts in self.inserted.items()
        ]
        at = 0
        for start, replaces, end, new in sorted(
            edits, key=lambda edit: (edit[0], edit[1], edit[2])
        ):
            made += lines[at : max(at, start)]
            at = max(at, end)
            if new and made and not made[-1].endswith(("\n", "\r")):
                made[-1] += eol
            if not replaces and made and made[-1].strip():
                made.append(eol)
            made += [line + eol for line in new]
            if not replaces and at < len(lines) and lines[at].strip():
                made.append(eol)
        return "".join([*made, *lines[at:]])
