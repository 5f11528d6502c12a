"""Whether two forms of one stem are plainly one word: no more than clitics, case, number or a listed plural apart.

For judging what the stemmer did, not for stemming: see `stems`.
"""

from itertools import product

from indexer.arabic.stems import is_listed_plural

_BEFORE = ("", "وال", "بال", "فال", "كال", "ولل", "فلل", "لل", "ال", "و", "ف", "ب", "ل", "ك", "س")
_BEHIND = ("", "هما", "ها", "هم", "هن", "نا", "كم", "ون", "ين", "ا")
_SHORTEST = 2


def are_inflected(one: str, other: str) -> bool:
    """Whether two forms are one word without what stands before and behind it, or one is a listed plural.

    العام and عاما are, and الرسمي and رسمية; الرياض and الرياضي are not: ي, ة, ات and ت make other words too.
    """
    if is_listed_plural(one) != is_listed_plural(other):
        return True
    return not _bare(one).isdisjoint(_bare(other))


def _bare(form: str) -> set[str]:
    """What a form may be without its clitics and endings; of an adjective in ية its masculine."""
    if form.endswith("يه"):
        form = form[:-1]
    return {
        form[len(before) : len(form) - len(behind)]
        for before, behind in product(_BEFORE, _BEHIND)
        if form.startswith(before) and form.endswith(behind) and len(form) >= len(before) + len(behind) + _SHORTEST
    }
