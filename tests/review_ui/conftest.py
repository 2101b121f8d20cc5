from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from review_ui.app import create_app
from store.blobs import Blobs
from store.db import Database
from tests.review_ui.company import PASSWORD
from tests.review_ui.house import House, furnished, with_a_morning


@pytest.fixture(scope="session")
def furnished_folder(tmp_path_factory) -> tuple[Path, dict[str, int]]:
    """The morning, made once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("house")
    house = with_a_morning(furnished(folder))
    house.database.close()
    return folder, house.ids


@pytest.fixture
def house(furnished_folder, tmp_path) -> House:
    source, ids = furnished_folder
    shutil.copytree(source, tmp_path / "house")
    folder = tmp_path / "house"
    return House(folder, Database(f"sqlite:///{folder / 'carnet.db'}"), Blobs(folder / "blobs"), ids=dict(ids))


class Browser:
    """A client with a session and its token."""

    def __init__(self, house: House, login: str | None = "agent") -> None:
        self.house = house
        self.http = TestClient(create_app(house.desk), follow_redirects=False, raise_server_exceptions=False)
        self.csrf = ""
        if login is not None:
            answer = self.http.post("/login", data={"login": login, "password": PASSWORD})
            assert answer.status_code == 303, answer.text
            page = self.http.get("/account").text
            self.csrf = page.split('<meta name="csrf" content="')[1].split('"')[0]

    def get(self, path: str, **options):
        return self.http.get(path, **options)

    def post(self, path: str, json=None, *, csrf: str | None = None, **options):
        headers = {"x-csrf-token": self.csrf if csrf is None else csrf, "accept": "application/json"}
        return self.http.post(path, json=json, headers=headers | options.pop("headers", {}), **options)

    def version(self, document_id: int) -> int:
        return self.get(f"/documents/{document_id}/state").json()["version"]

    def correct(self, document_id: int, path: str, value: str, **more):
        body = {"version": self.version(document_id), "path": path, "value": value} | more
        return self.post(f"/documents/{document_id}/correct", body)


@pytest.fixture
def agent(house) -> Browser:
    return Browser(house)


@pytest.fixture
def browser_of(house):
    return lambda login=None: Browser(house, login)
