"""The records of the way out: what a person asks, and the result pages, articles and explanations that answer.

Every record is frozen; nothing here searches or ranks. Offsets count Unicode code points of the untouched text.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from indexer.model import Article, Source
from indexer.reprints import Reuse


class Level(StrEnum):
    """How closely a word must match, from the narrowest to the widest; each level contains the one before."""

    EXACT = "exact"
    """As written; vowels that both sides write must agree: عِلْم matches علم, not عَلَم."""
    FORM = "form"
    """Spelling classes folded: إدارة matches اداره."""
    STEM = "stem"
    """Light stem: والمدارس matches مدارس."""
    ROOT = "root"
    """Root, broad: مكتبة matches كتاب."""
    __hash__ = str.__hash__  # that of enumerations is Python's, and every mark of an answer looks its level up


class Sort(StrEnum):
    """The order of the hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the person should know about an answer; `values` are the words it speaks of, `positions` their places.

    Those are start and end of each in the question's text.
    """

    code: str
    message: str
    values: tuple[str, ...] = ()
    positions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What an article must be, whatever its words: of any of the sources, authors, languages, repairs; a span of dates.

    `published_from` and `published_to` are ISO dates, full or partial, both inclusive.
    """

    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published_from: str | None = None
    published_to: str | None = None
    languages: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks: words in the question language, and how to answer.

    With `copies` every copy of a story is a hit of its own; without, the story is one hit that names the others. A
    `cursor` is that of an earlier answer, and asks for the hits behind those; `page` then says nothing. With `kin`
    other spellings of foreign names and other names of months count too, from the stem level on.
    """

    text: str
    level: Level = Level.STEM
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 10
    copies: bool = False
    cursor: str | None = None
    kin: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A whole word that matched: `text[start:end]`, and the narrowest level at which it did."""

    start: int
    end: int
    level: Level


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one paragraph in the source's own spelling; `paragraph` counts from 1.

    `cut_before` and `cut_after` say whether the paragraph goes on beyond it; `address` is made of the whole paragraph's
    words (`search.paragraphs`), so that a link to it holds when the index is built again.
    """

    paragraph: int
    text: str
    marks: tuple[Mark, ...]
    cut_before: bool = False
    cut_after: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class MatchedForm:
    """One written form that matched a word of the question in one article, and how often."""

    form: str
    level: Level
    count: int


@dataclass(frozen=True, slots=True)
class Match:
    """One word of the question and the forms that matched it in one article."""

    word: str
    forms: tuple[MatchedForm, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article of the answer, without its paragraphs, as are `copies`: others of its story, of `copies_total`."""

    article: Article
    score: float
    passages: tuple[Passage, ...]
    matched: tuple[Match, ...]
    title_marks: tuple[Mark, ...] = ()
    copies: tuple[Article, ...] = ()
    copies_total: int = 0


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many articles of the answer have this value; `label` is what to show for it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The most frequent values of an answer, most frequent first; `month` are all months with hits, in their order."""

    source: tuple[FacetCount, ...] = ()
    author: tuple[FacetCount, ...] = ()
    year: tuple[FacetCount, ...] = ()
    language: tuple[FacetCount, ...] = ()
    repair: tuple[FacetCount, ...] = ()
    month: tuple[FacetCount, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """How many articles answer the same question at each level."""

    exact: int = 0
    form: int = 0
    stem: int = 0
    root: int = 0


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """Which index gave an answer; `built_at` is ISO 8601 in UTC, `analysis` the fingerprint of the Arabic analysis."""

    generation: str
    built_at: str
    articles: int
    analysis: str


@dataclass(frozen=True, slots=True)
class IndexPassport:
    """What is in an index: enough to say years later what was searched.

    `format` is that of the folder, `bytes` its size, `sources_digest` is over the digests of all files read;
    `languages` counts articles; `earliest` and `latest` are months, `YYYY-MM`, or None where nothing has a date.
    """

    index: IndexInfo
    format: int
    bytes: int
    sources_digest: str
    sources: int
    languages: tuple[FacetCount, ...]
    with_author: int
    with_date: int
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of the answer to a question; `total` is exact unless `partial`, `took_ms` in milliseconds.

    `total`, levels and facets count hits, `articles` all that match, every copy of a story too. `parsed` is the
    question as it was understood, in the question language itself: what was left out is missing in it. `cursor` asks
    for the hits behind this page, None at the end. A `partial` answer ran out of its time: there are at least these
    hits, and others might come before them.
    """

    question: Question
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Facets
    levels: LevelCounts
    notices: tuple[Notice, ...]
    index: IndexInfo
    parsed: str = ""
    cursor: str | None = None
    partial: bool = False
    articles: int = 0

    @property
    def page_count(self) -> int:
        """Number of pages at this page size, at least 1."""
        return max(1, -(-self.total // self.question.size))


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A whole article, with a question's marks in each paragraph and in the title (all empty without one).

    `reused` are its paragraphs that other articles have too, unless those are copies of the whole.
    """

    article: Article
    title_marks: tuple[Mark, ...]
    paragraph_marks: tuple[tuple[Mark, ...], ...]
    index: IndexInfo
    reused: tuple[Reuse, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One part of a score: a word of the question at one level; the parts of an explanation add up to its score."""

    word: str
    kind: str
    frequency: float
    articles: int
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article has its rank, from 1 on, None if it has none; score and evidence are of its copy `weighed`."""

    question: Question
    article_id: str
    title: str
    weighed: str
    rank: int | None
    score: float
    evidence: tuple[Evidence, ...]
    matched: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """The passport of one source: how many articles, with author and with date, and the months its dates span.

    `formats`, `languages` and `repairs` count articles by file suffix, language and kind of repair, most frequent
    first; `repaired` is the number of articles with any repair. The licence is the source's own.
    """

    source: Source
    articles: int
    with_author: int
    with_date: int
    earliest: str | None
    latest: str | None
    formats: tuple[FacetCount, ...] = ()
    languages: tuple[FacetCount, ...] = ()
    repairs: tuple[FacetCount, ...] = ()
    repaired: int = 0


@dataclass(frozen=True, slots=True)
class Conflation:
    """Two forms that share a stem, how many articles hold each, and how like the articles of the two are.

    `likeness` is 1 where these speak of the same, 0 or less where no more than any; the higher `suspicion`, the worse.
    """

    stem: str
    form: str
    articles: int
    other: str
    other_articles: int
    likeness: float
    suspicion: float
