"""Who wrote an article, when and where it appeared, and how we know: pure functions over text."""
