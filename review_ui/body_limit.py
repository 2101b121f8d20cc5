"""No request may bring more than it needs: a bound on bodies, before anything is parsed or kept on disk."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Forms around a file, and everything that is no file, fit in this.
SLACK_BYTES = 1_000_000


class BodyLimit:
    """Answers 413 to a body that says it is too large; one that grows too large without saying so is cut off."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes + SLACK_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        stated = dict(scope["headers"]).get(b"content-length", b"0")
        if not stated.isdigit() or int(stated) > self.max_bytes:
            await JSONResponse({"code": "too_large", "message": "too large"}, 413)(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return message if received <= self.max_bytes else {"type": "http.disconnect"}

        await self.app(scope, counted, send)
