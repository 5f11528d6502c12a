"""Reads sources, builds the index and answers questions from it; `webapp` turns the answers into pages.

Rooms, from the bottom up (arrows only go down; `tests/test_architecture.py` holds them):

    model, answers,
    errors, settings          what every room shares; standard library only
    compiling                 runs loops, compiled where that pays
    arabic                    text -> words at four levels (exact, form, stem, root); pure
    attribution               who wrote it, where, when, and how we know; pure
    readers                   files -> articles
    store                     the Whoosh index: schema, generations, postings as arrays
    build                     the write side: readers -> store
    search                    the read side: question -> result page
    cli                       the command line
"""

__version__ = "0.1.0"
