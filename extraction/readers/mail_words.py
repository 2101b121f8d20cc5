"""The words by which mail programs and writers mark headers, greetings and fine print, in six languages. No logic."""
# ruff: noqa: E501  (word lists: one language a line)

from __future__ import annotations

import re

# Header labels of an inline forward or a quoted mail.
HEADER_LABELS: dict[str, str] = {
    "from": "from|de|von|da|van|exp[ée]diteur|mittente|afzender|absender|remitente|envoy[ée] par",
    "sent": "sent|date|sent on|envoy[ée](?: le)?|gesendet|datum|inviato|data|enviado(?: el)?|fecha|verzonden|received",
    "to": "to|[àa]|an|para|aan|pour|destinataires?|empf[äa]nger|cc|copie|kopie|bcc",
    "subject": "subject|objet|betreff|oggetto|asunto|onderwerp|betrifft|sujet",
    "other": "attachments?|pi[èe]ces jointes|anlagen?|allegati|adjuntos|datos adjuntos|bijlagen?|importance|importancia|"
    "priorit[éy]|wichtigkeit|importanza|urgentie|reply-to|organi[sz]ation|r[ée]pondre [àa]",
}
HEADER_LINE = re.compile(
    r"^\W{0,4}(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in HEADER_LABELS.items()) + r")\s?\*?\s*:\*?\s*(?P<value>.*)$",
    re.I,
)  # fmt: skip
FORWARD_MARK = re.compile(
    r"^\W*-{2,}\s*(?:forwarded (?:message|by .*)|message transf[ée]r[ée]|weitergeleitete nachricht|mensaje reenviado|"
    r"messaggio inoltrato|doorgestuurd bericht)\b.*$"
    r"|^\W*(?:begin forwarded message|d[ée]but du message transf[ée]r[ée]|anfang der weitergeleiteten (?:e-?mail|nachricht)|"
    r"inizio (?:del )?messaggio inoltrato|inicio del mensaje reenviado|begin doorgestuurd bericht)\s*:\s*$",
    re.I,
)
ORIGINAL_MARK = re.compile(
    r"^\W*-{2,}\s*(?:original message|message d['’]origine|message original|urspr[üu]ngliche nachricht|mensaje original|"
    r"messaggio originale|oorspronkelijk bericht|original-nachricht)\b.*$|^_{20,}$",
    re.I,
)
WROTE = re.compile(
    r"^\W*(?:on\b.{6,160}\bwrote|le\b.{6,160}\ba [ée]crit|am\b.{6,160}\bschrieb\b.{0,90}|el\b.{6,160}\bescribi[óo]|"
    r"il\b.{6,160}\bha scritto|op\b.{6,160}\bschreef\b.{0,90}|.{0,90}<?[^\s<>]+@[^\s<>]+>?.{0,60}"
    r"(?:wrote|a [ée]crit|schrieb|escribi[óo]|ha scritto|schreef))\s*:\s*$",
    re.I,
)
WROTE_START = re.compile(r"^\W*(?:on|le|am|el|il|op)\b.{6,}", re.I)
FORWARD_SUBJECT = re.compile(
    r"^\s*(?:\[[^\]]*\]\s*)?(?:fwd?|tr|wg|rv|i|inoltr(?:a|o)?|doorst(?:uren)?|enc|reenv|weiterleitung|fs)\s*:", re.I
)
REPLY_SUBJECT = re.compile(r"^\s*(?:\[[^\]]*\]\s*)?(?:re|r[ée]f?|aw|antw(?:ort)?|rif|r|sv|resp?)\s*:", re.I)

SIGN_OFF = re.compile(
    r"^\W*(?:(?:(?:with|many|kind|best|warm|kindest|very|our) )*(?:regards|wishes)|sincerely|yours(?: \w+)?|cheers|rgds|br"
    r"|(?:many )?thanks?(?: you)?(?: (?:and|&) .*| in advance)?|thx"
    r"|(?:bien |très )?cordialement(?: vôtre)?|bien à (?:vous|toi)|cdlt|(?:sincères |meilleures |cordiales |mes |nos )*salutations.*"
    r"|(?:veuillez|je vous prie|nous vous prions)\b.*\bagréer.*|bonne (?:journée|réception|fin de journée)|merci(?: d['’]avance)?"
    r"|(?:mit |die )*(?:freundlichen?|besten?|vielen?|lieben?|herzlichen?|schönen?)(?: \w+)?(?: und \w+)? gr(?:ü|ue)(?:ß|ss)en?.*|mfg|vg|lg|gr(?:u|ü)(?:ß|ss)e?"
    r"|hochachtungsvoll|(?:vielen )?dank(?: im voraus| und .*)?"
    r"|(?:reciba(?:n)? )?(?:un |muchos )?(?:cordial(?:es)? )?saludos?(?: cordial(?:es)?)?|(?:muy )?atentamente|atte|(?:muchas )?gracias.*"
    r"|(?:in attesa.*porg\w+ )?(?:i |i nostri )?(?:(?:più )?cordiali|distinti|migliori|cari) saluti|saluti|cordialmente|in fede|grazie(?: mille)?"
    r"|(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|mvg|hoogachtend|groet(?:en|jes)?|(?:alvast )?bedankt)\s*[,.!]*\s*$",
    re.I,
)
# These also open a mail or stand inside it; they end one only when little follows.
WEAK_SIGN_OFF = re.compile(
    r"^\W*(?:(?:many )?thank|merci|(?:vielen )?dank|(?:muchas )?gracias|grazie|(?:alvast )?bedankt|i\b)", re.I
)
SIGNATURE_LINE = re.compile(
    r"^(?:--|—|__+|-- )\s*$|^\W*(?:sent from my|envoyé (?:de|depuis) mon|von meinem .* gesendet|enviado desde mi|inviato da(?:l mio)?|"
    r"verzonden vanaf mijn|get outlook for|télécharger outlook|outlook für)\b",
    re.I,
)
_FINE_PRINT = (
    "confidential|intended (?:solely|only)|intended recipient|received this (?:message|e-?mail) in error|privileged|"
    "before printing|consider the environment|companies act|virus|"
    "confidentiel|destinataires?\\b|à l['’]attention exclusive|avant d['’]imprimer|pensez à l['’]environnement|reçu ce message par erreur|"
    "vertraulich|rechtlich geschützt|richtige adressat|irrtümlich erhalten|amtsgericht|geschäftsführer|bevor sie .*drucken|"
    "confidencial|destinatari[oi]|recibido (?:este mensaje )?por error|antes de imprimir|registro mercantil|protección de datos|"
    "riservat[ei]|confidenziali|reg\\. ?ue|gdpr|rgpd|dsgvo|avg\\b|2016/679|ricevuto (?:questo messaggio )?per errore|prima di stampare|capitale sociale|"
    "vertrouwelijk|geadresseerde|bestemd voor|ten onrechte ontvangen|voordat u .*print|kvk|"
    "disclaimer|capital social|société au capital|au capital de|inkoopvoorwaarden|einkaufsbedingungen|conditions of purchase|"
    "conditions générales|condiciones generales|condizioni generali|general terms"
)
FINE_PRINT = re.compile(_FINE_PRINT, re.I)
# One of these alone makes a paragraph fine print, wherever it stands.
STRONG_FINE_PRINT = re.compile(
    "intended (?:solely|only)|intended recipient|in error|before printing|exclusive de leur destinataire|n['’]êtes pas le destinataire|"
    "avant d['’]imprimer|nicht der richtige adressat|rechtlich geschützt|irrtümlich|exclusivamente a su destinatario|"
    "recibido (?:este mensaje )?por error|antes de imprimir|non (?:siete|foste|è) .*destinatari|2016/679|prima di stampare|"
    "uitsluitend bestemd|niet de (?:beoogde|bedoelde) (?:ontvanger|geadresseerde)|ten onrechte|par erreur",
    re.I,
)
