"""The front matter of Markdown files: the simple YAML that people write there."""

from __future__ import annotations

import re
from types import MappingProxyType

from reader.documents.document import Metadata
from reader.text.patterns import lazy

_KEY = lazy(r"([A-Za-z_][\w .-]{0,60}?)[ \t]*:(?:[ \t]+(.*))?$")
_ITEM = lazy(r"[ \t]*-(?:[ \t]+(.*))?$")


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
    """Metadata from properties: title, author or authors, date, lang or language."""
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
