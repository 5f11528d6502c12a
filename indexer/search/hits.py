"""One hit of an answer: the article, its passages, what matched in it, and the other copies of its story.

Not for which articles are hits, nor in which order: that is the engine's.
"""

from indexer.answers import Hit
from indexer.search.clock import UNLIMITED, Clock
from indexer.search.find import Finder, marks_of, matched
from indexer.search.passages import choose
from indexer.search.stories import copies_of
from indexer.store.schema import without_paragraphs
from indexer.store.snapshot import Snapshot


def hit_of(
    snapshot: Snapshot, finder: Finder, number: int, score: float, *, copies: bool, clock: Clock = UNLIMITED
) -> Hit:
    """The hit of an article; it names the others of its story unless `copies` are hits of their own."""
    article = snapshot.article(number)
    others, total = ((), 0) if copies else copies_of(snapshot, number)
    if clock.up():
        return Hit(without_paragraphs(article), score, (), (), copies=others, copies_total=total)
    found = finder.find_in(article.paragraphs)
    in_title = finder.find(article.title)
    everywhere = in_title + [one for words in found for one in words]
    return Hit(
        article=without_paragraphs(article),
        score=score,
        passages=choose(article.paragraphs, found),
        matched=matched(finder.labels(), everywhere),
        title_marks=marks_of(in_title),
        copies=others,
        copies_total=total,
    )
