"""Plain text as people save it from the web (.txt): one article a file.

Bytes are read by `encoding`, the article is found by `saved_text`; here they meet the file's name.
"""

from collections.abc import Iterator

from indexer.attribution.datelines import date_from_name
from indexer.attribution.headings import title_from_file_name
from indexer.model import Article, Origin, Skipped
from indexer.readers.cleaning import has_letters, one_line
from indexer.readers.encoding import decode
from indexer.readers.files import Found, OnBytes, SourceFile, article_from, read_bytes
from indexer.readers.saved_text import SavedText, read_saved_text
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
        saved = read_saved_text(lines_of(decoded.text))
        yield article_from(file, found_in(saved, file), saved.paragraphs, decoded.repairs)


def found_in(saved: SavedText, file: SourceFile) -> Found:
    """What a text and the name of its file say: the name helps out where the text is silent."""
    title = (one_line(saved.title[0]), saved.title[1]) if saved.title else None
    published = (saved.published, Origin.TEXT) if saved.published else None
    stem = file.path.stem
    if title is None and (words := title_from_file_name(stem)):
        title = (one_line(words), Origin.FILE_NAME)
    if published is None and (date := date_from_name(stem)):
        published = (date.iso, Origin.FILE_NAME)
    return Found(title=title, authors=(saved.authors, Origin.BYLINE) if saved.authors else None, published=published)
