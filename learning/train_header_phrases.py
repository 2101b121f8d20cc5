"""Wordings of terms and instructions beyond the generator's own, drawn from small grammars in six languages."""

from __future__ import annotations

from itertools import product
from random import Random

_DAYS = ("7", "8", "10", "14", "15", "20", "21", "28", "30", "45", "60", "75", "90", "120")
_PAYMENT: dict[str, tuple[str, ...]] = {
    "en": ("Net {d}", "{d} days net", "Net {d} days", "{d} days from invoice", "{d} days after receipt of invoice", "N{d}",
           "{d} days end of month", "EOM + {d}", "1% {d} net {e}", "2/{d} net {e}", "within {d} days of invoice date", "COD",
           "Cash on delivery", "Prepaid", "Credit card", "Upon receipt", "Due on receipt", "By bank transfer within {d} days",
           "100% advance", "Letter of credit", "PDC {d} days", "Payment {d} days from date of delivery", "CIA", "Pro forma",
           "Wire transfer {d} days", "ACH net {d}", "{d}% advance, balance against delivery", "Immediate payment", "Net Monthly",
           "End of following month", "{d} Days Credit", "As per contract", "on account"),
    "fr": ("{d} jours", "{d} jours nets", "{d} jours fin de mois", "{d} jours fin de mois le 10", "{d} jours date de facture",
           "Paiement à {d} jours", "Virement {d} jours", "Virement bancaire à {d} jours fin de mois", "Chèque à réception",
           "Comptant", "Paiement comptant", "LCR {d} jours", "Prélèvement à {d} jours", "Traite acceptée {d} jours", "{d} J FDM",
           "Escompte 2 % à {d} jours", "à réception de facture", "{d} jours net date de facture", "Carte bancaire",
           "Acompte {d} % à la commande", "règlement à {d} jours fin de mois", "Mandat administratif {d} jours"),
    "de": ("{d} Tage netto", "{d} Tage 2% Skonto, {e} Tage netto", "innerhalb {d} Tagen netto", "zahlbar sofort ohne Abzug",
           "{d} Tage ohne Abzug", "nach {d} Tagen rein netto", "Zahlung innerhalb von {d} Tagen", "Vorauskasse", "Lastschrift",
           "Rechnung {d} Tage", "netto Kasse", "{d} Tage nach Rechnungseingang", "14 Tage -3%, {e} Tage netto", "bei Lieferung",
           "SEPA-Lastschrift {d} Tage", "{d} Tg. netto", "{d} Tage Ziel", "per Überweisung {d} Tage", "sofort netto"),
    "es": ("{d} días", "{d} días fecha factura", "A {d} días", "Transferencia {d} días", "Pagaré {d} días", "Contado",
           "Al contado", "Recibo domiciliado {d} días", "Giro {d} días fecha factura", "Confirming {d} días", "{d} días netos",
           "Crédito {d} días", "Anticipado", "Pago contra entrega", "Crédito a {d} días naturales", "Transferencia bancaria",
           "50% anticipo y 50% a la entrega", "Efectivo", "Cheque a {d} días", "Neto {d} días"),
    "it": ("{d} gg", "{d} gg d.f.", "{d} giorni data fattura", "RiBa {d} gg fm", "Ri.Ba. {d} giorni fine mese", "Contanti",
           "Bonifico {d} gg", "Bonifico bancario anticipato", "Bonifico a {d} gg d.f.f.m.", "Rimessa diretta a {d} giorni",
           "Ricevuta bancaria {d} gg", "BB {d} gg FM", "Pagamento a {d} giorni", "Vista fattura", "{d} gg fine mese + 10"),
    "nl": ("{d} dagen", "{d} dagen netto", "{d} dagen na factuurdatum", "binnen {d} dagen", "Betaling binnen {d} dagen netto",
           "Contant", "Vooruitbetaling", "Automatische incasso", "{d} dagen einde maand", "{d} dgn netto", "Rembours",
           "{d} dagen 2% korting, {e} dagen netto", "Overboeking {d} dagen"),
}  # fmt: skip
_CITIES = (
    "Lyon",
    "Hamburg",
    "Antwerpen",
    "Milano",
    "Madrid",
    "Rotterdam",
    "Chicago",
    "Mumbai",
    "Leeds",
    "Wien",
    "Your works",
)
_DELIVERY: dict[str, tuple[str, ...]] = {
    "any": ("EXW", "EXW {c}", "FCA {c}", "FOB {c}", "CIF {c}", "CFR {c}", "CPT {c}", "CIP {c}", "DAP {c}", "DDP {c}", "DPU {c}",
            "DAP - {c}", "DDP, {c}", "DAP {c} Incoterms 2020", "DDP {c} (Incoterms® 2020)", "FCA Werk {c}", "DAT {c}"),
    "en": ("FOB Origin", "FOB Destination", "Freight collect", "Freight prepaid", "Prepaid and add", "Ex works", "Delivered",
           "Carriage paid", "Free delivery", "FOB our dock", "F.O.B. shipping point", "Door delivery", "Ex-warehouse",
           "Freight included", "Delivered duty paid", "Collect", "Freight extra at actuals", "Our account", "F.O.R. {c}"),
    "fr": ("Franco", "Franco de port", "Franco de port et d'emballage", "Départ usine", "Port dû", "Port payé", "Rendu {c}",
           "Livré franco", "Franco domicile", "Franco {c}", "Port avancé", "Enlèvement par nos soins", "Départ {c}"),
    "de": ("frei Haus", "ab Werk", "frei Baustelle", "unfrei", "frei Haus einschl. Verpackung", "Lieferung frei Haus", "frei {c}",
           "ab Lager", "frachtfrei", "frei Bordsteinkante", "Selbstabholung", "frei Verwendungsstelle", "frei Werk {c}"),
    "es": ("Portes pagados", "Portes debidos", "Franco destino", "En fábrica", "Puesto en obra", "Puesto en {c}", "LAB {c}",
           "Flete incluido", "Flete por cobrar", "Entrega en almacén", "Recoger en planta", "Sin portes"),
    "it": ("Porto franco", "Porto assegnato", "Franco destino", "Franco fabbrica", "Franco {c}", "Franco magazzino", "Resa {c}",
           "Franco partenza", "Porto franco con addebito"),
    "nl": ("Franco", "Franco huis", "Af fabriek", "Franco {c}", "Ongefrankeerd", "Franco werf", "Af magazijn", "Vrachtvrij"),
}  # fmt: skip
_NOTES: dict[str, tuple[str, ...]] = {
    "en": ("Deliver between {d} and 15:00 only.", "Please call {d} minutes before arrival.", "Use gate {d} and report to security.",
           "Partial delivery not allowed.", "Tail-lift vehicle required.", "Include certificate of conformity with delivery.",
           "Pallets must not exceed {d} kg.", "Ship complete only.", "Mark all boxes with our PO number.", "Do not double-stack.",
           "Goods must be unloaded by the driver.", "Fragile, handle with care.", "No deliveries on Fridays after noon."),
    "fr": ("Livrer entre 8h et {d}h uniquement.", "Prévenir par téléphone {d} minutes avant.", "Se présenter à la porte {d}.",
           "Pas de livraison le vendredi après-midi.", "Joindre le certificat de conformité.", "Camion avec hayon obligatoire.",
           "Ne pas gerber.", "Indiquer notre numéro de commande sur chaque colis.", "Commande à livrer complète."),
    "de": ("Anlieferung nur zwischen 7 und {d} Uhr.", "Bitte {d} Minuten vorher anrufen.", "Anlieferung über Tor {d}.",
           "Keine Teillieferung.", "Bitte Lieferschein außen anbringen.", "Fahrzeug mit Hebebühne erforderlich.",
           "Paletten nicht stapelbar.", "Bestellnummer auf allen Papieren angeben.", "Komplettlieferung erforderlich."),
    "es": ("Entregar de 8:00 a {d}:00.", "Avisar {d} minutos antes de llegar.", "Descargar por la puerta {d}.",
           "No entregar los viernes por la tarde.", "Camión con trampilla.", "Adjuntar certificado de conformidad.",
           "Indicar nuestro número de pedido en todos los bultos.", "Entrega completa."),
    "it": ("Consegnare dalle 8 alle {d}.", "Avvisare {d} minuti prima dell'arrivo.", "Scaricare alla porta {d}.",
           "Non consegnare il venerdì pomeriggio.", "Mezzo con sponda idraulica.", "Allegare certificato di conformità.",
           "Riportare il nostro numero d'ordine su ogni collo.", "Evadere l'ordine completo."),
    "nl": ("Leveren tussen 8 en {d} uur.", "Bel {d} minuten voor aankomst.", "Lossen bij poort {d}.", "Geen deelleveringen.",
           "Niet leveren op vrijdagmiddag.", "Wagen met laadklep vereist.", "Certificaat meesturen.",
           "Ordernummer op alle colli vermelden.", "Order compleet uitleveren."),
}  # fmt: skip


def phrases(seed: int = 1, most: int = 2500) -> list[tuple[str, str]]:
    """Texts with the name of their class."""
    rng = Random(seed)
    found: list[tuple[str, str]] = []
    for forms in _PAYMENT.values():
        for form, day in product(forms, _DAYS):
            found.append((form.format(d=day, e=rng.choice(_DAYS)), "c_payment"))
    for forms in _DELIVERY.values():
        found.extend((form.format(c=city), "c_delivery") for form, city in product(forms, _CITIES))
    for forms in _NOTES.values():
        found.extend((form.format(d=day), "c_notes") for form, day in product(forms, _DAYS))
    unique = list(dict.fromkeys(found))
    rng.shuffle(unique)
    return unique[:most]
