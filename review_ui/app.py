"""The application: routes, templates, headers and error answers put together on dependencies built elsewhere."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.types import Scope

from review_ui import errors, headers
from review_ui.body_limit import BodyLimit
from review_ui.desk import Desk
from review_ui.passwords import Throttle
from review_ui.pictures import PictureCache
from review_ui.routes import ROUTERS, api
from review_ui.views.fields import where_label

HERE = Path(__file__).parent
STATIC_SECONDS = 3600


class Static(StaticFiles):
    """Our own scripts and styles; their address carries a print of their content, so browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = f"public, max-age={STATIC_SECONDS}"
        return response


def create_app(desk: Desk) -> FastAPI:
    """The screens and the interface for programs."""
    app = FastAPI(title="Carnet", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.desk = desk
    version = _static_version()
    app.state.templates = _templates(f"/static/{version}")
    app.state.throttle = Throttle()
    app.state.cache = PictureCache(desk.settings.pictures)
    app.middleware("http")(headers.secure)
    app.add_middleware(BodyLimit, max_bytes=desk.settings.limits.max_bytes)
    app.mount(f"/static/{version}", Static(directory=HERE / "static"), name="static")
    for router in ROUTERS:
        # The description that programs may fetch is of their interface alone.
        app.include_router(router, include_in_schema=router is api.router)
    errors.install(app)
    return app


def _templates(static: str) -> Jinja2Templates:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = static
    environment.filters["where"] = where_label
    return Jinja2Templates(env=environment)


def _static_version() -> str:
    digest = hashlib.sha256()
    for path in sorted((HERE / "static").rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
