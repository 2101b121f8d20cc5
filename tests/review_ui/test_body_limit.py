from __future__ import annotations

import asyncio

import pytest

from review_ui.body_limit import SLACK_BYTES, BodyLimit

LIMIT = 1000


def ask(chunks, headers=()):
    """What the application got, and the status that went out."""
    got, sent = [], []
    messages = iter([{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks])

    async def app(scope, receive, send):
        for _ in chunks:
            got.append(await receive())
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive():
        return next(messages)

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "headers": list(headers), "method": "POST", "path": "/upload"}
    asyncio.run(BodyLimit(app, LIMIT)(scope, receive, send))
    return got, sent[0]["status"]


def test_a_file_within_the_limit_passes():
    got, status = ask([b"x" * LIMIT], [(b"content-length", b"1000")])
    assert (status, got[0]["type"]) == (200, "http.request")


@pytest.mark.parametrize("stated", [str(LIMIT + SLACK_BYTES + 1).encode(), b"-1", b"many"])
def test_a_body_that_says_it_is_too_large_is_not_read_at_all(stated):
    assert ask([b"x"], [(b"content-length", stated)]) == ([], 413)


def test_a_body_that_grows_too_large_without_saying_so_is_cut_off():
    got, _ = ask([b"x" * 600_000] * 3)
    assert [message["type"] for message in got] == ["http.request", "http.disconnect", "http.disconnect"]
