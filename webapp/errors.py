"""Every error as a response: RFC 9457 problem details under `/api`, a friendly Arabic page elsewhere. One shape each.

Not for what went wrong inside a question: the search page shows that beside its filled form.
"""

from http import HTTPStatus
from urllib.parse import quote

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from indexer.errors import MasadirError
from webapp.catalogue import error_wording

PROBLEM_TYPES_PATH = "/api/openapi.json#/components/x-problems/"


def register_error_handlers(app: Flask) -> None:
    """Answer every error of the app; an unexpected one is logged by Flask and told as a bare 500."""
    app.register_error_handler(MasadirError, _masadir_error)
    app.register_error_handler(HTTPException, _http_error)


def problem_title(error: type[MasadirError]) -> str:
    """A short sentence for a class of error, the same every time: `Index missing`."""
    return error.code.replace("-", " ").capitalize()


def _masadir_error(error: MasadirError) -> Response:
    at_fault = {"parameter": error.parameter, "expected": error.expected, "came": error.came}
    response = _answer(
        error.status,
        error.code,
        error.message,
        title=problem_title(type(error)),
        type_=PROBLEM_TYPES_PATH + error.code,
        at_fault={name: value for name, value in at_fault.items() if value is not None},
        command=error.command,
    )
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _http_error(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    response = _answer(
        status,
        status.phrase.lower().replace(" ", "-"),
        error.description or status.description,
        title=status.phrase,
        type_="about:blank",
    )
    # Some errors speak in headers too: a 405 must name what is allowed, a redirect where to go.
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _answer(
    status: int,
    code: str,
    detail: str,
    *,
    title: str,
    type_: str,
    at_fault: dict[str, str] | None = None,
    command: str | None = None,
) -> Response:
    if request.path == "/api" or request.path.startswith("/api/"):
        return _problem(status, code, detail, title=title, type_=type_, at_fault=at_fault or {})
    is_ours = type_ != "about:blank"
    body = render_template(
        "error.html",
        status=int(status),
        wording_of_error=error_wording(status, code),
        command=command,
        detail=detail if is_ours else None,
    )
    return Response(body, status, mimetype="text/html")


def _problem(status: int, code: str, detail: str, *, title: str, type_: str, at_fault: dict[str, str]) -> Response:
    body: dict[str, object] = {
        "type": type_,
        "title": title,
        "status": int(status),
        "detail": detail,
        "instance": quote(request.path),
        "code": code,
        **at_fault,
    }
    return Response(current_app.json.dumps(body), status, mimetype="application/problem+json")
