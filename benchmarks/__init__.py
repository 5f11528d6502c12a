"""Measurements of Masadir beside its peers, each a command that anyone can run; never part of the tests."""
