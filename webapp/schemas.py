"""The shapes of answers and problems as JSON Schema, for the OpenAPI document.

They mirror `indexer.search.payload` and `article_payload`; a test holds real answers against them.
"""

from indexer.answers import Level
from indexer.model import Certainty, Origin, Role

Schema = dict[str, object]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
_WORDS: Schema = {"type": ["string", "null"]}
_FLAG: Schema = {"type": "boolean"}
_NUMBER: Schema = {"type": "number"}
_LEVEL: Schema = {"type": "string", "enum": [level.value for level in Level]}
_ORIGIN: Schema = {"type": ["string", "null"], "enum": [*(origin.value for origin in Origin), None]}
_DATE: Schema = {"type": ["string", "null"], "description": "YYYY, YYYY-MM or YYYY-MM-DD"}
_PATH: Schema = {"type": ["string", "null"], "description": "The address that asks for that page"}
_FACETS = ("source", "author", "year", "month", "language", "repair")
_PROVENANCE = ("title", "authors", "published", "url", "language", "source")
_MARK: Schema = {
    "type": "array",
    "prefixItems": [WHOLE, WHOLE, _LEVEL],
    "minItems": 3,
    "maxItems": 3,
    "description": "start, end and level of a whole word, in Unicode code points of the text",
}


def object_of(**properties: object) -> Schema:
    """An object with all these keys; others may come with a later version."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def list_of(items: object) -> Schema:
    """A list of such items."""
    return {"type": "array", "items": items}


def ref(name: str) -> Schema:
    """The schema of that name."""
    return {"$ref": f"#/components/schemas/{name}"}


def _attribution() -> Schema:
    return {
        "id": TEXT,
        "title": TEXT,
        "authors": list_of(TEXT),
        "published": _DATE,
        "language": {"type": "string", "description": "BCP 47"},
        "source": ref("Source"),
        "url": _WORDS,
        "permalink": {"type": "string", "description": "Path of the article's page"},
    }


def _paragraph() -> Schema:
    return {"paragraph": WHOLE, "text": TEXT, "marks": list_of(_MARK), "permalink": TEXT}


def _index() -> Schema:
    built_at = {"type": "string", "format": "date-time"}
    return {"generation": TEXT, "built_at": built_at, "articles": WHOLE, "analysis": TEXT}


def schemas() -> dict[str, object]:
    """Every schema by its name."""
    return {**_answers(), **_articles(), **_indexes(), "Problem": _problem()}


def _answers() -> dict[str, object]:
    place = {"type": "array", "prefixItems": [WHOLE, WHOLE], "minItems": 2, "maxItems": 2}
    return {
        "ResultPage": object_of(
            query=TEXT,
            parsed={"type": "string", "description": "The question as it was understood"},
            level=_LEVEL,
            total=object_of(value=WHOLE, relation={"enum": ["eq", "gte"]}),
            articles={**WHOLE, "description": "Articles that match, every copy of a story counted"},
            partial={"type": "boolean", "description": "Whether the time for a question was up before its end"},
            took_ms=_NUMBER,
            hits=list_of(ref("Hit")),
            facets=object_of(**dict.fromkeys(_FACETS, list_of(ref("FacetCount")))),
            levels=object_of(**{level.value: WHOLE for level in Level}),
            page=object_of(
                number={"type": ["integer", "null"], "minimum": 1}, size=WHOLE, next=_PATH, prev=_PATH, cursor=_WORDS
            ),
            notices=list_of(
                object_of(code=TEXT, message=TEXT, values=list_of(TEXT), positions=list_of(place)),
            ),
            index=ref("Index"),
        ),
        "Hit": object_of(
            **_attribution(),
            score=_NUMBER,
            title_marks=list_of(_MARK),
            passages=list_of(ref("Passage")),
            matched=list_of(ref("Match")),
            copies=list_of(ref("ArticleSummary")),
            copies_total={**WHOLE, "description": "Other articles of the story, of which `copies` are the earliest"},
        ),
        "Passage": object_of(**_paragraph(), cut_before=_FLAG, cut_after=_FLAG),
        "Match": object_of(word=TEXT, forms=list_of(object_of(form=TEXT, level=_LEVEL, count=WHOLE))),
        "FacetCount": object_of(value=TEXT, label=TEXT, count=WHOLE),
        "Suggestions": object_of(query=TEXT, suggestions=list_of(TEXT)),
    }


def _articles() -> dict[str, object]:
    claim = object_of(
        field=TEXT,
        value=TEXT,
        origin={"enum": [origin.value for origin in Origin]},
        certainty={"enum": [certainty.value for certainty in Certainty]},
    )
    return {
        "ArticleSummary": object_of(**_attribution()),
        "Article": object_of(
            **_attribution(),
            contributors=list_of(object_of(name=TEXT, role={"enum": [role.value for role in Role]})),
            section=_WORDS,
            updated=_DATE,
            published_text=_WORDS,
            published_span={"type": ["array", "null"], "items": TEXT, "minItems": 2, "maxItems": 2},
            work=_WORDS,
            part=_WORDS,
            provenance=object_of(**dict.fromkeys(_PROVENANCE, _ORIGIN)),
            claims=list_of(claim),
            repairs=list_of(TEXT),
            file=TEXT,
            title_marks=list_of(_MARK),
            paragraphs=list_of(ref("Paragraph")),
            reused=list_of(ref("Reuse")),
            index=ref("Index"),
        ),
        "Reuse": object_of(paragraph=WHOLE, total=WHOLE, places=list_of(object_of(**_attribution(), paragraph=WHOLE))),
        "Paragraph": object_of(**_paragraph()),
        "OneParagraph": object_of(**_attribution(), **_paragraph_alone(), index=ref("Index")),
        "Similar": object_of(
            id=TEXT,
            query={"type": "string", "description": "The question that the article's most telling words make"},
            level=_LEVEL,
            partial=_FLAG,
            took_ms=_NUMBER,
            hits=list_of(ref("Hit")),
            index=ref("Index"),
        ),
        "Story": object_of(id=TEXT, articles=list_of(ref("ArticleSummary")), total=WHOLE, index=ref("Index")),
    }


def _paragraph_alone() -> Schema:
    return {name: schema for name, schema in _paragraph().items() if name != "permalink"}


def _indexes() -> dict[str, object]:
    counts = list_of(ref("FacetCount"))
    source = {"id": TEXT, "name": TEXT, "url": _WORDS, "licence": _WORDS}
    held = {"articles": WHOLE, "with_author": WHOLE, "with_date": WHOLE, "earliest": _DATE, "latest": _DATE}
    return {
        "Source": object_of(**source),
        "SourceSummary": object_of(**source, **held, formats=counts, languages=counts, repairs=counts, repaired=WHOLE),
        "Sources": object_of(sources=list_of(ref("SourceSummary")), index=ref("Index")),
        "Index": object_of(**_index()),
        "Health": object_of(status={"const": "ok"}, index=ref("Index")),
        "Passport": object_of(
            index=object_of(
                **{**_index(), **held}, format=WHOLE, bytes=WHOLE, sources_digest=TEXT, sources=WHOLE, languages=counts
            ),
            limits=object_of(
                question_characters=WHOLE,
                question_seconds=_NUMBER,
                parentheses=WHOLE,
                forms_of_an_opening=WHOLE,
                fuzzy_edits=WHOLE,
                page_size=WHOLE,
                page_number=WHOLE,
                similar=WHOLE,
                hits={"type": ["integer", "null"], "description": "null: every hit can be reached"},
                exports_at_once=WHOLE,
                requests={"type": "string", "description": "From one address other than this machine's own"},
            ),
            version=TEXT,
        ),
    }


def _problem() -> Schema:
    return {
        **object_of(
            type={"type": "string", "format": "uri-reference"},
            title=TEXT,
            status=WHOLE,
            detail=TEXT,
            instance={"type": "string", "format": "uri-reference"},
            code=TEXT,
            parameter={"type": "string", "description": "The parameter at fault, where one is"},
            expected={"type": "string", "description": "What that parameter may be"},
            came={"type": "string", "description": "What it was"},
        ),
        "required": ["type", "title", "status", "detail", "instance", "code"],
    }
