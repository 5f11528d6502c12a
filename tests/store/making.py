"""Articles made up for tests of the store and the build, and generations made of them without any reader."""

from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

from indexer.arabic.analysis import analyze, fingerprint
from indexer.arabic.tokens import surfaces
from indexer.model import Article, Source
from indexer.store import generations
from indexer.store.generations import Manifest
from indexer.store.schema import FORMAT_VERSION, PARAGRAPH_GAP, VOWELLED
from indexer.store.snapshot import Snapshot
from indexer.store.writer import ArticleWriter

_WORDS = """
مكتبة المكتبات كِتاب كتاب والكتاب كاتب عِلْم علم عَلَم مدرسة والمدارس إدارة اداره في من على نهر الأنهار سفينة
بالسفن جبل الجبال قمر القمر شمسٌ مدينة بالمدينة 1946 ١٩٤٦ S400 قهوة القهوة بحر البحر تجارة للتجارة
"""
WORDS = _WORDS.split()

Step = Callable[[ArticleWriter], None]
Places = dict[str, dict[str, list[int]]]
"""For each term: for each article's id, the positions of the term in it."""


def made_article(article_id: str, text: str = "كتاب عن النهر", *, title: str = "", file: str = "") -> Article:
    """An article of one source, a paragraph a line."""
    source = Source("majalla", "مجلة")
    return Article(article_id, title, tuple(text.splitlines()), source, file=file or f"{article_id}.txt")


def seeded(seed: int) -> Random:
    """Chance that is the same at every run."""
    return Random(seed)  # noqa: S311 -- nothing here is secret


def random_article(random: Random, article_id: str, *, file: str = "") -> Article:
    """An article of random words of `WORDS`."""
    lines = [" ".join(random.choices(WORDS, k=random.randint(1, 12))) for _ in range(random.randint(1, 4))]
    return made_article(article_id, "\n".join(lines), title=" ".join(random.choices(WORDS, k=3)), file=file)


def make_live(index_dir: Path, articles: int, steps: Iterable[Step]) -> Snapshot:
    """A new generation, each step committed on its own, and opened; `articles` are to be left in the end."""
    with generations.partial_generation(index_dir) as (name, folder):
        for step in steps:
            with ArticleWriter(folder) as writer:
                step(writer)
                writer.commit()
        generations.write_description(folder, made_manifest(name, articles), [])
    return Snapshot(index_dir)


def adding(articles: Iterable[Article]) -> Step:
    """The step that adds these articles."""

    def step(writer: ArticleWriter) -> None:
        for article in articles:
            writer.add(article)

    return step


def made_manifest(name: str, articles: int) -> Manifest:
    """A manifest that this version reads."""
    return Manifest(name, FORMAT_VERSION, fingerprint(), "2024-05-01T00:00:00+00:00", articles, "sources", "")


def counted(articles: Iterable[Article]) -> dict[str, Places]:
    """Where every term of every field stands, found without the store's own code."""
    fields: dict[str, Places] = {name: {} for name in ("exact", "form", "stem", "root", "title_form", "title_stem")}

    def note(field: str, term: str, article: Article, position: int) -> None:
        fields[field].setdefault(term, {}).setdefault(article.id, []).append(position)

    for article in articles:
        start = 0
        for number, text in enumerate((article.title, *article.paragraphs)):
            for position, surface in enumerate(surfaces(text), start=start):
                word = analyze(surface)
                letters = "".join(char for char in word.exact if not "\u064b" <= char <= "\u0652")
                term = letters if letters == word.exact else letters + VOWELLED + word.exact
                note("exact", term, article, position)
                note("form", word.form, article, position)
                note("stem", word.stem, article, position)
                note("root", word.root, article, position)
                if number == 0:
                    note("title_form", word.form, article, position)
                    note("title_stem", word.stem, article, position)
            start += len(surfaces(text)) + PARAGRAPH_GAP
    return fields


def indexed(snapshot: Snapshot) -> dict[str, Places]:
    """The same as `counted`, read from the index; fields without positions have as many zeros."""
    everything = snapshot.alive.nonzero()[0].astype("int32")
    fields: dict[str, Places] = {}
    for field in ("exact", "form", "stem", "root", "title_form", "title_stem"):
        terms: Places = {}
        for term, _ in snapshot.terms(field, ""):
            articles, frequencies = snapshot.postings(field, term)
            if not articles.size:
                continue  # only in removed articles, and not merged away yet
            numbers = articles.tolist()
            assert numbers == sorted(set(numbers)), f"{field} {term}: articles out of order: {numbers}"
            if field in ("root", "title_form", "title_stem"):
                places = {number: [0] * int(count) for number, count in zip(numbers, frequencies, strict=True)}
            else:
                places = snapshot.positions(field, term, everything)
                assert [len(places[number]) for number in numbers] == frequencies.tolist(), f"{field} {term}"
            terms[term] = {snapshot.ids[number]: found for number, found in places.items()}
        fields[field] = terms
    return fields


def without_positions(fields: dict[str, Places]) -> dict[str, Places]:
    """`counted` as `indexed` gives it: zeros where the index keeps no positions."""
    return {
        field: terms
        if field in ("exact", "form", "stem")
        else {term: {one: [0] * len(found) for one, found in places.items()} for term, places in terms.items()}
        for field, terms in fields.items()
    }
