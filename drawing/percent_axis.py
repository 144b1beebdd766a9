"""The upright scale from 0 to 100 % with its faint lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from drawing import svg


@dataclass(frozen=True, slots=True)
class PercentAxis:
    left: float
    right: float
    top: float
    foot: float

    def y(self, share: float) -> float:
        return self.foot - (self.foot - self.top) * min(1.0, max(0.0, share))

    def lines(self) -> Iterator[str]:
        for quarter in range(5):
            y = self.y(quarter / 4)
            yield svg.across("d-grid", self.left, self.right, y)
            label = "100%" if quarter == 4 else str(quarter * 25)
            yield svg.text(self.left - 7, y + 4, label, "t-12 t-q end")
