"""The weights of the evidence for a place, fitted by `python -m tests.fit_anchors`."""

# For each piece of evidence what it weighs with the earlier text at hand, and without.
WEIGHTS: dict[str, tuple[float, float]] = {
    "whatever it is": (-10.25, -11.46),
    "words kept": (2.63, 2.96),
    "words kept, squared": (-0.72, -1.07),
    "weight kept": (1.54, 2.36),
    "nats kept": (2.35, 3.09),
    "length": (-0.94, -0.96),
    "length and weight kept": (2.53, 3.17),
    "foreign": (-1.53, -1.84),
    "before": (0.75, 1.09),
    "after": (0.39, 0.62),
    "the better side": (0.8, 0.81),
    "the worse side": (0.35, 0.9),
    "sides and weight kept": (0.09, 0.47),
    "in order": (-0, -0.11),
    "near": (0.71, 2.31),
    "expected": (3.87, 0),
    "expected and weight kept": (0.3, 0),
    "between its neighbours": (0.64, 0),
    "in a row": (1.91, 2.64),
    "in a row, beyond a third": (-1.03, -1.37),
    "written alike": (2.13, 2.08),
    "few words": (0.6, 0.67),
    "few words in a row": (-0.04, -0.01),
}
