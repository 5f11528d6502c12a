"""What processes of one build tell each other: the terms of words, so that each is analysed by one of them alone.

Every process writes a file of its own into their folder, and reads on in those of the others. A line of it is a word
and its term, with a space between them, which is in neither. Not for the index: the files go when all is read.
"""

import os
from collections.abc import Iterable
from pathlib import Path

_SUFFIX = ".terms"


class SharedTerms:
    """The terms that this process tells the others of, and those that it hears from them; none from before it came."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = folder / f"{os.getpid()}{_SUFFIX}"
        self._heard = {path: path.stat().st_size for path in self._others()}

    def tell(self, terms: Iterable[tuple[str, bytes]]) -> None:
        """Tell of the terms of words."""
        lines = [b"%b %b\n" % (word.encode(errors="surrogatepass"), term) for word, term in terms]
        if lines:
            with self._own.open("ab") as file:
                file.write(b"".join(lines))

    def heard(self) -> dict[str, bytes]:
        """What others have told since they were heard."""
        found: dict[str, bytes] = {}
        for path in self._others():
            with path.open("rb") as file:
                file.seek(self._heard.get(path, 0))
                told = file.read()
            whole = told[: told.rfind(b"\n") + 1]  # it may be written to just now
            self._heard[path] = self._heard.get(path, 0) + len(whole)
            for line in whole.split(b"\n")[:-1]:
                word, term = line.split(b" ")
                found[word.decode(errors="surrogatepass")] = term
        return found

    def _others(self) -> list[Path]:
        return [path for path in self._folder.glob(f"*{_SUFFIX}") if path != self._own]


def remove_shared(folder: Path) -> None:
    """Remove what processes have told each other."""
    for path in folder.glob(f"*{_SUFFIX}"):
        path.unlink()
