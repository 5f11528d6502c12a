"""What a search found, written down so that it can be asked again years later, and what has changed since.

A manifest holds the question, the index it was asked of, and its hits with digests of their articles. Not for what
is in an index: see `Engine.passport`.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from indexer import __version__
from indexer.answers import Filters, Level, Question, ResultPage, Sort
from indexer.errors import ArticleNotFound, ManifestInvalid
from indexer.search.engine import Engine
from indexer.search.payload import passport_payload

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Difference:
    """What a manifest says of an index or an answer, and what is so now."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class HitChange:
    """A hit that is another than in a manifest: `change` is gone, dropped, moved, edited or new; ranks count from 1.

    A hit is gone from the index, or dropped from the answer alone.
    """

    change: str
    id: str
    title: str
    was: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Replay:
    """What changed since a manifest was written; `same` when the hits, their order and their texts are the same."""

    same: bool
    query: str
    made_at: str
    differences: tuple[Difference, ...]
    hits: tuple[HitChange, ...]


def manifest(engine: Engine, page: ResultPage) -> dict[str, Any]:
    """The manifest of an answer, ready for JSON."""
    return _sealed(
        {
            "manifest": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "version": __version__,
            "question": asdict(page.question),
            "parsed": page.parsed,
            "index": passport_payload(engine.passport()),
            "total": page.total,
            "partial": page.partial,
            "levels": asdict(page.levels),
            "notices": [notice.code for notice in page.notices],
            "hits": [
                {
                    "rank": rank,
                    "id": hit.article.id,
                    "title": hit.article.title,
                    "score": round(hit.score, 4),
                    "digest": _digest_of(engine, hit.article.id),
                }
                for rank, hit in enumerate(page.hits, start=1)
            ],
        }
    )


def read_manifest(path: Path) -> dict[str, Any]:
    """A manifest as it was written. Raises ManifestInvalid for any other file, and for one that was changed since."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ManifestInvalid(str(path), f"can't be read ({error})") from error
    if not isinstance(body, dict) or body.get("manifest") != FORMAT:
        raise ManifestInvalid(str(path), f"expected a manifest of format {FORMAT}")
    if _sealed(body)["digest"] != body.get("digest"):
        raise ManifestInvalid(str(path), "was changed after it was written: its digest is another")
    return body


def replayed(engine: Engine, before: dict[str, Any]) -> Replay:
    """What is different when the question of a manifest is asked again now."""
    page = engine.search(_question(before["question"]))
    now = {hit.article.id: rank for rank, hit in enumerate(page.hits, start=1)}
    then = {hit["id"]: hit for hit in before["hits"]}
    found = []
    for article_id, hit in then.items():
        digest = _digest_of(engine, article_id)
        ranks = (hit["rank"], now.get(article_id))
        if digest is None:
            found.append(HitChange("gone", article_id, hit["title"], *ranks))
        elif article_id not in now:
            found.append(HitChange("dropped", article_id, hit["title"], *ranks))
        elif now[article_id] != hit["rank"]:
            found.append(HitChange("moved", article_id, hit["title"], *ranks))
        if digest not in (None, hit["digest"]):
            found.append(HitChange("edited", article_id, hit["title"], *ranks))
    titles = {hit.article.id: hit.article.title for hit in page.hits}
    found += [HitChange("new", one, titles[one], None, rank) for one, rank in now.items() if one not in then]
    was, is_now = _made_by(before), _made_by(manifest(engine, page))
    return Replay(
        same=not found and before["total"] == page.total,
        query=page.question.text,
        made_at=before["made_at"],
        differences=tuple(Difference(name, was[name], is_now[name]) for name in was if was[name] != is_now[name]),
        hits=tuple(found),
    )


def _made_by(body: dict[str, Any]) -> dict[str, str]:
    """What in a manifest explains why an answer is another."""
    index = {
        name: str(body["index"][name]) for name in ("generation", "articles", "analysis", "format", "sources_digest")
    }
    return {"version": body["version"], "total": str(body["total"]), **index}


def _question(values: dict[str, Any]) -> Question:
    filters: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values["filters"].items()
    }
    named = {**values, "filters": Filters(**filters), "level": Level(values["level"]), "sort": Sort(values["sort"])}
    return Question(**named)


def _digest_of(engine: Engine, article_id: str) -> str | None:
    """The digest of an article's text and attribution; None where it is not in the index."""
    try:
        article = engine.article(article_id).article
    except ArticleNotFound:
        return None
    said = (article.title, *article.paragraphs, *article.authors, article.published, article.url, article.source.id)
    return _sha256(json.dumps(said, ensure_ascii=False))


def _sealed(body: dict[str, Any]) -> dict[str, Any]:
    """A manifest with the digest of all else in it."""
    rest = {name: value for name, value in body.items() if name != "digest"}
    return {**rest, "digest": _sha256(json.dumps(rest, ensure_ascii=False, sort_keys=True))}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
