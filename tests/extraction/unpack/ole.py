"""A minimal writer of OLE compound files, so that tests can make Outlook mails. Nothing of what mails mean is in it."""

import struct
from collections.abc import Mapping
from typing import Union

Tree = Mapping[str, Union[bytes, "Tree"]]
SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(tree: Tree) -> bytes:
    """The bytes of a compound file; names are kept as given. Short streams go into the mini stream, as they must."""
    entries: list[list] = [["Root Entry", 5, b"", FREE, FREE]]
    _add(entries, 0, tree)
    sectors: list[bytes] = []
    chains: list[int] = []
    minis: list[bytes] = []
    mini_chains: list[int] = []
    starts = []
    for entry in entries[1:]:
        data = entry[2]
        short = len(data) < CUTOFF
        starts.append((len(minis) if short else len(sectors)) if entry[1] == 2 and data else END)
        if data and short:
            _store(minis, mini_chains, data, MINI)
        elif data:
            _store(sectors, chains, data, SECTOR)
    entries[0][2] = b"".join(minis)
    starts.insert(0, len(sectors) if minis else END)
    _store(sectors, chains, entries[0][2], SECTOR)
    mini_fat = struct.pack(f"<{len(mini_chains)}I", *mini_chains)
    first_mini_fat = len(sectors)
    _store(sectors, chains, mini_fat.ljust(_whole(len(mini_fat)), b"\xff"), SECTOR)
    first_directory = len(sectors)
    directory = b"".join(_entry(entry, start) for entry, start in zip(entries, starts, strict=True))
    _store(sectors, chains, directory.ljust(_whole(len(directory)), b"\0"), SECTOR)
    fat_sectors = -(-(len(sectors) + 8) // 128)
    chains += [FAT] * fat_sectors
    difat = [len(sectors) + i for i in range(fat_sectors)] + [FREE] * (109 - fat_sectors)
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(fat_sectors * SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    counts = (0, fat_sectors, first_directory, 0, CUTOFF, first_mini_fat, _whole(len(mini_fat)) // SECTOR, END, 0)
    header += struct.pack("<HHHHH6x9I", 0x3E, 3, 0xFFFE, 9, 6, *counts)
    return header + struct.pack("<109I", *difat) + b"".join(sectors) + table


def _whole(size: int) -> int:
    return -(-size // SECTOR) * SECTOR


def _store(sectors: list[bytes], chains: list[int], data: bytes, size: int) -> None:
    count = -(-len(data) // size)
    for index in range(count):
        chains.append(END if index == count - 1 else len(sectors) + 1)
        sectors.append(data[index * size : (index + 1) * size].ljust(size, b"\0"))


def _add(entries: list[list], parent: int, tree: Tree) -> None:
    """Children as a chain of right siblings: legal, if not balanced."""
    previous = None
    for name, value in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
        index = len(entries)
        entries.append(
            [name, 2 if isinstance(value, bytes) else 1, value if isinstance(value, bytes) else b"", FREE, FREE]
        )
        if previous is None:
            entries[parent][3] = index
        else:
            entries[previous][4] = index
        previous = index
        if not isinstance(value, bytes):
            _add(entries, index, value)


def _entry(entry: list, start: int) -> bytes:
    name, kind, data, child, right = entry
    encoded = name.encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded) + 2, kind, 1, FREE, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, len(data))
    )


def properties(header_bytes: int, values: Mapping[int, str | bytes | int]) -> dict[str, bytes]:
    """The property stream of a mail or an attachment, and the streams of its long values."""
    streams: dict[str, bytes] = {}
    rows = b""
    for tag, value in values.items():
        if isinstance(value, int):
            rows += struct.pack("<HHIII", 0x0003, tag, 6, value, 0)
            continue
        kind = 0x001F if isinstance(value, str) else 0x0102
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        rows += struct.pack("<HHIII", kind, tag, 6, len(data) + (2 if kind == 0x001F else 0), 0)
        streams[f"__substg1.0_{tag:04X}{kind:04X}"] = data
    return {"__properties_version1.0": b"\0" * header_bytes + rows, **streams}
