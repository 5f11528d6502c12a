"""ZIP files that are no harm, and those that are."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from indexer.readers.bounded_zip import BoundedZip, UnsafeZip, ZipLimits


def zipped(members: dict[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream


def why(stream: io.BytesIO, limits: ZipLimits | None = None) -> str:
    with pytest.raises(UnsafeZip) as raised:
        BoundedZip(stream, limits)
    return str(raised.value)


def test_the_members_of_a_harmless_file_are_read_from_stream_and_disk(tmp_path: Path) -> None:
    stream = zipped({"نص.txt": "ماء".encode(), "folder/": b""})
    (tmp_path / "x.zip").write_bytes(stream.getvalue())
    for source in (stream, tmp_path / "x.zip"):
        with BoundedZip(source) as opened:
            assert opened.members == {"نص.txt": 6}
            assert opened.refused == []
            assert opened.read("نص.txt").decode() == "ماء"
            with pytest.raises(UnsafeZip, match="it holds no other"):
                opened.read("other.txt")


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/a", "C:/a", "C:\\a", "..\\a"])
def test_a_path_that_leads_out_is_refused_and_the_rest_read(name: str) -> None:
    with BoundedZip(zipped({name: b"x", "a": b"y"})) as opened:
        assert list(opened.members) == ["a"]
        assert [one.reason for one in opened.refused] == ["has a path that leads out of the archive"]
        with pytest.raises(UnsafeZip, match="leads out of the archive"):
            opened.read(opened.refused[0].name)


def test_links_encrypted_members_and_greedy_methods_are_refused() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with BoundedZip(zipped({link: b"/etc/passwd"})) as opened:
        assert [one.reason for one in opened.refused] == ["is a symbolic link"]
    with BoundedZip(zipped({"a": b"x"}, zipfile.ZIP_LZMA)) as opened:
        assert [one.reason for one in opened.refused] == ["is packed by a method that is not supported"]
    locked = bytearray(zipped({"a": b"x"}).getvalue())
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    with BoundedZip(io.BytesIO(locked)) as opened:
        assert [one.reason for one in opened.refused] == ["is encrypted"]


def test_a_bomb_is_refused_before_anything_is_unpacked() -> None:
    assert "times its size" in why(zipped({"a": bytes(5 * 2**20)}))
    assert "would unpack to 4 MB" in why(zipped({str(i): bytes(2**20) for i in range(4)}), ZipLimits(total=2**20))
    padding = zipfile.ZipInfo("padding")
    with BoundedZip(zipped({"a": bytes(5 * 2**20), padding: bytes(2**20)})) as opened:
        assert opened.refused[0].reason.endswith("as ZIP bombs do")
    with BoundedZip(zipped({"a": b"xyz" * 100}), ZipLimits(member=10)) as opened:
        assert opened.refused[0].reason == "would unpack to 0 MB, more than 0 MB"


def test_a_crowded_directory_is_refused_before_it_is_read() -> None:
    crowd = zipped({str(i): b"" for i in range(50)})
    assert why(crowd, ZipLimits(members=10)) == "it holds 50 files, more than 10, which is refused"
    assert why(crowd, ZipLimits(members=4)) == "it holds more than 4 files, which is refused"


def test_a_member_never_gives_more_than_it_states() -> None:
    data = bytearray(zipped({"a": b"x" * 1000}, zipfile.ZIP_STORED).getvalue())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<L", data, data.rfind(signature) + offset, 10)
    with BoundedZip(io.BytesIO(data)) as opened:
        assert opened.members == {"a": 10}
        with pytest.raises(UnsafeZip, match="damaged"):
            opened.read("a")


@pytest.mark.parametrize("cut", [0, 4, 30, -1, -22, -60])
def test_a_file_that_is_cut_off_is_refused(cut: int) -> None:
    assert why(io.BytesIO(zipped({"a": b"x" * 100}).getvalue()[:cut])).startswith("not a ZIP file, or cut off")


def test_a_damaged_member_is_refused_when_it_is_read() -> None:
    data = bytearray(zipped({"a": bytes(range(256)) * 9}).getvalue())
    data[60:90] = bytes(30)
    with BoundedZip(io.BytesIO(data)) as opened, pytest.raises(UnsafeZip, match="a in it is damaged"):
        opened.read("a")
