"""Signed mails and files: what the signature wraps is read; what is encrypted is refused."""

import base64
from email.message import EmailMessage

import pytest
from asn1crypto import cms

from extraction.limits import Limits
from extraction.unpack import Unpacked, unpack
from models.errors import UnreadableDocument


def signed(content: bytes) -> bytes:
    info = {"content_type": "data", "content": content}
    body = cms.SignedData({"version": "v1", "digest_algorithms": [], "encap_content_info": info, "signer_infos": []})
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": body}).dump())


def encrypted() -> bytes:
    inside = {
        "content_type": "data",
        "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": b"0" * 16},
    }
    body = cms.EnvelopedData({"version": "v0", "recipient_infos": [], "encrypted_content_info": inside})
    return bytes(cms.ContentInfo({"content_type": "enveloped_data", "content": body}).dump())


def mail(payload: bytes, name: str = "smime.p7m") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ann <ann@buyer.example>", "orders@us.example", "Order 7"
    message.set_content(payload, maintype="application", subtype="pkcs7-mime", filename=name)
    return bytes(message)


def opened(data: bytes, name: str = "mail.eml") -> Unpacked:
    return unpack(data, name, Limits())


def test_a_signed_mail_is_read_as_if_it_were_not_signed() -> None:
    inner = EmailMessage()
    inner.set_content("We order 3 pcs of 4711.")
    inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="po.pdf")
    found = opened(mail(signed(bytes(inner))))
    assert [part.name for part in found.parts] == ["body", "po.pdf"]
    assert found.envelope is not None
    assert found.envelope.sender == "ann@buyer.example"


@pytest.mark.parametrize("wrap", [bytes, base64.b64encode, base64.encodebytes])
def test_a_signed_pdf_is_the_pdf(wrap) -> None:  # type: ignore[no-untyped-def]
    found = opened(wrap(signed(b"%PDF-1.4 " + b"x" * 2000)), "ordine.pdf.p7m")
    assert [(part.name, part.data[:8]) for part in found.parts] == [("ordine.pdf", b"%PDF-1.4")]


def test_a_signed_pdf_attached_to_a_mail_is_the_pdf() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ann <ann@buyer.example>", "orders@us.example", "Ordine 7"
    message.set_content("In allegato il nostro ordine, cordiali saluti.")
    message.add_attachment(
        signed(b"%PDF-1.4"), maintype="application", subtype="octet-stream", filename="ordine.pdf.p7m"
    )
    assert [part.name for part in opened(bytes(message)).parts] == ["body", "ordine.pdf"]


def test_an_encrypted_mail_is_refused_as_locked() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        opened(mail(encrypted()))
    assert refusal.value.reason == "password"


def test_a_signature_cut_off_is_damaged() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        opened(signed(b"%PDF-1.4 " + b"x" * 2000)[:300], "ordine.pdf.p7m")
    assert refusal.value.reason == "damaged"


def test_signatures_within_signatures_end() -> None:
    data = b"%PDF-1.4"
    for _ in range(60):
        data = signed(data)
    with pytest.raises(UnreadableDocument) as refusal:
        opened(data, "ordine.p7m")
    assert refusal.value.reason == "too_deep"
