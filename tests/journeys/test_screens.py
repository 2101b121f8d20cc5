"""An agent and a manager at work in a real browser, with the keyboard."""

from __future__ import annotations

import shutil
import socket
import threading
import time

import pytest
import uvicorn
from playwright.sync_api import expect, sync_playwright

from models.lifecycle import Status
from orderbook.delivery import send_due
from review_ui.app import create_app
from store import documents, orders
from store.blobs import Blobs
from store.db import Database
from tests.review_ui.company import PASSWORD
from tests.review_ui.house import House, furnished, with_a_morning

pytestmark = pytest.mark.browser
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZE = {"width": 1366, "height": 768}
# A busy machine is no fault of the screens; what is right is seen at once all the same.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def chromium():
    if shutil.which(CHROMIUM) is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def morning(tmp_path_factory):
    """The morning, made once; each journey works on a copy."""
    made = with_a_morning(furnished(tmp_path_factory.mktemp("house")))
    made.database.close()
    return made


@pytest.fixture
def house(morning, tmp_path):
    folder = tmp_path / "house"
    shutil.copytree(morning.folder, folder)
    return House(folder, Database(f"sqlite:///{folder / 'carnet.db'}"), Blobs(folder / "blobs"), ids=dict(morning.ids))


@pytest.fixture
def address(house):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(house.desk), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def sessions():
    """The cookies of who logged in once: the houses are copies, so they hold in all of them."""
    return {}


@pytest.fixture
def open_as(chromium, address, sessions):
    contexts, complaints = [], []

    def open_(login: str):
        context = chromium.new_context(viewport=SIZE, locale="en-GB")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None
        )
        if login in sessions:
            context.add_cookies(sessions[login])
            page.goto(f"{address}/queue")
        else:
            page.goto(f"{address}/login")
            page.locator("input[name=login]").fill(login)
            page.locator("input[name=password]").fill(PASSWORD)
            page.keyboard.press("Enter")
        page.wait_for_url("**/queue")
        sessions[login] = context.cookies()
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def at(page) -> str:
    """The path of the field in hand."""
    return page.evaluate("document.activeElement?.closest('[data-path]')?.dataset.path ?? ''")


def test_an_agent_reviews_with_the_keyboard_alone_and_the_order_stands_in_the_book(open_as, house):
    page = open_as("agent")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tr.current")).to_contain_text("PO-4711")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/documents/{house.ids['PO-4711']}")

    # The first doubtful value is in hand, and its place on the page is marked and in sight.
    expect(page.locator(".p-count")).to_contain_text("4 fields to look at")
    assert at(page) == "lines.1.item"
    expect(page.locator('.mk.on[data-for="lines.1.item"]')).to_be_in_viewport()

    # Another item from the proposals: down, Enter.
    page.keyboard.press("ArrowDown")
    expect(page.locator(".picklist")).to_contain_text("dimensions are the same")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator('[data-path="lines.1.item"]')).to_have_attribute("data-code", "NX-130")
    # The wrong one: undone. Then the right one is confirmed by Enter.
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(page.locator('[data-path="lines.1.item"]')).to_have_attribute("data-code", "NX-140")
    page.keyboard.press("Enter")
    assert at(page) == "lines.1.item"
    page.keyboard.press("Enter")
    expect(page.locator('[data-path="lines.1.item"]')).to_have_class(of_class("l-confirmed"))
    # Confirming the item settled its quantity in stock units too.
    expect(page.locator('[data-path="lines.1.stock_quantity"]')).to_have_class(of_class("l-sure"))
    page.keyboard.press("Enter")

    # 120 m of a cable that is sold by 50: typed anew.
    assert at(page) == "lines.2.quantity"
    page.keyboard.type("150")
    page.keyboard.press("Enter")
    expect(page.locator('[data-path="lines.2.stock_quantity"] input')).to_have_value("150")
    expect(page.locator(".p-issues")).not_to_contain_text("no multiple")
    assert at(page) == "lines.3.quantity"
    page.keyboard.press("Enter")
    expect(page.locator('[data-path="lines.3.quantity"]')).to_have_class(of_class("l-confirmed"))

    # The printed amount was for 120: kept as it is. Nothing is left then: the button is in hand, and Enter approves.
    expect(page.locator('[data-path="lines.2.amount"] input')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator('[data-path="lines.2.amount"]')).to_have_class(of_class("l-confirmed"))
    expect(page.locator('[data-do="approve"]')).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"/documents/{house.ids['PO-4711']}" not in url)
    expect(page.locator(".toast")).to_contain_text("Approved")

    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url("**/orders")
    expect(page.locator("tbody tr").first).to_contain_text("PO-4711")
    with house.database.read() as session:
        booked = orders.of_document(session, house.ids["PO-4711"])
    assert [line.sku for line in booked.lines] == ["NX-110", "NX-140", "NX-200", "NX-300"]
    assert booked.lines[2].quantity == 150

    # The acknowledgement goes out, and can be read.
    send_due(house.outbox)
    page.goto(page.url.replace("/orders", "/mail"))
    expect(page.locator(".letter")).to_contain_text("Commande PO-4711 confirmée")


def of_class(name: str):
    import re

    return re.compile(rf"\b{name}\b")


def test_words_clicked_on_the_page_go_into_the_field_in_hand(open_as, house):
    page = open_as("agent")
    page.goto(page.url.replace("/queue", f"/documents/{house.ids['PO-4711']}"))
    # The scripts are there when they have put the first doubtful field in hand.
    expect(page.locator('[data-path="lines.1.item"] input')).to_be_focused()
    page.locator('[data-path="po_number"] input').click()
    page.locator('[data-path="po_number"] input').fill("")
    # A click on "L-112" as it is printed, found by the words' own boxes.
    expect(page.locator(".page img")).to_have_js_property("complete", True)
    where = page.evaluate(
        """async () => {
          const figure = document.querySelector(".page");
          const id = document.querySelector(".p-state").dataset.document;
          const words = (await (await fetch(`/documents/${id}/parts/0/words`)).json())["1"];
          const word = words.find((w) => w[0] === "L-112");
          const box = figure.querySelector(".paper").getBoundingClientRect();
          return [box.left + (box.width * (word[1] + word[3])) / 2 / figure.dataset.width,
                  box.top + (box.height * (word[2] + word[4])) / 2 / figure.dataset.height];
        }"""
    )
    page.mouse.click(*where)
    expect(page.locator('[data-path="po_number"] input')).to_have_value("L-112")
    expect(page.locator('[data-path="po_number"]')).to_have_class(of_class("l-confirmed"))
    # A line is copied, to be divided, and its copy's quantity is in hand.
    page.locator('[data-path="lines.0.quantity"] input').click()
    page.keyboard.press("Alt+d")
    expect(page.locator("[data-line]")).to_have_count(5)
    expect(page.locator('[data-path="lines.1.quantity"] input')).to_be_focused()


def test_two_agents_on_one_document_lose_nothing(open_as, house):
    first, second = open_as("agent"), open_as("marc")
    address = first.url.replace("/queue", f"/documents/{house.ids['BS-20931']}")
    for page in (first, second):
        page.goto(address)
    second.locator('[data-path="po_number"] input').fill("BS-20931-A")
    second.keyboard.press("Tab")
    expect(second.locator(".saving")).to_contain_text("Enregistré")
    first.locator('[data-path="order_date"] input').fill("09/03/2026")
    first.keyboard.press("Tab")
    expect(first.locator(".toast.bad")).to_contain_text("changed this document in the meantime")
    expect(first.locator('[data-path="po_number"] input')).to_have_value("BS-20931-A")


def test_an_agent_rejects_with_a_reason(open_as, house):
    page = open_as("agent")
    number = house.ids["complaint"]
    page.goto(page.url.replace("/queue", f"/documents/{number}"))
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("#dialog-reject")).to_be_visible()
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"/documents/{number}" not in url)
    with house.database.read() as session:
        assert documents.get(session, number).status is Status.REJECTED
        assert documents.moves(session, number)[-1].reason == "not_ours"


def test_a_manager_sees_the_report(open_as, house):
    page = open_as("manager")
    page.get_by_role("link", name="Report").click()
    expect(page.locator(".tile").first).to_contain_text("Orders in")
    expect(page.locator(".tile.alarm")).to_contain_text("Late now")
    expect(page.locator(".chart .k-touchless")).to_have_count(1)
    expect(page.locator(".bars")).to_contain_text("Unknown item")


def test_a_file_is_dropped_in_and_read(open_as, house):
    from tests.review_ui.company import Line, Script, order_pdf

    page = open_as("agent")
    page.goto(page.url.replace("/queue", "/upload"))
    script = Script("NEW-1", "Atelier Morel SARL", "C001", (Line("Lampe", "NX-110", "1", "pce", "5.20", "NX-110"),))
    page.set_input_files("#files", [{"name": "new.pdf", "mimeType": "application/pdf", "buffer": order_pdf(script)}])
    expect(page.locator("#uploads")).to_contain_text("waits for review")
    page.locator("#uploads a").click()
    expect(page.locator(".rv-bar h1")).to_contain_text("new.pdf")
