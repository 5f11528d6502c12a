"""How fast articles become an index, and in how much memory, beside Tantivy on the same articles in the same run.

    python -m benchmarks.build SOURCES [--memory MIB]

SOURCES is any folder of articles. Tantivy stores the text and keeps positions, as Masadir does. From raw text, which
must be a collection (`corpus.jsonl`), each reads it and does all by itself, Tantivy with its Arabic stemmer, on all
cores and on one. From analysed words both get the terms of every word ready made, on one core: what is compared is
inverting, compressing and writing. Then come Masadir's stages by themselves, see `build_stages`. Each runs in a process
of its own. Where others use the machine too, believe the ratios, and those of processor time more than those of the
clock; memory is the sum over processes, and needs Linux to be seen.
"""

import argparse
import gc
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import tantivy

from benchmarks.build_stages import analysed, known, stages, write_runs
from benchmarks.measuring import Timed, run_together, timed
from benchmarks.quality import records
from benchmarks.speed import size_of
from indexer.arabic.tokens import surfaces
from indexer.build import build
from indexer.cli import OBJECTS_KEPT
from indexer.model import Article
from indexer.readers.registry import discover, read_file
from indexer.settings import MEMORY, Resources, all_cores
from indexer.store.merging import Part, merge
from indexer.terminal import table

Measure = Callable[[Path, Path], None]
HEAP = 256 * 2**20


def articles_of(collection: Path) -> list[Article]:
    """All articles of a collection."""
    files, _ = discover(collection)
    return [one for file in files for one in read_file(file) if isinstance(one, Article)]


def masadir(cores: int, memory: int) -> Measure:
    """Masadir from raw text."""

    def measure(collection: Path, folder: Path) -> None:
        gc.set_threshold(OBJECTS_KEPT)  # as the command does
        with timed("build"):
            build(collection, folder, resources=Resources(cores, memory))

    return measure


def masadir_analysed(collection: Path, folder: Path) -> None:
    """Masadir from articles that were read, with all words analysed."""
    articles = articles_of(collection)
    terms = analysed(articles)
    with timed("build"), known(terms):
        runs = write_runs(articles, folder, "analysed")
        merge([Part(path) for path in runs], folder / "merged.arrays")
        for path in runs:
            path.unlink()


def tantivy_arabic(threads: int) -> Measure:
    """Tantivy with its Arabic stemmer from raw text."""

    def measure(collection: Path, folder: Path) -> None:
        with timed("build"):
            schema = tantivy.SchemaBuilder()
            schema.add_text_field("id", stored=True, tokenizer_name="raw")
            schema.add_text_field("body", stored=True, tokenizer_name="arabic")
            index = tantivy.Index(schema.build(), path=str(folder))
            analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
            index.register_tokenizer("arabic", analyzer.filter(tantivy.Filter.stemmer("arabic")).build())
            writer = index.writer(heap_size=HEAP, num_threads=threads)
            for article_id, text in records(collection):
                writer.add_document(tantivy.Document(id=article_id, body=text))
            writer.commit()
            writer.wait_merging_threads()

    return measure


def tantivy_analysed(collection: Path, folder: Path) -> None:
    """Tantivy from the terms of Masadir, cut at white space alone, with the text stored beside them."""
    articles = articles_of(collection)
    terms = analysed(articles)
    texts = ["\n".join((article.title, *article.paragraphs)) for article in articles]
    rows = [
        (article.id, text.encode(), b" ".join([terms[word] for word in surfaces(text)]).decode(errors="surrogatepass"))
        for article, text in zip(articles, texts, strict=True)
    ]
    with timed("build"):
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        schema.add_bytes_field("text", stored=True)
        schema.add_text_field("body", tokenizer_name="words")
        index = tantivy.Index(schema.build(), path=str(folder))
        index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        writer = index.writer(heap_size=HEAP, num_threads=1)
        for article_id, text, body in rows:
            writer.add_document(tantivy.Document(id=article_id, text=text, body=body))
        writer.commit()
        writer.wait_merging_threads()


def measures(memory: int) -> Mapping[str, Measure]:
    """All builds that can be measured, by name; each follows the peer it is compared with."""
    cores = all_cores()
    return {
        f"Tantivy (ar), raw, {cores} cores": tantivy_arabic(cores),
        f"Masadir, raw, {cores} cores": masadir(cores, memory),
        "Tantivy (ar), raw, 1 core": tantivy_arabic(1),
        "Masadir, raw, 1 core": masadir(1, memory),
        "Tantivy, analysed, 1 core": tantivy_analysed,
        "Masadir, analysed, 1 core": masadir_analysed,
    }


def can_be_read(name: str, folder: Path) -> bool:
    """Whether a measure can read a folder: Tantivy knows no format, and gets raw text of collections alone."""
    is_collection = any((folder / name).exists() for name in ("corpus.jsonl", "corpus.jsonl.gz"))
    return is_collection or not name.startswith("Tantivy (ar)")


def run_stages(folder: Path, shares: int) -> list[Timed]:
    """The stages of a build on so many cores at once."""
    with tempfile.TemporaryDirectory() as place:
        commands = [[str(folder), "--share", f"{share}/{shares}", "--folder", place] for share in range(shares)]
        return run_together("benchmarks.build", commands)[0]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything on the folder named and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--memory", type=int, default=MEMORY, metavar="MIB", help=f"for Masadir (default: {MEMORY})")
    parser.add_argument("--only", metavar="NAME", help=argparse.SUPPRESS)
    parser.add_argument("--share", metavar="K/N", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.only:
        measures(options.memory)[options.only](options.sources, options.folder)
        return
    if options.share:
        share, shares = map(int, options.share.split("/"))
        stages(options.sources, options.folder, share, shares)
        return
    articles = articles_of(options.sources)
    count = len(articles)
    megabytes = sum(len(text.encode()) for one in articles for text in (one.title, *one.paragraphs)) / 1e6
    del articles
    print(f"{count:,} articles, {megabytes:.1f} MB of text")
    for line in (*_builds(options, count, megabytes), "", *_stages(options.sources, count, megabytes)):
        print(line, flush=True)


def _builds(options: argparse.Namespace, count: int, megabytes: float) -> Iterable[str]:
    rows = []
    peer: Timed | None = None
    for name in measures(options.memory):
        if not can_be_read(name, options.sources):
            peer = None
            continue
        with tempfile.TemporaryDirectory() as folder:
            command = [str(options.sources), "--memory", str(options.memory), "--only", name, "--folder", folder]
            [built], most = run_together("benchmarks.build", [command])
            size = size_of(Path(folder)) / 1e6
        ratios = ("", "")
        if name.startswith("Masadir") and peer:
            ratios = (f"{peer.clock / built.clock:.2f}", f"{peer.processor / built.processor:.2f}")
        rows.append((name, *_rates(built, count, megabytes), *ratios, f"{size:.1f}", f"{most:.0f}"))
        peer = built
    head = ("", "articles/s", "MB/s", "processor s", "rate ratio", "by processor", "index MB", "peak MiB")
    return table(head, rows)


def _stages(sources: Path, count: int, megabytes: float) -> Iterable[str]:
    cores = all_cores()
    one, all_of_them = run_stages(sources, 1), run_stages(sources, cores)
    rows = [
        # What is written is joined by one process alone, whatever the cores.
        (own.name, *_rates(own, count, megabytes), *(_rates(both, count, megabytes)[:2] if own.name != "write" else ()))
        for own, both in zip(one, all_of_them, strict=True)
    ]
    head = ("stage", "articles/s", "MB/s", "processor s", f"on {cores} cores: articles/s", "MB/s")
    return table(head, [(*row, *("",) * (len(head) - len(row))) for row in rows])


def _rates(one: Timed, count: int, megabytes: float) -> tuple[str, str, str]:
    return f"{count / one.clock:,.0f}", f"{megabytes / one.clock:.1f}", f"{one.processor:.1f}"


if __name__ == "__main__":
    main()
