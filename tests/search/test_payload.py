"""The JSON shape, whole: whoever reads it elsewhere relies on every key here."""

import json
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answers import (
    Evidence,
    Explanation,
    FacetCount,
    Facets,
    Filters,
    Hit,
    IndexInfo,
    Level,
    LevelCounts,
    Mark,
    Match,
    MatchedForm,
    Notice,
    Passage,
    Question,
    ResultPage,
    Sort,
    SourceSummary,
)
from indexer.model import Article, Origin, Provenance, Source
from indexer.search.payload import (
    article_path,
    explanation_payload,
    question_parameters,
    result_page_payload,
    source_payload,
)

SOURCE = Source("النافذة", "مجلة النافذة", "https://example.org", "CC0-1.0")
ARTICLE = Article(
    id="النافذة/مصباح 1",
    title="مصباح الجد",
    paragraphs=("طلب العِلْمِ نور.", "تمّ."),
    source=SOURCE,
    authors=("ليلى حدّاد",),
    published="2019-03",
    url="https://example.org/lamp",
    provenance=Provenance(title=Origin.RECORD, published=Origin.BYLINE),
    file="window.jsonl",
    repairs=("decoded as windows-1256",),
)
INDEX = IndexInfo("20260101T000000000000Z", "2026-01-01T00:00:00+00:00", 7, "0123456789ab")
INDEX_JSON = {
    "generation": "20260101T000000000000Z",
    "built_at": "2026-01-01T00:00:00+00:00",
    "articles": 7,
    "analysis": "0123456789ab",
}
ATTRIBUTION = {
    "title": "مصباح الجد",
    "authors": ["ليلى حدّاد"],
    "published": "2019-03",
    "language": "ar",
    "source": {"id": "النافذة", "name": "مجلة النافذة", "url": "https://example.org", "licence": "CC0-1.0"},
    "url": "https://example.org/lamp",
}
PATH = "/article/%D8%A7%D9%84%D9%86%D8%A7%D9%81%D8%B0%D8%A9/%D9%85%D8%B5%D8%A8%D8%A7%D8%AD%201"
ASKED = "?q=%D8%B9%D9%84%D9%85"
MATCHED = (Match("علم", (MatchedForm("العِلْمِ", Level.STEM, 1),)),)
MATCHED_JSON = [{"word": "علم", "forms": [{"form": "العِلْمِ", "level": "stem", "count": 1}]}]
PAGE = ResultPage(
    question=Question("علم", page=2, size=5),
    total=12,
    took_ms=1.8421,
    hits=(
        Hit(
            article=replace(ARTICLE, paragraphs=()),
            score=12.345678,
            passages=(Passage(1, "طلب العِلْمِ نور.", (Mark(4, 12, Level.STEM),), cut_after=True, address="p-k3ty2wma"),),
            matched=MATCHED,
            copies=(replace(ARTICLE, id="نسخة", paragraphs=()),),
            copies_total=30,
        ),
    ),
    facets=Facets(
        source=(FacetCount("النافذة", "مجلة النافذة", 3),),
        author=(FacetCount("ليلى حدّاد", "ليلى حدّاد", 2),),
        year=(FacetCount("2019", "2019", 1),),
        month=(FacetCount("2019-03", "2019-03", 1),),
        language=(FacetCount("ar", "ar", 12),),
    ),
    levels=LevelCounts(1, 2, 12, 20),
    notices=(Notice("function-words", "Left out", ("من",), ((0, 2),)),),
    index=INDEX,
    parsed="علم",
    cursor="c",
    articles=42,
)


def test_a_result_page_has_the_shape_that_was_promised() -> None:
    assert result_page_payload(PAGE) == {
        "query": "علم",
        "parsed": "علم",
        "level": "stem",
        "total": {"value": 12, "relation": "eq"},
        "articles": 42,
        "partial": False,
        "took_ms": 1.8,
        "hits": [
            {
                "id": "النافذة/مصباح 1",
                "score": 12.3457,
                **ATTRIBUTION,
                "permalink": f"{PATH}{ASKED}",
                "title_marks": [],
                "passages": [
                    {
                        "paragraph": 1,
                        "text": "طلب العِلْمِ نور.",
                        "marks": [[4, 12, "stem"]],
                        "permalink": f"{PATH}{ASKED}&paragraph=p-k3ty2wma#p-k3ty2wma",
                        "cut_before": False,
                        "cut_after": True,
                    }
                ],
                "matched": MATCHED_JSON,
                "copies": [{"id": "نسخة", **ATTRIBUTION, "permalink": "/article/%D9%86%D8%B3%D8%AE%D8%A9"}],
                "copies_total": 30,
            }
        ],
        "facets": {
            "source": [{"value": "النافذة", "label": "مجلة النافذة", "count": 3}],
            "author": [{"value": "ليلى حدّاد", "label": "ليلى حدّاد", "count": 2}],
            "year": [{"value": "2019", "label": "2019", "count": 1}],
            "month": [{"value": "2019-03", "label": "2019-03", "count": 1}],
            "language": [{"value": "ar", "label": "ar", "count": 12}],
            "repair": [],
        },
        "levels": {"exact": 1, "form": 2, "stem": 12, "root": 20},
        "page": {
            "number": 2,
            "size": 5,
            "next": "/api/search?q=%D8%B9%D9%84%D9%85&size=5&page=3",
            "prev": "/api/search?q=%D8%B9%D9%84%D9%85&size=5",
            "cursor": "c",
        },
        "notices": [{"code": "function-words", "message": "Left out", "values": ["من"], "positions": [[0, 2]]}],
        "index": INDEX_JSON,
    }


def test_an_explanation_has_the_shape_that_was_promised() -> None:
    evidence = (Evidence("علم", "stem", 2.0, 3, 0.25), Evidence("علم", "title", 1.0, 1, 0.5))
    explanation = Explanation(Question("علم"), "a", "مصباح", "copy", 1, 0.75, evidence, MATCHED)
    assert explanation_payload(explanation) == {
        "query": "علم",
        "level": "stem",
        "id": "a",
        "title": "مصباح",
        "weighed": "copy",
        "rank": 1,
        "score": 0.75,
        "evidence": [
            {"word": "علم", "kind": "stem", "frequency": 2.0, "articles": 3, "score": 0.25},
            {"word": "علم", "kind": "title", "frequency": 1.0, "articles": 1, "score": 0.5},
        ],
        "matched": MATCHED_JSON,
    }


def test_a_source_has_the_shape_that_was_promised() -> None:
    formats = (FacetCount("md", "md", 2), FacetCount("txt", "txt", 1))
    summary = SourceSummary(
        SOURCE, 3, 2, 1, "2019-03", "2021-12", formats, repairs=(FacetCount("x", "x", 1),), repaired=1
    )
    assert source_payload(summary) == {
        "id": "النافذة",
        "name": "مجلة النافذة",
        "url": "https://example.org",
        "licence": "CC0-1.0",
        "articles": 3,
        "with_author": 2,
        "with_date": 1,
        "earliest": "2019-03",
        "latest": "2021-12",
        "formats": [{"value": "md", "label": "md", "count": 2}, {"value": "txt", "label": "txt", "count": 1}],
        "languages": [],
        "repairs": [{"value": "x", "label": "x", "count": 1}],
        "repaired": 1,
    }


@pytest.mark.parametrize(
    ("total", "page", "has_next", "has_prev"),
    [
        (12, 1, True, False),
        (12, 2, True, True),
        (12, 3, False, True),
        (0, 1, False, False),
        (5, 1, False, False),
        (5, 9, False, True),
    ],
)
def test_there_is_a_next_page_only_where_there_are_more_hits(
    total: int, page: int, has_next: bool, has_prev: bool
) -> None:
    links = result_page_payload(replace(PAGE, total=total, question=Question("علم", page=page, size=5)))["page"]
    assert isinstance(links, dict)
    assert (links["next"] is not None, links["prev"] is not None) == (has_next, has_prev)


def test_a_link_to_another_page_asks_the_same_question() -> None:
    filters = Filters(("أ", "ب"), ("ليلى حدّاد",), "2019", "2021-05", ("ar",), ("فك",))
    question = Question("رفّ & كتب", Level.ROOT, filters, Sort.NEWEST, page=1, size=5, copies=True)
    links = result_page_payload(replace(PAGE, question=question))["page"]
    assert isinstance(links, dict)
    assert parse_qsl(urlsplit(str(links["next"])).query) == [
        ("q", "رفّ & كتب"),
        ("level", "root"),
        ("source", "أ"),
        ("source", "ب"),
        ("author", "ليلى حدّاد"),
        ("language", "ar"),
        ("repair", "فك"),
        ("from", "2019"),
        ("to", "2021-05"),
        ("sort", "newest"),
        ("copies", "true"),
        ("size", "5"),
        ("page", "2"),
    ]


def test_defaults_are_left_out_of_a_link() -> None:
    assert question_parameters(Question("علم")) == [("q", "علم")]


@pytest.mark.parametrize("unsafe", ["a?b", "a#b", "a b", "a%2Fb", 'a"b', "<a>", "أ"])
def test_an_id_is_percent_encoded_in_its_address(unsafe: str) -> None:
    path = article_path(unsafe, Question("q&r#s"), "p-k3ty2wma")
    assert path.isascii()
    parts = urlsplit(path)
    assert (parts.query, parts.fragment) == ("q=q%26r%23s&paragraph=p-k3ty2wma", "p-k3ty2wma")
    assert not set(parts.path) & set('?# "<>')


def test_the_address_of_a_hit_says_at_which_level_to_mark_it() -> None:
    body = json.loads(json.dumps(result_page_payload(replace(PAGE, question=Question("علم", level=Level.ROOT)))))
    assert body["hits"][0]["permalink"] == f"{PATH}{ASKED}&level=root"
    assert body["hits"][0]["passages"][0]["permalink"] == f"{PATH}{ASKED}&level=root&paragraph=p-k3ty2wma#p-k3ty2wma"


@given(st.text(), st.text(st.characters()))
def test_any_question_and_id_can_be_written_as_json(text: str, article_id: str) -> None:
    article = replace(ARTICLE, id=article_id, paragraphs=())
    page = replace(PAGE, question=Question(text, page=2), hits=(replace(PAGE.hits[0], article=article),))
    body = json.loads(json.dumps(result_page_payload(page)))
    assert body["query"] == text
    assert body["hits"][0]["id"] == article_id


def test_half_a_character_in_a_question_does_not_stop_the_answer() -> None:
    body = result_page_payload(replace(PAGE, question=Question("\udce9علم")))
    assert json.loads(json.dumps(body)) == body
