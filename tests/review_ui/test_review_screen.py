from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from email.message import EmailMessage

import pytest

from models.knowledge import Alias
from models.lifecycle import Status
from models.match import MatchedOrder
from models.reading import OnPage
from models.tables import Stage
from store import corrections, documents, knowledge, orders, results
from tests.review_ui.company import NOW, SCRIPTS, Line, Script, order_pdf


def current(house, number) -> MatchedOrder:
    with house.database.read() as session:
        return results.get_result(session, number, Stage.CURRENT, MatchedOrder)


def status(house, number) -> Status:
    with house.database.read() as session:
        return documents.get(session, number).status


def test_the_screen_shows_each_value_with_its_place_and_how_sure_it_is(agent, house):
    page = agent.get(f"/documents/{house.ids['PO-4711']}").text
    assert 'data-path="po_number" data-page="1" data-box="' in page
    assert "Carnet is 62% sure" in page or "62 %" in page
    assert "4 fields to look at" in page
    assert "Is “Lampe LED E27 11W blanche” really NX-140?" in page
    assert "dimensions are the same" in page


def test_a_correction_is_stored_at_once_with_who_made_it(agent, house):
    number = house.ids["PO-4711"]
    answer = agent.correct(number, "lines.2.quantity", "150")
    assert answer.status_code == 200
    field = current(house, number).lines[2].line.quantity
    assert (field.value, field.source, field.confidence) == (Decimal(150), "agent", 1.0)
    with house.database.read() as session:
        (change,) = corrections.of_document(session, number)
    assert (change.path, change.before, change.after, change.agent) == ("lines.2.quantity", "120", "150", "agent")
    assert "no multiple" not in answer.text


def test_numbers_and_dates_are_typed_in_the_users_own_style(browser_of, house):
    number = house.ids["PO-4711"]
    marc = browser_of("marc")
    assert marc.correct(number, "lines.0.unit_price", "1 234,50").status_code == 200
    assert current(house, number).lines[0].line.unit_price.value == Decimal("1234.50")
    assert marc.correct(number, "requested_date", "3.4.26").status_code == 200
    assert current(house, number).order.requested_date.value.isoformat() == "2026-04-03"


@pytest.mark.parametrize(
    ("path", "value"), [("lines.0.quantity", "12,,5"), ("requested_date", "31/02/2026"), ("total_net", "many")]
)
def test_what_is_no_value_is_refused_in_words_and_nothing_is_stored(agent, house, path, value):
    number = house.ids["PO-4711"]
    version = agent.version(number)
    answer = agent.correct(number, path, value)
    assert answer.status_code == 422
    assert value in answer.json()["message"]
    assert answer.json()["where"] == path
    assert agent.version(number) == version


@pytest.mark.parametrize(
    "path", ["../etc", "lines.x.quantity", "lines.0.quantity.more", "nonsense", "lines.99.quantity", "confidence"]
)
def test_a_path_that_there_is_not_changes_nothing(agent, house, path):
    number = house.ids["PO-4711"]
    before = current(house, number)
    assert agent.correct(number, path, "1").status_code in (400, 422)
    assert current(house, number) == before


def test_text_clicked_on_the_page_is_read_in_the_documents_style_and_keeps_its_place(agent, house):
    # An English agent clicks "84,00" on a French order.
    number = house.ids["PO-4711"]
    place = {"page": 1, "box": [420, 300, 450, 310], "text": "84,00"}
    assert agent.correct(number, "lines.1.unit_price", "84,00", place=place).status_code == 200
    field = current(house, number).lines[1].line.unit_price
    assert field.value == Decimal("84.00")
    assert isinstance(field.evidence, OnPage)
    assert field.evidence.text == "84,00"


def test_enter_on_an_unchanged_value_confirms_it(agent, house):
    number = house.ids["77120"]
    assert agent.correct(number, "po_number", "77120").status_code == 200
    field = current(house, number).order.po_number
    assert (field.value, field.source, field.confidence) == ("77120", "agent", 1.0)


def test_a_change_on_an_old_screen_is_refused_and_nothing_is_lost(agent, browser_of, house):
    number = house.ids["PO-4711"]
    old = agent.version(number)
    browser_of("marc").correct(number, "po_number", "PO-4712")
    answer = agent.post(f"/documents/{number}/correct", {"version": old, "path": "po_number", "value": "PO-9"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "stale_document"
    assert current(house, number).order.po_number.value == "PO-4712"
    assert agent.post(f"/documents/{number}/approve", {"version": old}).status_code == 409
    assert status(house, number) is Status.IN_REVIEW


def test_an_item_is_chosen_and_the_choice_can_be_undone(agent, house):
    number = house.ids["PO-4711"]
    assert agent.correct(number, "lines.1.item", "NX-130").status_code == 200
    assert current(house, number).lines[1].item.best == "NX-130"
    assert agent.post(f"/documents/{number}/undo", {"version": agent.version(number)}).status_code == 200
    assert current(house, number).lines[1].item.best == "NX-140"
    answer = agent.post(f"/documents/{number}/undo", {"version": agent.version(number)})
    assert answer.status_code == 409


def test_lines_are_added_and_removed(agent, house):
    number = house.ids["BS-20931"]
    agent.post(f"/documents/{number}/lines/remove", {"version": agent.version(number), "index": 1})
    assert len(current(house, number).lines) == 1
    agent.post(f"/documents/{number}/lines/add", {"version": agent.version(number), "index": 0})
    assert len(current(house, number).lines) == 2


def test_approving_books_the_order_and_leads_to_the_next_document(agent, house):
    number = house.ids["PO-4711"]
    agent.correct(number, "lines.2.quantity", "150")
    answer = agent.post(f"/documents/{number}/approve", {"version": agent.version(number)})
    assert answer.status_code == 200
    assert answer.json()["next"].startswith("/documents/")
    assert answer.json()["next"] != f"/documents/{number}"
    assert status(house, number) is Status.BOOKED
    with house.database.read() as session:
        booked = orders.of_document(session, number)
    assert booked.po_number == "PO-4711"
    page = agent.get(f"/orders/{booked.number}").text
    assert "120" in page
    assert "Changes made in review" in page


def test_a_blocking_point_stops_approval_unless_the_agent_insists(agent, house):
    number = house.ids["AM-2026-55"]
    assert agent.correct(number, "customer", "").status_code == 200
    answer = agent.post(f"/documents/{number}/approve", {"version": agent.version(number)})
    assert answer.status_code == 422
    assert answer.json()["where"] == "customer"
    assert status(house, number) is Status.IN_REVIEW
    # Insisting does not book an order without a customer.
    body = {"version": agent.version(number), "accepting": ["unknown_customer"]}
    assert agent.post(f"/documents/{number}/approve", body).status_code == 422
    assert status(house, number) is Status.IN_REVIEW


def test_rejecting_needs_a_known_reason_and_books_nothing(agent, house):
    number = house.ids["complaint"]
    assert (
        agent.post(f"/documents/{number}/reject", {"version": agent.version(number), "reason": "<b>"}).status_code
        == 422
    )
    assert status(house, number) is Status.IN_REVIEW
    assert (
        agent.post(f"/documents/{number}/reject", {"version": agent.version(number), "reason": "no_order"}).status_code
        == 200
    )
    assert status(house, number) is Status.REJECTED
    assert "No order" in agent.get(f"/documents/{number}").text


def test_an_order_can_be_typed_where_none_was_found(agent, house):
    number = house.ids["complaint"]
    assert "It looks like a complaint." in agent.get(f"/documents/{number}").text
    assert agent.correct(number, "po_number", "BY-PHONE-1").status_code == 200
    assert current(house, number).order.po_number.value == "BY-PHONE-1"


def test_what_was_taken_for_no_order_is_sent_to_be_read_as_one_with_a_key(agent, house):
    number = house.ids["complaint"]
    page = agent.get(f"/documents/{number}").text
    assert "Read it as an order" in page
    answer = agent.post(f"/documents/{number}/take-for-order", {"version": agent.version(number)})
    assert answer.json()["next"] == f"/documents/{number}"
    assert status(house, number) is Status.READ
    assert agent.post(f"/documents/{number}/take-for-order", {"version": 0}).status_code == 409


def test_an_unreadable_file_says_what_to_ask_the_customer(agent, house):
    page = agent.get(f"/documents/{house.ids['unreadable']}").text
    assert "The file is damaged: ask for it to be sent again." in page
    assert "mailto:" in page
    assert "Try again" in page


def test_hostile_text_of_a_document_is_only_text(agent, house):
    nasty = "\"><script>alert(1)</script>' onx="
    script = Script(
        "EVIL-1", "Atelier Morel SARL", "C001", (Line("Lampe", "NX-110", "1", "pce", "5.20", "NX-110"),), "C001-02"
    )
    from tests.review_ui.company import order_pdf

    number = house.receive(
        order_pdf(script), "<img src=x onerror=alert(1)>.pdf", house.clock.now, '"><script>x</script>@evil.example'
    )
    house_ids = [number]
    # The rote trade does not know it, so an agent types it in.
    for path, value in (("po_number", nasty), ("notes", nasty), ("buyer_name", nasty)):
        assert agent.correct(number, path, value).status_code == 200
    for address in (
        f"/documents/{house_ids[0]}",
        f"/documents/{number}/panel",
        "/queue",
        "/queue?q=%22%3E%3Cscript%3E",
    ):
        page = agent.get(address).text
        assert "<script>alert" not in page, address
        assert "<script>x" not in page
        assert "<img src=x" not in page


def test_pages_come_as_pictures_and_words_that_fit_them(agent, house):
    number = house.ids["PO-4711"]
    picture = agent.get(f"/documents/{number}/parts/0/pages/1?w=700")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    words = agent.get(f"/documents/{number}/parts/0/words").json()["1"]
    assert any(word[0] == "PO-4711" for word in words)
    assert agent.get(f"/documents/{number}/parts/0/pages/9").status_code == 404
    assert agent.get(f"/documents/{number}/parts/7/pages/1").status_code == 404


def test_a_mails_text_is_drawn_with_its_words_escaped(agent, house):
    answer = agent.get(f"/documents/{house.ids['complaint']}/parts/0/pages/1")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]


def test_the_original_is_a_download_and_never_shown(agent, house):
    answer = agent.get(f"/documents/{house.ids['PO-4711']}/original")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.content.startswith(b"%PDF-")


def test_a_document_that_there_is_not_is_told_in_words(browser_of):
    answer = browser_of("marc").get("/documents/9999")
    assert answer.status_code == 404
    assert "Ce document n’existe pas." in answer.text


def test_a_message_inside_a_mail_is_shown_as_it_came(agent, house):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "edi@morel.example", "orders@nordlux.example", "ORDERS"
    mail.set_content("See the attachment.")
    edifact = (
        b"UNA:+.? 'UNB+UNOC:3+4012345000009:14+4098765000005:14+260310:1200+1'UNH+1+ORDERS:D:96A:UN'BGM+220+PO-99+9'"
    )
    mail.add_attachment(edifact, maintype="application", subtype="edifact", filename="orders.edi")
    received = house.desk.accept(mail.as_bytes(), "orders.eml", "upload", "agent")
    page = agent.get(f"/documents/{received.document_id}").text
    assert "BGM+220+PO-99+9&#39;" in page


def test_a_line_is_divided_by_copying_it(agent, house):
    number = house.ids["PO-4711"]
    before = current(house, number).lines
    body = {"version": agent.version(number), "index": 0}
    assert agent.post(f"/documents/{number}/lines/copy", body).status_code == 200
    agent.correct(number, "lines.0.quantity", "12")
    agent.correct(number, "lines.1.quantity", "8")
    after = current(house, number).lines
    assert [line.item.best for line in after[:2]] == [before[0].item.best] * 2
    assert [str(line.line.quantity.value) for line in after[:2]] == ["12", "8"]
    assert len(after) == len(before) + 1


def test_an_order_that_changes_another_is_shown_against_it(agent, house):
    page = agent.get(f"/documents/{house.ids['AM-2026-55']}").text
    assert "The order that this document refers to is not in the book." in page
    first = next(script for script in SCRIPTS if script.po == "PO-4699")
    with house.database.read() as session:
        number = documents.get(session, house.ids["PO-4699"]).order_number
    again = house.desk.accept(order_pdf(first) + b"\n", "again.pdf", "upload", "agent")
    page = agent.get(f"/documents/{again.document_id}").text
    assert f'<a href="/orders/{number}"' in page
    assert "The same in everything that is ordered." in page


def test_what_an_approval_taught_is_said_and_can_be_taken_back(agent, house):
    number = house.ids["PO-4711"]
    agent.correct(number, "lines.2.quantity", "150")
    agent.post(f"/documents/{number}/approve", {"version": agent.version(number)})
    assert "What Carnet learnt from this order" in agent.get(f"/documents/{number}").text
    agent.post(f"/documents/{number}/unlearn")
    assert "It was taken back" in agent.get(f"/documents/{number}").text


def test_a_customers_page_says_what_is_known_and_how_far_the_autopilot_goes(agent, house):
    with house.database.write() as session:
        known = knowledge.lock(session, "C001")
        lesson = Alias("code", "l801", "NX-110", 1, NOW)
        knowledge.save(session, known, replace(known, aliases=(lesson,), confirmed_orders=1))
    page = agent.get("/customers/C001").text
    assert "Their code “l801” is our item NX-110." in page
    assert re.search(r"at least 90(\.0)? % sure", page)
    agent.post("/customers/C001/forget", data={"text": "l801", "target": "NX-110"})
    assert "l801" not in agent.get("/customers/C001").text
    assert agent.get("/customers/nobody").status_code == 404
