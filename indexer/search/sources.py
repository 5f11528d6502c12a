"""The passport of each source in the index: articles, how many are attributed, dates, formats, languages, repairs."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.answers import FacetCount, SourceSummary
from indexer.model import Source
from indexer.store.snapshot import Snapshot

_PACKED = (".gz", ".bz2", ".xz", ".zst")


def source_summaries(snapshot: Snapshot) -> tuple[SourceSummary, ...]:
    """One summary per source that has articles, by name."""
    known = {source.id: source for source in snapshot.manifest.sources}
    ids, places = snapshot.sources
    bylines, of_byline = snapshot.bylines
    files, of_file = snapshot.files
    languages, of_language = snapshot.languages
    repairs, of_repairs = snapshot.repairs
    signed = np.array([bool(authors) for authors in bylines], bool)[of_byline]
    mended = np.array([bool(kinds) for kinds in repairs], bool)[of_repairs]
    formats = [(file_format(file),) for file in files]
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
                formats=_counts(formats, of_file[mask]),
                languages=_counts([(language,) for language in languages], of_language[mask]),
                repairs=_counts(repairs, of_repairs[mask]),
                repaired=int((mask & mended).sum()),
            )
        )
    return tuple(sorted(found, key=lambda summary: (summary.source.name, summary.source.id)))


def file_format(path: str) -> str:
    """The format of a file by its suffix, without what it is packed in: `html`, `jsonl` of `corpus.jsonl.gz`."""
    name = path.rpartition("/")[2].lower()
    for packed in _PACKED:
        name = name.removesuffix(packed)
    return name.rpartition(".")[2] if "." in name else ""


def _counts(values: Sequence[Sequence[str]], places: NDArray[np.intp]) -> tuple[FacetCount, ...]:
    """How many articles have each value, most frequent first; `places` says for each which list of values it has."""
    counts: Counter[str] = Counter()
    for place, count in enumerate(np.bincount(places, minlength=len(values)).tolist()):
        for value in values[place]:
            counts[value] += count
    present = ((value, count) for value, count in counts.items() if count and value)
    return tuple(FacetCount(value, value, count) for value, count in sorted(present, key=lambda one: (-one[1], one[0])))


def _iso(day: int) -> str:
    """YYYYMMDD as YYYY-MM: summaries give months, because the days of partial dates are not known."""
    return f"{day // 10000:04}-{day // 100 % 100:02}"
