"""The front matter of Markdown files: TOML, and the simple YAML that people write there."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any

from reader.documents.document import Metadata
from reader.documents.identifiers import identifiers_in
from reader.text.patterns import lazy

_KEY = lazy(r"([A-Za-z_][\w .-]{0,60}?)[ \t]*:(?:[ \t]+(.*))?$")
_ITEM = lazy(r"[ \t]*-(?:[ \t]+(.*))?$")
_YAML = lazy(r"---[ \t]*\n(?!\s*\n)(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_TOML = lazy(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$", re.DOTALL | re.MULTILINE)
_LONGEST_TOML = 64_000  # code points: its parser may take more than linear time


def front_matter(text: str) -> tuple[dict[str, object], int]:
    """The properties at the head of a text, and how many code points they take up there.

    0 when there are none: a rule at the top of a text, with another one further below, is no
    front matter, nor is what stands between "+++" but is not TOML.
    """
    if found := _YAML.match(text):
        source = found[1]
        properties = parse_properties(source)
        bare = all(not line.strip() or line.startswith("#") for line in source.split("\n"))
        if properties or bare or source.startswith("{"):
            return properties, found.end()
    elif (found := _TOML.match(text)) and len(found[1]) <= _LONGEST_TOML:
        import tomllib

        try:
            return _flat(tomllib.loads(found[1])), found.end()
        except (tomllib.TOMLDecodeError, RecursionError):
            pass
    return {}, 0


def _flat(table: dict[str, Any], above: str = "") -> dict[str, object]:
    """A table of TOML as strings and lists of strings; the keys of inner tables are "table.key"."""
    flat: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{above}{key}.")
        else:
            values = value if isinstance(value, list) else [value]
            written = [str(one).lower() if isinstance(one, bool) else str(one) for one in values]
            flat[f"{above}{key}"] = written if isinstance(value, list) else written[0]
    return flat


def parse_properties(source: str) -> dict[str, object]:
    """Keys with a string or a list of strings each; what is neither is taken as it is written.

    Reads ``key: value``, ``key: [a, b]``, lists with a "-" a line, quoted strings, comments,
    and text that goes on over indented lines (``|`` and ``>``). Nothing is refused.
    """
    properties: dict[str, object] = {}
    key = ""
    for line in source.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item = _ITEM.match(line)
        if key and item and (properties[key] == "" or isinstance(properties[key], list)):
            values = properties[key]
            found = [_scalar(item[1] or "")]
            properties[key] = [*values, *found] if isinstance(values, list) else found
        elif key and line[0] in " \t":
            value = properties[key]
            if isinstance(value, list):
                value[-1:] = [f"{value[-1]} {line.strip()}".strip()] if value else [line.strip()]
            else:
                properties[key] = f"{value} {line.strip()}".strip()
        elif match := _KEY.match(line):
            key = match[1].strip()
            properties[key] = _value((match[2] or "").strip())
    return properties


def metadata_of(properties: dict[str, object]) -> Metadata:
    """Metadata from properties: title, author or authors, date, lang or language, and what names
    the text: doi, isbn, url, id and the like."""
    by_name = {key.lower(): value for key, value in properties.items()}

    def text(*names: str) -> str:
        values = (by_name.get(name, "") for name in names)
        return next((value for value in values if isinstance(value, str) and value), "")

    authors = by_name.get("authors") or by_name.get("author") or ()
    if isinstance(authors, str):
        authors = re.split(r"\s*(?:;|,| and | & )\s*", authors)
    return Metadata(
        title=text("title"),
        authors=tuple(str(author) for author in authors if author)
        if isinstance(authors, (list, tuple))
        else (),
        date=text("date", "published", "created"),
        language=text("lang", "language"),
        identifiers=identifiers_in(properties),
        extra=MappingProxyType(properties),
    )


def _value(source: str) -> object:
    if source in ("|", ">", "|-", ">-", "|+", ">+"):
        return ""
    if source.startswith("[") and source.endswith("]"):
        inner = source[1:-1].strip()
        return [_scalar(part) for part in _split(inner)] if inner else []
    return _scalar(source)


def _split(source: str) -> list[str]:
    """The parts between commas that stand in no quotation marks."""
    return [part.strip() for part in re.findall(r'(?:"[^"]*"|\'[^\']*\'|[^,"\'])+', source)]


def _scalar(source: str) -> str:
    source = source.strip()
    if len(source) > 1 and source[0] == source[-1] and source[0] in "\"'":
        inner = source[1:-1]
        return inner.replace('\\"', '"') if source[0] == '"' else inner.replace("''", "'")
    return re.sub(r"\s+#.*$", "", source)
