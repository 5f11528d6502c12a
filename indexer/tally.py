"""What was read so far in one build: which ids, how many articles, what was skipped and repaired, file by file.

Of two articles with one id the first stays. Not for reading, nor for writing any of it down: see `build`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.model import Skipped, Source
from indexer.readers.registry import SourceFile
from indexer.report import SourceTallies
from indexer.store.generations import FileRecord
from indexer.stretches import FileRead

DUPLICATE = "an article with this id was read before; give each its own _id"


@dataclass(slots=True)
class Tally:
    """The count; what is given at the beginning was read by an earlier build.

    `unreadable` are files that no reader knows, `unused` corrections of articles that are not there.
    """

    ids: set[str] = field(default_factory=set)
    files: list[FileRecord] = field(default_factory=list)
    unreadable: Sequence[Skipped] = ()
    unused: Sequence[Skipped] = ()
    added: int = 0
    by_source: SourceTallies = field(default_factory=SourceTallies)

    def records(self) -> list[FileRecord]:
        """What is recorded of each file, by path, whatever was read when."""
        return sorted(self.files, key=lambda record: record.path)

    def skipped(self) -> tuple[Skipped, ...]:
        """All that could not become an article."""
        return (*self.unreadable, *(skip for record in self.records() for skip in record.skipped), *self.unused)

    def repaired(self) -> tuple[tuple[str, str], ...]:
        """All files with what was mended in them."""
        return tuple(pair for record in self.records() for pair in record.repaired)

    def take(self, file: SourceFile, part: FileRead) -> list[bool]:
        """Count what was found in a file, or in the next stretch of it; for each article whether it is to be added."""
        new: list[bool] = []
        sources: dict[Source, None] = {}
        skipped: list[Skipped] = []
        repaired: list[tuple[str, str]] = []
        for one in part.found:
            if isinstance(one, Skipped):
                skipped.append(one)
                continue
            new.append(one.id not in self.ids)
            if new[-1]:
                self.ids.add(one.id)
                self.by_source.add(one)
                sources.setdefault(one.source)
                repaired += [(file.relative, repair) for repair in one.repairs]
            else:
                skipped.append(Skipped(file.relative, DUPLICATE, one.id))
        self.added += sum(new)
        before = self._record_of(file)
        self.files.append(
            replace(
                before,
                digest=part.digest,
                articles=before.articles + sum(new),
                sources=tuple(dict.fromkeys((*before.sources, *sources))),
                skipped=(*before.skipped, *skipped),
                repaired=(*before.repaired, *repaired),
            )
        )
        return new

    def _record_of(self, file: SourceFile) -> FileRecord:
        """What is recorded of a file so far: it is the last of which anything is."""
        if self.files and self.files[-1].path == file.relative:
            return self.files.pop()
        return FileRecord(file.relative, file.size, file.modified_ns, reading_of(file), "", 0, ())


def reading_of(file: SourceFile) -> str:
    """A digest of all but the file itself that its articles depend on: its id, its folder, and what is said of it."""
    said = [(said.article, said.claims) for said in file.said]
    return hashlib.sha256(repr((file.article_id, file.defaults, said)).encode()).hexdigest()[:16]
