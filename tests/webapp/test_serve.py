import errno
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from indexer.errors import BadParameter, PortUnavailable
from tests.webapp.fake_engine import FakeEngine
from webapp.serve import THREADS, serve

PROGRAM = """
from tests.webapp.fake_engine import FakeEngine
from webapp.serve import serve
serve(FakeEngine(), "127.0.0.1", 0, lambda address: print(address, flush=True))
print("closed", flush=True)
"""


SLOW_PROGRAM = """
import time
from tests.webapp.fake_engine import FakeEngine
from webapp.serve import serve

class Slow(FakeEngine):
    def info(self):
        time.sleep(0.3)
        return super().info()

serve(Slow(), "127.0.0.1", 0, lambda address: print(address, flush=True))
"""


def refused(host: str, port: int) -> BadParameter:
    with pytest.raises(BadParameter) as error:
        serve(FakeEngine(), host, port, lambda _: pytest.fail("must not start"))
    return error.value


def test_it_announces_its_address_answers_and_closes_on_ctrl_c() -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address + "/api/health", timeout=10) as response:
            assert response.status == 200
            assert "Server" not in response.headers
        os.kill(process.pid, signal.SIGINT)
        assert process.stdout.readline() == "closed\n"
        assert process.wait(timeout=10) == 0


def test_requests_that_wait_for_a_thread_are_no_cause_for_alarm() -> None:
    command = [sys.executable, "-c", SLOW_PROGRAM]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()

        def status(_: int) -> int:
            with urllib.request.urlopen(address + "/api/health", timeout=10) as response:
                return int(response.status)

        with ThreadPoolExecutor(3 * THREADS) as people:
            assert set(people.map(status, range(3 * THREADS))) == {200}
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=10)[1] == ""


def test_a_port_that_is_taken_is_said_once_and_another_is_asked_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortUnavailable) as error:
            serve(FakeEngine(), "127.0.0.1", port, lambda _: pytest.fail("must not start"))
    assert error.value.message == (
        f"127.0.0.1:{port} cannot be served on: the port is taken. Name another port with --port; 0 is any free one."
    )


def test_a_port_that_is_not_ours_to_open_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "(while attempting to bind)")

    monkeypatch.setattr(socket, "create_server", forbid)
    with pytest.raises(PortUnavailable, match=r"127.0.0.1:80 cannot be served on: Permission denied\. Name another"):
        serve(FakeEngine(), "127.0.0.1", 80, lambda _: pytest.fail("must not start"))


@pytest.mark.parametrize("port", [70000, -1])
def test_a_port_that_cannot_be_is_refused_by_name(port: int) -> None:
    assert refused("127.0.0.1", port).parameter == "port"


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7", "a" * 300])
def test_a_host_that_is_not_this_machine_is_refused_by_name(host: str) -> None:
    assert refused(host, 0).parameter == "host"
