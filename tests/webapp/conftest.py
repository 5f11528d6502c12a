"""The application around an engine without an index."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.fake_engine import FakeEngine
from webapp.app import create_app


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def app(engine: FakeEngine) -> Flask:
    return create_app(engine)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
