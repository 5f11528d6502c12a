"""Completions of the word being typed, and words for misspelt ones: the collection's own, in its own spelling.

Both fold as search does. Not for kin, which are right spellings of one name: see `kin`.
"""

from collections import Counter
from collections.abc import Iterable

from indexer.answers import Level
from indexer.arabic.analysis import analyze
from indexer.arabic.function_words import is_function_word
from indexer.arabic.tokens import tokens
from indexer.arabic.vowels import bare
from indexer.search.fuzzy import near_forms
from indexer.search.kin import kin_forms
from indexer.search.match import STAGES, prefix_forms
from indexer.search.parse import prefix_of
from indexer.search.tree import Word
from indexer.store.schema import WORDS, level_prefix, word_of
from indexer.store.snapshot import Snapshot

FEW = 2
"""A word that more articles hold at the stem level is no misprint, or everybody's."""

CLEARLY_MORE = 10
"""How many times as many articles a replacement must have, counting one for a word that is nowhere."""

FEWEST = 2
"""Articles that a replacement must have: a word of one article may be a misprint itself."""

SHORTEST_MENDED = 4
"""Letters below which nearly every word is one letter away from another."""


def replacement(snapshot: Snapshot, text: str, words: Iterable[Word]) -> str | None:
    """The question with words that the collection hardly has replaced by such as it has, one letter away; else None.

    `words` are those of the question that are searched for; فرنصا becomes فرنسا.
    """
    mended = {word.surface: better for word in words if (better := _better(snapshot, word))}
    if not mended:
        return None
    parts: list[str] = []
    end = 0
    for token in tokens(text):
        parts += (text[end : token.start], mended.get(token.text, token.text))
        end = token.end
    return "".join(parts) + text[end:]


def _better(snapshot: Snapshot, word: Word) -> str | None:
    form = word.analysis.form
    if word.function or len(form) < SHORTEST_MENDED or not form.isalpha():
        return None
    held = snapshot.lists.holding(snapshot.lists.word(WORDS, word.analysis))[STAGES[Level.STEM]]
    if held > FEW or kin_forms(snapshot, word.analysis):
        return None
    near = near_forms(snapshot, form, 1)
    near.pop(form, None)
    best = min(near, key=lambda other: (-near[other], other), default=form)
    if near.get(best, 0) < max(FEWEST, CLEARLY_MORE * held):
        return None
    return _as_written(snapshot, best)


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
