"""What people do to the folder of their sources, at random: articles, collections, archives and the tables beside them.

Not for what is held of an index after it: see `test_update_is_build`.
"""

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.store.making import WORDS
from tests.store.retelling import paragraphs, told

PLACES = ("", "raff/", "raff/dakhil/", "sahifa/")
STEMS = ("alif", "ba", "jim", "dal", "ha")
UNREADABLE = bytes(range(200, 256)) * 3


def text_of(random: Random) -> str:
    """An article as people save it, perhaps with a date and an author, perhaps a report that others have too."""
    words = random.choices(WORDS, k=random.randint(2, 9))
    lines = [" ".join(words[:3]), f"كتب عن {' '.join(words)}."]
    if random.random() < 0.3:
        lines += [paragraphs(told(random.randrange(3))), *words[:2]]  # one of few reports that stand in several places
    if random.random() < 0.3:
        lines.insert(1, f"{random.randint(1, 28)} مايو {random.randint(2001, 2020)}")
    if random.random() < 0.3:
        lines.insert(1, f"بقلم: {random.choice(('سلمى النجار', 'نادر الحلو', 'هالة الراوي'))}")
    return "\n\n".join(lines) + "\n"


def collection_of(random: Random, name: str) -> str:
    """Records whose ids mostly are of this collection alone: where ids meet, an update is a build."""
    rows = []
    for number in random.sample(range(6), random.randint(1, 3)):
        article_id = f"{name}-{number}" if random.random() < 0.98 else f"everywhere-{number}"
        row = {"_id": article_id, "title": " ".join(random.choices(WORDS, k=2)), "text": text_of(random)}
        rows.append(row | {"source": random.choice(("", "البريد", "Al Bayan", "al-bayan"))})
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def archive_of(random: Random) -> bytes:
    """A ZIP file of articles, of another ZIP file at times, or of what is no article."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in random.sample(STEMS, random.randint(1, 3)):
            archive.writestr(random.choice(("", "in/")) + name + ".txt", text_of(random))
        if random.random() < 0.2:
            archive.writestr("within.zip", archive_of(random))
        if random.random() < 0.2:
            archive.writestr("broken.txt", UNREADABLE)
    return out.getvalue()


def write(path: Path, content: str | bytes) -> None:
    """Write a file and the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def add(random: Random, folder: Path) -> None:
    """A new article, collection or archive, or another in the place of one."""
    place = folder / random.choice(PLACES)
    name = random.choice(STEMS)
    match random.randrange(8):
        case 0:
            write(place / f"{name}.zip", archive_of(random))
        case 1 | 2:
            write(place / f"{name}.jsonl", collection_of(random, f"{place.name}{name}"))
        case 3:
            write(place / f"{name}.txt", text_of(random).encode("windows-1256", errors="replace"))
        case _:
            write(place / (name + random.choice((".txt", ".md"))), text_of(random))


def edit_in_place(random: Random, folder: Path) -> None:
    """Another word of the same length, so that the file's size stays."""
    for path in _files(folder, random)[:1]:
        if path.suffix in (".txt", ".md"):
            write(path, path.read_bytes().replace("كتب".encode(), "بحر".encode()))


def remove(random: Random, folder: Path) -> None:
    """A file is gone."""
    for path in _files(folder, random)[:1]:
        path.unlink()


def rename(random: Random, folder: Path) -> None:
    """A file goes to another place, perhaps over one that is there, its time along with it."""
    for path in _files(folder, random)[:1]:
        target = folder / random.choice(PLACES) / (random.choice(STEMS) + path.suffix)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def rename_folder(random: Random, folder: Path) -> None:
    """A whole source is called otherwise."""
    one, other = folder / "raff", folder / "rufuf"
    if other.exists():
        one, other = other, one
    if one.exists() and not other.exists():
        one.rename(other)


def swap(random: Random, folder: Path) -> None:
    """Two files change places."""
    if len(files := _files(folder, random)) > 1:
        one, other = files[:2]
        aside = folder / "aside"
        one.rename(aside)
        other.rename(one)
        aside.rename(other)


def touch(random: Random, folder: Path) -> None:
    """A file has another time and the same content."""
    for path in _files(folder, random)[:1]:
        os.utime(path, ns=(1, random.randrange(10**18)))


def spoil(random: Random, folder: Path) -> None:
    """A file becomes something that can't be read, or one comes that nobody reads."""
    for path in _files(folder, random)[:1]:
        if random.random() < 0.3:
            write(path.with_suffix(".bin"), UNREADABLE)
        else:
            write(path, UNREADABLE)


def describe_source(random: Random, folder: Path) -> None:
    """The `source.toml` of a folder comes, changes or goes."""
    path = folder / random.choice(("raff", "sahifa")) / "source.toml"
    choices = ('name = "رف"\n', 'name = "صحيفة"\nlicence = "CC0"\n', '[defaults]\ndate = "1999"\n', "?", "")
    if content := random.choice(choices):
        write(path, content)
    else:
        path.unlink(missing_ok=True)


def correct(random: Random, folder: Path) -> None:
    """Corrections of an article that is there, or of one that is not."""
    place = random.choice(("", "raff/"))
    article = random.choice(("raff/alif", "raff/ba", "raffalif-1", "nowhere"))
    entry = f'[[correction]]\narticle = "{article}"\n{random.choice(("title", "author"))} = "سامي العطار"\n'
    write(folder / place / "corrections.toml", random.choice((entry, "", "???")))


def describe_article(random: Random, folder: Path) -> None:
    """A sidecar file beside an article."""
    for path in _files(folder, random)[:1]:
        said = {"title": random.choice(WORDS), "date": f"{random.randint(1990, 2020)}"}
        write(path.with_suffix(".json"), random.choice((json.dumps(said), "{")))


def change_rules(random: Random, folder: Path) -> None:
    """A person's own rules of the analysis."""
    write(folder / "analysis.toml", random.choice(('protected = ["المكتبات"]\n', "[folding]\n", "")))


CHANGES: tuple[tuple[Callable[[Random, Path], None], int], ...] = (
    (add, 8),
    (edit_in_place, 3),
    (remove, 3),
    (rename, 3),
    (swap, 2),
    (touch, 2),
    (spoil, 2),
    (describe_article, 2),
    (rename_folder, 1),
    (describe_source, 1),
    (correct, 1),
    (change_rules, 1),
)
"""Each change, and how often it comes beside the others."""


def changed(random: Random, folder: Path) -> None:
    """One thing that people do to their files."""
    kinds, weights = zip(*CHANGES, strict=True)
    [change] = random.choices(kinds, weights)
    change(random, folder)


def _files(folder: Path, random: Random) -> list[Path]:
    """The articles there, in random order."""
    kinds = (".txt", ".md", ".jsonl", ".zip")
    found = sorted(path for path in folder.rglob("*") if path.suffix in kinds and path.stem != "thabit")
    return random.sample(found, len(found))
