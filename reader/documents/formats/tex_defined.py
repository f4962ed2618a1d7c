r"""What a LaTeX text says of itself, and the commands that it defines, followed within limits."""

from __future__ import annotations

import re

from reader.documents.document import Metadata
from reader.documents.formats.tex_labels import Theorem
from reader.documents.formats.tex_math import readable
from reader.documents.formats.tex_names import COUNTED, THEOREMS
from reader.documents.formats.tex_source import Macro, argument, definition, option, plain_text
from reader.documents.formats.tex_units import UNITS, quantity
from reader.documents.formats.tex_words import words_of
from reader.text.patterns import lazy

_NAME = lazy(r"\\([A-Za-z@]+)")
_MOST_MACROS = 50_000  # uses of commands that the text defines
_LONGEST = 20_000_000  # code points that these may make
_DEEPEST = 25  # uses in uses


class Defined:
    """What is known when the ``head`` of a text is read, and what its body adds (`define`).

    ``said`` are title, author and date as they are written, ``macros`` the commands, ``theorems``
    what environments for them are called, and ``counted`` how they are.
    """

    def __init__(self, head: str) -> None:
        self.macros: dict[str, Macro] = {}
        self.theorems = dict(THEOREMS)
        self.counted = {name: Theorem(name) for name in COUNTED}
        self.said: dict[str, str] = {}
        self.notices: tuple[str, ...] = ()
        self._uses = self._made = 0
        self._words = words_of(head)
        for found in re.finditer(r"\\([A-Za-z@]+)\*?", head):
            self.define(found[1], head, found.end())

    def metadata(self) -> Metadata:
        """What the text says of itself."""
        names = re.split(r"\\and\b|\\And\b|\\AND\b", self.said.get("author", ""))
        lines = (re.split(r"\\\\|\\thanks|\n\s*\n", name.strip())[0] for name in names)
        return Metadata(
            title=plain_text(self.said.get("title", "")),
            authors=tuple(filter(None, map(plain_text, lines))),
            date=plain_text(self.said.get("date", "")),
            language=self._words.tag,
        )

    def called(self, kind: str) -> str:
        """What a float of this kind is called, with "{}" for its number."""
        if own := self.macros.get(f"{kind}name"):
            return f"{plain_text(own.body)} {{}}"
        words = {"figure": self._words.figure, "table": self._words.table}
        return words.get(kind, f"{kind.capitalize()} {{}}")

    def theorem(self, environment: str) -> str:
        """What a theorem or the like in this environment is called."""
        if own := self.macros.get(f"{environment}name"):
            return plain_text(own.body)
        words = {"abstract": self._words.abstract, "proof": self._words.proof}
        return words.get(environment) or self.theorems[environment]

    def define(self, name: str, text: str, at: int) -> int:
        """Remember what a command defines, or says of the text; behind it, 0 if it is another."""
        if name in ("title", "author", "date"):
            _, at = option(text, at)
            words, at = argument(text, at)
            before = self.said.get(name)
            self.said[name] = f"{before} \\and {words}" if before and name == "author" else words
            return at
        if name in ("newcommand", "renewcommand", "providecommand", "def", "DeclareRobustCommand"):
            macro, at = definition(name, text, at)
            if macro is not None:
                self.macros[macro.name] = macro
            return at
        if name == "DeclareMathOperator":
            command, at = argument(text, at)
            words, at = argument(text, at)
            called = command.strip().lstrip("\\")
            self.macros[called] = Macro(called, f"\\operatorname{{{words}}}")
            return at
        if name == "newtheorem":
            starred = text[at - 1 : at] == "*"
            environment, at = argument(text, at)
            shared, at = option(text, at)
            called, at = argument(text, at)
            within, at = option(text, at)
            self.theorems[environment] = plain_text(called)
            self.counted.pop(environment, None)
            if not starred:
                own = Theorem(environment, within)
                self.counted[environment] = self.counted.get(shared, own)
            return at
        return 0

    def readable(self, formula: str) -> str:
        """A formula in characters."""
        return readable(self.expanded(formula))

    def expanded(self, formula: str, depth: int = 0) -> str:
        """A formula with what the commands that the text has defined stand for."""
        pieces: list[str] = []
        at = 0
        for found in _NAME.finditer(formula):
            name = found[1]
            if found.start() < at or (name not in self.macros and name not in UNITS):
                continue
            if name in self.macros:
                words, end = self.macros[name].made_of(formula, found.end())
                if depth >= _DEEPEST or not self.may_make(words):
                    break
                words = self.expanded(words, depth + 1)
                if formula[: found.start()].endswith(("^", "_")):
                    words = f"{{{words}}}"
            else:
                shown, end = self.quantity(name, formula, found.end())
                words = f"\\text{{{shown}}}"
            pieces += [formula[at : found.start()], words]
            at = end
        return "".join((*pieces, formula[at:]))

    def quantity(self, name: str, text: str, at: int) -> tuple[str, int]:
        """A number with its unit, and what is behind it."""
        _, at = option(text, at)
        arguments = []
        for _ in range(UNITS[name]):
            words, at = argument(text, at)
            arguments.append(words)
        return quantity(name, arguments), at

    def may_make(self, words: str) -> bool:
        """Whether the commands that the text has defined may make these words too."""
        self._uses += 1
        self._made += len(words)
        if self._uses > _MOST_MACROS or self._made > _LONGEST:
            self.notices = ("commands that use themselves are not followed to the end",)
            return False
        return True
