import re
def test_x(shell):
    t = shell.open(NO_COLOR="1")
    t.sees("People's Daily")
    t.type("f")
    import time
    t.until(lambda: "CAPITALS" in str(t.screen))
    print(t.screen)
    print(t.screen.modes)
    t.type("S")
    t.sees("Saved")
    print(t.screen)
    print(set(re.findall(rb"\x1b\[[0-9;]*m", t.output)))
    t.type("q")
    print(t.end(), t.restored, t.screen.modes)
