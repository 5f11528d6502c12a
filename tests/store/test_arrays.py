"""Arrays come back from their file as they went in; a file that was cut off or changed never gives other numbers."""

import json
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy
from numpy.typing import NDArray

from indexer.store.arrays import ALIGNMENT, Array, ArrayFile, ArrayFileDamaged, ArrayFileWriter
from tests.store.foreign_reader import entries

WHOLE = st.sampled_from([np.dtype(kind) for kind in ("u1", "u2", "u4", "u8", "i1", "i8")])
ARRAYS: st.SearchStrategy[Array] = st.one_of(
    WHOLE.flatmap(
        lambda kind: of_numpy.arrays(
            kind, st.integers(0, 70), elements=st.integers(0, np.iinfo(kind).max) | st.integers(0, 3)
        )
    ),
    of_numpy.arrays(np.float32, st.integers(0, 20), elements=st.floats(width=32, allow_nan=False)),
    of_numpy.arrays(np.dtype(">u4"), st.integers(0, 20)),
    of_numpy.arrays(np.bool_, st.integers(0, 20)),
)
FILES = st.dictionaries(st.text(max_size=8), ARRAYS, max_size=6)


def write(path: Path, arrays: dict[str, Array]) -> Path:
    path.unlink(missing_ok=True)
    with ArrayFileWriter(path) as out:
        for name, array in arrays.items():
            out.add(name, array)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write(tmp_path / "a.arrays", SMALL)


SMALL: dict[str, NDArray[np.int64]] = {
    "empty": np.array([], np.int64),
    "bytes": np.array([1, 2, 250]),
    "wide": np.array([70_000, 0]),
}


@settings(max_examples=200, deadline=None)
@given(arrays=FILES)
def test_arrays_come_back_as_they_went_in(tmp_path_factory: pytest.TempPathFactory, arrays: dict[str, Array]) -> None:
    path = write(tmp_path_factory.getbasetemp() / "any.arrays", arrays)
    file = ArrayFile(path)
    file.verify()
    assert file.names() == list(arrays)
    for name, array in arrays.items():
        assert name in file
        assert file.array(name).tolist() == array.tolist()
        assert not file.array(name).flags.writeable
    assert {name: list(entry.numbers) for name, entry in entries(path).items()} == {
        name: array.tolist() for name, array in arrays.items()
    }


@pytest.mark.parametrize(
    ("largest", "stored"),
    [
        (0, "u1"),
        (255, "u1"),
        (256, "u2"),
        (65_535, "u2"),
        (65_536, "u4"),
        (2**32 - 1, "u4"),
        (2**32, "u8"),
        (2**63 - 1, "u8"),
    ],
)
def test_whole_numbers_take_the_fewest_bytes_that_hold_them_all(tmp_path: Path, largest: int, stored: str) -> None:
    path = write(tmp_path / "a.arrays", {"a": np.array([0, largest], np.int64)})
    assert entries(path)["a"].type.endswith(stored)
    assert ArrayFile(path).array("a").tolist() == [0, largest]


def test_every_array_begins_at_a_multiple_of_the_alignment(small: Path) -> None:
    assert all(entry.start % ALIGNMENT == 0 for entry in entries(small).values())


def test_an_array_that_is_not_there_is_a_key_error(small: Path) -> None:
    assert "other" not in ArrayFile(small)
    with pytest.raises(KeyError):
        ArrayFile(small).array("other")


def test_a_file_cut_off_anywhere_is_refused_at_opening(small: Path) -> None:
    content = small.read_bytes()
    for length in range(len(content)):
        small.write_bytes(content[:length])
        with pytest.raises(ArrayFileDamaged, match=small.name):
            ArrayFile(small)
    small.write_bytes(content + b"\0")
    with pytest.raises(ArrayFileDamaged, match=small.name):
        ArrayFile(small)


@pytest.mark.parametrize("change", [0x01, 0x80, 0xFF])
def test_a_changed_byte_anywhere_is_found_or_lies_between_the_arrays(small: Path, change: int) -> None:
    content = small.read_bytes()
    header, directory = range(12), range(struct.unpack_from("<Q", content, len(content) - 28)[0], len(content))
    inside = {place for entry in entries(small).values() for place in range(entry.start, entry.end)}
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= change
        small.write_bytes(changed)
        if place in header or place in directory:
            with pytest.raises(ArrayFileDamaged, match=small.name):
                ArrayFile(small)
            continue
        file = ArrayFile(small)
        if place in inside:
            with pytest.raises(ArrayFileDamaged, match=f"in {small.name} is damaged"):
                file.verify()
        else:
            file.verify()
            assert {name: file.array(name).tolist() for name in file.names()} == {
                name: array.tolist() for name, array in SMALL.items()
            }


@settings(max_examples=200)
@given(data=st.data())
def test_garbage_anywhere_is_found_or_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = write(tmp_path_factory.getbasetemp() / "garbage.arrays", SMALL)
    content = path.read_bytes()
    start = data.draw(st.integers(0, len(content) - 1))
    garbage = data.draw(st.binary(max_size=len(content) - start) | st.integers(0, 40).map(bytes))
    path.write_bytes((content[:start] + garbage + content[start + len(garbage) :])[: len(content)])
    try:
        file = ArrayFile(path)
        file.verify()
    except ArrayFileDamaged as error:
        assert path.name in str(error)
    else:
        assert {name: file.array(name).tolist() for name in file.names()} == {
            name: array.tolist() for name, array in SMALL.items()
        }


@pytest.mark.parametrize("content", [b"", b"PK\3\4" * 40, bytes(300), b"\xff" * 300, b"MASADIR\n" * 12], ids=ascii)
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.arrays"
    path.write_bytes(content)
    with pytest.raises(ArrayFileDamaged, match=path.name):
        ArrayFile(path)


def test_another_version_is_refused_by_its_number(small: Path) -> None:
    content = small.read_bytes()
    small.write_bytes(content[:8] + struct.pack("<I", 2) + content[12:])
    with pytest.raises(ArrayFileDamaged, match="version 2; this is version 1"):
        ArrayFile(small)


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ArrayFile(tmp_path / "none.arrays")


def test_opening_reads_the_directory_alone(small: Path) -> None:
    content = bytearray(small.read_bytes())
    for entry in entries(small).values():
        content[entry.start : entry.end] = bytes(entry.end - entry.start)
    small.write_bytes(content)
    file = ArrayFile(small)
    assert file.array("bytes").tolist() == [0, 0, 0]
    with pytest.raises(ArrayFileDamaged):
        file.verify()


def test_checksums_are_those_of_zlib(small: Path) -> None:
    content = small.read_bytes()
    assert all(entry.crc32 == zlib.crc32(content[entry.start : entry.end]) for entry in entries(small).values())
    offset, length, checksum = struct.unpack_from("<QQI", content, len(content) - 28)
    assert checksum == zlib.crc32(content[offset : offset + length])
    assert set(json.loads(content[offset : offset + length])) == set(SMALL)


def test_a_file_that_is_there_is_never_written_over(small: Path) -> None:
    with pytest.raises(FileExistsError):
        ArrayFileWriter(small)


def test_a_file_whose_writing_failed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "half.arrays"
    with pytest.raises(RuntimeError), ArrayFileWriter(path) as out:
        out.add("a", np.arange(100))
        raise RuntimeError
    with pytest.raises(ArrayFileDamaged, match=path.name):
        ArrayFile(path)


def test_numbers_below_zero_are_no_numbers_of_this_format(tmp_path: Path) -> None:
    with ArrayFileWriter(tmp_path / "a.arrays") as out, pytest.raises(ValueError, match="below 0"):
        out.add("a", np.array([-1, 300]))
