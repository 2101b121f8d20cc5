"""Mails with 10,000 parts or 500 levels: refused with the reason, before memory or stack run out."""

import time

import pytest

from extraction.limits import Limits
from extraction.unpack import unpack
from models.errors import UnreadableDocument

HEAD = b"From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\n"


def refused(data: bytes) -> str:
    before = time.process_time()  # a busy machine is not our slowness
    with pytest.raises(UnreadableDocument) as refusal:
        unpack(data, "x.eml", Limits())
    assert time.process_time() - before < 5
    return refusal.value.reason


def test_ten_thousand_parts() -> None:
    part = b"--b\nContent-Type: application/pdf; name=a.pdf\n\n%PDF-1.4\n"
    assert (
        refused(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + part * 10_000 + b"--b--\n")
        == "too_many_parts"
    )


@pytest.mark.parametrize("levels", [30, 500])
def test_multiparts_nested_in_each_other(levels: int) -> None:
    opened = b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (i, i + 1) for i in range(levels))
    data = HEAD + b"Content-Type: multipart/mixed; boundary=b0\n\n" + opened + b"text\n"
    assert refused(data) in {"too_deep", "too_many_parts"}


def test_ten_thousand_multiparts_nested_in_each_other() -> None:
    opened = b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (i, i + 1) for i in range(10_000))
    assert refused(HEAD + b"Content-Type: multipart/mixed; boundary=b0\n\n" + opened) in {"too_deep", "too_many_parts"}


@pytest.mark.parametrize("levels", [30, 500, 3000])
def test_mails_forwarded_inside_each_other(levels: int) -> None:
    nested = (HEAD + b"Content-Type: message/rfc822\n\n") * levels + HEAD + b"\nhello\n"
    assert refused(nested) == "too_deep"


def test_a_thread_forwarded_five_times_is_still_read() -> None:
    nested = (HEAD + b"Content-Type: message/rfc822\n\n") * 5 + HEAD + b"\nplease send 5 pcs\n"
    assert [part.role for part in unpack(nested, "x.eml", Limits()).parts] == ["body"]


def test_html_nested_ten_thousand_times_is_read_in_time() -> None:
    body = b"<div>" * 10_000 + b"order" + b"</div>" * 10_000
    data = HEAD + b"Content-Type: text/html\n\n" + body
    before = time.process_time()  # a busy machine is not our slowness
    unpack(data, "x.eml", Limits())
    assert time.process_time() - before < 5
