"""What looks like something else is read as an order where an agent says that it is one."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from extraction.limits import Limits
from learning.brain import load_brain
from learning.synth.world import Sizes, world
from pipeline.desk import Desk
from pipeline.reading import read_file


def test_a_request_for_a_quote_that_an_agent_calls_an_order_comes_with_its_lines() -> None:
    home = world(31, Sizes(items=300, customers=20, history=2), home="GB")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "buyer@elsewhere.example", "orders@us.example", "Request for quotation"
    mail["Date"] = format_datetime(datetime(2026, 11, 24, 9, tzinfo=UTC))
    wanted = "\n".join(
        f"{count} pcs {item.sku} {item.descriptions[0][1]}"
        for count, item in zip((12, 30), home.master.items, strict=False)
    )
    mail.set_content(
        f"Hello,\n\nCould you please quote your best price and delivery time for:\n\n{wanted}\n\nBest regards\nAnn"
    )
    desk = Desk.build(home.master, load_brain())
    reading = read_file(bytes(mail), "mail.eml", Limits())
    assert desk.extract(reading).orders == ()
    called = desk.extract(reading, is_order=True)
    assert (called.intent.value, called.intent.source) == ("order", "agent")
    assert [line.quantity.value for order in called.orders for line in order.lines if line.quantity] == [12, 30]
