"""Pure functions over strings: spans, units, motions, wrapping, search. Nothing else."""
