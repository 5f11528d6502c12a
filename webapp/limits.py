"""What the server allows: how many requests one address may send, and what limits it tells of.

Not for the limits of a single question, which the engine and the parameters hold.
"""

import time
from ipaddress import ip_address
from threading import BoundedSemaphore

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from indexer.errors import BadParameter, TooManyRequests
from indexer.search.match import PREFIX_FORMS
from indexer.search.parse import DEEPEST, MOST_EDITS
from indexer.settings import PAGE_SIZE_LIMIT, QUESTION_LIMIT, Settings
from webapp.request import PAGE_NUMBER_LIMIT, SIMILAR_LIMIT

EXPORTS = 3
"""Exports that are written at the same time; each keeps a thread busy, and questions need some too."""


class RequestLimit:
    """Counts the requests of each address; those of this machine itself are not counted."""

    def __init__(self, rate: str) -> None:
        """Raises BadParameter for a rate that is none."""
        try:
            self._rate: RateLimitItem = parse(rate)
        except ValueError:
            raise BadParameter("MASADIR_RATE_LIMIT", "a rate such as 600/minute", rate) from None
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def count(self, client: str) -> None:
        """Count one request. Raises TooManyRequests."""
        if not _is_this_machine(client) and not self._limiter.hit(self._rate, client):
            ends = self._limiter.get_window_stats(self._rate, client).reset_time
            raise TooManyRequests(str(self._rate), max(1, round(ends - time.time())))


def _is_this_machine(client: str) -> bool:
    try:
        address = ip_address(client)
    except ValueError:  # no address: a socket of this machine's own
        return True
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def export_places() -> BoundedSemaphore:
    """As many places as exports may be written at the same time."""
    return BoundedSemaphore(EXPORTS)


def limits_payload(settings: Settings) -> dict[str, object]:
    """All limits, as the endpoint tells them; `hits` is null because an answer has no end before its last hit."""
    return {
        "question_characters": QUESTION_LIMIT,
        "question_seconds": settings.question_seconds,
        "parentheses": DEEPEST,
        "forms_of_an_opening": PREFIX_FORMS,
        "fuzzy_edits": MOST_EDITS,
        "page_size": PAGE_SIZE_LIMIT,
        "page_number": PAGE_NUMBER_LIMIT,
        "similar": SIMILAR_LIMIT,
        "hits": None,
        "exports_at_once": EXPORTS,
        "requests": settings.rate_limit,
    }
