"""The weights of the evidence for a place, fitted by `python -m tests.fit_anchors`."""

# What each piece of evidence weighs: with the earlier text at hand and without; the same for
# quotes of a few words.
WEIGHTS: dict[str, tuple[float, ...]] = {
    "whatever it is": (-9.58, -10.02, -13.71, -18.03),
    "words kept": (-1.8, -2.38, 0.04, 0.96),
    "words kept alike": (1.99, 0.57, 2.06, 1.23),
    "half of the words kept alike": (4.16, 3.7, 0.38, -0.55),
    "weight kept": (-1.05, 2.36, -0.42, 2.1),
    "nats kept": (4.69, 5.96, 0.56, 3.26),
    "length": (-2.23, -2.97, -1.71, -3.65),
    "length and weight kept": (1.09, 0.66, -0.83, -1.27),
    "foreign": (-1.51, -2.52, -3.15, -1.18),
    "before": (1.17, 1.3, 3.8, 3.61),
    "after": (0.06, 0.5, 1.94, 2.55),
    "the better side": (0.86, 0.65, 1.41, 0.47),
    "the worse side": (0.36, 1.14, 4.33, 5.69),
    "sides and weight kept": (-0.15, 0.9, 0.79, 3.24),
    "in order": (-0.12, -1, -1.37, -1.8),
    "near": (1.07, 3.97, 3.97, 8.83),
    "expected": (2.17, 0, 0.54, 0),
    "half of it expected": (0.14, 0, -0.48, 0),
    "expected and weight kept": (0.36, 0, 2.63, 0),
    "between its neighbours": (1.03, 0, 0.33, 0),
    "beside a neighbour": (1.86, 0, 0.94, 0),
    "between and beside": (-1, 0, 0.56, 0),
    "in a row": (-1.74, 0.54, 1.52, 1.9),
    "a third in a row": (1.71, 1.56, 0.48, 0.62),
    "all in a row": (1.19, -0.2, 1.81, 2.25),
    "few words": (1.96, 0.68, -2.6, -3.93),
    "few words in a row": (-1.57, -2.67, -1.72, -2.77),
}
