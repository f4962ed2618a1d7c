"""The proof that nothing is lost: kills, power cuts, full disks, accidents, many writers.

``python -m tests.end_to_end.faults`` runs every test in its short form, ``--long`` in full, and
prints a table. What was *acknowledged* is what a call on `Annotations` returned for, and what
counts is what a store finds that is opened anew on the same folders.
"""
