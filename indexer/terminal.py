"""Answers and reports as text for a terminal, and the progress bar. No searching and no building here."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Never, TextIO

from indexer.answers import (
    ArticleView,
    Conflation,
    Explanation,
    FacetCount,
    Hit,
    Level,
    Mark,
    ResultPage,
    SourceSummary,
)
from indexer.arabic.analysis import analyze
from indexer.arabic.function_words import is_function_word
from indexer.arabic.tokens import surfaces
from indexer.model import Article, BuildReport

if TYPE_CHECKING:
    from tqdm import tqdm

    from indexer.manifests import Replay
    from indexer.measures import Evaluation

SHOWN = 20
"""Repairs and skipped files a report names before it only counts."""

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


class ProgressBar:
    """A bar on standard error, shown when a person watches; says nothing when nobody does."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._bar: tqdm[Never] | None = None
        self._writes = False

    def total(self, size: int) -> None:
        """So many bytes will be read."""
        self._bar = _bar(
            total=size, unit="B", unit_scale=True, desc="Reading", file=self._stream, disable=not self._stream.isatty()
        )

    def advance(self, size: int) -> None:
        """So many more bytes were read."""
        if self._bar is not None:
            self._bar.update(size)

    def writing(self, share: float) -> None:
        """All is read; of the index so much is written, from 0 to 1."""
        if self._bar is not None and not self._writes:
            self._writes = True
            self._bar.close()
            self._bar = _bar(
                total=1.0, desc="Writing", bar_format="{l_bar}{bar}", file=self._stream, disable=self._bar.disable
            )
        if self._bar is not None:
            self._bar.update(share - self._bar.n)

    def close(self) -> None:
        """Leave the line."""
        if self._bar is not None:
            self._bar.close()


def _bar(**options: Any) -> "tqdm[Never]":  # noqa: ANN401 -- whatever tqdm takes
    from tqdm import tqdm  # noqa: PLC0415 -- takes as long to import as a short question, which shows none

    return tqdm(**options)


def colours(stream: TextIO) -> bool:
    """Whether marks may be shown in bold: on a terminal, unless NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def watch_line(report: BuildReport, index_dir: object) -> str:
    """When an update ended and what it did, in one line."""
    return f"{datetime.now():%Y-%m-%d %H:%M:%S} {next(iter(build_lines(report, index_dir)))}"


def build_lines(report: BuildReport, index_dir: object) -> Iterable[str]:
    """What a build did in one line, then what there is to tell of each source."""
    yield (
        f"{report.articles:,} articles in {index_dir} ({report.added:,} read, {report.removed:,} removed, "
        f"{len(report.skipped):,} skipped, {len(report.repaired):,} repaired; {report.seconds:.1f} s)"
    )
    yield from report_lines(report)


def report_lines(report: BuildReport) -> Iterable[str]:
    """What there is to tell of each source, then what was repaired, what was skipped, and why."""
    columns = ("read", "repaired", "skipped", "without title", "without author", "without date")
    rows = [
        (one.source or ".", *(f"{getattr(one, column.replace(' ', '_')):,}" for column in columns))
        for one in report.sources
    ]
    if rows:
        yield from table(("source", *columns), rows)
    for one in report.sources:
        if one.unattributed:
            yield f"  without author or date in {one.source}, for example: {', '.join(one.unattributed)}"
    repaired = Counter(report.repaired)  # one collection may need the same repair in every line
    for (file, repair), times in list(repaired.items())[:SHOWN]:
        yield f"  repaired {file}: {repair}{f' ({times:,} times)' if times > 1 else ''}"
    if len(repaired) > SHOWN:
        yield f"  … and {len(repaired) - SHOWN:,} more kinds of repair"
    for skip in report.skipped[:SHOWN]:
        yield f"  skipped {skip.file}{f', {skip.place}' if skip.place else ''}: {skip.reason}"
    if len(report.skipped) > SHOWN:
        yield f"  … and {len(report.skipped) - SHOWN:,} more skipped"


def result_lines(page: ResultPage, *, bold: bool) -> Iterable[str]:
    """A page of results: counts at each level, how many copies there are beside, then the hits."""
    counts = " · ".join(f"{level.value} {getattr(page.levels, level.value):,}" for level in Level)
    yield f"{page.total:,} results at level {page.question.level.value} ({counts}); {page.took_ms:.0f} ms"
    if page.articles > page.total:
        yield f"{page.articles:,} articles, for some stories stand in several places; each by itself: --copies"
    first = (page.question.page - 1) * page.question.size + 1
    for number, hit in enumerate(page.hits, start=first):
        yield ""
        yield from _hit_lines(number, hit, bold=bold)
    if page.question.page < page.page_count:
        yield f"\npage {page.question.page} of {page.page_count:,}; the next: --page {page.question.page + 1}"


def plain_lines(page: ResultPage) -> Iterable[str]:
    """A line a hit, a tab between its fields: rank, id, score, published, source, authors, title, best passage."""
    first = (page.question.page - 1) * page.question.size + 1
    for rank, hit in enumerate(page.hits, start=first):
        article = hit.article
        known = (article.published or "", article.source.id, "; ".join(article.authors), article.title)
        passage = hit.passages[0].text if hit.passages else ""
        yield "\t".join(" ".join(text.split()) for text in (str(rank), article.id, f"{hit.score:.4f}", *known, passage))


def article_lines(view: ArticleView, paragraph: int | None, *, bold: bool) -> Iterable[str]:
    """An article with its attribution, or one paragraph of it alone."""
    article = view.article
    texts = [
        _marked(text, marks) if bold else text
        for text, marks in zip(article.paragraphs, view.paragraph_marks, strict=True)
    ]
    if paragraph is not None:
        yield texts[paragraph - 1]
        return
    yield from summary_lines((article,))
    for text in texts:
        yield f"\n{text}"


def summary_lines(articles: Iterable[Article]) -> Iterable[str]:
    """Articles with their attribution, two lines each."""
    for article in articles:
        yield article.title or article.id
        yield "   " + _attribution(article)


def replay_lines(replay: "Replay") -> Iterable[str]:
    """What a replay found: whether the hits are the same, then everything that is another."""
    yield f"{replay.query}: {'the same hits' if replay.same else 'other hits'} as on {replay.made_at}"
    for one in replay.differences:
        yield f"  {one.name}: {one.was} then, {one.now} now"
    for hit in replay.hits:
        yield f"  {hit.change}: {hit.title} [{hit.id}], rank {hit.was or '-'} then, {hit.now or '-'} now"


def explanation_lines(explanation: Explanation) -> Iterable[str]:
    """Why an article has its rank: the forms that matched, then what each kind of evidence gave."""
    rank = f"rank {explanation.rank:,}" if explanation.rank else f"no answer at level {explanation.question.level}"
    yield f"{explanation.title} [{explanation.article_id}]: {rank}, score {explanation.score:.4f}"
    if explanation.weighed != explanation.article_id:
        yield f"  weighed by its copy [{explanation.weighed}], which answers best"
    for match in explanation.matched:
        forms = "، ".join(f"{form.form} ({form.level.value}, {form.count})" for form in match.forms)
        yield f"  {match.word}: {forms}"
    rows = [
        (part.word, part.kind, f"{part.frequency:g}", f"{part.articles:,}", f"{part.score:.4f}")
        for part in explanation.evidence
    ]
    yield from table(("word", "evidence", "times", "articles", "score"), rows)


def conflation_lines(found: Sequence[Conflation]) -> Iterable[str]:
    """What the stemmer has made one, one pair of forms a line; what to do about it comes last."""
    if not found:
        yield "No two words of one stem look unrelated here."
        return
    rows = [
        (one.stem, one.form, str(one.articles), one.other, str(one.other_articles), f"{one.likeness:.2f}")
        for one in found
    ]
    yield from table(("stem", "word", "articles", "other", "articles", "likeness"), rows)
    yield "A word that should be left whole goes into the list `protected` of analysis.toml in the sources; then build."


def analysis_lines(text: str) -> Iterable[str]:
    """What each word of a text becomes at each level."""
    rows = []
    for surface in surfaces(text):
        word = analyze(surface)
        rows.append((surface, *word, "function word" if is_function_word(word.form) else ""))
    yield from table(("word", *(level.value for level in Level), ""), rows)


def source_lines(sources: Sequence[SourceSummary]) -> Iterable[str]:
    """The sources of an index as a table, then which repairs were made in each."""
    rows = [
        (
            one.source.id,
            one.source.name,
            f"{one.articles:,}",
            f"{one.with_author / one.articles:.0%}",
            f"{one.with_date / one.articles:.0%}",
            f"{one.earliest or ''}..{one.latest or ''}" if one.with_date else "",
            _counts(one.formats),
            _counts(one.languages),
            f"{one.repaired:,}",
            one.source.licence or "",
        )
        for one in sources
    ]
    head = ("source", "name", "articles", "author", "date", "dates", "formats", "languages", "repaired", "licence")
    yield from table(head, rows)
    for one in sources:
        for repair in one.repairs:
            yield f"  {one.source.id}: {repair.label} ({repair.count:,})"


def _counts(counts: Sequence[FacetCount]) -> str:
    """Values with their counts: `html 7, txt 2`."""
    return ", ".join(f"{one.label} {one.count:,}" for one in counts)


def evaluation_lines(evaluation: "Evaluation") -> Iterable[str]:
    """The figures of a collection as a table."""
    yield from table(
        ("collection", "articles", "queries", "nDCG@10", "MRR@10", "recall@100", "ms/query (median)"),
        [
            (
                evaluation.collection,
                f"{evaluation.articles:,}",
                f"{evaluation.queries:,}",
                f"{evaluation.ndcg_at_10:.4f}",
                f"{evaluation.mrr_at_10:.4f}",
                f"{evaluation.recall_at_100:.4f}",
                f"{evaluation.milliseconds:.1f}",
            )
        ],
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Rows under a head, columns separated by two spaces; tab-like widths count code points."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _hit_lines(number: int, hit: Hit, *, bold: bool) -> Iterable[str]:
    article = hit.article
    yield f"{number}. {article.title or article.id}"
    yield "   " + _attribution(article)
    for passage in hit.passages:
        yield f"   {_marked(passage.text, passage.marks) if bold else passage.text}"
    if hit.copies:
        more = f" and {hit.copies_total - len(hit.copies):,} more" if hit.copies_total > len(hit.copies) else ""
        yield f"   also in: {'، '.join(dict.fromkeys(copy.source.name for copy in hit.copies))}{more}"


def _attribution(article: Article) -> str:
    known = (article.source.name, "، ".join(article.authors), article.published or "", article.id)
    return " · ".join(part for part in known if part)


def _marked(text: str, marks: Iterable[Mark]) -> str:
    shown, at = "", 0
    for mark in marks:
        shown += text[at : mark.start] + BOLD + text[mark.start : mark.end] + PLAIN
        at = mark.end
    return shown + text[at:]
