"""The weights of the evidence for a place, fitted by `python -m tests.fit_anchors`."""

# What each piece of evidence weighs: with the earlier text at hand and without; the same for
# quotes of a few words.
WEIGHTS: dict[str, tuple[float, ...]] = {
    "whatever it is": (-8.64, -8.2, -10.35, -13.72),
    "words kept": (-1.95, -2.22, -0.09, 1.05),
    "words kept alike": (2.41, 0.34, 1.9, 1.52),
    "half of the words kept alike": (4.07, 3.74, 0.4, -0.65),
    "weight kept": (-1.19, 2.94, -0.54, 2.47),
    "nats kept": (4.7, 6.17, 0.5, 3.39),
    "length": (-2.47, -3.13, -1.74, -3.32),
    "length and weight kept": (1.17, 0.32, -1.12, -0.96),
    "foreign": (-1.41, -2.48, -3.15, -1.03),
    "before": (1.1, 1.2, 3.69, 3.38),
    "after": (0.31, 0.52, 2.23, 2.57),
    "the better side": (1.35, 0.72, 1.51, 0.36),
    "the worse side": (0.07, 1, 4.41, 5.59),
    "sides and weight kept": (-0.3, 0.58, 0.39, 2.97),
    "in order": (0, -0.82, -1.03, -1.37),
    "near": (0.51, 2.46, 1.42, 4.36),
    "expected": (3.91, 0, 1.45, 0),
    "half of it expected": (-0.06, 0, -0.32, 0),
    "expected and weight kept": (-0.16, 0, 3.13, 0),
    "between its neighbours": (0.73, 0, 0.2, 0),
    "in a row": (-1.88, 0.03, 1.39, 1.67),
    "a third in a row": (1.67, 1.74, 0.52, 0.42),
    "all in a row": (1.14, 0.05, 1.63, 2.01),
    "few words": (1.64, 0.52, -2.59, -3.27),
    "few words in a row": (-1.85, -2.36, -1.86, -2.35),
}
