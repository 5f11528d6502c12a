"""Where reading a file stops: how much may be unpacked from it, and what is raised when nothing more can be read."""


class Budget:
    """How many bytes may still be unpacked from one file of the sources, however archives lie within archives."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self, count: int) -> None:
        """Take so many bytes of it; raises Damaged when they are no longer there."""
        self._left -= count
        if self._left < 0:
            raise Damaged("it unpacks to more than a file of its size can hold, as bombs do")


class Damaged(ValueError):
    """A file that can't be read on; the message says why, and `place` where. Articles before the damage are good."""

    def __init__(self, reason: str, place: str | None = None) -> None:
        super().__init__(reason)
        self.place = place
