"""The records of what stands in several places: the story of an article, and its paragraphs that others have too.

Every record is frozen. Nothing here compares texts: that is `store.likeness` and `store.grouping`.
"""

from dataclasses import dataclass

from indexer.model import Article


@dataclass(frozen=True, slots=True)
class Story:
    """An article and its copies, the earliest first, without their paragraphs; of `total` perhaps not all."""

    articles: tuple[Article, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of another article, which comes without its paragraphs; `paragraph` counts from 1.

    `address` is that of the paragraph (`search.paragraphs`).
    """

    article: Article
    paragraph: int
    address: str


@dataclass(frozen=True, slots=True)
class Reuse:
    """A paragraph, counted from 1, whose words stand in other articles; of these `total` the first are named."""

    paragraph: int
    places: tuple[Place, ...]
    total: int
