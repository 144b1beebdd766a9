"""Something done again and again beside a run, until the block it stands in ends."""

import threading
from typing import Self


class Going:
    goes_on = True

    def __enter__(self) -> Self:
        self.thread = threading.Thread(target=self._go, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.goes_on = False
        self.thread.join()

    def _go(self) -> None:
        """Until `goes_on` is taken away."""
        raise NotImplementedError
