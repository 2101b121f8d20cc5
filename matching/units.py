"""Units of measure in words and codes of six languages, and the factors between them that are known for certain."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from matching.similarity import fold

# Canonical code → words and codes for it. A word may stand in several: the order of the table is its order of preference.
_WORDS: dict[str, str] = {
    "PCE": "pce pces pc pcs piece pieces pc(s) ea each unit units unite unites u un und ud uds unidad unidades pieza piezas pza pzas stk stck st "
    "stuck stueck stucke stuks stuk pz pezzo pezzi nr num no c62 h87 nar pi pa1 item eenheid einheit ex einh pcd eu p nos cad",
    "PAC": "pac pack packs packung packungen pk pkg pkgs pak pck paket pakete paquet paquets paquete paquetes paq pqt pqte pacco pacchi "
    "pakken pakje conf confezione confezioni cf vpe ve verp verpackung verpakking gebinde xpk pa uv ue emballage lot lots sachet blister blist "
    "inner packet packets envase envases package packages pq",
    "BOX": "box boxes bx boite boites bte btes bt bo caja cajas cj cja kiste kisten schachtel schachteln scatola scatole scat sc "
    "doos dozen ds xbx boxs vpe ve pack packung pak pk pkg conf confezione pck uv ue caisse krt karton bxs cartone ct pac",
    "CTN": "ctn ctns ct carton cartons cart crt karton kartons krt ktn case cases cs cartone cartoni cton xct colis col collo overdoos "
    "omdoos caisse caisses cse ca master export box bx vpe ve caja doos",
    "BDL": "bdl bundle bundles bund bunde bnd botte bottes fardeau liasse mazzo fascio fardo haz bos bundel bundels be xbe bd pack paquete pk pak pac",
    "PAL": "pal pallet pallets palette paletten palettes palet palets pallets bancale bancali xpx pf pll plt pt eur pallette",
    "ROL": "rol roll rolls rl rll ro rlx rouleau rouleaux rlo rolle rollen rollo rollos rotolo rotoli rot rollen xro bobine bobines bobina "
    "bobinas bob spool rle",
    "COIL": "coil coils couronne couronnes cour ring ringe bobina bobinas bobine bobines rollo rollos rouleau rouleaux matassa matasse mat haspel "
    "rol rollen rolle roll rolls rl cl xcl cou touret torche kranz",
    "DRUM": "drum drums touret tourets trommel trommeln bobina bobinas bobine tambor tamburo haspel haspels reel reels kabeltrommel dr xdr reel1",
    "M": "m mtr mt metre metres meter meters metro metri metros lfm lm ml lfdm strm",
    "KM": "km kmt",
    "CM": "cm cmt",
    "KG": "kg kgm kilo kilos kilogram kilogramm",
    "G": "g grm gr gram gramm gramme grammes",
    "L": "l ltr lt litre litres liter liters litro litri litros",
    "ML": "mlt",
    "PAA": "paa pair pairs pr prs paire paires paar paare par pares paio paia nprs npr paren",
    "REA": "rea ream reams rm ramette ramettes ries riese resma resmas risma risme riem riemen pak pack paquet",
    "SET": "set sets jeu jeux satz satze juego juegos kit kits assortment garnitur sz",
    "DZN": "dzn dozen dozens doz dz douzaine douzaines dutzend dtz docena docenas dozzina dozzine dozijn",
    "CEN": "cen hundred cent cents hundert ciento cientos centinaio c honderd hd %st %stk",
    "MIL": "mil thousand mille tausend millar millares migliaio duizend tsd mll tst",
    "BAG": "bag bags bg sac sacs beutel sack sacke bolsa bolsas sacco sacchi sacchetto zak zakken xbg",
    "BTL": "btl bottle bottles bo flacon flacons bouteille flasche flaschen fl botella frasco bottiglia flacone fles flessen xbo",
    "CAN": "can cans bidon bidons kanister kan garrafa tanica jerrycan jerrican canister dose dosen xca",
    "TUB": "tub tube tubes tubo tubi tuben",
    "SHT": "sht sheet sheets feuille feuilles blatt blattes hoja foglio vel plaque platte tafel",
    "BAR": "bar barre barres length lengths stange stangen barra barras lgth staaf",
}  # fmt: skip
# Units that differ by a fixed factor wherever they are used: (ordered, stock) → stock units in one ordered.
_FIXED: dict[tuple[str, str], Decimal] = {
    ("DZN", "PCE"): Decimal(12), ("CEN", "PCE"): Decimal(100), ("MIL", "PCE"): Decimal(1000), ("KM", "M"): Decimal(1000),
    ("CM", "M"): Decimal("0.01"), ("G", "KG"): Decimal("0.001"), ("KG", "G"): Decimal(1000), ("ML", "L"): Decimal("0.001"),
    ("L", "ML"): Decimal(1000), ("CEN", "M"): Decimal(100),
}  # fmt: skip
# What counts single things: a stock unit of one of these may be called "piece".
COUNTABLE = frozenset(["PCE", "PAC", "ROL", "REA", "BOX", "SET", "PAA", "BAG", "BTL", "CAN", "TUB", "SHT", "BAR", "BDL", "COIL", "DRUM"])


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for code, listed in _WORDS.items():
        table.setdefault(code.lower(), []).insert(0, code)
        for word in listed.split():
            if code not in table.setdefault(word, []):
                table[word].append(code)
    return {word: tuple(codes) for word, codes in table.items()}


@lru_cache(maxsize=20_000)
def unit_meanings(text: str) -> tuple[str, ...]:
    """The canonical units that a printed unit may mean, likeliest first; empty when unknown."""
    plain = fold(text).strip(" .:").replace("(s)", "").replace(".", "")
    table = _meanings()
    for form in (plain, plain.split(" ")[0] if plain else "", plain.rstrip("s"), plain.strip("0123456789 ")):
        if form in table:
            return table[form]
    return ()


def canonical(code: str) -> str:
    """The canonical code of a master-data unit ("PCE", "pcs" → PCE); an unknown one stays as it is."""
    found = unit_meanings(code)
    upper = code.strip().upper()
    return upper if upper in found or not found else found[0]


def fixed_factor(ordered: str, stock: str) -> Decimal | None:
    """The factor that holds for any item, None where there is none."""
    return _FIXED.get((ordered, stock))
