"""Reader: read, mark and annotate documents in the terminal.

The whole program is one string with spans over it; see ``documents/document.py``
for the string and ``annotations/annotation.py`` for what is said about it.
"""

__version__ = "0.1.0"
