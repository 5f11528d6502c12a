"""Completions of the word being typed, from the collection's own words in the collection's own spelling."""

from collections import Counter

from indexer.answers import Level
from indexer.arabic.analysis import analyze
from indexer.arabic.function_words import is_function_word
from indexer.arabic.tokens import tokens
from indexer.arabic.vowels import bare
from indexer.search.match import prefix_forms
from indexer.search.parse import prefix_of
from indexer.store.schema import WORDS, level_prefix, word_of
from indexer.store.snapshot import Snapshot


def completions(snapshot: Snapshot, text: str, limit: int) -> tuple[str, ...]:
    """The text with its last word completed, most frequent first; folds as search does: ادار gives إدارة.

    Function words are not offered: they are quicker typed than chosen, and say nothing.
    """
    words = tokens(text)
    if not words or words[-1].end != len(text):
        return ()
    beginning = text[: words[-1].start]
    found: dict[str, None] = {}
    for form in prefix_forms(snapshot, prefix_of(words[-1].text))[0]:
        if not is_function_word(form):
            found.setdefault(beginning + _as_written(snapshot, form))
        if len(found) == limit:
            break
    return tuple(found)


def _as_written(snapshot: Snapshot, form: str) -> str:
    """The spelling in which a form is written most often, without vowels."""
    spellings: Counter[str] = Counter()
    for term in snapshot.terms(WORDS, level_prefix(analyze(form), Level.FORM)):
        spellings[bare(word_of(term).exact)] += snapshot.lists.occurrences(snapshot.lists.entry(WORDS, term))
    # Of two that are as frequent the first in code point order, which is the one that writes its hamza.
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling), default=form)
