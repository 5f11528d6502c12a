"""Whoosh's codec for our arrays: one file per segment, read in place.

The list of segments and the deletions stay as Whoosh writes them. Any Whoosh query runs over these postings by Whoosh's
own matchers; `snapshot` reads the arrays themselves, which is what makes it fast.
"""

import copy
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import formats
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec
from whoosh.matching.mcore import ListMatcher
from whoosh.query.spans import Span
from whoosh.reading import TermInfo, TermNotFound

from indexer.store.arrays import ArrayFile
from indexer.store.field_arrays import FieldArrays, array_path, fields_in
from indexer.store.schema import article_to_bytes
from indexer.store.stored import StoredReader


class ArrayCodec(W3Codec):
    """Whoosh's codec with one file of arrays for all that is in a segment; `merging` writes it."""

    def per_document_writer(self, storage: Any, segment: Any) -> "NothingWritten":
        """Writes nothing."""
        return NothingWritten()

    def field_writer(self, storage: Any, segment: Any) -> "NothingWritten":
        """Writes nothing."""
        return NothingWritten()

    def terms_reader(self, storage: Any, segment: Any) -> "ArrayTermsReader":
        """Reads the terms and postings of a segment."""
        return ArrayTermsReader(ArrayFile(array_path(storage, segment)))

    def per_document_reader(self, storage: Any, segment: Any) -> "ArrayDocumentReader":
        """Reads the articles of a segment."""
        return ArrayDocumentReader(ArrayFile(array_path(storage, segment)), segment)  # type: ignore[abstract]  # see there


class NothingWritten:
    """Stands where Whoosh has a writer that takes one article or posting at a time."""

    is_closed = False

    def close(self) -> None:
        """Write nothing."""
        self.is_closed = True


class ArrayDocumentReader(base.PerDocumentReader):
    """The articles of a segment, as Whoosh asks for them; it has no columns and no lengths for Whoosh."""

    def __init__(self, file: ArrayFile, segment: Any) -> None:
        self._stored = StoredReader(file)
        self._segment = segment

    def doc_count(self) -> int:
        """How many articles are there and not deleted."""
        return self.doc_count_all() - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        """How many articles there are, deleted ones too."""
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        """Whether any article is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether an article is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """The numbers of the deleted articles."""
        yield from self._segment.deleted_docs()

    def stored_fields(self, docnum: int) -> dict[str, object]:
        """An article as it was stored."""
        return {"article": article_to_bytes(self._stored.article(docnum))}

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Not known."""
        return default

    def field_length(self, fieldname: str) -> int:
        """Not known."""
        return 0


class ArrayTermsReader(base.TermsReader):
    """The terms and postings of a segment, as Whoosh asks for them."""

    def __init__(self, file: ArrayFile) -> None:
        self.fields = fields_in(file)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> Iterable[str]:
        """The fields that have terms."""
        return self.fields.keys()

    def cursor(self, fieldname: str, fieldobj: Any) -> "ArrayFieldCursor":
        """Walks over the terms of a field, which Whoosh does for fuzzy words."""
        return ArrayFieldCursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms, by field and then by bytes."""
        return ((name, term) for name in sorted(self.fields) for term in self.fields[name])

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms from a term on."""
        return (term for term, _ in self.items_from(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with what is known of each."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The terms from a term on, with what is known of each."""
        for name in sorted(name for name in self.fields if name >= fieldname):
            field = self.fields[name]
            for number in range(bisect_left(field, prefix) if name == fieldname else 0, len(field)):
                yield (name, field[number]), self._info(field, number)

    def term_info(self, fieldname: str, tbytes: bytes) -> TermInfo:
        """How many articles hold a term, and how often. Raises TermNotFound."""
        number = self._find(fieldname, tbytes)
        if number is None:
            raise TermNotFound(f"{fieldname}:{tbytes!r}")
        return self._info(self.fields[fieldname], number)

    def frequency(self, fieldname: str, tbytes: bytes) -> float:
        """How often a term stands in all articles together; 0 for one that is not there."""
        return float(self.term_info(fieldname, tbytes).weight()) if (fieldname, tbytes) in self else 0.0

    def doc_frequency(self, fieldname: str, tbytes: bytes) -> int:
        """How many articles hold a term; 0 for one that is not there."""
        return int(self.term_info(fieldname, tbytes).doc_frequency()) if (fieldname, tbytes) in self else 0

    def matcher(self, fieldname: str, tbytes: bytes, format_: formats.Format, scorer: Any = None) -> "ArrayMatcher":
        """A term's postings for Whoosh's own queries. Raises TermNotFound."""
        info = self.term_info(fieldname, tbytes)
        field = self.fields[fieldname]
        number = self._find(fieldname, tbytes) or 0
        first, end = field.posting_range(number, number + 1)
        frequencies = field.whole_frequencies(first, end)
        values = None
        if field.positions.size:
            own = field.positions[field.position_starts[number] : field.position_starts[number + 1]]
            encode = format_.encode  # type: ignore[attr-defined]  # only formats with positions come here
            values = [encode(part.tolist()) for part in np.split(own, np.cumsum(frequencies)[:-1])]
        return ArrayMatcher(
            field.articles[first:end].tolist(),
            frequencies.astype(float).tolist(),
            values,
            format_,
            scorer=scorer,
            term=(fieldname, tbytes),
            terminfo=info,
        )

    def close(self) -> None:
        """Let go of the arrays; the file closes with the last of them."""
        self.fields = {}

    def _find(self, fieldname: str, tbytes: bytes) -> int | None:
        field = self.fields.get(fieldname)
        if field is None:
            return None
        number = bisect_left(field, tbytes)
        return number if number < len(field) and field[number] == tbytes else None

    @staticmethod
    def _info(field: FieldArrays, number: int) -> TermInfo:
        first, end = field.posting_range(number, number + 1)
        frequencies: NDArray[Any] = field.whole_frequencies(first, end)
        return TermInfo(
            weight=float(frequencies.sum()),
            df=end - first,
            minlength=0,  # Whoosh keeps lengths of scorable fields alone, and ours are not
            maxlength=0,
            maxweight=float(frequencies.max()),
            minid=int(field.articles[first]),
            maxid=int(field.articles[end - 1]),
        )


class ArrayMatcher(ListMatcher):
    """Whoosh's list of postings, with what its phrases and its limited searches ask for and it lacks."""

    def spans(self) -> list[Span]:
        """Where the term stands in the article."""
        return [Span(position) for position in self.value_as("positions")]

    def copy(self) -> "ArrayMatcher":
        """The same place in the same list; Whoosh's own copy forgets what is known of the term."""
        return copy.copy(self)

    def supports_block_quality(self) -> bool:
        """No: a list is one block, and Whoosh's skipping by quality loses the best articles of nested queries."""
        return False

    def max_quality(self) -> float:
        """No bound, because Whoosh drops parts of nested queries by it that the best articles need."""
        return math.inf


class ArrayFieldCursor(base.FieldCursor):
    """A place among the terms of a field."""

    def __init__(self, reader: ArrayTermsReader, fieldname: str, fieldobj: Any) -> None:
        self._reader = reader
        self._name = fieldname
        self._from_bytes = fieldobj.from_bytes
        self._field = reader.fields.get(fieldname)
        self._number = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._number = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to a term, or to the first after it."""
        term = string.encode() if isinstance(string, str) else string
        self._number = bisect_left(self._field, term) if self._field is not None else 0
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._number += 1
        return self.text()

    def text(self) -> str | None:
        """The term, None behind the last."""
        if self._field is None or self._number >= len(self._field):
            return None
        return str(self._from_bytes(self._field[self._number]))

    def term_info(self) -> TermInfo:
        """What is known of the term."""
        field = self._reader.fields[self._name]
        return self._reader.term_info(self._name, field[self._number])

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._field is not None and self._number < len(self._field)
