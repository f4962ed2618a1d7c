"""The addresses that lead from an export back to a passage."""

from __future__ import annotations


def link_to(document_id: str, annotation_id: str = "") -> str:
    """What opens a document in Reader, at an annotation; "" where the document has no id."""
    if not document_id:
        return ""
    return f"reader://{document_id}/{annotation_id}" if annotation_id else f"reader://{document_id}"
