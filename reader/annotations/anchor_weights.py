"""The weights of the evidence for a place, fitted by `python -m tests.fit_anchors`."""

# What each piece of evidence weighs: with the earlier text at hand and without; the same for
# quotes of a few words.
WEIGHTS: dict[str, tuple[float, ...]] = {
    "whatever it is": (-9.69, -9.99, -12.9, -17.84),
    "words kept": (-1.88, -2.35, -0.19, 1.03),
    "words kept alike": (2.36, 0.51, 1.93, 1.18),
    "half of the words kept alike": (4.08, 3.67, 0.35, -0.52),
    "weight kept": (-1.24, 2.48, -0.66, 2.18),
    "nats kept": (4.6, 5.98, 0.46, 3.25),
    "length": (-2.28, -3.01, -1.78, -3.7),
    "length and weight kept": (1.07, 0.67, -1.08, -1.28),
    "foreign": (-1.43, -2.51, -3.15, -1.14),
    "before": (1.12, 1.29, 3.77, 3.44),
    "after": (0.28, 0.53, 2.19, 2.69),
    "the better side": (1.28, 0.64, 1.51, 0.28),
    "the worse side": (0.11, 1.18, 4.45, 5.85),
    "sides and weight kept": (-0.21, 0.76, 0.53, 3.09),
    "in order": (-0.09, -1, -1.29, -1.78),
    "near": (1.58, 3.95, 4.24, 8.74),
    "expected": (3.93, 0, 1.41, 0),
    "half of it expected": (-0.05, 0, -0.27, 0),
    "expected and weight kept": (-0.13, 0, 3.14, 0),
    "between its neighbours": (0.68, 0, 0.1, 0),
    "in a row": (-1.86, 0.7, 1.47, 1.88),
    "a third in a row": (1.67, 1.52, 0.5, 0.57),
    "all in a row": (1.13, -0.26, 1.74, 2.24),
    "few words": (1.63, 0.51, -2.73, -3.91),
    "few words in a row": (-1.87, -2.6, -1.89, -2.76),
}
