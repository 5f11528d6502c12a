"""Arabic text to words at four levels: pure functions, no files but this room's own lists."""
