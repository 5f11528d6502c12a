import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Article, Contributor, Role, Source
from indexer.search.cite import CitationFormat, citation_key, cite, cite_all

ARTICLE = Article(
    id="gazette/bridge-2021.md",
    title="جسر خشبي: 50% من {الحلم} & أكثر_",
    paragraphs=(),
    source=Source("gazette", "جريدة الضفة"),
    authors=("عبد الله بن نادر الحداد", "سلمى and نديم"),
    published="2021-06-05",
    url="https://gazette.example/2021/جسر?a=1&b=2_3",
)
BARE = Article(id="خبر", title="خبر بلا نسب", paragraphs=(), source=Source("notes", "دفاتر"))


def csl(article: Article, permalink: str | None = None) -> dict[str, Any]:
    (item,) = json.loads(cite(article, permalink, CitationFormat.CSL_JSON))
    return dict(item)


def bibtex_fields(text: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+) = (.*),$", text, re.MULTILINE))


def ris_tags(text: str) -> list[tuple[str, str]]:
    return [(line[:2], line[6:]) for line in text.split("\r\n") if line]


def balanced(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        if depth < 0:
            return False
    return depth == 0


def test_csl_json_keeps_names_whole_and_dates_in_parts() -> None:
    assert csl(ARTICLE) == {
        "id": citation_key(ARTICLE.id),
        "type": "article-newspaper",
        "title": ARTICLE.title,
        "author": [{"literal": "عبد الله بن نادر الحداد"}, {"literal": "سلمى and نديم"}],
        "container-title": "جريدة الضفة",
        "issued": {"date-parts": [[2021, 6, 5]]},
        "URL": "https://gazette.example/2021/%D8%AC%D8%B3%D8%B1?a=1&b=2_3",
        "language": "ar",
    }


def test_bibtex_protects_names_and_escapes_its_special_characters() -> None:
    text = cite(ARTICLE, None, CitationFormat.BIBTEX)
    assert text.startswith("@article{gazette-bridge-2021-md-")
    assert bibtex_fields(text) == {
        "author": "{{عبد الله بن نادر الحداد} and {سلمى and نديم}}",
        "title": r"{{جسر خشبي: 50\% من \textbraceleft{}الحلم\textbraceright{} \& أكثر\_}}",
        "journal": "{جريدة الضفة}",
        "date": "{2021-06-05}",
        "year": "{2021}",
        "month": "jun",
        "url": "{https://gazette.example/2021/%D8%AC%D8%B3%D8%B1?a=1&b=2_3}",
        "langid": "{arabic}",
    }


@pytest.mark.parametrize(
    ("character", "escaped"),
    [
        ("\\", r"\textbackslash{}"),
        ("{", r"\textbraceleft{}"),
        ("}", r"\textbraceright{}"),
        ("^", r"\textasciicircum{}"),
        ("~", r"\textasciitilde{}"),
        ("$", r"\$"),
        ("&", r"\&"),
        ("#", r"\#"),
        ("_", r"\_"),
        ("%", r"\%"),
    ],
)
def test_each_bibtex_special_character_is_escaped(character: str, escaped: str) -> None:
    article = Article(id="x", title=f"أ{character}ب", paragraphs=(), source=Source("s", "s"))
    assert bibtex_fields(cite(article, None, CitationFormat.BIBTEX))["title"] == f"{{{{أ{escaped}ب}}}}"


def test_ris_has_one_author_a_line_and_a_date_with_its_slashes() -> None:
    assert ris_tags(cite(ARTICLE, None, CitationFormat.RIS)) == [
        ("TY", "NEWS"),
        ("ID", citation_key(ARTICLE.id)),
        ("TI", ARTICLE.title),
        ("AU", "عبد الله بن نادر الحداد"),
        ("AU", "سلمى and نديم"),
        ("T2", "جريدة الضفة"),
        ("PY", "2021"),
        ("DA", "2021/06/05/"),
        ("LA", "ar"),
        ("UR", "https://gazette.example/2021/%D8%AC%D8%B3%D8%B1?a=1&b=2_3"),
        ("ER", ""),
    ]


@pytest.mark.parametrize(
    ("published", "parts", "ris", "month"),
    [("2021", [2021], "2021///", None), ("2021-06", [2021, 6], "2021/06//", "jun")],
)
def test_a_partial_date_stays_partial(published: str, parts: list[int], ris: str, month: str | None) -> None:
    article = Article(id="x", title="ت", paragraphs=(), source=Source("s", "s"), published=published)
    assert csl(article)["issued"] == {"date-parts": [parts]}
    assert dict(ris_tags(cite(article, None, CitationFormat.RIS)))["DA"] == ris
    fields = bibtex_fields(cite(article, None, CitationFormat.BIBTEX))
    assert (fields["date"], fields["year"], fields.get("month")) == (f"{{{published}}}", "{2021}", month)


def test_what_is_unknown_is_left_out() -> None:
    assert set(csl(BARE)) == {"id", "type", "title", "container-title", "language"}
    assert set(bibtex_fields(cite(BARE, None, CitationFormat.BIBTEX))) == {"title", "journal", "langid"}
    assert [tag for tag, _ in ris_tags(cite(BARE, None, CitationFormat.RIS))] == ["TY", "ID", "TI", "T2", "LA", "ER"]


def test_the_permalink_stands_in_only_where_the_article_has_no_address() -> None:
    assert csl(BARE, "http://localhost/article/x")["URL"] == "http://localhost/article/x"
    assert csl(ARTICLE, "http://localhost/article/x")["URL"].startswith("https://gazette.example/")


def test_a_language_without_a_babel_name_is_left_out_of_bibtex() -> None:
    article = Article(id="x", title="t", paragraphs=(), source=Source("s", "s"), language="xx")
    assert "langid" not in bibtex_fields(cite(article, None, CitationFormat.BIBTEX))


def test_a_key_is_readable_ascii_and_differs_for_ids_that_read_alike() -> None:
    assert re.fullmatch("gazette-bridge-2021-md-[0-9a-f]{8}", citation_key("gazette/bridge-2021.md"))
    assert citation_key("a/b") != citation_key("a-b")
    assert re.fullmatch("article-[0-9a-f]{8}", citation_key("خبر"))


TEXTS = st.text(max_size=30)


@given(st.builds(Article, id=TEXTS, title=TEXTS, paragraphs=st.just(()), source=st.builds(Source, TEXTS, TEXTS)), TEXTS)
def test_no_text_can_break_out_of_its_field(article: Article, author: str) -> None:
    article = Article(article.id, article.title, (), article.source, authors=(author,), url=author)
    assert csl(article)["type"] == "article-newspaper"
    bibtex = cite(article, None, CitationFormat.BIBTEX)
    assert balanced(bibtex)
    assert set(bibtex_fields(bibtex)) <= {"author", "title", "journal", "url", "langid"}
    assert len(bibtex.splitlines()) == len(bibtex_fields(bibtex)) + 2
    lines = cite(article, None, CitationFormat.RIS).splitlines()
    assert all(re.match("[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert [line[:2] for line in lines].count("ER") == 1
    text = cite(article, None, CitationFormat.TEXT)
    assert len(text.splitlines()) == 1


def test_plain_text_keeps_arabic_names_whole_and_in_their_order() -> None:
    article = replace(ARTICLE, authors=("سلمى الحداد", "نديم بن عواد"))
    text = cite(article, None, CitationFormat.TEXT)
    assert text.startswith("سلمى الحداد ونديم بن عواد (")
    assert text.endswith(".\n")
    assert "https://gazette.example/" in text


def test_plain_text_has_the_terms_of_the_articles_language() -> None:
    english = cite(replace(ARTICLE, language="en", published="2021-06-05"), None, CitationFormat.TEXT)
    assert "5 June" in english
    assert "Available at:" in english


def test_several_articles_are_one_file() -> None:
    pairs = [(ARTICLE, None), (BARE, "http://localhost/article/x")]
    assert [one["title"] for one in json.loads(cite_all(pairs, CitationFormat.CSL_JSON))] == [ARTICLE.title, BARE.title]
    assert cite_all(pairs, CitationFormat.BIBTEX).count("@article{") == 2
    assert [tag for tag, _ in ris_tags(cite_all(pairs, CitationFormat.RIS))].count("ER") == 2
    assert len(cite_all(pairs, CitationFormat.TEXT).splitlines()) == 2
    assert cite_all([], CitationFormat.CSL_JSON) == "[]\n"


def test_translators_and_editors_are_kept_apart_from_authors() -> None:
    people = (Contributor("هالة", Role.TRANSLATOR), Contributor("سامر", Role.EDITOR), Contributor("ليلى"))
    item = csl(replace(ARTICLE, authors=("ليلى",), contributors=people))
    assert item["author"] == [{"literal": "ليلى"}]
    assert item["translator"] == [{"literal": "هالة"}]
    assert item["editor"] == [{"literal": "سامر"}]


def test_every_format_says_what_kind_of_file_it_is() -> None:
    assert {fmt.suffix for fmt in CitationFormat} == {"json", "bib", "ris", "txt"}
    assert all("/" in fmt.media_type for fmt in CitationFormat)
