"""Ranking by one level alone: BM25 and nothing else, for comparing engines and for those who want no more.

Not for how Masadir ranks: see `rank`.
"""

import numpy as np

from indexer.answers import Level
from indexer.search.match import STAGES, Matcher, is_plain, prefix_entry
from indexer.search.rank import idf, norms_of, openings
from indexer.search.tree import Group, Node, Word, searched_words
from indexer.store.postings import Entry, PostingLists
from indexer.store.schema import WORDS
from indexer.store.scratch import Articles, Scores
from indexer.store.snapshot import Snapshot


def scored_at(snapshot: Snapshot, tree: Node, level: Level) -> tuple[Articles, Scores]:
    """The articles that match at one level, in no order, with BM25 of that level alone."""
    lists = snapshot.lists
    parts = []
    for word in searched_words(tree):
        entry = lists.upto(lists.word(WORDS, word.analysis), STAGES[level])
        parts.append((entry, idf(lists.holding(entry)[0], snapshot.manifest.articles)))
    for prefix in openings(tree):
        entry = prefix_entry(snapshot, prefix)
        parts.append((entry, idf(lists.holding(entry)[0], snapshot.manifest.articles)))
    norms = norms_of(snapshot).whole
    if is_plain(tree):
        return lists.gather(parts, norms)
    if _is_all_of_words(tree):
        return _scored_in_all(lists, sorted(parts, key=lambda part: part[0].postings), norms)
    candidates = Matcher(snapshot).matching(tree, level)
    scores = np.zeros(candidates.size, np.float32)
    for entry, gain in parts:
        lists.weigh(entry, (gain,), norms[candidates], candidates, scores)
    return candidates, scores


def _is_all_of_words(tree: Node) -> bool:
    """Whether a tree is words that must all be there, and nothing else."""
    if not isinstance(tree, Group) or tree.optional or tree.excluded or not tree.required:
        return False
    return all(isinstance(node, Word) for node in tree.required)


def _scored_in_all(lists: PostingLists, parts: list[tuple[Entry, float]], norms: Scores) -> tuple[Articles, Scores]:
    """The articles that hold all of the entries, of which the rarest comes first: matched and scored in one go."""
    articles = lists.unite(parts[0][0])[0]
    scores = np.zeros(articles.size, np.float32)
    for entry, gain in parts:
        held = lists.weigh(entry, (gain,), norms[articles], articles, scores) > 0
        articles, scores = articles[held], scores[held]
    return articles, scores
