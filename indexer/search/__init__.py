"""Questions to result pages: parse, match, rank, choose passages, cite."""
