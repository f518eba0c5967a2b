"""Records as bodies of requests and responses of FastAPI."""

import pytest

import mxus

fastapi = pytest.importorskip("fastapi", reason="the extra `formats` is not installed")
testclient = pytest.importorskip("fastapi.testclient", reason="the extra `formats` is not installed")


@pytest.fixture
def client():
    """An application that gives back the event it was given."""
    app = fastapi.FastAPI()

    @app.post("/events", response_model=mxus.Event)
    def same(event: mxus.Event) -> mxus.Event:
        return event

    return testclient.TestClient(app)


def test_every_event_of_the_article_comes_back(client):
    for event in mxus.load().events.values():
        answer = client.post("/events", json=event.model_dump(mode="json"))
        assert answer.status_code == 200
        assert mxus.Event.model_validate_json(answer.content) == event


def test_a_wrong_body_is_answered_with_its_fields(client):
    event = mxus.load().events["extraditions-to-us"]
    body = {**event.model_dump(mode="json"), "act": "extraditions", "count": {"unit": "persons"}}
    answer = client.post("/events", json=body)
    assert answer.status_code == 422
    assert {tuple(each["loc"][:2]) for each in answer.json()["detail"]} == {("body", "act"), ("body", "count")}


def test_the_schema_of_the_application_has_the_fields(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for name in ("Event-Input", "Event-Output"):
        assert set(schemas[name]["properties"]) == set(mxus.Event.model_fields)
