"""How fast articles become an index, and in how much memory, beside Tantivy on the same articles in the same run.

    python -m benchmarks.build COLLECTION [--memory MIB]

Tantivy stores the text and keeps positions, as Masadir does. From raw text each reads the collection and does all by
itself, Tantivy with its Arabic stemmer, on all cores and on one. From analysed words both get the terms of every word
ready made, on one core: what is compared is inverting, compressing and writing. Then come Masadir's stages by
themselves. Each runs in a process of its own. Where others use the machine too, believe the ratios, and those of
processor time more than those of the clock; memory is the sum over processes, and needs Linux to be seen.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from unittest.mock import patch

import tantivy

from benchmarks.quality import records
from benchmarks.speed import size_of
from indexer.arabic.tokens import surfaces
from indexer.build import build
from indexer.model import Article
from indexer.readers.registry import discover, read_file
from indexer.settings import MEMORY, Resources, all_cores
from indexer.store import inversion
from indexer.store.inversion import TextInverter
from indexer.store.merging import Part, merge
from indexer.store.schema import surface_term
from indexer.store.stored import StoredWriter
from indexer.stretches import MOST_CHARACTERS, stretches, work
from indexer.terminal import table

Measure = Callable[[Path, Path], None]
HEAP = 256 * 2**20


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print what the block takes, by the clock and in processor time, with that of the processes it started."""
    clock, processor = perf_counter(), _processor()
    yield
    print(
        json.dumps({"name": name, "clock": perf_counter() - clock, "processor": _processor() - processor}), flush=True
    )


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def articles_of(collection: Path) -> list[Article]:
    """All articles of a collection."""
    files, _ = discover(collection)
    return [one for file in files for one in read_file(file) if isinstance(one, Article)]


def analysed(articles: Sequence[Article]) -> dict[str, str]:
    """The term of every word that occurs."""
    texts = (text for article in articles for text in (article.title, *article.paragraphs))
    return {word: surface_term(word) for word in {word for text in texts for word in surfaces(text)}}


def masadir(cores: int, memory: int) -> Measure:
    """Masadir from raw text."""

    def measure(collection: Path, folder: Path) -> None:
        with timed("build"):
            build(collection, folder, resources=Resources(cores, memory))

    return measure


def masadir_analysed(collection: Path, folder: Path) -> None:
    """Masadir from articles that were read, with all words analysed."""
    terms = analysed(articles_of(collection))
    files, _ = discover(collection)
    parts = list(stretches(files, folder, MOST_CHARACTERS))
    with timed("build"), patch.object(inversion, "surface_term", terms.__getitem__):
        runs = [path for part in parts for path, _ in work(part).runs]
        merge([Part(path) for path in runs], folder / "merged.arrays")
        for path in runs:
            path.unlink()


def stages(collection: Path, folder: Path) -> None:
    """Each stage of a build on one core."""
    files, _ = discover(collection)
    with timed("read and clean"):
        parts = list(stretches(files, folder, MOST_CHARACTERS))
    articles = [one for part in parts for one in part.read or () if isinstance(one, Article)] or articles_of(collection)
    with timed("analyse each different word"):
        terms = analysed(articles)
    inverter = TextInverter()
    with timed("invert"), patch.object(inversion, "surface_term", terms.__getitem__):
        for article in articles:
            inverter.add(article.title, article.paragraphs)
        inverter.inverted()
    with timed("compress the articles"):
        stored = StoredWriter()
        for article in articles:
            stored.add(article)
    with patch.object(inversion, "surface_term", terms.__getitem__):
        runs = [path for part in parts for path, _ in work(part).runs]
    with timed("join and write"):
        merge([Part(path) for path in runs], folder / "merged.arrays")


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
        (article.id, text.encode(), " ".join([terms[word] for word in surfaces(text)]))
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
    """All that can be measured, by name; each follows the peer it is compared with."""
    cores = all_cores()
    return {
        f"Tantivy (ar), raw, {cores} cores": tantivy_arabic(cores),
        f"Masadir, raw, {cores} cores": masadir(cores, memory),
        "Tantivy (ar), raw, 1 core": tantivy_arabic(1),
        "Masadir, raw, 1 core": masadir(1, memory),
        "Tantivy, analysed, 1 core": tantivy_analysed,
        "Masadir, analysed, 1 core": masadir_analysed,
        "stages of Masadir": stages,
    }


def run_alone(name: str, collection: Path, memory: int, folder: Path) -> tuple[list[dict[str, float | str]], float]:
    """What a measure printed, run in a process of its own, and the most memory that it and its children took in MiB."""
    command = [sys.executable, "-m", "benchmarks.build", str(collection), "--memory", str(memory)]
    most = 0.0
    with subprocess.Popen(
        [*command, "--only", name, "--folder", str(folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None:
            most = max(most, _resident(process.pid))
            sleep(0.05)
        printed = [json.loads(line) for line in process.stdout or ()]
    if process.returncode:
        raise SystemExit(f"{name} ended with exit code {process.returncode}")
    return printed, most


def _resident(process: int) -> float:
    """Memory of a process and of all it started, in MiB; 0 where the system doesn't say."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0)
    return own + sum(_resident(int(child)) for child in children)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything on the collection named and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--memory", type=int, default=MEMORY, metavar="MIB", help=f"for Masadir (default: {MEMORY})")
    parser.add_argument("--only", metavar="NAME", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.only:
        measures(options.memory)[options.only](options.collection, options.folder)
        return
    articles = articles_of(options.collection)
    count = len(articles)
    megabytes = sum(len(text.encode()) for one in articles for text in (one.title, *one.paragraphs)) / 1e6
    del articles
    rows = []
    peer: tuple[float, float] | None = None
    for name in measures(options.memory):
        with tempfile.TemporaryDirectory() as folder:
            printed, most = run_alone(name, options.collection, options.memory, Path(folder))
            size = size_of(Path(folder)) / 1e6
        for one in printed:
            clock, processor = float(one["clock"]), float(one["processor"])
            compared = peer if name.startswith("Masadir") else None
            whole = one["name"] == "build"
            rows.append(
                (
                    name if whole else f"  {one['name']}",
                    f"{count / clock:,.0f}",
                    f"{megabytes / clock:.1f}",
                    f"{processor:.1f}",
                    f"{compared[0] / clock:.2f}" if compared else "",
                    f"{compared[1] / processor:.2f}" if compared else "",
                    f"{size:.1f}" if whole else "",
                    f"{most:.0f}" if whole else "",
                )
            )
            peer = (clock, processor)
    print(f"{count:,} articles, {megabytes:.1f} MB of text")
    head = ("", "articles/s", "MB/s", "processor s", "rate ratio", "by processor", "index MB", "peak MiB")
    for line in table(head, rows):
        print(line)


if __name__ == "__main__":
    main()
