"""The pages of one article and of a quotation from it.

Not for cutting an article into parts, which is `reading`'s, nor for finding where words went, which is `quoting`'s.
"""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request
from markupsafe import Markup

from indexer.answers import Mark, Question
from indexer.arabic.digits import to_ascii_digits
from indexer.errors import ArticleNotFound
from indexer.model import Article
from indexer.search.engine import Engine
from indexer.search.payload import article_path, question_parameters
from webapp import links, quoting
from webapp.attribution import facts, rejected_claims
from webapp.brevity import brief_reuse, brief_story
from webapp.interface import gettext, local, root
from webapp.metadata import json_ld, meta_tags, signposting
from webapp.pages import form, not_indexed
from webapp.present import isolate, without_vowels
from webapp.reading import Parts
from webapp.request import article_question_from, clean

TextSize = Literal["small", "normal", "large"]
SIZES: tuple[TextSize, ...] = ("small", "normal", "large")


@dataclass(frozen=True, slots=True)
class Look:
    """How an article is being read: for which question, with vowels or without, how large, in which part."""

    article_id: str
    question: Question | None
    vowels: bool
    text: TextSize
    part: int = 1

    def href(
        self, *, vowels: bool | None = None, text: TextSize | None = None, part: int | None = None,
        mark: int | None = None, paragraph: str | None = None,
    ) -> str:  # fmt: skip
        """The address of the article read otherwise, all else as it is; to a mark or a paragraph, or to a part."""
        look = replace(self, vowels=self.vowels if vowels is None else vowels, text=text or self.text)
        pairs = [] if look.question is None else question_parameters(look.question)
        pairs += [] if look.vowels else [("vowels", "off")]
        pairs += [] if look.text == "normal" else [("text", look.text)]
        fragment = ""
        if mark is not None:
            pairs, fragment = [*pairs, ("mark", str(mark))], f"#m{mark}"
        elif paragraph is not None:
            pairs, fragment = [*pairs, ("paragraph", paragraph)], f"#{paragraph}"
        elif (number := self.part if part is None else part) > 1:
            pairs.append(("part", str(number)))
        query = "?" + urlencode(pairs, errors="replace") if pairs else ""
        return local(article_path(self.article_id)) + query + fragment

    def shown(self, text: str, marks: tuple[Mark, ...]) -> tuple[str, tuple[Mark, ...]]:
        """A text with its marks as it is to be shown."""
        return (text, marks) if self.vowels else without_vowels(text, marks)

    def sizes(self) -> tuple[TextSize, ...]:
        """The sizes of text there are."""
        return SIZES

    def size_name(self, size: TextSize) -> Markup:
        """The name of a size of text."""
        match size:
            case "small":
                return gettext("small text")
            case "normal":
                return gettext("normal text")
            case "large":
                return gettext("large text")


def article_blueprint(engine: Engine) -> Blueprint:
    """The routes of articles and quotations; parameters that make no sense are ignored, as on all pages."""
    articles = Blueprint("articles", __name__)

    @articles.get("/article/<article_id:article_id>")
    def article(article_id: str) -> Response:
        question = article_question_from(request.args)
        view = engine.article(article_id, question)
        parts = Parts(view)
        asked = clean(request.args.get("paragraph", ""))
        place = parts.paragraph_at(asked) if asked else None
        mark = min(_whole_number("mark"), parts.marks)
        if place is not None:
            number = parts.part_of_paragraph(place)
        else:
            number = parts.part_of_mark(mark) if mark else _whole_number("part")
        part = parts.part(number)
        size: TextSize = next((one for one in SIZES if one == request.args.get("text")), "normal")
        look = Look(article_id, question, request.args.get("vowels") != "off", size, part.number)
        permalink = root() + article_path(article_id)
        shown = {block.paragraph for block in part.blocks}
        is_gone = bool(asked) and place is None
        body = render_template(
            "article.html",
            form=form(),
            view=view,
            part=part,
            blocks_before=[block.address for block in part.blocks],
            look=look,
            mark=mark,
            asked_paragraph=place,
            is_gone=is_gone,
            facts=facts(view.article),
            rejected=rejected_claims(view.article),
            story=brief_story(engine.story(article_id)),
            reused=[brief_reuse(one) for one in view.reused if one.paragraph in shown],
            permalink=permalink,
            meta_tags=meta_tags(view.article, permalink),
            json_ld=json_ld(view.article, permalink),
            quote_path=quoting.quote_path(article_id, ""),
        )
        response = make_response(body, 410 if is_gone else 200)
        response.headers["Link"] = signposting(view.article, permalink, root())
        return response

    @articles.get("/quote/<article_id:article_id>")
    def quote(article_id: str) -> Response:
        paragraph = clean(request.args.get("paragraph", ""))
        text = clean(request.args.get("text", ""))[: quoting.QUOTATION_LIMIT]
        card = None
        try:
            found = engine.article(article_id).article
        except ArticleNotFound:
            if not text:
                raise
        else:
            card = quoting.card(found, paragraph, text)
        moved = quoting.moved(engine, article_id, text) if card is None and text else None
        body = render_template(
            "quote.html",
            form=form(),
            card=card,
            moved=moved,
            moved_link=_moved_link(moved.article, moved.paragraph) if moved else None,
            asked=text,
            permalink=root() + article_path(article_id, paragraph=paragraph),
        )
        return not_indexed(body, 200 if card or moved else 410)

    return articles


def _moved_link(article: Article, paragraph: str) -> Markup:
    href = links.article_link(article.id, None, paragraph)
    return Markup('<a href="{}">{}</a>').format(href, isolate(article.title or article.id, article.language))


def _whole_number(name: str) -> int:
    """A number of the address, 0 where there is none."""
    raw = to_ascii_digits(request.args.get(name, ""))
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 9 else 0
