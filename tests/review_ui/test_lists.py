from __future__ import annotations

import csv
import json
from datetime import timedelta
from io import StringIO

from orderbook.delivery import send_due
from review_ui.report_csv import _csv
from store import deliveries, settings, users


def test_the_queue_shows_the_oldest_first_and_marks_the_late(agent, house):
    page = agent.get("/queue").text
    assert page.index("77120") < page.index("PO-4711") < page.index("BS-20931")
    assert "7 documents wait for you" in page
    assert page.count("is-late") == 1
    assert "PO-4699" not in page


def test_the_queue_is_filtered_and_searched(agent):
    assert agent.get("/queue/rows?q=bright+bs").text.count("<tr data-href") == 1
    assert agent.get("/queue/rows?customer=C001").text.count("<tr data-href") == 2
    assert agent.get("/queue/rows?reason=unknown_item").text.count("<tr data-href") == 1
    assert agent.get("/queue/rows?state=done").text.count("<tr data-href") == 3
    assert "No document fits these filters." in agent.get("/queue/rows?q=zzz").text
    assert agent.get("/queue?state=<script>").status_code == 200
    assert agent.get("/queue?page=-1").status_code == 400


def test_orders_are_searched_by_number_customer_item_and_day(agent, house):
    assert agent.get("/orders?q=NX-300").text.count("<tr data-href") == 1
    assert agent.get("/orders?q=huber").text.count("<tr data-href") == 1
    assert agent.get("/orders?since=2026-03-11&until=2026-03-11").text.count("<tr data-href") == 3
    assert "No order fits this search." in agent.get("/orders?since=2026-03-12").text
    assert agent.get("/orders?since=garbage").status_code == 200


def test_an_order_is_downloaded_in_every_form(agent, house):
    for name in ("csv", "json", "ubl", "edifact"):
        answer = agent.get(f"/orders/100001/export/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
        assert b"PO-4699" in answer.content
    assert agent.get("/orders/100001/export/nonsense").status_code == 404
    assert agent.get("/orders/424242").status_code == 404
    rows = list(csv.DictReader(StringIO(agent.get("/orders/export/csv").content.decode("utf-8-sig"))))
    assert [row["order_number"] for row in rows] == ["100003", "100002", "100001"]


def test_the_acknowledgement_can_be_read_as_it_went_out(agent, house):
    page = agent.get("/mail").text
    assert "Bestellung 77098 bestätigt" in page
    number = next(d.id for d in _deliveries(house, "100001"))
    answer = agent.get(f"/mail/{number}/attachments/0")
    assert answer.content == agent.get("/orders/100001/acknowledgement.pdf").content
    assert agent.get(f"/mail/{number}/attachments/5").status_code == 404


def test_an_acknowledgement_is_sent_again_with_the_same_message_id(agent, house):
    (delivery,) = _deliveries(house, "100001")
    address = f"/orders/100001/deliveries/{delivery.id}/again"
    assert agent.http.post(address, data={"csrf": agent.csrf}).status_code == 303
    assert send_due(house.outbox) == 1
    assert house.sink.mails[-1]["Message-ID"] == delivery.message_id
    assert agent.http.post("/orders/100002/deliveries/1/again", data={"csrf": agent.csrf}).status_code == 404


def _deliveries(house, number):
    with house.database.read() as session:
        return deliveries.of_order(session, number)


def test_the_manager_sees_the_mornings_figures(browser_of, house):
    page = browser_of("manager").get("/report").text
    assert "3 of 3 booked" in page
    assert '<svg class="chart"' in page
    rows = list(csv.reader(StringIO(browser_of("manager").get("/report.csv?days=7").content.decode("utf-8-sig"))))
    assert rows[0] == ["Day", "Orders in", "booked", "Touchless", "rejected", "Waiting", "late"]
    assert [row[1] for row in rows[1:8]] == ["0", "0", "0", "0", "0", "1", "9"]


def test_every_document_is_a_row_for_a_pivot_table(browser_of, house):
    raw = browser_of("manager").get("/report/documents.csv?days=7").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(raw)))
    assert len(rows) == 10
    (booked,) = [row for row in rows if row["PO number"] == "PO-4699"]
    assert booked["Customer"] == "C001 Atelier Morel"
    assert (booked["Kind"], booked["Status"], booked["Touchless"]) == ("pdf", "booked", "1")
    assert float(booked["Reading the file"]) >= 0


def test_the_report_has_rows_by_customer_and_by_kind(browser_of, house):
    page = browser_of("manager").get("/report").text
    assert '<a href="/customers/C001">Atelier Morel</a>' in page
    assert "By kind of document" in page
    rows = browser_of("manager").get("/report.csv?days=7").content.decode("utf-8-sig")
    assert "Atelier Morel C001,3," in rows


def test_a_value_that_a_spreadsheet_would_run_is_made_harmless():
    assert _csv([["=cmd()", "-1", 3]]).decode("utf-8-sig") == "'=cmd(),'-1,3\r\n"


def test_what_counts_as_late_follows_the_setting(browser_of, house):
    admin = browser_of("admin")
    form = {"csrf": admin.csrf, "target_minutes": "60", "around_the_clock": "1"}
    assert admin.http.post("/settings/sla", data=form).status_code == 303
    assert admin.get("/queue").text.count("is-late") == 5
    assert "Target: 1 h, around the clock" in admin.get("/report").text


def test_a_setting_that_makes_no_sense_is_refused_in_words(browser_of, house):
    admin = browser_of("admin")
    good = {
        "csrf": admin.csrf,
        "target_minutes": "60",
        "opens": "08:00",
        "closes": "17:00",
        "weekdays": "0",
        "zone": "Europe/Paris",
    }
    for bad in (
        {"target_minutes": "soon"},
        {"closes": "07:00"},
        {"zone": "Mars/Base"},
        {"holidays": "someday"},
        {"weekdays": "9"},
    ):
        answer = admin.http.post("/settings/sla", data=good | bad)
        assert answer.status_code == 422, bad
        assert 'role="alert"' in answer.text
    with house.database.read() as session:
        assert settings.get(session, "sla") is None
    assert admin.http.post("/settings/sla", data=good | {"holidays": "25/12/2026\n2027-01-01"}).status_code == 303


def test_the_autopilot_is_set_for_all_and_for_one_customer(browser_of, house):
    admin = browser_of("admin")
    form = {"csrf": admin.csrf, "mode": "never", "min_confidence": "99.5", "always_ask": ["order_change", "<b>"]}
    assert admin.http.post("/settings/autopilot", data=form).status_code == 303
    assert (
        admin.http.post("/settings/autopilot", data=form | {"customer": "C001", "max_amount": "1,000.50"}).status_code
        == 303
    )
    assert admin.http.post("/settings/autopilot", data=form | {"customer": "NOBODY"}).status_code == 422
    assert admin.http.post("/settings/autopilot", data=form | {"min_confidence": "200"}).status_code == 422
    with house.database.read() as session:
        general, own = settings.get(session, "autopilot"), settings.get(session, "autopilot.C001")
    assert (general["mode"], general["min_confidence"], general["always_ask"]) == ("never", 0.995, ["order_change"])
    assert own["max_amount"] == "1000.50"
    assert "Atelier Morel" in admin.get("/settings").text
    admin.http.post("/settings/autopilot", data=form | {"customer": "C001", "remove": "1"})
    with house.database.read() as session:
        assert settings.get(session, "autopilot.C001") is None


def test_pick_lists_find_items_customers_and_addresses(agent, house):
    assert [e["code"] for e in agent.get("/search/items?q=NX-1").json()] == ["NX-110", "NX-120", "NX-130", "NX-140"]
    assert "NX-210" in [e["code"] for e in agent.get("/search/items?q=cable").json()]
    assert [e["code"] for e in agent.get("/search/customers?q=morel").json()] == ["C001", "C004"]
    found = agent.get(f"/search/ship-tos/{house.ids['PO-4711']}?q=lille").json()
    assert [e["code"] for e in found] == ["C001-03"]
    assert agent.get("/search/items?q=").json() == []


def test_an_upload_is_read_and_the_same_file_again_is_known(agent, house):
    from tests.review_ui.company import SCRIPTS, order_mail

    data = order_mail(SCRIPTS[4]).replace(b"MAIL-88", b"MAIL-89").replace(b"<1@", b"<2@")
    first = agent.post("/upload", files={"file": ("new.eml", data)})
    assert first.status_code == 201
    again = agent.post("/upload", files={"file": ("renamed.eml", data)})
    assert (again.status_code, again.json()["duplicate"]) == (200, True)
    assert again.json()["document"] == first.json()["document"]
    assert agent.get(f"/documents/{first.json()['document']}/state").json()["settled"]


def test_an_upload_without_a_token_stores_nothing(agent, house):
    answer = agent.post("/upload", files={"file": ("x.pdf", b"%PDF-1.4 new")}, csrf="wrong")
    assert answer.status_code == 403
    assert "x.pdf" not in agent.get("/queue?state=all").text


class Program:
    def __init__(self, browser, house):
        admin = browser("admin")
        page = admin.http.post("/users/tokens/new", data={"csrf": admin.csrf, "name": "shop"}).text
        self.token = page.split('<code class="token">')[1].split("<")[0]
        self.http = browser().http
        self.headers = {"authorization": f"Bearer {self.token}"}


def test_a_program_hands_in_a_document_and_asks_where_it_stands(browser_of, house):
    from tests.review_ui.company import Line, Script, order_pdf

    program = Program(browser_of, house)
    data = order_pdf(
        Script("API-1", "Atelier Morel SARL", "C001", (Line("Lampe", "NX-110", "1", "pce", "5.20", "NX-110"),))
    )
    first = program.http.post(
        "/api/v1/documents", content=data, headers=program.headers | {"x-filename": "b%C3%A9.pdf"}
    )
    assert (first.status_code, first.json()["status"]) == (201, "in_review")
    again = program.http.post("/api/v1/documents", files={"file": ("other.pdf", data)}, headers=program.headers)
    assert (again.status_code, again.json()["id"], again.json()["duplicate"]) == (200, first.json()["id"], True)
    known = program.http.get(f"/api/v1/documents/{house.ids['PO-4699']}", headers=program.headers).json()
    assert known["order_number"] == "100001"
    assert known["reading"]["fields"]["po_number"]["value"] == "PO-4699"
    json.dumps(known)


def test_a_program_without_a_good_token_gets_nothing(browser_of, house):
    program = Program(browser_of, house)
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {program.token}"}):
        assert program.http.post("/api/v1/documents", content=b"x", headers=headers).status_code == 401
        assert program.http.get("/api/v1/documents/1", headers=headers).status_code == 401
    with house.database.write() as session:
        users.stop_token(session, users.tokens(session)[0].digest)
    assert program.http.get("/api/v1/documents/1", headers=program.headers).status_code == 401


def test_a_program_asking_for_nothing_known_is_told_so(browser_of, house):
    program = Program(browser_of, house)
    answer = program.http.get("/api/v1/documents/4242", headers=program.headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_document")
    assert program.http.get("/health").json() == {"status": "ok"}


def test_times_are_the_users_own(browser_of, house):
    house.clock.now += timedelta(days=1)
    assert "11 Mar 10:40" in browser_of("agent").get("/mail").text
