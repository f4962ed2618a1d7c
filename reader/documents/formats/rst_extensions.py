"""Directives and roles that docutils does not know, above all those of Sphinx: their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.languages import en
from docutils.utils import new_document

from reader.text.patterns import lazy

_DIRECTIVE = lazy(
    r"^[ \t]*\.\.[ \t]+(?:\|[^|\n]{1,100}\|[ \t]+)?([\w:.+-]{1,60})[ \t]?::(?:[ \t]|$)", re.M
)
_ROLE = lazy(r":([A-Za-z][\w:.+-]{0,60}):`|`:([A-Za-z][\w:.+-]{0,60}):")
_TITLED = lazy(r"(.*?)\s*<([^<>]*)>$", re.DOTALL)
_SILENT_NAMES = (
    "index highlight module py:module py:currentmodule currentmodule testsetup testcleanup "
    "default-domain default-role tabularcolumns sectionauthor moduleauthor codeauthor "
    "py:module automodule autoclass autofunction raw"
)
_SILENT = frozenset(_SILENT_NAMES.split())
# Their words are code.
_CODE_NAMES = (
    "productionlist graphviz digraph mermaid prompt testcode testoutput doctest ipython uml "
    "plantuml jupyter-execute c:namespace"
)
_CODE = frozenset(_CODE_NAMES.split())
# What their words stand in has no name that would be shown.
_BARE_NAMES = "only container ifconfig tabs tab-set grid centered hlist"
_BARE = frozenset(_BARE_NAMES.split())
_VERSIONS = {
    "versionadded": "New in version {}", "versionchanged": "Changed in version {}",
    "deprecated": "Deprecated since version {}", "versionremoved": "Removed in version {}",
    "deprecated-removed": "Deprecated since version {}",
}  # fmt: skip
_FILES = frozenset({"include", "literalinclude"})
_WORDS = frozenset({"ref", "doc", "term", "numref", "any", "download", "index", "abbr", "dfn"})


def register(text: str) -> None:
    """Make known to docutils what a text uses that is not."""
    nothing = new_document("")
    for name in {found[1].lower() for found in _DIRECTIVE.finditer(text)} | _FILES:
        known = directives.directive(name, en, nothing)[0]
        if name in _FILES or known is None:
            directives.register_directive(name, _Words)
        elif known.option_spec and not isinstance(known.option_spec, _AnyOption):
            directives.register_directive(name, _with_any_option(known))
    for name in {(found[1] or found[2]).lower() for found in _ROLE.finditer(text)}:
        if roles.role(name, en, 0, nothing.reporter)[0] is None:
            roles.register_local_role(name, _role)


class _AnyOption(dict[str, Callable[[str | None], str]]):
    """Every option is allowed."""

    def __missing__(self, name: str) -> Callable[[str | None], str]:
        return lambda value: value or ""


def _with_any_option(known: type[Directive]) -> type[Directive]:
    """A directive of docutils with the options of Sphinx as well: an option that it did not know
    would make all of it an error, which is not shown. Of theirs only a caption has words."""

    class Lenient(known):  # type: ignore[misc]
        option_spec = _AnyOption(known.option_spec)

        def run(self) -> list[nodes.Node]:
            caption = "" if "caption" in known.option_spec else self.options.pop("caption", "")
            made: list[nodes.Node] = super().run()
            if not caption:
                return made
            words, messages = self.state.inline_text(caption, self.lineno)
            return [nodes.caption("", "", *words), *messages, *made]

    return Lenient


class _Words(Directive):  # type: ignore[misc]
    """A directive that is shown by its words."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = _AnyOption({"class": lambda value: value or ""})

    def run(self) -> list[nodes.Node]:
        """The elements that it becomes."""
        name = self.name.lower()
        argument = self.arguments[0] if self.arguments else ""
        if name in _SILENT:
            return []
        if name in _FILES:
            file = nodes.reference("", argument, refuri=argument)
            return [nodes.paragraph("", "", nodes.Text("[not included: "), file, nodes.Text("]"))]
        if name == "toctree":
            return [_contents(self.content)]
        if name in _CODE:
            words = "\n".join([argument, *self.content]).strip("\n")
            return [nodes.literal_block(words, words)]
        inside = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, inside)
        if name in _VERSIONS:
            version, said = [*argument.split(None, 1), "", ""][:2]
            title = _VERSIONS[name].format(version)
            return [nodes.paragraph("", "", nodes.emphasis("", title), *self._inline(said, ": ")),
                    *inside.children]  # fmt: skip
        if name in _BARE:
            return list(inside.children)
        if name == "seealso":
            inside.insert(0, nodes.title("", "See also"))
            first = [nodes.paragraph("", "", *self._inline(argument))] if argument else []
            return [nodes.admonition("", *inside.children[:1], *first, *inside.children[1:])]
        if not argument:
            return list(inside.children)
        if not inside.children:
            return [nodes.paragraph("", "", *self._inline(argument))]
        terms = [nodes.term("", "", nodes.literal("", line.strip()))
                 for line in argument.replace("\\\n", " ").split("\n")]  # fmt: skip
        explained = nodes.definition("", *inside.children)
        return [nodes.definition_list("", nodes.definition_list_item("", *terms, explained))]

    def _inline(self, text: str, before: str = "") -> list[nodes.Node]:
        if not text:
            return []
        found, messages = self.state.inline_text(text, self.lineno)
        return [nodes.Text(before), *found, *messages] if before else [*found, *messages]


def _contents(lines: Any) -> nodes.Element:
    """The list of files that belong to a document."""
    found = nodes.bullet_list()
    for line in filter(str.strip, lines):
        titled = _TITLED.match(line.strip())
        title, target = (titled[1], titled[2]) if titled else (line.strip(), line.strip())
        reference = nodes.reference("", title, refuri=_file(target))
        found += nodes.list_item("", nodes.paragraph("", "", reference))
    return found


def _file(target: str) -> str:
    return target if "://" in target or re.search(r"\.\w{2,4}$", target) else f"{target}.rst"


def _role(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: object,
    options: Mapping[str, Any] | None = None,
    content: Any = None,
) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """What a role is about, as it would be shown."""
    words = text.replace("\0", "")
    titled = _TITLED.match(words)
    if titled and titled[1]:
        words = titled[1]
    elif words.startswith("~"):
        words = words[1:].rpartition(".")[2]
    words = words.removeprefix("!")
    if name.rpartition(":")[2] in _WORDS:
        target = titled[2] if titled else ""
        if name == "doc":
            return [nodes.reference(rawtext, words, refuri=_file(target or words))], []
        return [nodes.inline(rawtext, words)], []
    return [nodes.literal(rawtext, words)], []
