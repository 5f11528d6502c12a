"""Records built by hand for the tests of the pages: two good articles, an English one, and a hostile one."""

from indexer.answers import (
    FacetCount,
    Facets,
    Hit,
    IndexInfo,
    IndexPassport,
    Level,
    LevelCounts,
    Mark,
    Match,
    MatchedForm,
    Passage,
    SourceSummary,
)
from indexer.model import Article, Origin, Provenance, Source
from indexer.search.paragraphs import paragraph_address

INDEX = IndexInfo("000001-test", "2024-03-09T08:30:00Z", 113, "analysis-1")

PASSPORT = IndexPassport(INDEX, 3, 20_480, "d1e2", 2, (FacetCount("ar", "ar", 113),), 90, 82, "1998-01", "2024-02")

CURSOR = "A" * 38

GAZETTE = Source("gazette", "جريدة الضفة", "https://gazette.example/", "CC0-1.0")
NOTES = Source("notes", "دفاتر البحث")

BRIDGE = Article(
    id="gazette/bridge-2021.md",
    title="جسر خشبي يعود إلى القرية",
    paragraphs=(
        "عاد الجسرُ القديم إلى أهل القرية بعد عامين من الترميم، وصار الأطفال يعبرونه كل صباح إلى مدرستهم.",
        "قال المهندس إن الجسور الخشبية تعيش طويلًا إذا رُممت كل عشر سنين.",
        "وتنوي البلدية أن تبني جسرًا ثانيًا قرب الطاحونة.",
    ),
    source=GAZETTE,
    authors=("سلمى الحداد", "نديم عواد"),
    published="2021-06-05",
    url="https://gazette.example/2021/bridge",
    provenance=Provenance(
        title=Origin.FRONT_MATTER,
        authors=Origin.BYLINE,
        published=Origin.URL,
        url=Origin.FRONT_MATTER,
        language=Origin.SOURCE_FILE,
        source=Origin.SOURCE_FILE,
    ),
    file="gazette/bridge-2021.md",
    repairs=("decoded as windows-1256",),
)

MILL = Article(
    id="notes/mill",
    title="طاحونة على كتف الوادي",
    paragraphs=("تدور الطاحونة بماء الوادي، ولا جسر إليها إلا من جهة البستان.",),
    source=NOTES,
    published="2019-11",
    file="notes/mill.txt",
)

ENGLISH = Article(
    id="notes/timber report",
    title="A timber bridge, ten years on",
    paragraphs=("The bridge (جسر) carries 40 people an hour.",),
    source=NOTES,
    authors=("R. Field",),
    published="2020",
    language="en",
)

HOSTILE = Article(
    id="bad/<script>alert(1)</script>?x=1#y",
    title="<script>alert('title')</script>",
    paragraphs=("</p><img src=x onerror=alert(2)> كلمة \u202eمقلوبة & <b>غليظة</b>",),
    source=Source('"><script>', "<i>مصدر</i>\u2069\u202e", "javascript:alert(3)", "<u>رخصة</u>"),
    authors=('"><svg onload=alert(4)>',),
    published="2022",
    url="javascript:alert(5)",
    language='ar" onmouseover="alert(6)',
    file="../<file>",
    repairs=("<s>repaired</s>",),
)

ARTICLES = {article.id: article for article in (BRIDGE, MILL, ENGLISH, HOSTILE)}


def hit(article: Article, score: float = 1.0) -> Hit:
    """A hit whose first word of each of the first two paragraphs is marked."""
    passages = tuple(
        Passage(number, text, (Mark(0, text.index(" "), list(Level)[number - 1]),), address=paragraph_address(text))
        for number, text in enumerate(article.paragraphs[:2], start=1)
    )
    forms = (MatchedForm("الجسرُ", Level.STEM, 2), MatchedForm("جسرًا", Level.FORM, 1))
    return Hit(article, score, passages, (Match("جسر", forms),))


BRIDGE_HIT = Hit(
    BRIDGE,
    7.25,
    (
        Passage(1, BRIDGE.paragraphs[0], (Mark(4, 10, Level.STEM),), address=paragraph_address(BRIDGE.paragraphs[0])),
        Passage(3, BRIDGE.paragraphs[2], (Mark(22, 27, Level.EXACT),), address=paragraph_address(BRIDGE.paragraphs[2])),
    ),
    (Match("جسر", (MatchedForm("الجسرُ", Level.STEM, 2), MatchedForm("جسرًا", Level.EXACT, 1))),),
)

FACETS = Facets(
    source=(FacetCount("gazette", GAZETTE.name, 20), FacetCount("notes", NOTES.name, 11)),
    author=(FacetCount("سلمى الحداد", "سلمى الحداد", 4),),
    year=(FacetCount("2021", "2021", 12), FacetCount("2019", "2019", 3)),
)

LEVELS = LevelCounts(exact=2, form=11, stem=31, root=104)

SUMMARIES = (
    SourceSummary(GAZETTE, 100, 90, 80, "1998-01", "2024-02"),
    SourceSummary(NOTES, 13, 0, 2, "2019-11", "2020"),
)
