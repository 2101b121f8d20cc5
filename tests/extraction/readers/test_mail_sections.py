"""New text, forwarded text, signature, fine print and quoted older mails told apart."""

from itertools import pairwise

import pytest

from extraction.limits import Limits
from extraction.readers.mail_body import read_body
from models.page import Page
from models.reading import Part


def page_of(text: str, html: bool = False, forward: bool = False) -> Page:
    kind = "text/html" if html else "text/plain"
    hint = "; forward=yes" if forward else ""
    return read_body(Part("body", text.encode(), f"{kind}; charset=utf-8{hint}", "body"), Limits()).pages[0]


def lines_of(page: Page) -> list[str]:
    rows: dict[float, list[str]] = {}
    for word in sorted(page.words, key=lambda w: (w.box.top, w.box.x0)):
        rows.setdefault(word.box.top, []).append(word.text)
    return [" ".join(words) for words in rows.values()]


@pytest.mark.parametrize(
    "header",
    [
        "On Mon, 2 Mar 2026 at 08:21, Sales <sales@us.example> wrote:",
        "Le lun. 2 mars 2026 à 08:21, Ventes <ventes@us.example> a écrit :",
        "Am 02.03.26 um 08:21 schrieb Vertrieb <v@us.example>:",
        "El lun, 2 mar 2026 a las 8:21, Ventas (<v@us.example>) escribió:",
        "Il giorno lun 2 mar 2026 alle ore 08:21 Vendite <v@us.example> ha scritto:",
        "Op ma 2 mrt 2026 om 08:21 schreef Verkoop <v@us.example>:",
        "-----Original Message-----\nFrom: Sales <sales@us.example>\nSent: Monday, March 2, 2026 8:21 AM\nTo: Ann\n"
        "Subject: offer",
        "De : Ventes <ventes@us.example>\nEnvoyé : lundi 2 mars 2026 08:21\nÀ : Anne\nObjet : offre",
        "Von: Vertrieb <v@us.example>\nGesendet: Montag, 2. März 2026 08:21\nAn: Anna\nBetreff: Angebot",
        "________________________________\nDa: Vendite <v@us.example>\nInviato: lunedì 2 marzo 2026 08:21\nA: Anna\n"
        "Oggetto: offerta",
    ],
)
def test_an_older_mail_below_an_answer_is_left_out(header: str) -> None:
    shown = lines_of(page_of(f"We order 5 pcs of 4711, please confirm.\n\n{header}\n\nWe can offer 99 pcs of 8822.\n"))
    assert shown == ["We order 5 pcs of 4711, please confirm."]


def test_text_written_between_quoted_lines_is_kept() -> None:
    shown = lines_of(page_of("> do you want 8822?\nYes, 5 pcs of 4711 please, for next week.\n> and 99?\nNo.\n"))
    assert shown == ["Yes, 5 pcs of 4711 please, for next week.", "No."]


@pytest.mark.parametrize(
    "header",
    [
        "On Mon, 2 Mar 2026 at 08:21, Sales <sales@us.example> wrote:",
        "Am 02.03.26 um 08:21 schrieb Vertrieb <v@us.example>:",
        "Le lun. 2 mars 2026 à 08:21, Ventes\n<ventes@us.example> a écrit :",
    ],
)
def test_an_answer_below_the_mail_it_quotes_is_the_text(header: str) -> None:
    quoted = "> We have 900 pcs of 8822\nin stock.\n> Regards\n"
    text = f"{header}\n{quoted}\nThen we order 5 pcs of 4711, by Friday.\n\nRegards\nAnn\n"
    assert lines_of(page_of(text)) == ["Then we order 5 pcs of 4711, by Friday.", "Regards", "Ann"]


def test_a_forwards_header_set_with_tabs_is_a_header_and_no_table() -> None:
    text = (
        "Graag inboeken.\n\n-------- Doorgestuurd bericht --------\nOnderwerp: \tbestelling 7\n"
        "Datum: \tMon, 9 Mar 2026 08:30:11 +0100\nVan: \tPiet <piet@buyer.example>\nAan: \tels@us.example\n\n\n"
        "Graag 200 stuks 4711 en 50 stuks 4712.\n"
    )
    assert lines_of(page_of(text, forward=True)) == ["Graag 200 stuks 4711 en 50 stuks 4712."]


FORWARD = (
    "Please book.\n\nJan\nSales, Our Company\n\n---------- Forwarded message ---------\nFrom: Ann <ann@buyer.example>\n"
    "Date: Mon, 2 Mar 2026 at 08:21\nSubject: Order 7\nTo: <orders@us.example>\n\nWe order 5 pcs of 4711.\n\n"
    "Kind regards\nAnn Buyer\nBuyer Ltd.\n"
)


def test_a_forwarded_order_is_kept_with_its_own_signature() -> None:
    shown = lines_of(page_of(FORWARD))
    assert "We order 5 pcs of 4711." in shown
    assert shown[-2:] == ["Ann Buyer", "Buyer Ltd."]
    assert not any("Subject" in line for line in shown)


def test_the_signature_stands_below_a_gap() -> None:
    page = page_of("We order 5 pcs of 4711.\n\nKind regards,\n\nAnn Buyer\nBuyer Ltd.\n")
    tops = {word.text: word.box.top for word in page.words}
    assert tops["Kind"] - tops["4711."] > 4 * 12
    assert "Ltd." in tops


@pytest.mark.parametrize(
    "bye",
    ["Cordialement,", "Mit freundlichen Grüßen", "Un saludo,", "Cordiali saluti", "Met vriendelijke groet,",
     "Best regards", "-- ", "MfG", "Sent from my iPhone"],
)  # fmt: skip
def test_closing_words_of_six_languages_begin_the_signature(bye: str) -> None:
    page = page_of(f"We order 5 pcs of 4711.\n{bye}\nAnn Buyer\n")
    tops = {word.text: word.box.top for word in page.words}
    assert tops["Buyer"] - tops["4711."] > 4 * 12


@pytest.mark.parametrize(
    "fine",
    [
        "This e-mail is confidential and intended solely for the addressee; maximum 5 pallets per delivery.",
        "Ce message est confidentiel et établi à l'attention exclusive de leur destinataire. Capital de 150 000 euros.",
        "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie sie.",
        "Este mensaje es confidencial y va destinado exclusivamente a su destinatario, Registro Mercantil tomo 12.",
        "Le informazioni sono riservate e confidenziali ai sensi del Reg. UE 2016/679, capitale sociale 50.000.",
        "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde; betaling binnen 30 dagen.",
    ],
)
def test_fine_print_is_left_out(fine: str) -> None:
    shown = lines_of(page_of(f"We order 5 pcs of 4711.\n\nRegards\nAnn\n\n{fine}\n"))
    assert shown == ["We order 5 pcs of 4711.", "Regards", "Ann"]


def test_an_order_typed_as_a_memo_is_not_taken_for_a_header() -> None:
    text = (
        "To: Supplier Ltd.\nFrom: Buyer Ltd.\nDate: 2 March 2026\nSubject: Order 7\n\n5 pcs of 4711 and 6 pcs of 4712\n"
    )
    shown = lines_of(page_of(text))
    assert shown[0] == "To: Supplier Ltd."
    assert shown[-1].startswith("5 pcs of 4711")


def test_lines_parted_by_tabs_become_a_table_with_aligned_columns() -> None:
    page = page_of("Wir bestellen:\n10\tAlkalibatterie 9V\t50\n20\tKabelbinder\t500\n")
    cells = {word.cell: word for word in page.words if word.cell}
    assert set(cells) == {"t1r1c1", "t1r1c2", "t1r1c3", "t1r2c1", "t1r2c2", "t1r2c3"}
    assert cells["t1r1c3"].box.x0 == cells["t1r2c3"].box.x0


def test_an_html_table_keeps_rows_and_columns() -> None:
    page = page_of(
        "<p>Hello</p><table><tr><th>Code</th><th>Qty</th></tr><tr><td>47 11</td><td>5</td></tr></table>", html=True
    )
    cells = {word.text: word.cell for word in page.words if word.cell}
    assert cells == {"Code": "t1r1c1", "Qty": "t1r1c2", "47": "t1r2c1", "11": "t1r2c1", "5": "t1r2c2"}


def test_hidden_and_struck_out_html_is_not_read() -> None:
    page = page_of(
        '<p>5 pcs <s>4700</s> <b>4711</b><span style="display:none">999</span>'
        '<span style="text-decoration:line-through">888</span></p>',
        html=True,
    )
    assert lines_of(page) == ["5 pcs 4711"]


def test_fine_print_is_known_by_its_size_too() -> None:
    html = '<p>We order 5 pcs.</p><p style="font-size:7.5pt;color:gray">Registered office see above, confidential.</p>'
    assert lines_of(page_of(html, html=True)) == ["We order 5 pcs."]


def test_an_empty_mail_has_an_empty_page() -> None:
    assert page_of("\n\n").words == ()


def test_words_do_not_overlap() -> None:
    page = page_of("a\tb\tc\nlong cell here\tx\ty\nz\tanother very long cell\tw\n")
    words = sorted(page.words, key=lambda w: (w.box.top, w.box.x0))
    for left, right in pairwise(words):
        assert left.box.top != right.box.top or left.box.x1 <= right.box.x0
