"""What a build has to tell of each source: counted article by article while the sources are read.

Not for reading or writing anything (see `build` and `survey`), and not for how it is shown (see `terminal`).
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from indexer.model import Article, Skipped, Source, SourceReport

_EXAMPLES = 3


class Taken(NamedTuple):
    """An article that was read, as far as it is counted; small enough to pass between processes."""

    id: str
    source: Source
    repairs: tuple[str, ...]
    has_title: bool
    has_author: bool
    has_date: bool


def taken(article: Article) -> Taken:
    """What is counted of an article."""
    return Taken(
        id=article.id,
        source=article.source,
        repairs=article.repairs,
        has_title=bool(article.title),
        has_author=bool(article.contributors),
        has_date=bool(article.published or article.published_span),
    )


class SourceTallies:
    """Counts of the articles that were read, by source."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._counts: dict[str, Counter[str]] = {}
        self._examples: dict[str, list[str]] = {}

    def add(self, article: Taken) -> None:
        """One article more was read."""
        source = article.source.id
        self._names.setdefault(source, article.source.name)
        counts = self._counts.setdefault(source, Counter())
        counts["read"] += 1
        counts["repaired"] += bool(article.repairs)
        counts["without title"] += not article.has_title
        counts["without author"] += not article.has_author
        counts["without date"] += not article.has_date
        examples = self._examples.setdefault(source, [])
        if not (article.has_author and article.has_date) and len(examples) < _EXAMPLES:
            examples.append(article.id)

    def reports(self, skipped: Iterable[Skipped]) -> tuple[SourceReport, ...]:
        """One report a source, by id; what was skipped counts for the folder it lies in."""
        left_out = Counter(skip.file.partition("/")[0] if "/" in skip.file else "" for skip in skipped)
        return tuple(
            SourceReport(
                source=source,
                name=self._names.get(source, source),
                read=counts["read"],
                repaired=counts["repaired"],
                skipped=left_out[source],
                without_title=counts["without title"],
                without_author=counts["without author"],
                without_date=counts["without date"],
                unattributed=tuple(self._examples.get(source, ())),
            )
            for source in sorted(self._counts.keys() | left_out.keys())
            for counts in (self._counts.get(source, Counter()),)
        )
