r"""What leads from one place of a LaTeX text to another, or out of it: labels, citations, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reader.documents.formats.tex_names import CITES, REFS
from reader.documents.formats.tex_source import argument, option, plain_text
from reader.documents.formats.written import Writer


class References:
    """Writes them; ``labels`` and ``works`` are the numbers of both by their names, and ``read``
    reads what is shown of a link."""

    def __init__(
        self,
        writer: Writer,
        read: Callable[[str, int], None],
        labels: Mapping[str, str],
        works: Mapping[str, str],
    ) -> None:
        self._writer = writer
        self._read = read
        self._labels = labels
        self._works = works

    def command(self, name: str, text: str, at: int, depth: int) -> int | None:
        """Do what a command says; what is behind it, None if it is another."""
        writer = self._writer
        if name in CITES:
            return self._cite(name, text, at)
        if name in REFS:
            label, at = argument(text, at)
            number = self._labels.get(label, label) or label
            writer.element("a", f"({number})" if name == "eqref" else number, href=f"#{label}")
        elif name in ("label", "hypertarget"):
            label, at = argument(text, at)
            writer.blocks.name(label, 0)
        elif name == "bibitem":
            _, at = option(text, at)
            key, at = argument(text, at)
            writer.start("li", {})
            writer.blocks.name(f"cite.{key}", 0)
        elif name in ("url", "nolinkurl", "path"):
            address, at = argument(text, at)
            writer.element("a", address, href=address if name == "url" else "")
        elif name == "href":
            _, at = option(text, at)
            address, at = argument(text, at)
            at = self._link(address.replace("\\", ""), text, at, depth)
        elif name in ("hyperref", "hyperlink"):
            label, at = option(text, at) if name == "hyperref" else argument(text, at)
            at = self._link(f"#{label}", text, at, depth)
        else:
            return None
        return at

    def _link(self, target: str, text: str, at: int, depth: int) -> int:
        """A link whose words are the next argument."""
        words, at = argument(text, at)
        self._writer.start("a", {"href": target})
        self._read(words, depth + 1)
        self._writer.end("a")
        return at

    def _cite(self, name: str, text: str, at: int) -> int:
        notes = []
        for _ in range(2):
            note, at = option(text, at)
            notes.append(plain_text(note))
        keys, at = argument(text, at)
        if name == "nocite":
            return at
        after = (notes[1] or notes[0]).strip()
        before = f"{notes[0]} " if notes[1] else ""
        writer = self._writer
        writer.data(f"[{before}")
        for number, key in enumerate(filter(None, map(str.strip, keys.split(",")))):
            writer.data(", " if number else "")
            writer.element("a", self._works.get(key, key), href=f"#cite.{key}")
        writer.data(f", {after}]" if after else "]")
        return at
