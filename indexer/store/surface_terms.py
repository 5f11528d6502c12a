"""The terms of many words at once, for a vocabulary: plain words by compiled loops, others one by one.

What a term is, `schema` tells. Not for a question's words: `schema.level_prefix` makes their terms.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from indexer.answers import Level
from indexer.arabic.analysis import analyze_all, current, plain_forms, stems_and_roots
from indexer.arabic.packed import LETTERS, LONGEST
from indexer.compiling import ready
from indexer.store import surface_term_kernels
from indexer.store.arrays import Array
from indexer.store.schema import level_prefix
from indexer.store.vocabulary import starts_of

_BYTES_OF_TERM = 2 * 6 * LONGEST + 4
"""Most that the term of a plain word has: four levels, the last with vowels and shadda, each with its end."""


def surface_terms(surfaces: Sequence[str]) -> list[bytes]:
    """The terms of words as written, as they are in the files."""
    rules = current()
    letters = np.frombuffer("".join(surfaces).encode("utf-32-le", "surrogatepass"), "<u4")
    starts = starts_of(np.array([*map(len, surfaces)], np.int64))
    forms = plain_forms(letters, starts, rules)
    stems, roots = stems_and_roots(forms, rules)
    text, ends = np.empty(_BYTES_OF_TERM * forms.size, np.uint8), np.empty(forms.size, np.int64)
    ready(surface_term_kernels.write_terms, text.size)(letters, starts, forms, stems, roots, _code_points(), text, ends)
    borders = [0, *ends.tolist()]
    written = text[: borders[-1]].tobytes()
    terms = [written[start:end] for start, end in pairwise(borders)]
    others = np.flatnonzero(forms == 0).tolist()
    for number, word in zip(others, analyze_all([surfaces[number] for number in others], rules), strict=True):
        terms[number] = level_prefix(word, Level.EXACT).encode(errors="surrogatepass")
    return terms


@cache
def _code_points() -> Array:
    return np.array([0, *map(ord, LETTERS)], np.uint32)
