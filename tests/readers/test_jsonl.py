"""Collections in JSONL: every key, every kind of broken line, plain and compressed."""

import gzip
import json
import pickle
from pathlib import Path

import pytest

from indexer.model import Article, Origin, Source
from indexer.readers import files
from indexer.readers.registry import Unread, discover, find_in, finished, read_file
from tests.readers.reading import read_all, read_one, write

TEXT = "عاد الماء إلى البحيرة.\nوفرح به أهل القرية."


def line(**fields: object) -> str:
    return json.dumps({"text": TEXT} | fields, ensure_ascii=False) + "\n"


def test_a_full_record_is_taken_as_it_is(tmp_path: Path) -> None:
    record = line(
        _id="r1",
        title="\u200f عودة  الماء ",
        author="ريم حداد",
        date="2021-06",
        source="صحيفة الضفة",
        url="https://a.org/1",
    )
    article = read_one(tmp_path, "corpus.jsonl", record)
    assert article.id == "r1"
    assert article.title == "عودة الماء"
    assert article.paragraphs == ("عاد الماء إلى البحيرة.", "وفرح به أهل القرية.")
    assert article.authors == ("ريم حداد",)
    assert article.published == "2021-06"
    assert article.url == "https://a.org/1"
    assert article.source == Source("صحيفة-الضفة", "صحيفة الضفة")
    origins = article.provenance
    assert {origins.title, origins.authors, origins.published, origins.url, origins.source} == {Origin.RECORD}


def test_what_a_record_does_not_say_stays_empty(tmp_path: Path) -> None:
    article = read_one(tmp_path, "corpus.jsonl", line(title=""))
    assert article.id == "source/corpus/1"
    assert (article.title, article.authors, article.published, article.url) == ("", (), None, None)
    assert article.provenance.title is None
    assert article.source == Source("source", "source")
    assert (article.language, article.provenance.language) == ("ar", Origin.TEXT)


def test_a_source_that_a_record_names_keeps_the_licence_of_its_folder(tmp_path: Path) -> None:
    write(tmp_path, {"source/source.toml": 'name = "الأصل"\nhomepage = "https://a.org/"\nlicence = "CC0-1.0"\n'})
    article = read_one(tmp_path, "c.jsonl", line(source="الملحق"))
    assert article.source == Source("الملحق", "الملحق", url=None, licence="CC0-1.0")


def test_authors_may_be_a_list_and_ids_may_be_numbers(tmp_path: Path) -> None:
    article = read_one(tmp_path, "c.jsonl", line(_id=7, author=["ريم حداد", None, " نادر "]))
    assert (article.id, article.authors) == ("7", ("ريم حداد", "نادر"))


def test_an_address_that_is_none_is_dropped_and_a_date_that_is_none_noted(tmp_path: Path) -> None:
    article = read_one(tmp_path, "c.jsonl", line(url="javascript:alert(1)", date="أمس"))
    assert (article.url, article.published) == (None, None)
    assert article.repairs == ("date not understood: أمس",)


def test_a_hijri_date_stays_empty_without_complaint(tmp_path: Path) -> None:
    article = read_one(tmp_path, "c.jsonl", line(date="0255 AH"))
    assert (article.published, article.repairs) == (None, ())


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"_id": "x", "text": "نصف سط', "not JSON"),
        ("ليس هذا من جيسون", "not JSON"),
        ("[1, 2]", "expected an object"),
        ('"نص"', "expected an object"),
        ('{"_id": "x", "title": "بلا نص"}', "no text"),
        ('{"text": " \\n "}', "no text"),
        ('{"text": 5}', "text: expected text"),
        ('{"text": "نص", "title": ["x"]}', "title: expected text"),
        ('{"text": "نص", "author": {"name": "x"}}', "author: expected text"),
        ('{"text": "نص", "_id": [1]}', "_id: expected text"),
        ("[" * 100_000, "not JSON"),
    ],
    ids=lambda value: value[:24],
)
def test_a_broken_line_is_skipped_with_its_number_and_the_rest_read(tmp_path: Path, broken: str, reason: str) -> None:
    write(tmp_path, {"a/c.jsonl": line(_id="1") + "\n" + broken + "\n" + line(_id="4")})
    articles, (skipped,) = read_all(tmp_path)
    assert [article.id for article in articles] == ["1", "4"]
    assert (skipped.file, skipped.place) == ("a/c.jsonl", "line 3")
    assert reason in skipped.reason


def test_half_a_surrogate_pair_does_not_reach_the_index(tmp_path: Path) -> None:
    article = read_one(tmp_path, "c.jsonl", '{"_id": "1\\ud800", "title": "ع\\udfff", "text": "ماء \\ud83d"}')
    assert (article.id, article.title, article.paragraphs) == ("1", "ع", ("ماء",))


def test_a_byte_order_mark_and_other_encodings_are_read(tmp_path: Path) -> None:
    assert read_one(tmp_path / "a", "c.jsonl", b"\xef\xbb\xbf" + line(_id="1").encode()).repairs == ()
    article = read_one(tmp_path / "b", "c.jsonl", line(_id="1").encode("cp1256"))
    assert article.paragraphs[0] == "عاد الماء إلى البحيرة."
    assert article.repairs == ("decoded as windows-1256",)


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
@pytest.mark.parametrize(
    ("encoding", "repairs"),
    [
        ("utf-16", ()),
        ("utf-32", ()),
        ("utf-16-le", ("decoded as utf-16-le",)),
        ("utf-16-be", ("decoded as utf-16-be",)),
        ("cp1256", ("decoded as windows-1256",)),
        ("iso8859_6", ("decoded as iso-8859-6",)),
    ],
)
def test_a_collection_is_read_in_the_encodings_of_texts(
    tmp_path: Path, suffix: str, encoding: str, repairs: tuple[str, ...]
) -> None:
    data = "".join(line(_id=str(n)) for n in range(2_000)).encode(encoding)
    write(tmp_path, {f"a/c{suffix}": gzip.compress(data) if suffix.endswith("gz") else data})
    articles, skipped = read_all(tmp_path)
    assert skipped == []
    assert [article.id for article in articles] == [str(n) for n in range(2_000)]
    assert {article.paragraphs for article in articles} == {tuple(TEXT.split("\n"))}
    assert {article.repairs for article in articles} == {repairs}


def test_a_line_feed_within_a_letter_of_utf_16_ends_no_line(tmp_path: Path) -> None:
    article = read_one(tmp_path, "c.jsonl", line(_id="1", text="ماء ਊ ؊ نهر").encode("utf-16"))
    assert article.paragraphs == ("ماء ਊ ؊ نهر",)


def test_a_line_too_short_to_tell_its_encoding_is_read_in_that_of_its_collection(tmp_path: Path) -> None:
    data = (line(_id="1", title=TEXT) * 3 + line(_id="2", text="كي")).encode("iso8859_6")
    write(tmp_path, {"a/c.jsonl": data})
    articles, _ = read_all(tmp_path)
    assert articles[-1].paragraphs == ("كي",)


def test_a_line_of_another_encoding_is_read_on_its_own(tmp_path: Path) -> None:
    write(tmp_path, {"a/c.jsonl": line(_id="1").encode() + line(_id="2").encode("cp1256") + line(_id="3").encode()})
    articles, skipped = read_all(tmp_path)
    assert skipped == []
    assert {article.paragraphs for article in articles} == {tuple(TEXT.split("\n"))}
    assert [article.repairs for article in articles] == [(), ("decoded as windows-1256",), ()]


def test_a_stray_nul_spoils_no_record(tmp_path: Path) -> None:
    article = read_one(tmp_path, "c.jsonl", line(_id="1").replace("الماء", "الم\x00اء"))
    assert (article.paragraphs[0], article.repairs) == ("عاد الماء إلى البحيرة.", ("removed 1 NUL characters",))


def test_compressed_collections_are_read_and_their_bytes_on_disk_counted(tmp_path: Path) -> None:
    write(tmp_path, {"a/c.jsonl.gz": gzip.compress("".join(line(_id=str(n)) for n in range(5_000)).encode())})
    (file,), _ = discover(tmp_path)
    counts: list[int] = []
    articles = list(read_file(file, counts.append))
    assert len(articles) == 5_000
    assert sum(counts) == file.size == file.path.stat().st_size


@pytest.mark.parametrize("damage", ["cut off", "overwritten"])
def test_a_damaged_compressed_file_keeps_what_could_be_read(tmp_path: Path, damage: str) -> None:
    packed = bytearray(gzip.compress("".join(line(_id=str(n), n=hash(str(n))) for n in range(20_000)).encode()))
    packed = packed[: len(packed) // 2] if damage == "cut off" else packed[:-8] + b"\x00" * 8
    write(tmp_path, {"a/c.jsonl.gz": bytes(packed)})
    articles, (skipped,) = read_all(tmp_path)
    assert len(articles) > 5_000
    assert "cut off or damaged" in skipped.reason
    assert skipped.place is not None


def test_a_text_that_was_once_read_in_the_wrong_code_page_is_mended_and_noted(tmp_path: Path) -> None:
    text = "عادت السفن إلى الميناء بعد العاصفة، وفرح أهل المدينة، وقال الربان إن الطريق كان طويلا."
    misread = text.encode().decode("latin-1")
    article = read_one(tmp_path, "c.jsonl", line(_id="1", text=misread))
    assert article.paragraphs == (text,)
    assert article.repairs[0].startswith("decoded as utf-8 what had been read as ")


def test_a_file_that_is_not_compressed_at_all_is_read_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"a/c.jsonl.gz": line(_id="1")})
    (article,), skipped = read_all(tmp_path)
    assert (article.id, skipped) == ("1", [])


def test_a_line_beyond_the_limit_is_skipped_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert files.FILE_LIMIT == 64 * 2**20
    monkeypatch.setattr("indexer.readers.jsonl.FILE_LIMIT", 200)
    write(tmp_path, {"a/c.jsonl": line(_id="1") + line(_id="2", text="ماء " * 3_000_000) + line(_id="3")})
    articles, (skipped,) = read_all(tmp_path)
    assert [article.id for article in articles] == ["1", "3"]
    assert (skipped.place, "longer than" in skipped.reason) == ("line 2", True)


def test_records_come_one_by_one_before_the_file_is_read_to_its_end(tmp_path: Path) -> None:
    write(tmp_path, {"a/c.jsonl": "".join(line(_id=str(n)) for n in range(20_000))})
    (file,), _ = discover(tmp_path)
    counts: list[int] = []
    reading = read_file(file, counts.append)
    assert isinstance(next(reading), Article)
    assert 0 < sum(counts) < file.size / 2


@pytest.mark.parametrize("list_of_authors", [True, False])
@pytest.mark.parametrize("text", [TEXT, TEXT.encode().decode("latin-1")], ids=["title alone", "text too"])
def test_titles_and_authors_once_read_in_a_wrong_code_page_are_mended_too(
    tmp_path: Path, text: str, list_of_authors: bool
) -> None:
    title, author = (written.encode().decode("latin-1") for written in ("حديقة فوق السطح", "سلمى النجار"))
    record = line(_id="1", text=text, title=title, author=[author] if list_of_authors else author)
    article = read_one(tmp_path, "c.jsonl", record)
    assert (article.title, article.authors) == ("حديقة فوق السطح", ("سلمى النجار",))
    assert article.paragraphs == tuple(TEXT.splitlines())
    assert article.repairs == ("decoded as utf-8 what had been read as latin-1",)


def test_lines_that_were_found_can_be_read_by_another_process(tmp_path: Path) -> None:
    write(tmp_path, {"source/corpus.jsonl": line(_id="1", title="الميناء") + "{broken\n" + line(_id="2", text="")})
    (file,), _ = discover(tmp_path)
    found = pickle.loads(pickle.dumps(list(find_in(file, lambda count: None))))  # noqa: S301  # our own
    assert all(isinstance(one, Unread) for one in found)
    assert list(map(finished, found)) == list(read_file(file))


def test_a_line_tells_how_long_its_text_is_however_its_letters_are_written(tmp_path: Path) -> None:
    escaped = json.dumps({"text": TEXT}, ensure_ascii=True)
    write(tmp_path, {"source/corpus.jsonl": line() + escaped})
    (file,), _ = discover(tmp_path)
    plain, short = [one.characters for one in find_in(file, lambda count: None) if isinstance(one, Unread)]
    assert abs(plain - short) < 2
