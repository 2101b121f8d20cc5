"""A mail that says no more than "see attached" is what the paper in it is."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from random import Random

import pytest

from extraction.limits import Limits
from learning.brain import load_brain
from learning.synth.orders import draw_order
from learning.synth.pdf.families import FAMILIES
from learning.synth.pdf.generate import document
from learning.synth.world import Sizes, world
from pipeline.desk import Desk
from pipeline.reading import read_file


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Order {p}", "Hallo,\n\nIn bijlage onze order. Graag bevestigen.\n\nMvg"),
        ("Document", "Bonjour,\n\nCi-joint.\n\nCordialement"),
        ("{p}", "see attached"),
    ],
)
def test_a_mail_that_only_points_to_its_attachment_is_the_order_in_it(subject: str, text: str) -> None:
    home = world(31, Sizes(items=300, customers=20, history=2), home="FR")
    rng = Random(5)
    family = next(f for f in FAMILIES if f.id == "letter_plain")
    order = draw_order(rng, home, home.master.customers[0], document_type="order", lines=4)
    paper = document(rng, home, family, "order.pdf", order)
    mail = EmailMessage()
    mail["From"], mail["To"] = order.contact.email, "orders@us.example"
    mail["Subject"] = subject.format(p=order.po_number)
    mail["Date"] = format_datetime(datetime(2026, 11, 24, 9, tzinfo=UTC))
    mail.set_content(text)
    mail.add_attachment(paper.data, maintype="application", subtype="pdf", filename="order.pdf")
    found = Desk.build(home.master, load_brain()).extract(read_file(bytes(mail), "mail.eml", Limits()))
    assert found.intent.value == "order"
    assert [len(one.lines) for one in found.orders] == [4]
