import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from indexer.errors import BadParameter
from tests.webapp.fake_engine import FakeEngine
from webapp.serve import serve

PROGRAM = """
from tests.webapp.fake_engine import FakeEngine
from webapp.serve import serve
serve(FakeEngine(), "127.0.0.1", 0, lambda address: print(address, flush=True))
print("closed", flush=True)
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


def test_a_port_that_is_taken_is_refused_by_name() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        error = refused("127.0.0.1", port)
    assert error.parameter == "port"
    assert str(port) in error.message


@pytest.mark.parametrize("port", [70000, -1])
def test_a_port_that_cannot_be_is_refused_by_name(port: int) -> None:
    assert refused("127.0.0.1", port).parameter == "port"


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7", "a" * 300])
def test_a_host_that_is_not_this_machine_is_refused_by_name(host: str) -> None:
    assert refused(host, 0).parameter == "host"
