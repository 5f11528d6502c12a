"""What is assumed where nothing is said."""

import os
from pathlib import Path

from indexer.settings import quarter_of_memory


def test_lists_may_take_a_quarter_of_the_memory_and_no_more(tmp_path: Path) -> None:
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 20
    assert quarter_of_memory(tmp_path / "nothing") == machine // 4
    for allowed, expected in (("max\n", machine // 4), (f"{64 << 20}\n", 16), (f"{machine << 21}\n", machine // 4)):
        (tmp_path / "memory.max").write_text(allowed, encoding="ascii")
        assert quarter_of_memory(tmp_path / "memory.max") == expected
