"""Kin of a question's words among the words of the collection: foreign names spelt otherwise, Latin names, months.

Kin stand in the tree beside the word they stand for, as leaves of their own; they match from the stem level on and say
less than the word itself. Words in quotation marks and excluded words have none. What makes two words kin is decided in
`indexer.arabic.kinship`; this module finds those that the collection holds.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from weakref import WeakKeyDictionary

import numpy as np

from indexer.answers import Level
from indexer.arabic.analysis import Word as Analysis
from indexer.arabic.analysis import analyze
from indexer.arabic.kinship import are_kin, consonants, looks_foreign, month_kin, sounds_like
from indexer.arabic.tokens import surfaces
from indexer.search.clock import UNLIMITED, Clock, TimeUp
from indexer.search.match import STAGES
from indexer.search.order import best
from indexer.search.tree import Group, InTitle, Kin, Node, Word
from indexer.store.schema import WORDS
from indexer.store.snapshot import Snapshot

KIN_FORMS = 4
"""Kin a word has at most, those that most articles hold."""

READ_FOR_PAIRS = 5
"""Articles read for what stands in brackets behind a name, those that name it most often."""

LOOKED_THROUGH = 20_000
"""Characters of such an article; a name is spelt out where it comes first."""

_IN_BRACKETS = re.compile(r"\((?:\w*: ?)?([A-Za-z][^()\n]{1,80})")
"""Latin letters in brackets, perhaps behind the name of their language."""

WORDS_OF_A_NAME = 5
"""Words before the brackets that may be what is spelt in them."""

NAME_REACH = 100
"""Characters before the brackets in which those words stand."""

ENDING_CONSONANTS = "nt"
"""The sounds of consonants that an ending may add to a name: الإنجليزيين."""

REMEMBERED_WORDS = 1 << 14
"""Words whose kin are remembered for the questions to come."""

_KNOWN: WeakKeyDictionary[Snapshot, dict[str, tuple[str, ...]]] = WeakKeyDictionary()


def with_kin(snapshot: Snapshot, tree: Node, in_order: tuple[Word, ...], clock: Clock = UNLIMITED) -> Node:
    """The tree with the kin of its words beside them; `in_order` are all words of the question as they follow.

    Words have no kin once the time is up.
    """
    return _Placing(snapshot, in_order, clock).placed(tree)


def kin_forms(snapshot: Snapshot, word: Analysis, clock: Clock = UNLIMITED) -> tuple[str, ...]:
    """The forms of the collection that spell the name of a word otherwise, in either script; most frequent first.

    None where they were not found before the time was up.
    """
    known = _KNOWN.setdefault(snapshot, {})
    if word.form not in known:
        if len(known) >= REMEMBERED_WORDS:
            known.clear()
        try:
            known[word.form] = _find(snapshot, word, clock)
        except TimeUp:
            return ()
    return known[word.form]


def _find(snapshot: Snapshot, word: Analysis, clock: Clock) -> tuple[str, ...]:
    if word.form.isascii() and word.form.isalpha():
        names = [analyze(name).stem for name, latin in _pairs(snapshot, word, clock) if latin == word.form]
        return tuple(dict.fromkeys(names))[:KIN_FORMS]
    if not looks_foreign(word):
        return ()
    clock.check()
    found: Counter[str] = Counter()
    heard = consonants(word.stem)
    for form, articles in snapshot.forms_sounding(word.stem).items():
        written = consonants(form.removeprefix("ال"))
        if written.startswith(heard) and not written[len(heard) :].strip(ENDING_CONSONANTS):
            clock.check()
            if are_kin(word, kin := analyze(form)):
                found[kin.stem] += articles
    spellings = sorted(found, key=lambda stem: (-found[stem], stem))[:KIN_FORMS]
    latin = [latin for name, latin in _pairs(snapshot, word, clock) if analyze(name).stem == word.stem]
    return (*spellings, *tuple(dict.fromkeys(latin))[:KIN_FORMS])


def _pairs(snapshot: Snapshot, word: Analysis, clock: Clock) -> Iterator[tuple[str, str]]:
    """Names and their Latin spellings, as the articles that speak most of a word pair them: مولوتوف and molotov."""
    lists = snapshot.lists
    entry = lists.upto(lists.word(WORDS, word), STAGES[Level.STEM])
    articles = lists.unite(entry)[0]
    nothing = np.zeros(articles.size, np.float32)
    frequencies = lists.weigh(entry, (0.0,), nothing, articles, nothing)
    for number in articles[best(articles, frequencies, READ_FOR_PAIRS, snapshot.order)].tolist():
        clock.check()
        text = snapshot.opened(number).paragraphs.opening(LOOKED_THROUGH)[:LOOKED_THROUGH]
        for bracket in _IN_BRACKETS.finditer(text):
            before = surfaces(text[max(0, bracket.start() - NAME_REACH) : bracket.start()])[-WORDS_OF_A_NAME:]
            for name, latin in product(before, surfaces(bracket[1])):
                if sounds_like(analyze(name).stem, analyze(latin).form):
                    yield name, analyze(latin).form


class _Placing:
    """Puts kin into a tree: beside an optional word as further optional ones, beside a required one in its group."""

    def __init__(self, snapshot: Snapshot, in_order: tuple[Word, ...], clock: Clock) -> None:
        self._snapshot = snapshot
        self._clock = clock
        self._words = in_order
        self._forms = [word.analysis.form for word in in_order]

    def placed(self, node: Node) -> Node:
        """The node with kin beside its words."""
        if isinstance(node, Word):
            beside = self._of(node)
            return Group(optional=(node, *beside)) if beside else node
        if isinstance(node, InTitle):
            return InTitle(self.placed(node.node))
        if isinstance(node, Group):
            optional: list[Node] = []
            for child in node.optional:
                optional += (child, *self._of(child)) if isinstance(child, Word) else (self.placed(child),)
            return Group(tuple(map(self.placed, node.required)), tuple(optional), node.excluded)
        return node

    def _of(self, word: Word) -> tuple[Kin, ...]:
        months = month_kin(self._forms, self._words.index(word)) if word in self._words else []
        sequences = [*months, *((form,) for form in kin_forms(self._snapshot, word.analysis, self._clock))]
        return tuple(Kin(word, tuple(_word(form) for form in forms)) for forms in dict.fromkeys(sequences))


def _word(form: str) -> Word:
    return Word(form, analyze(form), function=False)
