"""What each source in the index holds: articles, how many are attributed, and the span of their dates."""

import numpy as np

from indexer.answers import SourceSummary
from indexer.model import Source
from indexer.store.snapshot import Snapshot


def source_summaries(snapshot: Snapshot) -> tuple[SourceSummary, ...]:
    """One summary per source that has articles, by name."""
    known = {source.id: source for source in snapshot.manifest.sources}
    ids, places = snapshot.sources
    bylines, of_byline = snapshot.bylines
    signed = np.array([bool(authors) for authors in bylines], bool)[of_byline]
    found = []
    for place, source_id in enumerate(ids):
        mask = (places == place) & snapshot.alive
        days = snapshot.first_days[mask & (snapshot.first_days > 0)]
        if not mask.any():
            continue
        found.append(
            SourceSummary(
                source=known.get(source_id, Source(source_id, source_id)),
                articles=int(mask.sum()),
                with_author=int((mask & signed).sum()),
                with_date=int(days.size),
                earliest=_iso(int(days.min())) if days.size else None,
                latest=_iso(int(snapshot.last_days[mask].max())) if days.size else None,
            )
        )
    return tuple(sorted(found, key=lambda summary: summary.source.name))


def _iso(day: int) -> str:
    """YYYYMMDD as YYYY-MM: summaries give months, because the days of partial dates are not known."""
    return f"{day // 10000:04}-{day // 100 % 100:02}"
