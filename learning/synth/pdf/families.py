"""The families of layouts that are written as bands: ERP reports, forms, letters. A family's id is stable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from learning.synth.draw import chance
from learning.synth.pdf.bands import Band, Cell, band
from learning.synth.pdf.fonts import MONO
from learning.synth.pdf.style import Bias


@dataclass(frozen=True, slots=True)
class Family:
    """One structural kind of document. Empty settings mean: drawn freely."""

    id: str
    bands: tuple[Band, ...] = ()
    compose: str = "bands"
    weight: float = 1.0
    bias: Bias = Bias()
    dress: tuple[str, ...] = ()
    info: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    buyer: str = ""
    rules: str = ""
    header: str = ""
    footer: str = ""
    wants: Mapping[str, float] = field(default_factory=dict)
    totals: str = ""
    countries: tuple[str, ...] = ()
    show: frozenset[str] = frozenset()
    codes: str = ""


_BOTH = frozenset({"vendor", "ship_to"})
_ALL = frozenset({"vendor", "ship_to", "bill_to"})
_US = ("US", "US", "US", "CA")

FAMILIES: tuple[Family, ...] = (
    # -- ERP reports ---------------------------------------------------------------------------------------------------
    Family("erp_address_right", (band("logo"), band("ship_to:1.1", "vendor_window:0.9", gap=14), band("title", gap=22), band("info", gap=10)),
           dress=("above",), info=("above_row", "table"), rules="rows", header="ruled", footer="legal_page", show=_BOTH,
        codes="before",
        wants={"tax_rate": 0.6, "requested_date": 0.7}),
    Family("erp_two_frames", (band("logo:1", "title_info:1:right"), band("!buyer:1", "!vendor:1", gap=20)), dress=("above", "bare"),
           info=("inline",), rules="columns", header="plain", footer="legal_page", buyer="labelled", bias=Bias(bars=0.6)),
    Family("erp_report_left_title", (band("title:1.2", "buyer:1:right"), band("vendor", "ship_to", gap=14), band("strip", gap=10)),
           strip=("table", "grid"), rules="header", header="ruled", show=_BOTH),
    Family("erp_info_box_right", (band("return_line:1", "empty:1"), band("vendor_window:1.2", "!info:1"), band("title", gap=20), band("ship_to"), band("lead")),
           info=("above", "columns"), dress=("inline", "left", "above"), rules="none", header="ruled", bias=Bias(bars=0.1)),
    Family("erp_two_row_items", (band("title:1.3", "!info:1"), band("vendor:1", "ship_to:1"), band("lead")), compose="two_row", rules="none", header="ruled",
           info=("above", "columns"), show=_BOTH),
    Family("erp_grid_form", (band("buyer:1.4", "title_info:1:right", grid=True, gap=0), band("vendor", "ship_to", grid=True, gap=0),
           band("strip", gap=0)), strip=("grid", "table"), rules="grid", header="bar", show=_BOTH),
    Family("erp_three_party", (band("logo:1", "title:1:right"), band("vendor", "ship_to", "bill_to", gap=14), band("strip", gap=8)), dress=("bar", "above", "boxed"),
           strip=("table", "grid"), show=_ALL),
    Family("erp_kv_left_right", (band("title_only:1:center"), band("buyer:1", "info:1", gap=10), band("vendor:1", "ship_to:1", gap=10)), info=("columns",),
           show=_BOTH),
    Family("erp_modern_cards", (band("title:1", "code_box:0.6:right"), band("!vendor", "!ship_to", "!info", gap=12)), dress=("above",), info=("columns", "inline"),
           rules="zebra", header="bar", bias=Bias(faces=("open-sans", "roboto", "noto", "carlito"), bars=0.9), show=_BOTH),
    Family("erp_narrow_report", (band("buyer:1", "title_info:1"), band("vendor"), band("ship_to"), band("strip")), dress=("left", "inline"),
           bias=Bias(faces=("liberation-narrow", "roboto-condensed", "dejavu-condensed"), sizes=(7, 9.5)), rules="header", header="ruled"),
    Family("erp_landscape", (band("logo:1", "title:1", "info:1"), band("vendor", "bill_to", "ship_to")), bias=Bias(landscape=1.0, sizes=(7, 9)), rules="grid",
           wants={"mpn": 0.2, "weight": 0.15, "tax_rate": 0.2, "account": 0.2, "requested_date": 0.6, "hsn": 0.15}),
    Family("erp_supplier_first", (band("vendor:1", "title_info:1:right", gap=0), band("buyer:1", "ship_to:1", gap=16)), dress=("above", "boxed"),
           buyer="labelled", show=_BOTH),
    Family("erp_dark_bar", (band("title:1.5", "info:1:right", bar=True, gap=0), band("buyer", "vendor", "ship_to", gap=14)), buyer="labelled", dress=("above", "bar"),
           info=("inline",), bias=Bias(bars=1.0), header="bar", show=_BOTH),
    Family("erp_strip_under_title", (band("logo"), band("title", gap=6), band("strip", gap=4), band("vendor:1", "ship_to:1", gap=12)), strip=("table",), show=_BOTH),
    Family("erp_totals_page", (band("buyer:1", "info:1"), band("title:1:center"), band("vendor", "ship_to")), rules="box", footer="page", bias=Bias(sizes=(9, 11))),
    Family("erp_prepared_grid", (band("buyer:1.2", "title:1:right"), band("info:1", "strip:1", grid=True, gap=10), band("vendor:1", "ship_to:1", "bill_to:1", gap=10)),
           info=("columns",), strip=("columns",), rules="rows", header="bar", show=_ALL),
    Family("erp_dispatch_form", (band("buyer:1.2", "empty:0.4", "title_info:1"), band("vendor:1.2", "ship_to:1", "bill_to:1", gap=6), band("strip", gap=4)), dress=("left", "above"),
           info=("table", "grid"), strip=("table",), bias=Bias(sizes=(7, 9)), rules="none", header="ruled", show=_ALL, wants={"line_no": 0.98, "requested_date": 0.9}),
    Family("erp_standard_order", (band("title_info:1", "ship_to:1", gap=0, grid=True), band("vendor:1", "bill_to:1", gap=0, grid=True), band("strip", gap=0)), dress=("left", "above"),
           info=("columns",), strip=("table", "grid"), bias=Bias(sizes=(7, 9)), rules="columns", header="plain", show=_ALL),
    Family("erp_office_report", (band("buyer:1:right"), band("vendor:1:left", gap=20), band("title", gap=20), band("info", gap=4)), dress=("bare", "above"), info=("inline", "columns"),
           rules="header", header="ruled", bias=Bias(faces=("liberation", "dejavu", "liberation-serif"), bars=0.1), codes="above"),
    Family("erp_pairs", (band("empty:1", "title:1:right"), band("info:1", "strip:1", gap=8), band("vendor:1", "ship_to:1", gap=8)), info=("columns",), strip=("columns",), dress=("left", "split"),
           rules="grid", header="plain", bias=Bias(faces=("open-sans", "helvetica", "noto"), bars=0.3), codes="above", footer="page"),
    Family("erp_invoice_like", (band("buyer:1", "logo:1:right"), band("title:1", gap=16), band("vendor:1", "info:1", gap=8), band("ship_to")), info=("columns", "grid"),
           rules="zebra", header="bar", totals="all"),
    Family("form_labelled_parts", (band("title:1", "info:1"), band("buyer:1", "vendor:1", gap=10), band("ship_to:1", "strip:1", gap=10)), dress=("split",), buyer="labelled", info=("columns", "grid"),
           strip=("columns", "grid"), rules="grid", show=_BOTH, weight=1.2),
    # -- American forms ------------------------------------------------------------------------------------------------
    Family("us_classic_form", (band("buyer:1.3", "title_info:1:right"), band("vendor", "ship_to", gap=12, gutter=18), band("strip", gap=10)), dress=("bar", "above"),
           strip=("table", "grid"), rules="grid", header="bar", countries=_US, show=_BOTH, wants={"unit": 0.85}),
    Family("us_municipal", (band("logo:1.2", "!title_info:1"), band("vendor:1", "ship_to:1", grid=True, gap=10), band("bill_to:1", "info:1", grid=True, gap=0),
           band("strip", gap=6)), dress=("above", "left"), rules="grid", countries=_US, show=_ALL, wants={"account": 0.4, "line_no": 0.8}),
    Family("us_university", (band("buyer:1:center"), band("title:1:center", gap=4), band("vendor:1", "bill_to:1", "ship_to:1", gap=10), band("strip")), dress=("boxed", "bar"),
           countries=_US, show=_ALL, strip=("grid",)),
    Family("us_industrial", (band("logo:1", "info:1:right"), band("title:1:center"), band("vendor:1", "ship_to:1"), band("strip")), strip=("table",), rules="columns",
           countries=_US, show=_BOTH, wants={"requested_date": 0.8, "line_no": 0.9}),
    Family("us_template", (band("logo:1.2", "title:1:right"), band("buyer:1.2", "info:1:right", gap=2), band("vendor", "ship_to", gap=16), band("strip", gap=12)), dress=("bar",),
           strip=("table",), bias=Bias(bars=1.0, faces=("carlito", "liberation", "helvetica", "open-sans")), rules="grid", header="bar", countries=("US", "GB", "CA", "IN", "AU"),
           show=_BOTH, totals="all"),
    Family("us_numbered_form", (band("title:1:center"), band("info:1:left", gap=4), band("vendor:1", "ship_to:1", gap=0, grid=True), band("strip", gap=0)), dress=("split", "above"),
           info=("grid",), strip=("grid",), rules="grid", countries=_US, show=_BOTH, bias=Bias(sizes=(7, 8.5))),
    Family("latin_order", (band("logo:1", "title_info:1:right"), band("vendor:1", "info:1", gap=8), band("ship_to"), band("strip")), dress=("split", "inline", "left"), info=("columns",),
           countries=("CO", "MX", "AR", "ES", "CO"), rules="grid", weight=1.4, totals="all"),
    Family("latin_boxes", (band("buyer:1:center"), band("title:1:center", gap=2), band("!vendor:1", "!info:1"), band("!ship_to:1", "!strip:1")), dress=("split", "above"), info=("columns",),
           strip=("columns",), countries=("MX", "CO", "AR", "ES"), buyer="plain", rules="columns", show=_BOTH),
    Family("us_green_screen", (band("buyer:1", "title_info:1"), band("vendor", "ship_to"), band("strip")), bias=Bias(faces=MONO, sizes=(7, 9.5), bars=0.1), rules="none",
           countries=_US, show=_BOTH, header="plain"),
    # -- Indian forms --------------------------------------------------------------------------------------------------
    Family("in_tally_grid", compose="tally", countries=("IN",), rules="columns", weight=1.6),
    Family("in_gst_form", (band("logo:1:center"), band("title:1:center", gap=2), band("vendor:1", "info:1", grid=True, gap=6), band("bill_to:1", "ship_to:1", grid=True, gap=0)),
           dress=("above",), rules="grid", countries=("IN",), show=_ALL, wants={"hsn": 0.9, "tax_rate": 0.7, "line_no": 0.95}, totals="all", weight=1.2),
    Family("in_letter", (band("buyer:1:center"), band("title:1:center", gap=8), band("vendor:1.3", "info:1"), band("lead"), band("ship_to")), countries=("IN", "IN", "GB"),
           rules="grid", dress=("above", "inline")),
    # -- letters -------------------------------------------------------------------------------------------------------
    Family("letter_window", (band("logo:1:right"), band("return_line:1", "empty:0.8", gap=24), band("vendor_window:1.2", "info:1", gap=4), band("title", gap=26), band("lead", gap=10),
           band("ship_to", gap=6)), dress=("inline", "above"), countries=("DE", "DE", "AT", "CH", "NL", "FR"), rules="header", header="ruled", weight=1.4),
    Family("letter_french", (band("buyer:1", "empty:0.8"), band("empty:1", "vendor_window:0.8", gap=18), band("title", gap=22), band("lead"), band("info")), countries=("FR", "FR", "BE", "CH", "ES", "IT"),
           weight=1.4, info=("inline", "sentence", "columns")),
    Family("letter_plain", (band("buyer"), band("vendor_window", gap=14), band("title", gap=14), band("info", gap=4), band("ship_to", gap=8), band("lead")), dress=("inline", "above"),
           info=("inline", "sentence"), rules="none", header="plain", bias=Bias(bars=0.0), weight=1.4),
    Family("letter_right_head", (band("empty:1", "buyer:0.9:right"), band("vendor_window", gap=12), band("title", gap=16), band("info"), band("ship_to")), info=("sentence", "inline"),
           dress=("inline", "above", "left"), weight=1.2),
    Family("letter_centred", (band("buyer:1:center"), band("title:1:center", gap=14), band("info:1:center"), band("vendor:1", "ship_to:1", gap=12)), info=("inline",), rules="rows"),
    Family("letter_prose", compose="prose", weight=1.2, bias=Bias(bars=0.1, sizes=(9, 11.5))),
    Family("letter_word_table", (band("buyer"), band("vendor_window"), band("title", gap=6), band("info"),), info=("sentence", "inline"), rules="grid", header="plain",
           bias=Bias(faces=("carlito", "liberation", "liberation-serif", "times"), bars=0.2, sizes=(9, 11)), weight=1.3),
    # -- lines of text, dumps ------------------------------------------------------------------------------------------
    Family("lines_inline", (band("title"), band("info", gap=2), band("buyer", gap=1), band("vendor", gap=1), band("ship_to", gap=1)), dress=("inline",), info=("sentence",), buyer="labelled",
           bias=Bias(bars=0.1), rules="none", header="plain", weight=1.6),
    Family("lines_inline_box", (band("buyer"), band("info", gap=2), band("vendor", gap=2), band("ship_to", gap=2)), dress=("inline", "left"), info=("sentence", "inline"), weight=1.3),
    Family("dump_mono", compose="dump", bias=Bias(faces=MONO, sizes=(7.5, 10)), weight=1.8),
    Family("dump_mono_ruled", compose="dump", bias=Bias(faces=MONO, sizes=(7, 9)), rules="ascii", weight=1.2),
    Family("canvas_scattered", (band("buyer:1.2", "title:1:right"), band("info:1:right", gap=2), band("ship_to:1", "vendor:1", gap=18)), info=("right", "inline"), rules="none",
           header="none", weight=0.8),
    Family("canvas_plain", (band("buyer:1.2", "title_info:1"), band("ship_to:1", "vendor:1", gap=22)), info=("sentence", "inline"), rules="none"),
    # -- spreadsheets printed ------------------------------------------------------------------------------------------
    Family("sheet_cells", compose="sheet", weight=1.4),
    Family("sheet_gridlines", compose="sheet", rules="grid", weight=1.2),
    Family("sheet_form", (band("title_only"), band("info:1", "vendor:1", gap=6), band("buyer:1", "ship_to:1", gap=6)), info=("columns",), buyer="labelled", dress=("above", "left"),
           rules="grid", bias=Bias(faces=("carlito", "liberation", "helvetica"), bars=0.5), weight=1.2),
    # -- items as blocks -----------------------------------------------------------------------------------------------
    Family("items_key_value", (band("title_info:1", "buyer:1:right"), band("vendor", "ship_to")), compose="cards", show=_BOTH),
    Family("items_paragraphs", (band("buyer", "info"), band("title"), band("vendor", "ship_to")), compose="paragraphs"),
    # -- free combinations ---------------------------------------------------------------------------------------------
    *(Family(f"free_{n:02d}", weight=1.1) for n in range(24)),
)  # fmt: skip
BY_ID: dict[str, Family] = {f.id: f for f in FAMILIES}


def free_bands(rng: Random) -> tuple[Band, ...]:
    """A random page head: who stands where, in one to six bands."""
    head = rng.choice((
        ("buyer:1.2", "title_info:1"), ("logo:1.2", "title_info:1:right"), ("title_info:1", "buyer:1:right"), ("buyer:1:center",), ("logo",), ("title:1",),
        ("title:1:center",), ("info:1", "buyer:1"), ("buyer:1", "code_box:0.5:right"), ("logo:1", "buyer:1", "title:1"), ("buyer:1", "title:1", "info:1"),
        ("title:1:right",), ("buyer",), ("empty:1", "buyer:1"), ("title", "logo:1:right"),
    ))  # fmt: skip
    parties = ["vendor", "ship_to"] + (["bill_to"] if chance(rng, 0.4) else [])
    rng.shuffle(parties)
    bands = [band(*head, grid=chance(rng, 0.15), bar=chance(rng, 0.06))]
    used = {c.kind for c in bands[0].cells}
    middle: list[Band] = []
    if not used & {"title", "title_info"}:
        middle.append(band(rng.choice(("title", "title:1:center", "title:1:right"))))
    if not used & {"buyer", "logo"}:
        if chance(rng, 0.5):
            parties.insert(rng.randint(0, len(parties)), "buyer")
        else:
            middle.append(band("buyer"))
    if not used & {"info", "title_info"}:
        kind = rng.choice(("info", "strip", "info:1:right"))
        if chance(rng, 0.4):
            parties.insert(rng.randint(0, len(parties)), kind.split(":")[0])
        else:
            middle.append(band(kind))
    if chance(rng, 0.3):
        middle.append(band("strip"))
    wide = 1 if chance(rng, 0.2) else rng.choice((2, 2, 3, 4))
    gap = rng.choice((4, 8, 12, 20, 30))
    for start in range(0, len(parties), wide):
        middle.append(
            Band(
                tuple(Cell(p, rng.choice((1, 1, 1.3)), frame=chance(rng, 0.1)) for p in parties[start : start + wide]),
                gap,
                grid=chance(rng, 0.12),
            )
        )
    rng.shuffle(middle)
    bands += middle
    if chance(rng, 0.8):
        bands.append(band("lead"))
    return tuple(bands)
