"""`carnet demo`: a running Carnet with a demo company, its first morning of mail, and where each mail went."""

from __future__ import annotations

import re
import shutil
import smtplib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from app.mail_sink import MailSink
from app.serve import Service
from config import Settings
from learning.accuracy import Accuracy, score_files
from learning.synth.demo import COMPANY, DOMAIN, DemoMail, demo_world, morning
from models.lifecycle import AUTOMATIC, Status
from models.match import MatchedOrder
from models.tables import Role, Stage
from pipeline import answer
from review_ui.passwords import hash_password
from store import documents, master_data, results, users
from store.db import Database
from store.documents import Document

LOGINS = (("agent", "demo-agent"), ("manager", "demo-manager"), ("admin", "demo-admin"))
PATIENCE_S = 600.0
LOOK_S = 0.15
WENT = {
    Status.BOOKED: "[green]booked, touchless[/]",
    Status.IN_REVIEW: "[yellow]to review[/]",
    Status.SPLIT: "split",
    Status.REJECTED: "rejected",
    Status.FAILED: "[red]failed, kept[/]",
}


@dataclass(slots=True)
class Posted:
    """A mail on its way: its document, when it was handed over, and how long until the machine was done with it."""

    mail: DemoMail
    document_id: int
    sent: float
    seconds: float | None = None


def demo(settings: Settings, console: Console, once: bool) -> int:
    """Run the demo; with `once` stop after the table. 1 when a document was lost, else 0."""
    if once:
        shutil.rmtree(settings.data_dir, ignore_errors=True)
    fresh = not (settings.data_dir / "carnet.db").exists()
    console.print(f"[bold]Carnet[/] for {COMPANY}: preparing company, catalogue and users …")
    home = demo_world(datetime.now(UTC).date())
    sink = MailSink(settings.data_dir / "mailbox")
    sink.start()
    outward = {"outbound_smtp_host": "127.0.0.1", "outbound_smtp_port": sink.port}
    sender = {"sender_address": f"commandes@{DOMAIN}", "sender_name": "Vauquelin"}
    service = Service(settings.model_copy(update=outward | sender), demo_logins=LOGINS)
    if fresh:
        furnish(service.installation.machine.database, home.master)
    service.start()
    try:
        lost = _receive(service, morning(home), console) if fresh else 0
        _tell_where(service, sink, console, fresh)
        if not once:
            service.wait()
    except KeyboardInterrupt:
        console.print("stopping …")
    finally:
        service.stop()
        sink.stop()
    return 1 if lost else 0


def furnish(database: Database, master: Any) -> None:
    """Master data and one user a role."""
    at = datetime.now(UTC)
    with database.write() as session:
        master_data.save(session, master)
        for login, password in LOGINS:
            users.add(session, login, login.capitalize(), hash_password(password), Role(login), at, zone="Europe/Paris")


def _receive(service: Service, mails: Sequence[DemoMail], console: Console) -> int:
    columns = (TextColumn("{task.description:<44}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    posted: list[Posted] = []
    with Progress(*columns, console=console) as progress:
        arriving = progress.add_task("Mail arriving", total=len(mails))
        done = progress.add_task("Read, matched, checked", total=len(mails))
        for mail in mails:
            number = send(service.smtp.port, mail.sender, service.installation, mail.data)
            posted.append(Posted(mail, number, time.monotonic()))
            progress.update(arriving, advance=1, description=f"arrived: {mail.what}")
            progress.update(done, completed=_look(service, posted))
            # The second copy must find the first one done, as a mail of an hour later would.
        until = time.monotonic() + PATIENCE_S
        while (count := _look(service, posted)) < len(mails) and time.monotonic() < until:
            progress.update(done, completed=count)
            time.sleep(LOOK_S)
        progress.update(done, completed=count)
    console.print(table_of(service.installation.machine.database, posted, console))
    lost = sum(p.seconds is None for p in posted)
    if lost:
        console.print(f"[red]{lost} documents did not come through[/]")
    return lost


def send(port: int, sender: str, installation: Any, data: bytes) -> int:
    """Hand a mail to the door by SMTP; the number of its document, as the answer states it."""
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as smtp:
        smtp.ehlo()
        smtp.mail(sender)
        smtp.rcpt(f"commandes@{DOMAIN}")
        code, said = smtp.data(re.sub(rb"\r?\n", b"\r\n", data))
    if code != 250:
        raise OSError(f"the mail door said {code} {said.decode(errors='replace')}")
    return int(said.split()[-1])


def _look(service: Service, posted: Sequence[Posted]) -> int:
    with service.installation.machine.database.read() as session:
        for each in posted:
            if each.seconds is None and all(d.status not in AUTOMATIC for d in _all(session, each.document_id)):
                each.seconds = time.monotonic() - each.sent
    return sum(p.seconds is not None for p in posted)


def _all(session: Any, document_id: int) -> list[Document]:
    whole = documents.get(session, document_id)
    return [whole, *documents.children(session, document_id)] if whole.status is Status.SPLIT else [whole]


def judged(session: Any, posted: Posted) -> tuple[list[Document], Accuracy | None]:
    """The documents of a mail, and (when it holds an order) how right they are."""
    found = _all(session, posted.document_id)
    if posted.mail.truth is None:
        return found, None
    said = []
    for document in found:
        matched = results.get_result(session, document.id, Stage.MATCHED, MatchedOrder)
        if matched is not None:
            said.append(answer.document(matched, (), document.status is Status.BOOKED, lambda issue: issue.code))
    return found, score_files([({"file": posted.mail.what, "orders": [posted.mail.truth]}, {"documents": said})])


def table_of(database: Database, posted: Sequence[Posted], console: Console) -> Table:
    """Where each mail went, and whether customer, PO number and lines are what the customer wrote."""
    table = Table(title="The morning's mail", title_justify="left", row_styles=("", "on grey7"))
    for name, justify in (
        ("#", "right"),
        ("mail", "left"),
        ("went", "left"),
        ("customer", "left"),
        ("PO number", "left"),
    ):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for name in ("lines", "s", "customer + PO", "lines right"):
        table.add_column(name, justify="right")
    keys = lines = digital = digital_right = orders = 0
    with database.read() as session:
        for number, each in enumerate(posted, start=1):
            found, tally = judged(session, each)
            shown = found[-1]
            key_ok, lines_ok = _rightness(tally)
            if tally is not None:
                orders += 1
                keys += key_ok
                lines += lines_ok
                digital += each.mail.digital
                digital_right += each.mail.digital and lines_ok
            elif shown.status is Status.IN_REVIEW and shown.summary.po_number == "":
                keys += 1
            table.add_row(
                str(number), each.mail.what, WENT.get(shown.status, str(shown.status)), shown.summary.customer_code,
                shown.summary.po_number, str(shown.summary.line_count or ""),
                "-" if each.seconds is None else f"{each.seconds:.1f}",
                "no order" if tally is None else _mark(key_ok), "" if tally is None else _mark(lines_ok),
            )  # fmt: skip
    table.caption = (
        f"right: customer and PO number {keys} of {len(posted)} (mails without an order: left open); "
        f"all lines of {lines} of {orders} orders, of {digital_right} of {digital} digital ones"
    )
    return table


def _mark(ok: bool) -> str:
    return "[green]✓[/]" if ok else "[red]✗[/]"


def _rightness(tally: Accuracy | None) -> tuple[bool, bool]:
    if tally is None:
        return True, True
    po_number = tally.header["po_number"]
    customers = [r for n, r in tally.rates.items() if n in {"customer_top1", "unknown_customer_left_open"} and r.of]
    key_ok = po_number.right == po_number.printed and all(r.right == r.of for r in customers)
    return key_ok, tally.rates["perfect_lines"].right == tally.rates["perfect_lines"].of


def _tell_where(service: Service, sink: MailSink, console: Console, fresh: bool) -> None:
    settings = service.settings
    if not fresh:
        console.print("The morning's mail came at an earlier start; `make clean` begins anew.")
    console.print(f"\nReview screen: [bold]http://{settings.host}:{settings.port}/[/]")
    for login, password in LOGINS:
        console.print(f"  log in as {login:8} with {password}")
    console.print(f"Mail door: SMTP on port {service.smtp.port}; answers to customers: {_shown(sink.folder)}")
    console.print("Ctrl+C stops.")


def _shown(path: Path) -> str:
    return str(path)
