"""Names that try to lead somewhere else come out harmless."""

import pytest

from extraction.unpack.headers import safe_name


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("..\\..\\windows\\win.ini", "windows/win.ini"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\temp\\po.pdf", "temp/po.pdf"),
        ("po\x00.pdf", "po.pdf"),
        ("po\r\nX-Header: 1.pdf", "poX-Header_ 1.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("....//....//x", "x"),
        ("", ""),
        ("..", ""),
        ("a" * 500 + ".pdf", "a" * 146 + ".pdf"),
        ('<img src=x onerror="alert(1)">.pdf', "_img src=x onerror=_alert(1)__.pdf"),
    ],
)
def test_a_wicked_name_is_made_harmless(name: str, harmless: str) -> None:
    assert safe_name(name) == harmless
