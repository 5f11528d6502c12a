"""The application on waitress, a production WSGI server: threads, no development server, a clean end on Ctrl-C."""

import errno
import logging
import os
import socket
from collections.abc import Callable

from waitress.server import create_server  # type: ignore[import-untyped]  # waitress ships no types

from indexer.errors import BadParameter, PortUnavailable
from indexer.search.engine import Engine
from indexer.settings import Settings
from webapp.app import create_app

THREADS = 8
"""More than cores, because a thread also waits for a slow reader to take its answer."""

SENT_AT_ONCE = 1 << 18
"""Bytes of an answer from which on it is sent before it is whole. From its own 18,000 waitress has its main thread send
the first part and then ask in a circle for the rest, against the thread that is finishing the answer."""


def serve(
    engine: Engine, host: str, port: int, announce: Callable[[str], None], settings: Settings | None = None
) -> None:
    """Answer until Ctrl-C; `announce` is told the address once connections are taken. The engine stays open.

    Port 0 takes any free one. Raises PortUnavailable for a port that is taken or not allowed, BadParameter for one that
    cannot be or a host that is not this machine's.
    """
    # It warns of each request that waits for a thread, which is what a queue is for and nothing to act on.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listener = _listen(host, port)
    server = create_server(
        create_app(engine, settings), sockets=[listener], threads=THREADS, ident=None, send_bytes=SENT_AT_ONCE
    )
    try:
        announce(f"http://{_authority(host, listener.getsockname()[1])}")
        server.run()
    finally:
        server.close()


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise BadParameter("port", "a number from 0 to 65535", str(port))
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server((str(address[0]), port), family=family)
    except (OSError, UnicodeError) as error:
        if isinstance(error, socket.gaierror | UnicodeError) or getattr(error, "errno", None) == errno.EADDRNOTAVAIL:
            raise BadParameter("host", "a name or address of this machine", host) from error
        # Not the error's own text: create_server writes number, reason and address into it, one inside the other.
        is_taken = error.errno == errno.EADDRINUSE
        why = "the port is taken" if is_taken else os.strerror(error.errno) if error.errno else str(error)
        raise PortUnavailable(_authority(host, port), why) from error


def _authority(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
