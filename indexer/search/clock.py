"""The time a question may take: asked between the steps of an answer, so that what is found by then is answered."""

from time import perf_counter


class TimeUp(Exception):
    """The time of a question is up before a step that can't be left out; never leaves this room."""


class Clock:
    """Counts from when it is made. `ran_out` says afterwards whether anything was left out for want of time."""

    def __init__(self, seconds: float) -> None:
        self._end = perf_counter() + seconds
        self.ran_out = False

    def up(self) -> bool:
        """Whether the time is up; whoever is told so leaves its step out."""
        self.ran_out = self.ran_out or perf_counter() > self._end
        return self.ran_out

    def check(self) -> None:
        """Raise TimeUp when the time is up."""
        if self.up():
            raise TimeUp


UNLIMITED = Clock(float("inf"))
"""For those who wait as long as it takes."""
