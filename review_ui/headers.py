"""Headers that every answer carries: nothing from elsewhere, no inline script, no framing, nothing cached by others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request, Response

from review_ui.session import start_session

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


async def secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Add what the answer does not say itself; keep a session alive that is in use."""
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # What one user saw must not come out of a cache for another; pictures and static files say otherwise themselves.
    response.headers.setdefault("Cache-Control", "no-store")
    renew = getattr(request.state, "renew", None)
    if renew is not None and response.status_code < 400 and "set-cookie" not in response.headers:
        start_session(response, request.app.state.desk, renew)
    return response
