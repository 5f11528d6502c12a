"""Words of grammar, which count for little in a question: في، من، متى، التي.

They are indexed like all words and found in quotation marks; only ranking may leave them out of a question.
Negations are not among them. The list is in `function_words.txt`.
"""

import functools
import importlib.resources

from indexer.arabic import cleaning, folding

_SHORTEST_AFTER_CONJUNCTION = 3
"""Shorter words behind و are listed one by one, as are all behind ف: ولي, فهم and فلان are mostly nouns."""


@functools.cache
def _words() -> frozenset[str]:
    listed = importlib.resources.files(__package__).joinpath("function_words.txt").read_text("utf-8").splitlines()
    entries = " ".join(line for line in listed if not line.startswith("#")).split()
    return frozenset(folding.fold(cleaning.exact(entry)) for entry in entries)


def is_function_word(form: str) -> bool:
    """Whether a form (as `analyze` gives it) is a word of grammar, also behind و: في, وفي, بما, وعندما."""
    form = folding.fold(form)  # a person may keep classes of spellings apart
    if form in _words():
        return True
    rest = form[1:]
    return form.startswith("و") and len(rest) >= _SHORTEST_AFTER_CONJUNCTION and rest in _words()
