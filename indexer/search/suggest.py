"""Completions of the word being typed, from the collection's own words in the collection's own spelling."""

from collections import Counter

from indexer.arabic.analysis import analyze
from indexer.arabic.function_words import is_function_word
from indexer.arabic.tokens import surfaces, tokens
from indexer.arabic.vowels import bare
from indexer.search.match import prefix_forms
from indexer.search.parse import prefix_of
from indexer.store.snapshot import Snapshot

SAMPLED_ARTICLES = 3
"""Articles looked into for how a form is written; the index knows forms, people want to read words."""


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
        written = None if is_function_word(form) else _as_written(snapshot, form)
        if written:
            found.setdefault(beginning + written)
        if len(found) == limit:
            break
    return tuple(found)


def _as_written(snapshot: Snapshot, form: str) -> str | None:
    spellings: Counter[str] = Counter()
    for number in snapshot.postings("form", form).articles[:SAMPLED_ARTICLES].tolist():
        article = snapshot.article(number)
        for text in (article.title, *article.paragraphs):
            for surface in surfaces(text):
                word = analyze(surface)
                if word.form == form:
                    spellings[bare(word.exact)] += 1
    return spellings.most_common(1)[0][0] if spellings else None
