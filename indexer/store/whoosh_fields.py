"""The fields of the index as Whoosh has them, apart from `schema`: whoever only reads an index needs no Whoosh."""

from collections.abc import Generator

from whoosh import fields, formats

from indexer.store.schema import POSITIONS


class Terms(fields.FieldType):
    """A field whose terms reach the index past Whoosh's analysis and pool, see `writer`."""

    def __init__(self, *, positions: bool) -> None:
        form = formats.Positions() if positions else formats.Frequency()
        super().__init__(form, None)  # type: ignore[arg-type]  # there is no analyzer

    def index(self, value: object, **_: object) -> Generator[tuple[bytes, int, float | int, bytes], None, None]:
        """Nothing: Whoosh has no part in making terms."""
        yield from ()


def whoosh_schema() -> fields.Schema:
    """The schema of an index; `article` is the whole."""
    return fields.Schema(
        **{field: Terms(positions=positions) for field, positions in POSITIONS.items()}, article=fields.STORED()
    )
