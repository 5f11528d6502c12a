"""Everything that can go wrong in a way a person can mend: one class a cause, each with its HTTP status and exit code.

A message says what was expected, what came and what to do. A source that can't be read is not an error but a
`model.Skipped`; a question that can't be fully understood is not an error but a `model.Notice`.
"""

import shlex


class MasadirError(Exception):
    """Base of all: `code` names the cause for machines, `status` is for HTTP, `exit_code` for the shell.

    `command` mends it, ready to be pasted into a shell; None where no single command does. Where one parameter is at
    fault, `parameter` is its public name, `expected` what it may be and `came` what it was. `retry_after` counts
    seconds.
    """

    code = "error"
    status = 500
    exit_code = 1
    parameter: str | None = None
    expected: str | None = None
    came: str | None = None
    retry_after: int | None = None

    def __init__(self, message: str, command: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.command = command


class BadParameter(MasadirError):
    """A parameter whose value is not one of those allowed; `parameter` is its public name."""

    code = "bad-parameter"
    status = 400
    exit_code = 2

    def __init__(self, parameter: str, expected: str, came: str) -> None:
        self.parameter, self.expected, self.came = parameter, expected, came[:80]
        self.problem = f"expected {expected}, got {self.came!r}."
        super().__init__(f"{parameter}: {self.problem}")


class QuestionTooLong(MasadirError):
    """A question longer than the limit, in characters."""

    code = "question-too-long"
    status = 400
    exit_code = 2

    def __init__(self, length: int, limit: int) -> None:
        self.parameter, self.expected, self.came = "q", f"at most {limit:,} characters", f"{length:,} characters"
        super().__init__(f"The question has {length:,} characters; at most {limit:,} are answered. Shorten it.")


class ArticleNotFound(MasadirError):
    """No article with that id in the index."""

    code = "article-not-found"
    status = 404

    def __init__(self, article_id: str) -> None:
        self.parameter, self.expected, self.came = "id", "the id of an article in the index", article_id[:200]
        super().__init__(f"No article {self.came!r} in the index. It may have been removed or renamed.")


class ParagraphNotFound(MasadirError):
    """No paragraph with that number in the article."""

    code = "paragraph-not-found"
    status = 404

    def __init__(self, article_id: str, number: int, paragraphs: int) -> None:
        self.parameter, self.expected, self.came = "paragraph", f"a number from 1 to {paragraphs:,}", str(number)[:80]
        super().__init__(f"Article {article_id[:200]!r} has {paragraphs:,} paragraphs; there is no {self.came}.")


class CursorExpired(MasadirError):
    """A cursor of an index that was rebuilt meanwhile; going on would mix two answers."""

    code = "cursor-expired"
    status = 410

    def __init__(self) -> None:
        self.parameter, self.expected, self.came = "cursor", "a cursor of the index that answers", "one of another"
        super().__init__("The index was rebuilt, and this cursor is of the one before. Ask again without a cursor.")


class CursorMismatch(MasadirError):
    """A cursor of another question: a walk keeps its words, level, filters and order."""

    code = "cursor-mismatch"
    status = 409
    exit_code = 2

    def __init__(self) -> None:
        self.parameter, self.expected, self.came = "cursor", "a cursor of this very question", "one of another"
        super().__init__("This cursor is of another question. Ask the question it came from, all but page and size.")


class TooManyRequests(MasadirError):
    """More requests from one address than the limit."""

    code = "too-many-requests"
    status = 429

    def __init__(self, limit: str, seconds: int) -> None:
        self.retry_after = seconds
        super().__init__(f"At most {limit} from one address are answered. Ask again in {seconds:,} s.")


class ServerBusy(MasadirError):
    """As many exports are being written as the server allows at once."""

    code = "server-busy"
    status = 503

    def __init__(self, exports: int) -> None:
        self.retry_after = 30
        super().__init__(
            f"{exports:,} exports are being written, as many as the server allows at once. Ask again later."
        )


class IndexMissing(MasadirError):
    """No index where one was expected."""

    code = "index-missing"
    status = 503

    def __init__(self, index_dir: str) -> None:
        command = _build_command(index_dir)
        super().__init__(f"There is no index in {index_dir}. Build one: {command}", command)


class IndexStale(MasadirError):
    """An index that another version or another analysis wrote; its words would not meet today's questions."""

    code = "index-stale"
    status = 503

    def __init__(self, index_dir: str, why: str) -> None:
        command = _build_command(index_dir)
        super().__init__(f"The index in {index_dir} {why}. Build it again: {command}", command)


class IndexDamaged(MasadirError):
    """An index whose files are not what its manifest says."""

    code = "index-damaged"
    status = 503

    def __init__(self, index_dir: str, why: str) -> None:
        command = _build_command(index_dir)
        super().__init__(f"The index in {index_dir} is damaged: {why}. Build it again: {command}", command)


class IndexBusy(MasadirError):
    """Another build is writing to the same index."""

    code = "index-busy"
    status = 503

    def __init__(self, index_dir: str) -> None:
        super().__init__(f"Another build is writing to {index_dir}. Wait until it ends, or stop it, then try again.")


class WorkerLost(MasadirError):
    """A process that a build shared its work with ended by itself, most often because memory ran out."""

    code = "worker-lost"
    status = 500

    def __init__(self, exit_code: int) -> None:
        super().__init__(
            f"A process that was reading sources ended untimely (exit code {exit_code:,}), perhaps for want of memory. "
            "The index is as it was. Build again with less --memory, or with --cores 1."
        )


class SourcesMissing(MasadirError):
    """No folder of sources, or nothing in it that could be read."""

    code = "sources-missing"
    status = 400

    def __init__(self, sources_dir: str, why: str) -> None:
        super().__init__(
            f"{sources_dir}: {why}. Put articles there (.txt, .md, .html, .jsonl), or name another folder."
        )


class RulesInvalid(MasadirError):
    """A person's own rules for the analysis of words that can't be followed."""

    code = "rules-invalid"
    status = 400
    exit_code = 2

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}. The file is described in docs/arabic.md.")


class CollectionInvalid(MasadirError):
    """A test collection, a file of queries or of judgments that is not in the documented format."""

    code = "collection-invalid"
    status = 400

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}. The format is described in docs/collections.md.")


class ManifestInvalid(MasadirError):
    """A file that is no manifest of a search, or one that was changed after it was written."""

    code = "manifest-invalid"
    status = 400
    exit_code = 2

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}. Manifests are written by masadir search --manifest.")


class PortUnavailable(MasadirError):
    """A port to serve on that another program has taken, or that this one may not use."""

    code = "port-unavailable"

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address} cannot be served on: {why}. Name another port with --port; 0 is any free one.")


def said(error: MasadirError | OSError) -> str:
    """What is wrong, in a sentence for the shell: of an error of the system what it is about, and why."""
    if isinstance(error, MasadirError):
        return error.message
    return f"{error.filename or 'the disk'}: {error.strerror or error}."


def _build_command(index_dir: str) -> str:
    return shlex.join(["masadir", "build", "--index", index_dir])
