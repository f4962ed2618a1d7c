"""What the reader is compared with: small Textual programs, run with ``python -m``."""

# The words that each of them shows, by its name.
WORDS = {
    "minimal": "A Static in a minimal app",
    "stock_scroll": "A constant line of a stock ScrollView, the same on every row of the screen",
}
