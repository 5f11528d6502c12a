"""What is in an index, summed over its sources: enough to say years later what was searched."""

from collections import Counter

from indexer.answers import FacetCount, IndexInfo, IndexPassport
from indexer.search.sources import source_summaries
from indexer.store.snapshot import Snapshot


def passport(snapshot: Snapshot, info: IndexInfo) -> IndexPassport:
    """The passport of a snapshot's generation."""
    summaries = source_summaries(snapshot)
    languages: Counter[str] = Counter()
    for summary in summaries:
        languages.update({count.value: count.count for count in summary.languages})
    return IndexPassport(
        index=info,
        format=snapshot.manifest.format,
        bytes=sum(snapshot.manifest.sizes.values()),
        sources_digest=snapshot.manifest.sources_digest,
        sources=len(summaries),
        languages=tuple(
            FacetCount(language, language, count)
            for language, count in sorted(languages.items(), key=lambda one: (-one[1], one[0]))
        ),
        with_author=sum(summary.with_author for summary in summaries),
        with_date=sum(summary.with_date for summary in summaries),
        earliest=min((summary.earliest for summary in summaries if summary.earliest), default=None),
        latest=max((summary.latest for summary in summaries if summary.latest), default=None),
    )
