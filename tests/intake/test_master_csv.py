"""Master-data CSV files: every bad row is named with file, line and reason; the rest loads, or nothing does."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from intake.master_csv import BadRow, load_master
from intake.master_import import import_folder
from models.errors import BadMasterData
from models.master import Customer
from store import catalogue, master_data
from store.db import Database

COMPANY = {
    "name": "Our Company NV",
    "language": "en",
    "currency": "EUR",
    "emails": ["orders@us.example"],
    "addresses": [
        {"kind": "head_office", "name": "Our Company", "street": "Road 1", "city": "Antwerp", "country": "BE"}
    ],
}
GOOD = {
    "customers.csv": "code,name,vat_id,language,parent_code\nC1,Alpha SA,FR123,fr,\nC2,Beta GmbH,,de,C1\n",
    "addresses.csv": "code,customer_code,kind,name,street,postcode,city,country\n"
    'C1-1,C1,ship_to,Alpha,"12, rue X",75001,Paris,FR\n',
    "items.csv": "sku,gtin,description,description_fr,stock_unit,list_price,currency,pack_units,moq,multiple,status\n"
    "A1,401,Hex bolt M8x40,Vis M8x40,PCE,0.118,EUR,BOX=100;CTN=1000,100,50,active\n"
    "B2,,Washer M8,,PCE,,,,,,discontinued\n",
    "cross_references.csv": "customer_code,buyer_item_code,sku\nC1,X-1,A1\n",
    "price_agreements.csv": "customer_code,sku,price,unit,valid_from,valid_to\nC1,A1,0.1,PCE,2026-01-01,\n",
    "history.csv": "order_date,customer_code,ship_to_code,sku,quantity,unit\n2025-09-02,C1,C1-1,A1,50,PCE\n"
    "2020-01-01,GONE,,OLD,1,PCE\n",
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a folder of good master data, with some files as given instead (None: not at all)."""

    def make(**changed: str | bytes | None) -> Path:
        folder = tmp_path / "master"
        folder.mkdir(exist_ok=True)
        (folder / "company.json").write_text(json.dumps(COMPANY))
        for name, text in GOOD.items():
            content = changed.get(name.removesuffix(".csv"), text)
            (folder / name).unlink(missing_ok=True)
            if content is not None:
                (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return make


def test_everything_is_read_with_its_type(write: Write) -> None:
    master = load_master(write())
    assert (master.company.name, master.company.emails) == ("Our Company NV", ("orders@us.example",))
    assert master.company.addresses[0].kind == "head_office"
    bolt, washer = master.items
    assert bolt.descriptions == (("en", "Hex bolt M8x40"), ("fr", "Vis M8x40"))
    assert bolt.packs == (("BOX", Decimal(100)), ("CTN", Decimal(1000)))
    assert (bolt.list_price, bolt.min_quantity, bolt.multiple) == (Decimal("0.118"), Decimal(100), Decimal(50))
    assert (washer.list_price, washer.min_quantity, washer.descriptions) == (None, 1, (("en", "Washer M8"),))
    assert master.addresses[0].street == "12, rue X"
    assert (master.price_agreements[0].valid_from, master.price_agreements[0].valid_to) == (date(2026, 1, 1), None)
    assert master.history[1].customer_code == "GONE"
    assert master.customers[1].parent_code == "C1"


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffcode,name\nC1,Été\n".encode(),
        b"code;name\r\nC1;\xc3\x89t\xc3\xa9\r\n",
        "name\tcode\textra\nÉté\tC1\t\n".encode(),
        b'CODE , Name\n"C1","\xc3\x89t\xc3\xa9"\n\n',
    ],
)
def test_files_as_spreadsheet_programs_write_them_are_read(write: Write, content: bytes) -> None:
    folder = write(customers=content, addresses=None, cross_references=None, price_agreements=None)
    assert [(c.code, c.name.casefold()) for c in load_master(folder).customers] == [("C1", "été")]


@pytest.mark.parametrize(
    ("name", "row", "reason"),
    [
        ("customers", ",Nameless", "code is empty"),
        ("customers", "C1,Again", "code C1 stands twice"),
        ("customers", "C9,Too,many,cells,in,here", "6 cells where the heading has 5"),
        ("items", "D4,,Thing,,PCE,twelve,EUR,,,,active", "list_price 'twelve' is no number"),
        ("items", "D4,,Thing,,PCE,-1,EUR,,,,active", "list_price -1 is below zero"),
        ("items", "D4,,Thing,,PCE,NaN,EUR,,,,active", "list_price 'NaN' is no number"),
        ("items", "D4,,Thing,,PCE,1,EUR,BOX,,,active", "pack_units 'BOX' is not UNIT=NUMBER"),
        ("items", "D4,,Thing,,PCE,1,EUR,BOX=0,,,active", "pack_units 0 is not above zero"),
        ("items", "D4,,Thing,,PCE,1,EUR,,0,,active", "moq 0 is not above zero"),
        ("items", "D4,,,,PCE,1,EUR,,,,active", "description is empty"),
        ("price_agreements", "C1,A1,,PCE,,", "price is empty"),
        ("price_agreements", "C1,A1,1,PCE,2026-02-30,", "valid_from '2026-02-30' is no date (YYYY-MM-DD)"),
        (
            "price_agreements",
            "C1,A1,1,PCE,2026-03-01,2026-02-01",
            "valid_to 2026-02-01 is before valid_from 2026-03-01",
        ),
        ("history", "2026-03-01,C1,,A1,,PCE", "quantity is empty"),
    ],
)
def test_a_bad_row_is_named_and_the_others_load(write: Write, name: str, row: str, reason: str) -> None:
    file = f"{name}.csv"
    folder = write(**{name: GOOD[file] + row + "\n"})
    line = GOOD[file].count("\n") + 1
    bad: list[BadRow] = []
    assert load_master(folder, skip_bad=True, on_bad=bad.append) == load_master(write())
    write(**{name: GOOD[file] + row + "\n"})
    assert bad == [BadRow(file, line, reason)]
    with pytest.raises(BadMasterData) as told:
        load_master(folder)
    assert (told.value.params["file"], told.value.params["line"]) == (file, str(line))


def test_bytes_that_are_not_utf8_spoil_their_row_only(write: Write) -> None:
    bad: list[BadRow] = []
    folder = write(customers=GOOD["customers.csv"].encode() + b"C3,Caf\xe9,,,\n")
    assert len(load_master(folder, skip_bad=True, on_bad=bad.append).customers) == 2
    assert bad == [BadRow("customers.csv", 4, "not UTF-8")]


def test_a_missing_column_or_file_is_said(write: Write) -> None:
    with pytest.raises(BadMasterData, match=r"customers.csv:1: no column name"):
        load_master(write(customers="code\nC1\n"))
    with pytest.raises(BadMasterData, match=r"items.csv:0: the file is missing"):
        load_master(write(items=None))
    assert load_master(write(history=None)).history == ()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"trading_name": "x"}', '{"name": "x", "addresses": ["y"]}'])
def test_a_company_file_that_is_none_is_said(write: Write, text: str) -> None:
    folder = write()
    (folder / "company.json").write_text(text)
    with pytest.raises(BadMasterData, match=r"company\.json"):
        load_master(folder)


# --- into the database -----------------------------------------------------------------------------------------------


def test_what_was_imported_comes_back_the_same(database: Database, write: Write) -> None:
    folder = write()
    imported = import_folder(folder, database)
    assert (imported.bad, imported.version, imported.rows["items.csv"]) == ([], 1, 2)
    with database.read() as session:
        assert master_data.load(session) == load_master(folder)


def test_importing_again_changes_adds_and_keeps(database: Database, write: Write) -> None:
    import_folder(write(), database)
    newer = write(
        customers="code,name\nC1,Alpha SAS\nC3,Gamma\n",
        items="sku,description\nA1,Hex bolt M8x40 A2\n",
        cross_references="customer_code,buyer_item_code,sku\nC3,Y-1,A1\nC3,Y-1,A1\n",
        history=None,
    )
    assert import_folder(newer, database).version == 2
    with database.read() as session:
        master = master_data.load(session)
    assert [(c.code, c.name) for c in master.customers] == [("C1", "Alpha SAS"), ("C2", "Beta GmbH"), ("C3", "Gamma")]
    assert master.items[0].descriptions == (("en", "Hex bolt M8x40 A2"), ("fr", "Vis M8x40"))
    assert [(x.customer_code, x.buyer_item_code) for x in master.cross_references] == [("C3", "Y-1")]
    assert len(master.history) == 2


def test_with_bad_rows_nothing_is_imported_unless_asked(database: Database, write: Write) -> None:
    folder = write(
        items=GOOD["items.csv"] + "D4,,,,,,,,,,\n",
        cross_references=GOOD["cross_references.csv"] + "C9,X,A1\nC1,X,Z9\n",
        addresses=GOOD["addresses.csv"] + "C9-1,C9,ship_to,,,,,\n",
    )
    with pytest.raises(BadMasterData) as told:
        import_folder(folder, database)
    assert str(told.value).splitlines() == [
        "addresses.csv:3: unknown customer C9",
        "items.csv:4: description is empty",
        "cross_references.csv:3: unknown customer C9",
        "cross_references.csv:4: unknown item Z9",
    ]
    with database.read() as session:
        assert (master_data.version(session), master_data.load(session).customers) == (0, ())
    imported = import_folder(folder, database, skip_bad=True)
    assert len(imported.bad) == 4
    with database.read() as session:
        assert len(master_data.load(session).items) == 2


def test_progress_is_told_for_reading_and_for_writing(sqlite: Database, write: Write) -> None:
    told: list[tuple[str, str, int, int]] = []
    import_folder(write(), sqlite, progress=lambda *step: told.append(step))
    assert ("read", "items.csv", 2, 3) in told
    assert ("write", "items.csv", 2, 2) in told


def test_items_are_found_by_code_and_by_the_beginnings_of_words(database: Database, write: Write) -> None:
    import_folder(write(), database)
    with database.read() as session:
        found = {
            words: [item.sku for item in catalogue.search_items(session, words)]
            for words in ("A1", "401", "hex m8", "vis", "M8", "wash m8", "VÏS", "nothing", "", "'\" OR *", "a1 -")
        }
    assert found == {
        "A1": ["A1"],
        "401": ["A1"],
        "hex m8": ["A1"],
        "vis": ["A1"],
        "M8": ["A1", "B2"],
        "wash m8": ["B2"],
        "VÏS": ["A1"],
        "nothing": [],
        "": [],
        "'\" OR *": [],
        "a1 -": [],
    }


def test_a_second_import_changes_what_differs_and_the_search_follows(database: Database, write: Write) -> None:
    folder = write()
    import_folder(folder, database)
    with database.read() as session:
        before = master_data.load(session)
    items = (folder / "items.csv").read_text()
    (folder / "items.csv").write_text(items.replace("Washer", "Disc"))
    import_folder(folder, database)
    with database.read() as session:
        after = master_data.load(session)
        assert [item.sku for item in catalogue.search_items(session, "disc")] == ["B2"]
        assert catalogue.search_items(session, "wash") == ()
        assert [item.sku for item in catalogue.search_items(session, "hex")] == ["A1"]
    assert [item for item in after.items if item not in before.items] == [after.items[1]]


def test_customers_are_found_by_any_words_of_theirs(database: Database, write: Write) -> None:
    import_folder(write(), database)
    with database.read() as session:
        assert [c.code for c in catalogue.search_customers(session, "alp fr123")] == ["C1"]
        assert [c.code for c in catalogue.search_customers(session, "c")] == ["C1", "C2"]
        assert catalogue.search_customers(session, "100%") == ()
        assert catalogue.customer(session, "C2") == Customer("C2", "Beta GmbH", language="de", parent_code="C1")
        assert [a.city for a in catalogue.addresses(session, "C1")] == ["Paris"]
        assert [a.price for a in catalogue.agreements(session, "C1", ["A1"])] == [Decimal("0.1")]
