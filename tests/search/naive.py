"""A matcher that reads each article from its beginning: slow, plain, and sharing no code with the one it judges.

It knows the rules of docs/question-language.md and the analysis of words, and neither index nor arrays.
"""

from itertools import product

from indexer.answers import Filters, Level
from indexer.arabic.analysis import Word as Analysis
from indexer.arabic.analysis import analyze
from indexer.arabic.tokens import surfaces
from indexer.arabic.vowels import bare, vowels_agree
from indexer.model import Article
from indexer.search.tree import Fuzzy, Group, InTitle, Kin, Node, Phrase, Prefix, Restriction, Word


def answers(article: Article, node: Node, level: Level, *, title: bool = False) -> bool:
    """Whether an article matches a tree at a level; with `title`, by its title alone."""
    texts = [article.title] if title else [article.title, *article.paragraphs]
    words = [[analyze(surface) for surface in surfaces(text)] for text in texts]
    every = [word for text in words for word in text]
    match node:
        case Word():
            return any(_same(node.analysis, word, level) for word in every)
        case Phrase():
            strict = Level.EXACT if level is Level.EXACT else Level.FORM
            return any(_holds(node, text, strict) for text in words)
        case Prefix():
            return any(word.form.startswith(node.form) or word.form == node.whole for word in every)
        case Fuzzy():
            return any(edits(node.form, word.form) <= node.distance for word in every)
        case Kin():
            if level not in (Level.STEM, Level.ROOT):
                return False
            side_by_side = Phrase(node.words) if len(node.words) > 1 else node.words[0]
            return answers(article, side_by_side, Level.STEM, title=title)
        case InTitle():
            return answers(article, node.node, level, title=True)
        case Restriction():
            return _is(article, node)
        case Group():
            return _group(article, node, level, title=title)


def passes(article: Article, filters: Filters) -> bool:
    """Whether an article is what the filters ask for."""
    return (
        (not filters.sources or article.source.id in filters.sources)
        and (not filters.authors or any(_is(article, Restriction("author", one)) for one in filters.authors))
        and (not filters.languages or article.language in filters.languages)
        and (not filters.repairs or bool(set(filters.repairs) & set(article.repairs)))
        and _dated(article, filters.published_from or "", filters.published_to or "")
    )


def edits(one: str, two: str) -> int:
    """Letters to add, drop, change or exchange with their neighbour to make one word of the other."""
    rows = [[max(i, j) if 0 in (i, j) else 0 for j in range(len(two) + 1)] for i in range(len(one) + 1)]
    for i, j in product(range(1, len(one) + 1), range(1, len(two) + 1)):
        changed = rows[i - 1][j - 1] + (one[i - 1] != two[j - 1])
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, changed)
        if i > 1 and j > 1 and one[i - 2 : i] == two[j - 1] + two[j - 2]:
            rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


def _group(article: Article, group: Group, level: Level, *, title: bool) -> bool:
    required, optional, excluded = (
        [answers(article, child, level, title=title) for child in children]
        for children in (group.required, group.optional, group.excluded)
    )
    if not required and not optional and not excluded:
        return False
    only_narrows = all(isinstance(child, Restriction) for child in group.required)
    return all(required) and not any(excluded) and (any(optional) or not optional or not only_narrows)


def _same(asked: Analysis, word: Analysis, level: Level) -> bool:
    if level is Level.EXACT:
        return bare(asked.exact) == bare(word.exact) and vowels_agree(asked.exact, word.exact)
    return bool(getattr(asked, level.value) == getattr(word, level.value))


def _holds(phrase: Phrase, text: list[Analysis], level: Level) -> bool:
    places = [[at for at, word in enumerate(text) if _same(asked.analysis, word, level)] for asked in phrase.words]
    for chosen in product(*places):
        if phrase.slop is None and all(at == chosen[0] + number for number, at in enumerate(chosen)):
            return True
        near = max(chosen) - min(chosen) <= len(chosen) - 1 + (phrase.slop or 0)
        if phrase.slop is not None and near and len(set(chosen)) == len(chosen):
            return True
    return False


def _is(article: Article, restriction: Restriction) -> bool:
    forms = {analyze(surface).form for surface in surfaces(restriction.value)}
    match restriction.field:
        case "date":
            first, _, last = restriction.value.partition("..")
            return _dated(article, first, last)
        case "author":
            return bool(forms) and any(forms <= _forms(name) for name in article.authors)
        case _:
            return article.source.id == restriction.value or forms <= _forms(article.source.name)


def _forms(text: str) -> set[str]:
    return {analyze(surface).form for surface in surfaces(text)}


def _dated(article: Article, first: str, last: str) -> bool:
    if not first and not last:
        return True
    if not article.published:
        return False
    return _end(article.published) >= _start(first or "0001") and _start(article.published) <= _end(last or "9999")


def _start(date: str) -> str:
    return (date + "-01-01")[:10]


def _end(date: str) -> str:
    return date + "-12-31"[3 * date.count("-") :] if date.count("-") < 2 else date
