"""Result pages as web pages and JSON.

May import `indexer.search` and the shared records; never build, readers or store: a web process cannot write an index.
"""
