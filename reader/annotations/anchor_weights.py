"""The weights of the evidence for a place, fitted by `python -m tests.fit_anchors`."""

# For each piece of evidence what it weighs with the earlier text at hand, and without.
WEIGHTS: dict[str, tuple[float, float]] = {
    "whatever it is": (-8.25, -9.59),
    "words kept": (2.81, 3.16),
    "words kept, squared": (-0.71, -0.99),
    "weight kept": (1.71, 2.65),
    "nats kept": (2.57, 3.38),
    "length": (-0.89, -0.88),
    "length and weight kept": (2.67, 3.55),
    "foreign": (-1.7, -2.1),
    "before": (0.73, 1.07),
    "after": (0.4, 0.63),
    "the better side": (0.81, 0.85),
    "the worse side": (0.32, 0.84),
    "sides and weight kept": (0.19, 0.79),
    "in order": (0.04, -0.1),
    "near": (0.63, 2.28),
    "expected": (4.15, 0),
    "expected and weight kept": (0.26, 0),
    "between its neighbours": (0.62, 0),
}
