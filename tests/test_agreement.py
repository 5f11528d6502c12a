"""The page, the shell and the endpoint answer the same question with the same articles in the same order."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.answers import Question
from indexer.arabic.tokens import tokens
from indexer.build import build
from indexer.cli import main
from indexer.search.whoosh_engine import WhooshEngine
from webapp.app import create_app

SAMPLES = Path(__file__).parent.parent / "sources"

QUESTIONS = """
الوفاق الأنجلو روسي
معاهدة تركمانجاي
من هو وزير الخارجية البريطاني؟
لماذا دخلت تركيا حلف شمال الأطلسي؟
حلف بغداد
أزمة إيران ١٩٤٦
"حلف شمال الأطلسي"
«الاتحاد السوفيتي»
“البحر الأسود”
"روسيا بريطانيا"~8
روسيا و إيران
روسيا AND تركيا
تركيا أو بريطانيا
روسيا -تركيا
+إيران النفط
(تركيا OR إيران) AND روسيا
مضائق*
اتفاق*
عنوان:روسيا
title:"حلف بغداد"
date:2020..2023
تاريخ:٢٠٢١
اللعبة الكبرى
إدوارد غراي
إدوارد جراي
Edward Grey
NATO
S-400
ابن خلدون
بيت الحكمة
الأفلاج في عُمان
القهوة
أسماء النجوم العربية
نوم
الشِّعاب المرجانية
شعاب البحر الاحمر
النخلة والتمر
الجمل
الطباعة العربية
خرائط الإدريسي
بحر قزوين
تأميم النفط
كِتَاب
المكتبات
مكتوب
في من على
لا شيء
؟!
غير-موجود-أبدا
حرب القرم 1853
""".strip().splitlines()


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("agreement") / "index"
    build(SAMPLES, folder)
    return folder


@pytest.fixture(scope="module")
def engine(index_dir: Path) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(index_dir)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def client(engine: WhooshEngine) -> FlaskClient:
    return create_app(engine).test_client()


def ids_on_the_page(client: FlaskClient, question: str) -> list[str]:
    page = BeautifulSoup(client.get("/search", query_string={"q": question}).text, "html.parser")
    links = [str(link["href"]) for link in page.select("li.hit h2 a")]
    return [unquote(urlsplit(link).path).removeprefix("/article/") for link in links]


def test_there_are_fifty_questions() -> None:
    assert len(QUESTIONS) == len(set(QUESTIONS)) == 50


@pytest.mark.parametrize("question", QUESTIONS)
def test_page_shell_and_endpoint_give_the_same_hits_in_the_same_order(
    question: str, client: FlaskClient, index_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint = client.get("/api/search", query_string={"q": question}).get_json()
    main(["search", "--json", "--index", str(index_dir), "--", question])
    shell = json.loads(capsys.readouterr().out)
    assert shell | {"took_ms": 0} == endpoint | {"took_ms": 0}
    assert ids_on_the_page(client, question) == [hit["id"] for hit in endpoint["hits"]]


@pytest.mark.parametrize("question", QUESTIONS)
def test_marks_are_whole_words_and_passages_are_the_articles_own_text(question: str, engine: WhooshEngine) -> None:
    for hit in engine.search(Question(question)).hits:
        article = engine.article(hit.article.id).article
        for passage in hit.passages:
            assert passage.text in article.paragraphs[passage.paragraph - 1]
            words = {(token.start, token.end) for token in tokens(passage.text)}
            assert {(mark.start, mark.end) for mark in passage.marks} <= words


def test_most_questions_find_something(engine: WhooshEngine) -> None:
    found = [question for question in QUESTIONS if engine.search(Question(question)).total]
    assert len(found) >= 45, set(QUESTIONS) - set(found)
