"""How well stems and roots keep to judged word pairs: Masadir beside Snowball, Tashaphyne and ISRI.

    python -m benchmarks.stems

The pairs are `tests/arabic/word_pairs.tsv`, our own, by rule class; our rules and lists were written with them in view,
so they show what is held rather than what is to be expected of unseen words. Peers get each word folded by our form
level, which is kind to them. Snowball is what Tantivy and Xapian do for Arabic; Tashaphyne gives light stems and roots;
ISRI (NLTK) gives roots. Prints precision and recall at the level that each is made for, and what share of each class it
gets right.
"""

from collections.abc import Callable, Mapping

import Stemmer
from nltk.stem.isri import ISRIStemmer
from tashaphyne.stemming import ArabicLightStemmer

from indexer.answers import Level
from indexer.arabic.analysis import analyze
from indexer.terminal import table
from tests.arabic.word_pairs import judge, read_pairs

Term = Callable[[str], str]


def folded(stem: Term) -> Term:
    """A peer's stemmer, given words whose spelling is folded already."""
    return lambda word: stem(analyze(word).form)


def tashaphyne(root: bool) -> Term:
    """Tashaphyne's light stem or root."""
    stemmer = ArabicLightStemmer()

    def term(word: str) -> str:
        stemmer.light_stem(word)
        return str(stemmer.get_root() if root else stemmer.get_stem())

    return term


STEMMERS: Mapping[Level, Mapping[str, Term]] = {
    Level.STEM: {
        "Masadir": lambda word: analyze(word).stem,
        "Snowball": folded(Stemmer.Stemmer("arabic").stemWord),
        "Tashaphyne": folded(tashaphyne(root=False)),
    },
    Level.ROOT: {
        "Masadir": lambda word: analyze(word).root,
        "ISRI": folded(ISRIStemmer().stem),
        "Tashaphyne": folded(tashaphyne(root=True)),
    },
}


def compared(known: Mapping[str, str]) -> Callable[[str, str], bool]:
    """Whether two words have one term."""
    return lambda one, other: known[one] == known[other]


def main() -> None:
    """Print for each level every stemmer over all pairs, and then which share of each class it gets right."""
    pairs = read_pairs()
    for level, stemmers in STEMMERS.items():
        meets = {
            name: compared({word: term(word) for pair in pairs for word in (pair.one, pair.other)})
            for name, term in stemmers.items()
        }
        figures = {name: judge(pairs, level, found) for name, found in meets.items()}
        rows = [
            (name, f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.right:.3f}", str(one.pairs))
            for name, one in figures.items()
        ]
        print(*table((f"at the {level.value}", "precision", "recall", "right", "pairs"), rows), "", sep="\n")
        of_kinds = []
        for kind in dict.fromkeys(pair.kind for pair in pairs):
            of_kind = [judge([pair for pair in pairs if pair.kind == kind], level, found) for found in meets.values()]
            if of_kind[0].pairs:
                of_kinds.append((kind, str(of_kind[0].pairs), *(f"{one.right:.3f}" for one in of_kind)))
        print(*table((f"right at the {level.value}", "pairs", *stemmers), of_kinds), "", sep="\n")


if __name__ == "__main__":
    main()
