"""The weights of the evidence for a place, fitted by `python -m tests.fit_anchors`."""

# What each piece of evidence weighs: with the earlier text at hand and without; the same for
# quotes of a few words.
WEIGHTS: dict[str, tuple[float, ...]] = {
    "whatever it is": (-9.29, -9.83, -12.23, -14.34),
    "words kept": (-1.37, -1.85, 0.28, 0.82),
    "words kept alike": (2.01, 0.29, 2.18, 1.43),
    "half of the words kept alike": (4.7, 4.43, -0.8, -0.94),
    "weight kept": (-1.79, 0.93, 0.48, 2.14),
    "nats kept": (2.88, 3.86, 0.87, 3.57),
    "length": (-1.13, -1.71, -2.04, -3.76),
    "length and weight kept": (1.6, 2.33, -0.94, -1.55),
    "foreign": (-1.47, -2.17, -3.01, -0.55),
    "before": (1.03, 1.27, 3.39, 3.31),
    "after": (0.56, 0.59, 2, 2.39),
    "the better side": (1.36, 0.95, 0.65, 0.49),
    "the worse side": (0.24, 0.91, 4.74, 5.21),
    "sides and weight kept": (-0.34, 0.62, 1.85, 2.82),
    "in order": (-0.62, -0.98, -1.22, -1.43),
    "near": (1.35, 3.32, 1.84, 6.08),
    "expected": (4, 0, 1.67, 0),
    "half of it expected": (0.13, 0, 0.23, 0),
    "expected and weight kept": (-0.34, 0, 2.25, 0),
    "between its neighbours": (0.42, 0, 0.3, 0),
    "in a row": (-1.59, -0.21, 1.4, 1.78),
    "a third in a row": (1.68, 1.79, 1.26, 0.57),
    "all in a row": (1.16, 0.25, 1.44, 2.12),
    "few words": (1.39, 1.51, -2.64, -3.77),
    "few words in a row": (-2.08, -2.67, -1.78, -2.79),
}
