"""A question as it was understood: a tree of words, phrases and groups. No text parsing and no index here."""

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.arabic.analysis import Word as Analysis


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, what it is at each level, and whether it is a function word such as من."""

    surface: str
    analysis: Analysis
    function: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order side by side; with `slop`, in any order with at most that many other words among them."""

    words: tuple[Word, ...]
    slop: int | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word whose form begins so, and the word that is no longer: some letters fold in another way at the end.

    `قارئ*` opens what begins with قارئ, as قارئين does, and قارئ itself, whose form is قارء.
    """

    surface: str
    form: str
    whole: str

    def opens(self, form: str) -> bool:
        """Whether a form is one of those that begin so."""
        return form.startswith(self.form) or form == self.whole


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Any word whose form is at most `distance` edits away: a letter more, less or another, or two exchanged."""

    surface: str
    form: str
    distance: int

    def opens(self, form: str) -> bool:
        """Whether a form is near enough."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 -- few questions ask for what is nearly a word

        return OSA.distance(self.form, form, score_cutoff=self.distance) <= self.distance


@dataclass(frozen=True, slots=True)
class Kin:
    """Words that may stand for a word of the question, side by side where they are several: حزيران for يونيو.

    Weaker than the word itself: from the stem level on, and never the same word. See `kin`.
    """

    of: Word
    words: tuple[Word, ...]


Opening = Prefix | Fuzzy
"""What stands for whichever of the collection's forms it opens."""


@dataclass(frozen=True, slots=True)
class InTitle:
    """A word, phrase or group that must be found in the title."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class Restriction:
    """What an article must be: `field` is source, author or date; a date's `value` is `from..to` in ISO."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Group:
    """Everything required must match, nothing excluded may; when no words are required, any optional one must."""

    required: tuple["Node", ...] = ()
    optional: tuple["Node", ...] = ()
    excluded: tuple["Node", ...] = ()


Leaf = Word | Phrase | Opening | Kin

Node = Leaf | InTitle | Restriction | Group

EMPTY = Group()
"""What nothing was asked with: it matches no article."""


def group(required: tuple[Node, ...] = (), optional: tuple[Node, ...] = (), excluded: tuple[Node, ...] = ()) -> Node:
    """A group without empty parts; what only holds one wanted node is that node."""
    whole = Group(*(tuple(node for node in nodes if node != EMPTY) for nodes in (required, optional, excluded)))
    return whole.optional[0] if len(whole.optional) == 1 and not (whole.required or whole.excluded) else whole


def leaves(node: Node) -> Iterator[Leaf]:
    """The words, phrases and openings that an article may match, in the question's order; not the excluded ones."""
    if isinstance(node, Group):
        for child in (*node.required, *node.optional):
            yield from leaves(child)
    elif isinstance(node, InTitle):
        yield from leaves(node.node)
    elif not isinstance(node, Restriction):
        yield node


def searched_words(node: Node) -> tuple[Word, ...]:
    """The distinct words, by form, that give evidence for an article, those of phrases among them."""
    words: dict[str, Word] = {}
    for leaf in leaves(node):
        for word in words_in(leaf):
            words.setdefault(word.analysis.form, word)
    return tuple(words.values())


def openings(node: Node) -> tuple[Opening, ...]:
    """The distinct prefixes and fuzzy words that give evidence for an article."""
    return tuple(dict.fromkeys(leaf for leaf in leaves(node) if isinstance(leaf, Opening)))


def words_in(leaf: Leaf) -> tuple[Word, ...]:
    """The words of a leaf in order; an opening is none, and kin are not asked for."""
    if isinstance(leaf, Opening | Kin):
        return ()
    return leaf.words if isinstance(leaf, Phrase) else (leaf,)


def label(leaf: Leaf) -> str:
    """A leaf as it is typed, without its quotation marks; kin as the word that they stand for."""
    match leaf:
        case Word():
            return leaf.surface
        case Phrase():
            return " ".join(word.surface for word in leaf.words)
        case Prefix():
            return f"{leaf.surface}*"
        case Fuzzy():
            return f"{leaf.surface}~{leaf.distance}"
        case Kin():
            return leaf.of.surface


def without_function_words(node: Node) -> tuple[Node, tuple[str, ...]]:
    """The tree without its optional function words, and those words; unchanged when nothing else would remain."""
    if all(isinstance(leaf, Word) and leaf.function for leaf in leaves(node)):
        return node, ()
    kept = _pruned(node)
    remaining = set(leaves(kept))
    dropped = [leaf.surface for leaf in leaves(node) if isinstance(leaf, Word) and leaf not in remaining]
    return kept, tuple(dict.fromkeys(dropped))


def _pruned(node: Node) -> Node:
    if isinstance(node, InTitle):
        inner = _pruned(node.node)
        return inner if inner == EMPTY else InTitle(inner)
    if not isinstance(node, Group):
        return node
    required = tuple(kept for child in node.required if (kept := _pruned(child)) != EMPTY)
    optional = tuple(
        kept
        for child in node.optional
        if not (isinstance(child, Word) and child.function) and (kept := _pruned(child)) != EMPTY
    )
    if node.excluded and not required and not optional:
        return node  # (من -حرب) would otherwise turn into everything without حرب
    return group(required, optional, node.excluded)
