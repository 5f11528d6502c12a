"""Does every example of docs/question-language.md find what its row says, and are all notices described?"""

import re
from collections.abc import Iterator

import pytest

from indexer.answers import Level, Question
from indexer.search.engine import Engine
from indexer.search.lex import FIELDS
from tests.docs.generated import ROOT, example_engine
from tests.docs.pages import page, rows

PAGE = page("docs/question-language.md")
EXAMPLES = rows(PAGE, "| question | level | finds | notices |")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with example_engine() as opened:
        yield opened


def test_the_page_has_its_examples() -> None:
    assert len(EXAMPLES) > 40


@pytest.mark.parametrize(("question", "level", "finds", "notices"), EXAMPLES, ids=lambda cell: cell or "-")
def test_an_example_finds_what_its_row_says(
    engine: Engine, question: str, level: str, finds: str, notices: str
) -> None:
    answer = engine.search(Question(question.strip("`"), level=Level(level or "stem")))
    assert sorted(hit.article.id for hit in answer.hits) == finds.split()
    assert [notice.code for notice in answer.notices] == notices.split()


def test_the_page_describes_every_notice_that_the_code_gives() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "indexer" / "search").glob("*.py"))
    given = set(re.findall(r'Notice\(\s*"([a-z-]+)"', code))
    assert given == {code.strip("`") for code, _ in rows(PAGE, "| code | says |")}


def test_the_page_has_every_field_name() -> None:
    named = {
        name for row in rows(PAGE, "| field | in Arabic | what |") for name in re.findall(r"`(\w+):`", " ".join(row))
    }
    assert named | {"ال" + name for name in named if not name.isascii()} == set(FIELDS)
