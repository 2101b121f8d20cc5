"""Mails of every sort taken apart: which parts are worth reading, and who wrote the order."""

from email.message import EmailMessage
from email.mime.text import MIMEText
from io import BytesIO

from PIL import Image

from extraction.limits import Limits
from extraction.unpack import Unpacked, unpack


def opened(data: bytes) -> Unpacked:
    return unpack(data, "mail.eml", Limits())


def mail(text: str = "Hello,\n\nplease send 5 pcs 4711.\n", **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"From": "Ann Buyer <ann@buyer.example>", "To": "orders@us.example", **headers}.items():
        message[name.replace("_", "-")] = value
    message["Date"] = "Mon, 02 Mar 2026 00:21:08 +0100"
    message.set_content(text)
    return message


def picture(width: int, height: int) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (width, height), "white").save(stream, "PNG")
    return stream.getvalue()


def names(found: Unpacked) -> list[str]:
    return [part.name for part in found.parts]


def test_a_plain_file_is_one_part_with_its_name_made_harmless() -> None:
    found = unpack(b"%PDF-1.4 ...", "../../etc/po.pdf", Limits())
    assert found.envelope is None
    assert [(part.name, part.role) for part in found.parts] == [("etc/po.pdf", "file")]


def test_the_envelope_states_sender_subject_and_moment() -> None:
    envelope = opened(bytes(mail(Subject="Bestellung 107229"))).envelope
    assert envelope is not None
    assert (envelope.sender, envelope.sender_name, envelope.subject) == (
        "ann@buyer.example",
        "Ann Buyer",
        "Bestellung 107229",
    )
    assert envelope.sent_at is not None
    assert envelope.sent_at.isoformat() == "2026-03-01T23:21:08+00:00"


def test_the_day_on_the_senders_calendar_is_kept_beside_utc() -> None:
    envelope = opened(bytes(mail())).envelope
    assert envelope is not None
    assert ("local-date", "2026-03-02") in envelope.headers


def test_headers_of_an_automatic_answer_are_kept() -> None:
    envelope = opened(bytes(mail(Auto_Submitted="auto-replied"))).envelope
    assert envelope is not None
    assert ("auto-submitted", "auto-replied") in envelope.headers


def test_an_encoded_subject_and_name_are_decoded() -> None:
    data = (
        b"From: =?utf-8?b?THVrYXMgQsO2aG0=?= <l@b.example>\r\nTo: o@us.example\r\n"
        b"Subject: =?iso-8859-1?q?N=B0?= =?iso-8859-1?q?_12_=E9t=E9?=\r\n\r\nHallo\r\n"
    )
    envelope = opened(data).envelope
    assert envelope is not None
    assert (envelope.sender_name, envelope.subject) == ("Lukas Böhm", "N° 12 été")


def test_raw_eight_bit_headers_are_read_as_the_text_they_are() -> None:
    data = "From: Zoë <z@b.example>\nTo: o@us.example\nSubject: Pièces détachées\n\nBonjour\n".encode()
    envelope = opened(data).envelope
    assert envelope is not None
    assert envelope.subject == "Pièces détachées"


def test_html_is_taken_when_it_holds_a_table() -> None:
    message = mail("10 bolts 4711\n")
    table = "<table><tr><td>Pos</td><td>Menge</td></tr><tr><td>10</td><td>5</td></tr></table>"
    message.add_alternative(table, subtype="html")
    (body,) = opened(bytes(message)).parts
    assert body.role == "body"
    assert body.media_type.startswith("text/html")


def test_plain_text_is_taken_when_the_html_says_no_more() -> None:
    message = mail("Hello,\n\nplease send 5 pcs 4711.\n")
    message.add_alternative("<p>Hello,</p><p>please send 5 pcs 4711.</p>", subtype="html")
    (body,) = opened(bytes(message)).parts
    assert body.media_type.startswith("text/plain")


def test_html_is_taken_when_the_plain_text_is_a_stub() -> None:
    message = mail("Your mail program cannot show this.\n")
    message.add_alternative("<p>" + "We order 10 pcs of item 4711. " * 10 + "</p>", subtype="html")
    (body,) = opened(bytes(message)).parts
    assert body.media_type.startswith("text/html")


def test_a_body_declared_as_latin_but_written_in_utf8_is_read_right() -> None:
    part = MIMEText("x", "plain", "iso-8859-1")
    part.set_payload("Stück für Größe 5".encode())
    del part["Content-Transfer-Encoding"]
    part["Content-Transfer-Encoding"] = "8bit"
    part["From"], part["To"], part["Subject"] = "a@b.example", "c@d.example", "x"
    (body,) = opened(part.as_bytes()).parts
    assert body.data.decode() == "Stück für Größe 5"


def test_flowed_lines_are_joined_and_the_signature_mark_is_not() -> None:
    message = mail()
    message.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    message.set_payload("Please send the \nfollowing items:\n-- \nAnn\n")
    (body,) = opened(bytes(message)).parts
    assert body.data.decode() == "Please send the following items:\n-- \nAnn\n"


def test_small_logos_calendars_cards_and_signatures_are_dropped() -> None:
    message = mail()
    message.add_attachment(picture(180, 48), maintype="image", subtype="png", filename="image001.png")
    message.add_attachment(b"BEGIN:VCARD\nEND:VCARD", maintype="text", subtype="x-vcard", filename="ann.vcf")
    message.add_attachment(b"BEGIN:VCALENDAR\n", maintype="text", subtype="calendar", filename="x.ics")
    message.add_attachment(b"0\x82", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert names(opened(bytes(message))) == ["body"]


def test_a_scanned_page_is_kept() -> None:
    message = mail()
    message.add_attachment(picture(1240, 1754), maintype="image", subtype="png", filename="scan.png")
    assert names(opened(bytes(message))) == ["body", "scan.png"]


def test_an_attachment_name_with_a_path_keeps_its_last_part() -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../../etc/cron.d/po.pdf")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="C:\\docs\\po2.pdf")
    assert names(opened(bytes(message))) == ["body", "po.pdf", "po2.pdf"]


def test_two_attachments_of_one_name_are_told_apart() -> None:
    message = mail()
    for _ in range(2):
        message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="po.pdf")
    assert names(opened(bytes(message))) == ["body", "po.pdf", "po (2).pdf"]


def test_names_in_rfc_2231_and_rfc_2047_are_decoded() -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Bestellung für März.pdf")
    raw = bytes(message).replace(b"\n\n", b"\n\n", 1)
    assert names(opened(raw))[1] == "Bestellung für März.pdf"
    old = raw.replace(b"filename*=utf-8''Bestellung%20f%C3%BCr%20M%C3%A4rz.pdf", b'filename="=?utf-8?q?f=C3=BCr.pdf?="')
    assert names(opened(old))[1] == "für.pdf"


def test_a_mail_attached_to_a_mail_gives_its_own_parts_and_first_sender() -> None:
    inner = mail("We order 3 pcs of 4711\n", From="Bob <bob@first.example>", Subject="Order 7")
    inner.replace_header("From", "Bob <bob@first.example>")
    inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="po.pdf")
    outer = mail("see attached", Subject="FW: Order 7")
    outer.add_attachment(inner)
    found = opened(bytes(outer))
    # "See attached" is no order of its own.
    assert names(found) == ["body", "po.pdf"]
    assert b"4711" in found.parts[0].data
    assert found.envelope is not None
    assert found.envelope.first_sender == "bob@first.example"


def test_what_the_forwarder_adds_to_an_attached_mail_is_kept() -> None:
    outer = mail("Please book this today and ship everything in one parcel.", Subject="FW: Order 7")
    outer.add_attachment(mail("We order 3 pcs of 4711\n", Subject="Order 7"))
    assert names(opened(bytes(outer))) == ["body", "body (2)"]


def test_an_inline_forward_states_first_sender_and_date() -> None:
    text = (
        "Bitte erfassen.\n\nVon: Ann Buyer <ann@first.example>\nGesendet: Dienstag, 24. Februar 2026 09:15\n"
        "An: orders@us.example\nBetreff: Bestellung 5\n\nWir bestellen 5 Stück 4711 und 6 Stück 4712.\n"
    )
    envelope = opened(bytes(mail(text, Subject="WG: Bestellung 5"))).envelope
    assert envelope is not None
    assert envelope.first_sender == "ann@first.example"
    assert envelope.sent_at is not None
    assert envelope.sent_at.isoformat() == "2026-02-24T09:15:00+00:00"


def test_an_answer_has_no_first_sender() -> None:
    text = "Thank you, please proceed.\n\nOn Mon, 2 Mar 2026, Sales <sales@us.example> wrote:\n> our offer\n"
    envelope = opened(bytes(mail(text, Subject="RE: offer"))).envelope
    assert envelope is not None
    assert envelope.first_sender == ""


def test_a_mail_saved_with_a_from_line_is_still_a_mail() -> None:
    data = b"From ann@b.example Mon Mar  2 08:21:08 2026\n" + bytes(mail())
    assert opened(data).envelope is not None


def test_a_text_that_only_begins_like_a_mail_is_a_file() -> None:
    found = unpack(b"Order: 4711\nDate: 2026-03-02\nPlease deliver\n", "po.txt", Limits())
    assert found.envelope is None
