"""The names of the arrays of what articles are compared by, for whoever writes, joins or reads them."""

SLOTS = 128
"""Numbers in a signature, each of two bytes. Of two articles, the share of equal ones is about the share of their
shingles that both have; the standard error is at most .044."""

NUMBERS = 16
"""Places behind the slots for the numbers that an article tells, hashed: the smallest of them, then zeros."""

ROW = SLOTS + NUMBERS
"""Numbers in what is kept of an article."""

SIGNATURES = "likeness/signatures"
"""The signatures of articles with their numbers, one row after the other; all zeros where there is none."""

REUSE = ("reuse/hashes", "reuse/articles", "reuse/paragraphs")
"""Long paragraphs in the order of their hashes: the hash, the article, and the number in it from 1."""
