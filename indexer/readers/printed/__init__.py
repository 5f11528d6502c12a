"""Printed pages: from the glyphs that a PDF draws to paragraphs in reading order."""
