"""The JSON of one article and of what is asked about it: whoever reads it elsewhere relies on every key here."""

from dataclasses import replace

import pytest

from indexer.answers import ArticleView, Level, Mark
from indexer.errors import ParagraphNotFound
from indexer.model import Certainty, Claim, Contributor, Origin, Role
from indexer.reprints import Place, Reuse, Story
from indexer.search.article_payload import article_payload, paragraph_payload, similar_payload, story_payload
from indexer.search.payload import result_page_payload
from tests.search.test_payload import ARTICLE, ATTRIBUTION, INDEX, INDEX_JSON, PAGE, PATH

FIRST = f"{PATH}?paragraph=p-6fpiweze#p-6fpiweze"
SECOND = f"{PATH}?paragraph=p-h32udoik#p-h32udoik"


def test_an_article_has_the_shape_that_was_promised() -> None:
    article = replace(
        ARTICLE,
        contributors=(Contributor("دار النور", Role.AGENCY),),
        section="آداب",
        published_text="ربيع ٢٠١٩",
        published_span=("2019-03-01", "2019-05-31"),
        work="كتاب المصابيح",
        part="12",
        claims=(Claim("title", "مصباح", Origin.PAGE, Certainty.STATED),),
    )
    reused = (Reuse(1, (Place(replace(ARTICLE, paragraphs=()), 2, "p-h32udoik"),), 9),)
    view = ArticleView(article, (), ((Mark(4, 12, Level.EXACT),), ()), INDEX, reused)
    assert article_payload(view) == {
        "id": "النافذة/مصباح 1",
        **ATTRIBUTION,
        "contributors": [{"name": "دار النور", "role": "agency"}],
        "section": "آداب",
        "updated": None,
        "published_text": "ربيع ٢٠١٩",
        "published_span": ["2019-03-01", "2019-05-31"],
        "work": "كتاب المصابيح",
        "part": "12",
        "provenance": {
            "title": "record",
            "authors": None,
            "published": "byline",
            "url": None,
            "language": None,
            "source": None,
        },
        "claims": [{"field": "title", "value": "مصباح", "origin": "page", "certainty": "stated"}],
        "repairs": ["decoded as windows-1256"],
        "file": "window.jsonl",
        "permalink": PATH,
        "title_marks": [],
        "paragraphs": [
            {"paragraph": 1, "text": "طلب العِلْمِ نور.", "marks": [[4, 12, "exact"]], "permalink": FIRST},
            {"paragraph": 2, "text": "تمّ.", "marks": [], "permalink": SECOND},
        ],
        "reused": [
            {
                "paragraph": 1,
                "total": 9,
                "places": [{"id": "النافذة/مصباح 1", **ATTRIBUTION, "paragraph": 2, "permalink": SECOND}],
            }
        ],
        "index": INDEX_JSON,
    }


def test_a_paragraph_says_whose_it_is() -> None:
    view = ArticleView(ARTICLE, (), ((Mark(4, 12, Level.EXACT),), ()), INDEX)
    assert paragraph_payload(view, 1) == {
        "id": "النافذة/مصباح 1",
        **ATTRIBUTION,
        "paragraph": 1,
        "text": "طلب العِلْمِ نور.",
        "marks": [[4, 12, "exact"]],
        "permalink": FIRST,
        "index": INDEX_JSON,
    }


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_paragraph_that_is_not_there_is_said_with_how_many_there_are(number: int) -> None:
    with pytest.raises(ParagraphNotFound, match="2 paragraphs"):
        paragraph_payload(ArticleView(ARTICLE, (), ((), ()), INDEX), number)


def test_articles_like_another_come_as_the_hits_of_a_search() -> None:
    body = similar_payload("a", PAGE)
    assert (body["id"], body["query"]) == ("a", "علم")
    assert body["hits"] == result_page_payload(PAGE)["hits"]


def test_a_story_names_its_articles_and_where_they_are() -> None:
    story = story_payload(ARTICLE.id, Story((replace(ARTICLE, paragraphs=()),), 7), INDEX)
    assert story == {
        "id": ARTICLE.id,
        "articles": [{"id": ARTICLE.id, **ATTRIBUTION, "permalink": PATH}],
        "total": 7,
        "index": INDEX_JSON,
    }
