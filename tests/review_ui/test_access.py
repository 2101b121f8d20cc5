from __future__ import annotations

from datetime import timedelta

import pytest

from models.tables import Role
from review_ui.headers import HEADERS
from review_ui.passwords import Throttle
from review_ui.routes.login import own_path
from store import users
from tests.review_ui.company import NOW, PASSWORD

AGENT_PAGES = ("/queue", "/orders", "/mail", "/upload", "/account")


def test_a_stranger_is_sent_to_the_log_in_and_back(browser_of):
    answer = browser_of().get("/documents/1?x=1")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fdocuments%2F1%3Fx%3D1"


def test_a_stranger_may_change_nothing(browser_of, house):
    before = house.desk.db
    for path in ("/documents/1/approve", "/documents/1/correct", "/upload", "/users", "/settings/sla"):
        assert browser_of().post(path, {"version": 1}).status_code == 401
    with before.read() as session:
        assert len(users.every(session)) == 4


def test_a_wrong_password_and_an_unknown_name_are_told_alike(browser_of):
    stranger = browser_of()
    wrong = stranger.http.post("/login", data={"login": "marc", "password": "nope"})
    unknown = stranger.http.post("/login", data={"login": "nobody", "password": "nope"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("marc", "nobody") == unknown.text


def test_guessing_passwords_is_slowed_down_and_time_heals_it(browser_of, house):
    stranger = browser_of()
    for _ in range(8):
        stranger.http.post("/login", data={"login": "agent", "password": "guess"})
    assert stranger.http.post("/login", data={"login": "agent", "password": PASSWORD}).status_code == 429
    house.clock.now += timedelta(minutes=11)
    assert stranger.http.post("/login", data={"login": "agent", "password": PASSWORD}).status_code == 303


def test_the_throttle_forgets_names_rather_than_grow_for_ever():
    throttle = Throttle(max_keys=3)
    for n in range(10):
        throttle.failed(f"name {n}", NOW)
    assert len(throttle._failures) == 3


def test_a_log_in_from_another_site_is_refused(browser_of):
    stranger = browser_of()
    form = {"login": "agent", "password": PASSWORD}
    answer = stranger.http.post("/login", data=form, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "", "/a\r\nb"]
)
def test_the_log_in_leads_to_no_other_site(target):
    assert own_path(target) == "/queue"
    assert own_path("/documents/3?a=b") == "/documents/3?a=b"


@pytest.mark.parametrize("login", ["agent", "manager", "admin"])
def test_roles_see_their_pages_and_no_others(browser_of, login):
    browser = browser_of(login)
    rank = {"agent": 0, "manager": 1, "admin": 2}[login]
    assert all(browser.get(path).status_code == 200 for path in AGENT_PAGES)
    for path, least in (("/report", 1), ("/report.csv", 1), ("/settings", 2), ("/users", 2)):
        assert browser.get(path).status_code == (200 if rank >= least else 403), path


def test_an_agent_cannot_make_users_or_settings(agent, house):
    form = {"csrf": agent.csrf, "login": "eve", "password": "long enough", "role": "admin"}
    assert agent.http.post("/users", data=form).status_code == 403
    assert agent.http.post("/settings/sla", data={"csrf": agent.csrf, "target_minutes": "1"}).status_code == 403
    with house.database.read() as session:
        assert users.by_login(session, "eve") is None


@pytest.mark.parametrize("token", ["", "wrong", "0" * 64])
def test_a_change_without_the_pages_token_is_refused(agent, house, token):
    number = house.ids["PO-4711"]
    version = agent.version(number)
    answer = agent.post(f"/documents/{number}/approve", {"version": version}, csrf=token)
    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf"
    assert agent.version(number) == version


def test_a_token_of_another_session_is_no_good(agent, browser_of, house):
    other = browser_of("marc")
    number = house.ids["PO-4711"]
    assert agent.post(f"/documents/{number}/approve", {"version": 1}, csrf=other.csrf).status_code == 403


def test_a_forged_cookie_is_no_session(browser_of):
    stranger = browser_of()
    stranger.http.cookies.set("carnet", "eyJ1IjoxfQ.forged")
    assert stranger.get("/queue").status_code == 303


def test_a_session_ends_with_the_time_the_password_and_the_user(agent, browser_of, house):
    other = browser_of("agent")
    form = {"csrf": agent.csrf, "current": PASSWORD, "new": "another long one"}
    assert agent.http.post("/account/password", data=form).status_code == 200
    assert agent.get("/queue").status_code == 200
    assert other.get("/queue").status_code == 303
    with house.database.write() as session:
        users.change(session, 1, active=False)
    assert agent.get("/queue").status_code == 303
    marc = browser_of("marc")
    house.clock.now += timedelta(hours=13)
    assert marc.get("/queue").status_code == 303


def test_the_last_administrator_stays(browser_of, house):
    admin = browser_of("admin")
    with house.database.read() as session:
        number = users.by_login(session, "admin").id
    answer = admin.http.post(f"/users/{number}", data={"csrf": admin.csrf, "role": "agent", "active": "1"})
    assert answer.status_code == 422
    with house.database.read() as session:
        assert users.by_login(session, "admin").role is Role.ADMIN


def test_an_administrator_adds_a_user_who_can_log_in(browser_of):
    admin = browser_of("admin")
    form = {
        "csrf": admin.csrf,
        "login": "new.one",
        "name": "New One",
        "role": "manager",
        "language": "fr",
        "password": "long enough",
    }
    assert admin.http.post("/users", data=form).status_code == 303
    answer = browser_of().http.post("/login", data={"login": "New.One", "password": "long enough"})
    assert answer.status_code == 303
    assert admin.http.post("/users", data=form).status_code == 422


def test_every_answer_forbids_foreign_scripts_and_frames(agent, browser_of):
    for answer in (agent.get("/queue"), browser_of().get("/login"), agent.get("/nowhere"), agent.get("/health")):
        for name in HEADERS:
            assert name in answer.headers
        assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert agent.get("/queue").headers["cache-control"] == "no-store"


def test_pages_hold_no_inline_script_style_or_handler(agent, browser_of, house):
    admin = browser_of("admin")
    paths = ["/queue", "/orders", "/orders/100001", "/mail", "/report", "/settings", "/users", "/upload", "/account"]
    for path in [*paths, *(f"/documents/{number}" for number in house.ids.values())]:
        page = admin.get(path).text
        assert " style=" not in page, path
        assert " onclick" not in page
        assert "<style" not in page
        for script in page.split("<script")[1:]:
            assert 'type="application/json"' in script.split(">")[0] or "src=" in script.split(">")[0]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser_of):
    answer = browser_of().http.post("/login", data={"login": "agent", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
