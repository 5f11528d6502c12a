"""Plain text as people save it from the web (.txt): one article a file.

Bytes are read by `encoding`, the article is found by `saved_text`; here they meet the file's name.
"""

from collections.abc import Iterator

from indexer.arabic.repair import repaired
from indexer.attribution.claims import stated
from indexer.attribution.datelines import date_from_name
from indexer.attribution.headings import title_from_file_name
from indexer.model import Article, Certainty, Claim, Origin, Skipped
from indexer.readers.article import article_from
from indexer.readers.cleaning import has_letters, one_line
from indexer.readers.encoding import decode
from indexer.readers.files import OnBytes, SourceFile, read_bytes
from indexer.readers.saved_text import read_saved_text
from indexer.readers.wrapping import lines_of, too_many_lines

SUFFIXES = (".txt",)


def read(file: SourceFile, on_bytes: OnBytes) -> Iterator[Article | Skipped]:
    """The one article of a text file."""
    data = read_bytes(file, on_bytes)
    if isinstance(data, Skipped):
        yield data
        return
    decoded = decode(data)
    if isinstance(decoded, str):
        yield Skipped(file.relative, decoded)
    elif reason := too_many_lines(decoded.text):
        yield Skipped(file.relative, reason)
    elif not has_letters(decoded.text):
        yield Skipped(file.relative, "no text")
    else:
        # Before lines are joined: each of them may be stored backwards by itself.
        found = repaired(decoded.text.splitlines())
        saved = read_saved_text(lines_of("\n".join(found.lines)))
        claims = (*saved.claims, *claims_of_name(file.path.stem))
        repairs = (*decoded.repairs, *found.repairs)
        yield (
            Skipped(file.relative, found.doubt)
            if found.doubt
            else article_from(file, claims, saved.paragraphs, repairs)
        )


def claims_of_name(stem: str) -> list[Claim]:
    """What the name of a file says, which helps out where the text is silent: `2021-06-05-عودة-الماء`."""
    date = date_from_name(stem)
    return stated(
        Origin.FILE_NAME,
        Certainty.GUESSED,
        title=one_line(title_from_file_name(stem) or ""),
        published=date.iso if date else None,
    )
