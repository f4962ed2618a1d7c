"""How fast and how small the program is: ``python -m tests.benchmarks``.

Every figure that has a reach is measured in a real pseudo-terminal or a fresh process. Where it
is a ratio, its two sides are run in turn, so that a busy machine slows both alike.
"""
