"""What a question may be, and what is said where its answer was bounded: openings, levels, time.

Not for what could not be understood: see `parse`.
"""

from indexer.answers import Level, LevelCounts, Notice, Question
from indexer.errors import BadParameter, QuestionTooLong
from indexer.search.clock import Clock
from indexer.search.dates import iso_date
from indexer.search.match import PREFIX_FORMS, prefix_forms
from indexer.search.suggest import replacement
from indexer.search.tree import Fuzzy, Node, Opening, label, leaves, searched_words
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT
from indexer.store.snapshot import Snapshot


def check(question: Question) -> None:
    """Whether a question can be asked. Raises QuestionTooLong or BadParameter."""
    if len(question.text) > QUESTION_LIMIT:
        raise QuestionTooLong(len(question.text), QUESTION_LIMIT)
    if question.page < 1:
        raise BadParameter("page", "a whole number from 1", str(question.page))
    if not 1 <= question.size <= PAGE_SIZE_LIMIT:
        raise BadParameter("size", f"a whole number from 1 to {PAGE_SIZE_LIMIT}", str(question.size))
    start = iso_date("from", question.filters.published_from or "")
    end = iso_date("to", question.filters.published_to or "")
    # At the precision that both have: from 2021-06 to 2021 is a span, of one half year.
    if start and end and start[: len(end)] > end[: len(start)]:
        raise BadParameter("to", f"a date not before {start}", end)


def notices(snapshot: Snapshot, tree: Node, question: Question, counts: LevelCounts, clock: Clock) -> list[Notice]:
    """What is said with an answer: that the time was up, a word looks misspelt, an opening was cut short, and so on."""
    if clock.ran_out:
        return [Notice("time-up", "The time for a question was up; there may be more and better hits than these.")]
    found = []
    level = question.level
    instead = replacement(snapshot, question.text, searched_words(tree))
    if instead:
        found.append(Notice("did-you-mean", f"Hardly found as typed. Did you mean: {instead}", (instead,)))
    for leaf in dict.fromkeys(leaves(tree)):
        if isinstance(leaf, Opening) and (opened := prefix_forms(snapshot, leaf)[1]) > PREFIX_FORMS:
            message = f"{label(leaf)} opens {opened:,} words; the {PREFIX_FORMS} most frequent were searched."
            values = (leaf.surface, str(opened))
            fuzzy = isinstance(leaf, Fuzzy)
            found.append(
                Notice("fuzzy-limited", message, values) if fuzzy else Notice("prefix-limited", message, values)
            )
    if not getattr(counts, level.value):
        wider = next(((wide, n) for wide in Level if (n := getattr(counts, wide.value))), None)
        if wider:
            message = f"No article at level {level.value}; {wider[1]:,} at level {wider[0].value}."
            found.append(Notice("level-hint", message, (wider[0].value, str(wider[1]))))
    return found
