"""Markdown with every kind of block, for who wants to see them or to run over them."""

EVERY_KIND = """\
## Lists

1. one
2. two
   - nested
   - again

- [x] done
- [ ] to do

> A quote that is long enough to be folded into more than one line, so that its rule shows.

```python
def answer() -> int:
    return 42
```

| what | how many |
| --- | ---: |
| 雨 | 1 |
| days | 12 |
"""
