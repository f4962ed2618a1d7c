"""The names that the world has given to a text: DOI, ISBN, web address, the id of a format.

They are written in one way each, so that two files that name the same text can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from reader.text.patterns import lazy

# The keys of front matter that name the text itself, and those that may hold its address.
_IDENTIFIERS = ("doi", "isbn", "arxiv", "id", "uid", "uuid", "identifier", "dc:identifier")
_ADDRESSES = ("url", "canonical", "canonical_url", "canonicalurl", "permalink", "source", "link")

_DOI = lazy(r"(?i)(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)$")
_ISBN = lazy(r"(?i)(?:urn:isbn:|isbn(?:-1[03])?[: ]*)?((?:97[89][- ]?)?(?:\d[- ]?){9}[\dX])$")
_ARXIV = lazy(
    r"(?i)(?:arxiv:\s*|https?://arxiv\.org/(?:abs|pdf)/)"
    r"((?:\d{4}\.\d{4,5})|(?:[a-z-]+(?:\.[a-z]{2})?/\d{7}))(?:v\d+)?(?:\.pdf)?$"
)
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


def identifier(value: str, scheme: str = "id") -> str:
    """An identifier in the form in which it is compared, "scheme:value"; empty where it is none.

    ``scheme`` is what a value is that does not say it itself.
    """
    value = " ".join(value.split())
    if found := _DOI.match(value):
        return f"doi:{found[1].rstrip('.').lower()}"
    if (found := _ARXIV.match(value)) or (
        scheme == "arxiv" and (found := _ARXIV.match(f"arxiv:{value}"))
    ):
        return f"arxiv:{found[1].lower()}"
    if (scheme == "isbn" or "isbn" in value.lower()) and (found := _ISBN.match(value)):
        return f"isbn:{_isbn(found[1])}"
    if value.lower().startswith(("http://", "https://")):
        return _address(value)
    if value.lower().startswith("urn:uuid:"):
        value = value[9:]
    return f"id:{value.casefold()}" if value and scheme != "url" else ""


def identifiers_in(properties: Mapping[str, object]) -> tuple[str, ...]:
    """The identifiers among the properties of a text, by the names that are usual for them."""
    found: dict[str, None] = {}
    for name, value in properties.items():
        key = name.lower()
        scheme = "url" if key in _ADDRESSES else key if key in ("doi", "isbn", "arxiv") else "id"
        if key in _ADDRESSES or key in _IDENTIFIERS:
            values: Iterable[object] = value if isinstance(value, list | tuple) else (value,)
            found |= dict.fromkeys(identifier(str(one), scheme) for one in values)
    return tuple(filter(None, found))


def _isbn(written: str) -> str:
    """An ISBN with thirteen digits."""
    digits = written.replace("-", "").replace(" ", "").upper()
    if len(digits) == 13:
        return digits
    digits = f"978{digits[:9]}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def _address(value: str) -> str:
    """A web address without what does not name the page: protocol, fragment, tracking."""
    try:
        parts = urlsplit(value)
        host = (parts.hostname or "").removeprefix("www.")
        port = parts.port
    except ValueError:
        return ""
    asked = [one for one in parts.query.split("&") if one and not one.startswith(_TRACKING)]
    query = f"?{'&'.join(asked)}" if asked else ""
    where = host if port in (None, 80, 443) else f"{host}:{port}"
    return f"url:{where}{parts.path.rstrip('/')}{query}" if host else ""
