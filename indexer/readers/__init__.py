"""Files to articles: one file per format, found by its suffix in `registry`."""
