"""The three digit sets of Arabic-script text, read as one."""

ASCII_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def to_ascii_digits(text: str) -> str:
    """Arabic-Indic and Extended Arabic-Indic digits as ASCII digits: ٢٠١٠ and ۲۰۱۰ become 2010."""
    return text.translate(ASCII_DIGITS)
