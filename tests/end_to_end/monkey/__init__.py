"""A monkey at the keyboard: ``python -m tests.end_to_end.monkey``.

It types keys, words and pastes, moves and clicks the mouse, changes the size of the terminal,
suspends the program and takes it up again, and knows nothing of what is on the screen. The
program must not fall over, must not be away for long, and must lose nothing that it had said
to have kept.
"""
