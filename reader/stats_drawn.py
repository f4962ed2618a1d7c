"""Statistics as rows of text: a calendar of a year, lines of small bars, bars."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest

from reader.bars import Row, bar, bars, cut, flowing, heading, spark
from reader.study.calendar import bounds, pace, shade, weeks
from reader.study.recap import duration
from reader.study.retention import Retention
from reader.study.statistics import Day, Figures, Statistics
from reader.text.words import CHARACTERS, WORDS
from reader.text.wrap import cell_offsets, cells, displayed, fit

SHADES = "·░▒▓█"  # of a day, from nothing to much
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
YEAR = 53  # weeks
DAYS = 100  # that are shown at most as small bars
BESIDE = 72  # cells from which on two lists of bars stand side by side
LABEL = 10  # cells before small bars
UNITS = {WORDS: "words", CHARACTERS: "chars"}
MANY = 10  # documents that are listed
EMPTY = "Nothing to count yet: hold a session, mark a passage, or review one."
NOTHING_THEN = "Nothing in this time."
_DAY = timedelta(days=1)


def drawn(found: Statistics, width: int, title: str = "") -> list[Row]:
    """All of it in rows of at most ``width`` cells; ``title`` is of what."""
    if found.is_empty:
        return flowing(EMPTY.split(), " ", width)
    period = said_day(found.until)
    if found.since is not None:
        period = f"{said_day(found.since)} – {period}"
    parts = (
        heading(title or "Statistics", period, width) + _key_figures(found, width),
        _calendar(found, width),
        _by_day(found, width),
        _reviews(found, width),
        _retention(found, width),
        _annotations(found, width),
        _documents(found, width),
    )
    rows: list[Row] = []
    for part in filter(None, parts):
        rows += [*([[]] if rows else []), *part]
    return [cut(row, width) for row in rows]


# --- words -------------------------------------------------------------------------------------


def said_day(day: date) -> str:
    """A day as a person reads it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _minutes(seconds: float) -> int:
    """Whole minutes; what is something is not nothing."""
    return max(round(seconds / 60), 1) if seconds > 0 else 0


def _count(number: float, one: str, many: str = "") -> str:
    return f"{round(number):,} {one if round(number) == 1 else many or one + 's'}"


def _percent(retention: Retention) -> str:
    share = retention.share
    return "" if share is None else f"{round(100 * share)} %"


# --- the parts ---------------------------------------------------------------------------------


def _key_figures(found: Statistics, width: int) -> list[Row]:
    """What was done altogether, and the days in a row."""
    total = found.total
    said = []
    if total.seconds:
        said.append(f"{duration(total.seconds)} in {_count(total.sessions, 'session')}")
    for unit, (amount, seconds) in found.amounts.items():
        if round(amount):
            said.append(_count(amount, unit.removesuffix("s")))
        if fast := pace(amount, seconds):
            said.append(f"{round(fast):,} {unit} a minute")
    if total.reviews:
        said.append(_count(total.reviews, "review"))
    if total.annotations:
        said.append(_count(total.annotations, "annotation"))
    rows = flowing(said or [NOTHING_THEN], " · ", width)
    if found.longest:
        streak = f"{_count(found.current, 'day')} in a row", f"{found.longest:,} at most"
        rows += flowing(streak, " · ", width)
    return rows


def _calendar(found: Statistics, width: int) -> list[Row]:
    """A year by weeks, a day a cell, or two cells where there is room: what is done most, time
    before reviews before annotations."""
    what, value_of = _measure(found)
    if not what:
        return []
    room = width - 4
    size = 2 if room >= 2 * YEAR else 1
    mondays = weeks(found.until, max(1, min(YEAR, room // size)))
    values = {day: value_of(each) for day, each in found.days.items() if day >= mondays[0]}
    limits = bounds(values.values())
    rows = heading(f"{what} a day", "", width)
    rows.append([("    " + _months(mondays, size), "muted")])
    for weekday, name in enumerate(WEEKDAYS):
        row: Row = [(f"{name} ", "muted")]
        for monday in mondays:
            day = monday + weekday * _DAY
            if day > found.until or (found.since is not None and day < found.since):
                row.append((" " * size, ""))
                continue
            level = shade(values.get(day, 0), limits)
            row.append((SHADES[level] * size, "heat" if level else "faint"))
        rows.append(row)
    legend = _legend(limits, max(values.values(), default=0), "min" if what == "Minutes" else "")
    return rows + [[("    ", ""), *row] for row in flowing(legend, "  ", room, "muted")]


def _measure(found: Statistics) -> tuple[str, Callable[[Day], float]]:
    """What the calendar shows."""
    if found.total.seconds:
        return "Minutes", lambda day: _minutes(day.seconds)
    if found.total.reviews:
        return "Reviews", lambda day: day.reviews
    if any(day.annotations for day in found.days.values()):
        return "Annotations", lambda day: day.annotations
    return "", lambda day: 0


def _months(mondays: Sequence[date], size: int) -> str:
    """The names of the months over the weeks in which they begin."""
    line = ""
    for number, monday in enumerate(mondays):
        at = number * size
        if monday.day <= 7 and at + 3 <= len(mondays) * size:
            line += " " * (at - len(line)) + MONTHS[monday.month - 1]
    return line


def _legend(limits: Sequence[float], most: float, unit: str) -> list[str]:
    """From how much on a day has which shade."""
    after = f" {unit}" if unit else ""
    if not limits:
        if not most:
            return []
        return [f"{SHADES[-1]} {round(most):,}{after}"]
    least = 4 - len(limits)
    said = [f"{SHADES[least]} under {round(limits[0])}"]
    said += [f"{SHADES[least + n]} from {round(limit)}" for n, limit in enumerate(limits, 1)]
    said[-1] += after
    return said


def _by_day(found: Statistics, width: int) -> list[Row]:
    """Minutes and reviews a day, and the pace of each week, as small bars."""
    if not found.total.seconds:
        return []
    days = _last_days(found, width - LABEL - 10)
    there = [found.days.get(day, Day()) for day in days]
    minutes = [_minutes(day.seconds) for day in there]
    studied = _count(sum(1 for number in minutes if number), "day")
    mean = sum(day.seconds for day in there) / 60 / len(there)
    past = found.until < found.today
    which = f"{len(days)} days up to {said_day(found.until)}" if past else _last(len(days))
    rows = heading(which, f"{studied} of study, {_mean(mean)} a day", width)
    rows.append(_sparks("minutes", minutes, f"{max(minutes):,} most"))
    for unit, by_day in found.paces.items():
        paces = _paces(by_day, days)
        # Their differences are what is asked for: the bars do not begin at nothing.
        low = 0.8 * min(filter(None, paces), default=0)
        if any(paces):
            heights = [max(0, one - low) for one in paces]
            now = f"{paces[-1]:.0f} now" if paces[-1] else ""
            rows.append(_sparks(f"{UNITS[unit]}/min", heights, now))
    reviews = [day.reviews for day in there]
    if any(reviews):
        rows.append(_sparks("reviews", reviews, f"{max(reviews):,} most"))
    rows.append([(" " * LABEL + _ends(days), "muted")])
    return rows


def _mean(minutes: float) -> str:
    """Minutes in a few signs; what is less than one is no nothing."""
    return f"{minutes:.0f} min" if minutes >= 1 else f"{max(1, round(60 * minutes))} s"


def _last(days: int) -> str:
    return f"The last {days} days" if days > 1 else "Today"


def _sparks(name: str, values: Sequence[float], after: str) -> Row:
    return [(f"{name:{LABEL}}", ""), (spark(values), "heat"), (f" {after}", "muted")]


def _paces(by_day: Mapping[date, tuple[float, float]], days: Sequence[date]) -> list[float]:
    """The pace of the seven days up to each of these: a short evening says little."""
    paces = []
    for day in days:
        week = [by_day.get(day - back * _DAY, (0.0, 0.0)) for back in range(7)]
        paces.append(pace(sum(amount for amount, _ in week), sum(time for _, time in week)) or 0)
    return paces


def _last_days(found: Statistics, room: int) -> list[date]:
    """As many days as have room, up to the last one."""
    count = max(1, min(DAYS, room))
    if found.since is not None:
        count = min(count, max(1, (found.until - found.since).days + 1))
    return [found.until - back * _DAY for back in reversed(range(count))]


def _ends(days: Sequence[date]) -> str:
    """The first and the last day below a line of days."""
    first, last = (f"{day.day} {MONTHS[day.month - 1]}" for day in (days[0], days[-1]))
    gap = len(days) - len(first) - len(last)
    return f"{first}{' ' * gap}{last}" if gap > 0 else first


def _reviews(found: Statistics, width: int) -> list[Row]:
    """What is to be reviewed now, and in the next days."""
    due = found.due
    if found.until < found.today or not due.learned:
        return []
    late = f" ({due.overdue:,} from before)" if due.overdue else ""
    said = (
        f"today {due.now:,}{late}",
        f"and {due.new:,} new" if due.new else "",
        f"{due.later:,} more later today" if due.later else "",
        f"{due.waiting:,} new from tomorrow" if due.waiting else "",
        f"tomorrow {due.days[1]:,}",
        f"in a week {due.overdue + sum(due.days[:8]):,}",
        f"in {len(due.days)} days {due.overdue + sum(due.days):,}",
    )
    rows = heading("Due for review", "", width) + flowing([*filter(None, said)], " · ", width)
    cards = [due.overdue + due.days[0], *due.days[1:]][: max(1, width - LABEL - 10)]
    if not any(cards):
        return rows
    days = [found.today + number * _DAY for number in range(len(cards))]
    rows.append(_sparks("", cards, f"{max(cards):,} most"))
    rows.append([(" " * LABEL + _ends(days), "muted")])
    return rows


def _retention(found: Statistics, width: int) -> list[Row]:
    """How much of what was learned was known, against what is desired."""
    whole = found.total.retention
    if not whole.asked:
        return []
    measured = round(100 * (whole.share or 0))
    desired = round(100 * found.desired)
    rows = heading("Retention", f"measured {measured} %, desired {desired} % (│)", width)
    named = [("all", whole), *found.by_interval.items()]
    last = list(found.by_month.items())[-3:]
    if len(found.by_month) > 1:
        named += [(f"{MONTHS[int(month[5:]) - 1]} {month[:4]}", one) for month, one in last]
    numbers = [f"{_percent(one):>5} of {one.asked:,}" for _, one in named]
    label, number = max(len(name) for name, _ in named), max(map(len, numbers))
    room = width - label - number - 2
    for (name, one), said in zip(named, numbers, strict=True):
        row: Row = [(f"{name:{label}} ", "")]
        if room >= 8:
            row += _measured(one.share or 0, found.desired, min(room, 50))
            row.append((" ", ""))
        rows.append([*row, (said, "muted")])
    return rows


def _measured(share: float, desired: float, width: int) -> Row:
    """A bar, with the line of what is desired in it or beyond it."""
    at = min(width - 1, max(0, round(desired * width)))
    whole = bar(share, width)
    style = "heat" if round(100 * share) >= round(100 * desired) else "short"
    return [(whole[:at], style), ("│", "mark"), (whole[at + 1 :], style)]


def _annotations(found: Statistics, width: int) -> list[Row]:
    """How many annotations there are of each kind and colour."""
    if not found.total.annotations:
        return []
    rows = heading("Annotations", _count(found.total.annotations, "annotation"), width)
    kinds = [(name, number, "heat") for name, number in found.kinds.items()]
    colours = [(name, number, f"sign-{name}") for name, number in found.colours.items()]
    if width < BESIDE:
        return [*rows, *bars(kinds, width), [], *bars(colours, width)]
    half = (width - 4) // 2
    nothing: Row = []
    for left, right in zip_longest(bars(kinds, half), bars(colours, half), fillvalue=nothing):
        gap = width - half - sum(cells(text) for text, _ in left)
        rows.append([*left, (" " * gap, ""), *right] if right else list(left))
    return rows


def _documents(found: Statistics, width: int) -> list[Row]:
    """The documents with the most time; which columns depends on the room."""
    if len(found.documents) < 2:
        return []
    columns: list[tuple[str, Callable[[Figures], str]]] = [
        ("time", lambda one: duration(one.seconds) if one.seconds else ""),
        ("notes", lambda one: f"{one.annotations:,}" if one.annotations else ""),
        ("reviews", lambda one: f"{one.reviews:,}" if one.reviews else ""),
        ("known", lambda one: _percent(one.retention)),
        ("read", lambda one: f"{round(one.words):,}" if round(one.words) else ""),
        ("a minute", lambda one: f"{one.pace:.0f}" if one.pace else ""),
    ]
    shown = found.documents[:MANY]
    tables = [(name, [of(one) for one in shown]) for name, of in columns]
    tables = [(name, values) for name, values in tables if any(values)]
    sizes = [max(map(len, (name, *values))) for name, values in tables]
    while len(sizes) > 1 and width - sum(sizes) - 2 * len(sizes) < max(12, width // 3):
        sizes.pop()
    title = min(width - sum(sizes) - 2 * len(sizes), max(cells(one.title) for one in shown))
    title = max(title, 9)
    rows: list[Row] = [[(fit("Documents", title), "heading")]]
    rows += [[(said, "")] for said in _told_apart([one.title for one in shown], title)]
    for (name, values), size in zip(tables, sizes, strict=False):
        for row, value in zip(rows, (name, *values), strict=True):
            row.append((f"  {value:>{size}}", "muted" if row is rows[0] else ""))
    if len(found.documents) > MANY:
        rows.append([(f"and {len(found.documents) - MANY:,} more", "muted")])
    return rows


def _told_apart(titles: Sequence[str], width: int) -> list[str]:
    """Titles in as many cells, cut at the end; in the middle where the beginnings are the same."""
    if len({fit(title, width) for title in titles}) == len(set(titles)):
        return [fit(title, width) for title in titles]
    return [_ends_of(title, width) for title in titles]


def _ends_of(title: str, width: int) -> str:
    drawn = displayed(title)
    if cells(drawn) <= width:
        return fit(title, width)
    offsets = cell_offsets(drawn)
    after = bisect_left(offsets, cells(drawn) - width // 2)
    tail = drawn[after:]
    return fit(fit(title, width - cells(tail)) + tail, width)
