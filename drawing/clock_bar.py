"""A clock as a bar: time used, an upright at the limit, hatched past it.

In: days used and the limit's days. Out: a small drawing, silent because the words above it
say the same. A duty without a limit has no bar.
"""

from collections.abc import Iterator

from django.utils.safestring import SafeString

from drawing import svg

WIDTH, HEIGHT = 140, 14
LEAST_PAST = 3


def clock_bar(*, used_days: int, limit_days: int | None) -> SafeString:
    if limit_days is None or limit_days < 0:
        return SafeString("")
    return svg.plain(
        _parts(max(used_days, 0), limit_days), size=(WIDTH, HEIGHT), look="clockbar", label=""
    )


def _parts(used: int, limit: int) -> Iterator[str]:
    whole = max(used, limit, 1)
    end = WIDTH * limit / whole
    done = WIDTH * min(used, limit) / whole
    yield svg.rect("d-track", 0, 4, end, 7)
    yield svg.rect("d-bar", 0, 4, done, 7)
    if used > limit:
        # A day past a long limit is still seen.
        past = min(end, WIDTH - LEAST_PAST)
        yield svg.hatched("p-over", "d-frame-rowan", past, 4, WIDTH - past, 7)
    yield svg.upright("d-due", min(max(end, 1), WIDTH - 1), 1, 14)
