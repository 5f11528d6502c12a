from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.lex import CLOSING
from indexer.search.parse import parse, prefix_of
from indexer.search.tree import Fuzzy, Group, InTitle, Kin, Node, Phrase, Prefix, Restriction, Word


def shown(node: Node) -> str:
    """A tree on one line: +required, -excluded, {group}, "phrase"~slop, prefix*, (word=kin), title(…), [f=v]."""
    match node:
        case Word():
            return node.surface
        case Phrase():
            slop = "" if node.slop is None else f"~{node.slop}"
            return '"' + " ".join(word.surface for word in node.words) + '"' + slop
        case Prefix():
            return f"{node.form}*"
        case Fuzzy():
            return f"{node.form}~{node.distance}"
        case Kin():
            return f"({shown(node.of)}={' '.join(map(shown, node.words))})"
        case InTitle():
            return f"title({shown(node.node)})"
        case Restriction():
            return f"[{node.field}={node.value}]"
        case Group():
            signed = (("+", node.required), ("", node.optional), ("-", node.excluded))
            return "{" + " ".join(sign + shown(child) for sign, nodes in signed for child in nodes) + "}"


def codes(text: str) -> list[str]:
    return [notice.code for notice in parse(text).notices]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("بحر", "بحر"),
        ("بحر جبل", "{بحر جبل}"),
        ("بحر AND جبل", "{+بحر +جبل}"),
        ("بحر و جبل", "{+بحر +جبل}"),
        ("بحر && جبل", "{+بحر +جبل}"),
        ("بحر OR جبل", "{بحر جبل}"),
        ("بحر أو جبل", "{بحر جبل}"),
        ("بحر || جبل", "{بحر جبل}"),
        ("بحر NOT جبل", "{بحر -جبل}"),
        ("بحر ليس جبل", "{بحر -جبل}"),
        ("بحر AND NOT جبل", "{+بحر +{-جبل}}"),
        ("بحر و جبل أو سهل", "{{+بحر +جبل} سهل}"),
        ("بحر و (جبل أو سهل)", "{+بحر +{جبل سهل}}"),
        ("+بحر جبل", "{+بحر جبل}"),
        ("بحر -جبل", "{بحر -جبل}"),
        ("بحر -(جبل سهل)", "{بحر -{جبل سهل}}"),
        ('بحر -"جبل عال"', '{بحر -"جبل عال"}'),
        ("بحر NOT NOT جبل", "{بحر -جبل}"),
        ("NOT +جبل بحر", "{بحر -جبل}"),
        ("بحر-جبل", "{بحر جبل}"),
        ("+بحر-جبل", '{+"بحر جبل"}'),
        ("بحر، جبل؛ سهل؟", "{بحر جبل سهل}"),
        ("؟بحر", "بحر"),
        ('"رفّ الكتب"', '"رفّ الكتب"'),
        ('"رفّ، الكتب؟"~3', '"رفّ الكتب"~3'),
        ("كت*", "كت*"),
        ("كت*؟", "كت*"),
        ("+كت* بحر", "{+كت* بحر}"),
        ("بحر-كت*", "{بحر كت*}"),
        ("*", "{}"),
        ("title:بحر", "title(بحر)"),
        ("عنوان: بحر", "title(بحر)"),
        ('title:"رفّ الكتب"', 'title("رفّ الكتب")'),
        ("title:(بحر جبل) سهل", "{title({بحر جبل}) سهل}"),
        ("title:title:بحر", "title(بحر)"),
        ("-title:بحر جبل", "{جبل -title(بحر)}"),
        ("title:-بحر جبل", "{جبل -title(بحر)}"),
        ("author:حداد بحر", "{+[author=حداد] بحر}"),
        ('كاتب:"ليلى حداد"', "{+[author=ليلى حداد]}"),
        ("source:النافذة", "{+[source=النافذة]}"),
        ("-مصدر:النافذة بحر", "{بحر -[source=النافذة]}"),
        ("date:2020", "{+[date=2020..2020]}"),
        ("تاريخ:٢٠٢٠-٠٧", "{+[date=2020-07..2020-07]}"),
        ("date:2020..2021", "{+[date=2020..2021]}"),
        ("date:2020..", "{+[date=2020..]}"),
        ("date:..2021-5", "{+[date=..2021-05]}"),
        ("date:2021..2020", "{+[date=2020..2021]}"),
        ("date:2020-05..2020", "{+[date=2020-05..2020]}"),
    ],
)
def test_a_question_is_understood(text: str, tree: str) -> None:
    parsed = parse(text)
    assert shown(parsed.tree) == tree
    assert "operator-ignored" not in [notice.code for notice in parsed.notices]


@pytest.mark.parametrize(
    ("text", "tree", "code"),
    [
        ("", "{}", "no-words"),
        ("؟ ، ؛", "{}", "no-words"),
        ('""', "{}", "no-words"),
        ("()", "{}", "no-words"),
        ("*", "{}", "no-words"),
        ('بحر "جبل عال', "{بحر جبل عال}", "unclosed-quote"),
        ("بحر «جبل", "{بحر جبل}", "unclosed-quote"),
        ("(بحر جبل", "{بحر جبل}", "unbalanced-parenthesis"),
        ("بحر) جبل", "{بحر جبل}", "unbalanced-parenthesis"),
        ("((بحر)", "بحر", "unbalanced-parenthesis"),
        ("بحر AND", "{+بحر}", "operator-ignored"),
        ("OR بحر", "بحر", "operator-ignored"),
        ("بحر NOT", "بحر", "operator-ignored"),
        ("بحر -؟", "بحر", "operator-ignored"),
        ("author:", "{}", "operator-ignored"),
        ("title:؟ بحر", "بحر", "operator-ignored"),
        ("author:(بحر جبل)", "{بحر جبل}", "operator-ignored"),
        ("-بحر", "{-بحر}", "only-negative"),
        ("NOT (بحر جبل)", "{-{بحر جبل}}", "only-negative"),
        ("date:أمس بحر", "بحر", "bad-date"),
        ("date:2021-13 بحر", "بحر", "bad-date"),
        ("date:.. بحر", "بحر", "bad-date"),
    ],
)
def test_what_is_not_understood_is_searched_as_words_and_said(text: str, tree: str, code: str) -> None:
    assert shown(parse(text).tree) == tree
    assert code in codes(text)


def test_a_notice_is_given_once_however_often_its_cause_comes() -> None:
    assert codes("بحر))) جبل (((").count("unbalanced-parenthesis") == 1


def test_a_bad_date_is_named_in_its_notice() -> None:
    [notice] = parse("date:غدا بحر").notices
    assert notice.values == ("غدا",)
    assert "غدا" in notice.message


@pytest.mark.parametrize(
    ("text", "tree", "dropped"),
    [
        ("من كتب عن البحر", "{كتب البحر}", ("من", "عن")),
        ("ما العلاقة بين بحر و جبل", "{العلاقة بحر جبل}", ("ما", "بين", "و")),
        ("بحر بلا موج ليس هادئا", "{بحر بلا موج ليس هادئا}", ()),
        ("لا بحر", "{لا بحر}", ()),
        ('"من البحر" في', '"من البحر"', ("في",)),
        ("+من البحر", "{+من البحر}", ()),
        ("من البحر -في", "{البحر -في}", ("من",)),
        ("من هو", "{من هو}", ()),
        ("من", "من", ()),
        ("(من هو) AND البحر", "{+البحر}", ("من", "هو")),
        ("(من -جبل) بحر", "{{من -جبل} بحر}", ()),
        ("title:(من البحر)", "title(البحر)", ("من",)),
        ("source:النافذة من", "{+[source=النافذة] من}", ()),
    ],
)
def test_function_words_are_left_out_where_something_else_remains(
    text: str, tree: str, dropped: tuple[str, ...]
) -> None:
    parsed = parse(text)
    assert shown(parsed.tree) == tree
    assert [notice.values for notice in parsed.notices if notice.code == "function-words"] == (
        [dropped] if dropped else []
    )


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("مسؤ", "مسؤول"),
        ("شيئ", "شيئا"),
        ("مدرسة", "مدرسه"),
        ("قرا", "قراءة"),
        ("إدار", "ادارات"),
        ("قارئ", "قارئين"),
        ("هدوء", "هدوئه"),
    ],
)
def test_a_prefix_is_folded_as_the_inside_of_a_word(typed: str, word: str) -> None:
    [whole] = [leaf for leaf in [parse(word).tree] if isinstance(leaf, Word)]
    assert prefix_of(typed).opens(whole.analysis.form)
    assert prefix_of(word).opens(whole.analysis.form)


PIECES = ["(", ")", '"', *CLOSING, *CLOSING.values(), "+", "-", "*", "~5", ":", " ", "؟", "،", "\n", "AND ", " OR "]
PIECES += [" NOT ", " و ", " أو ", " ليس ", "title:", "date:", "2020..", "كاتب:", "بَحْر ", "جبل", "من "]


@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=60).map("".join))
def test_any_text_is_parsed(text: str) -> None:
    parsed = parse(text)
    assert parsed == parse(text)
    assert all(notice.message for notice in parsed.notices)


@pytest.mark.parametrize(
    "part",
    [
        "(",
        ")",
        '"',
        "«",
        '"أ" ',
        "NOT ",
        "- ",
        "-(",
        "title:",
        "author:",
        "title:-",
        "بحر AND ",
        "(أ) (",
        "أ) ",
        "ليس ",
        "ب* ",
    ],
)
def test_a_question_of_the_greatest_length_is_parsed_in_a_moment(part: str) -> None:
    started = thread_time()
    parse(part * (2_000 // len(part)))
    assert thread_time() - started < 1


def test_parentheses_deeper_than_anyone_nests_are_read_as_if_they_were_not_there() -> None:
    deep = "(" * 500 + "بحر" + ")" * 500
    assert shown(parse(deep).tree) == "بحر"
    assert "unbalanced-parenthesis" in codes(deep)


@pytest.mark.parametrize("text", ["بحر -الأنجلو-روسي", "بحر +الأنجلو-روسي", "title:الأنجلو-روسي"])
def test_a_sign_or_a_field_takes_a_hyphenated_word_as_one(text: str) -> None:
    tree = parse(text).tree
    inside = tree.node if isinstance(tree, InTitle) else [*tree.excluded, *tree.required][0]  # type: ignore[union-attr]
    assert isinstance(inside, Phrase)
    assert [word.surface for word in inside.words] == ["الأنجلو", "روسي"]
