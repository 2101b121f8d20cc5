"""A received file to its envelope and the parts worth reading, within limits. Pure; of the parts it reads only whether
office files hold more than a picture."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from PIL import Image

from extraction.limits import Limits
from extraction.readers.html_text import has_table, html_items
from extraction.readers.mail_body import FORWARD_PARAMETER, body_items
from extraction.readers.mail_sections import has_substance, mail_text
from extraction.readers.mail_words import FORWARD_SUBJECT, REPLY_SUBJECT
from extraction.readers.rtf import rtf_items
from extraction.unpack.archive import is_archive, open_archive
from extraction.unpack.headers import address, safe_name
from extraction.unpack.letter import Attached, Letter
from extraction.unpack.mime import is_mail, read_mail
from extraction.unpack.outlook import is_outlook, read_outlook
from extraction.unpack.picture_alone import wrapped_pictures
from extraction.unpack.portfolio import portfolio_files
from extraction.unpack.signed import is_wrapped, name_without_wrap, wrapped_content
from extraction.unpack.spoken_date import spoken_date
from extraction.unpack.tnef import is_tnef, open_tnef
from extraction.unpack.web_archive import is_web_archive, web_page
from models.errors import UnreadableDocument
from models.reading import Envelope, Part

# Pictures of fewer pixels are logos and icons: an order photographed or scanned has at least a page of 60 dpi.
MIN_PICTURE_PIXELS = 250_000
# Shown inside the text, a picture must be larger to count: banners and product photos.
MIN_INLINE_PICTURE_PIXELS = 600_000
_NOISE_TYPES = (
    "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "application/ics", "application/pkcs7-signature",
    "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-keys", "message/delivery-status",
    "message/disposition-notification", "text/rfc822-headers", "message/feedback-report",
)  # fmt: skip
_NOISE_STARTS = (b"BEGIN:VCALENDAR", b"BEGIN:VCARD", b"-----BEGIN PGP SIGNATURE")
_NOISE_ENDINGS = (".p7s", ".ics", ".vcf", ".asc", ".css", ".woff", ".woff2", ".ttf")
# A plain text this much shorter than the HTML beside it is a stub ("your program cannot show this mail").
_STUB_SHARE = 0.4
# Plain texts are often cut near this column, which tears table rows apart; their HTML is not.
_WRAP_COLUMNS = range(60, 80)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came out of a file: `envelope` when it is a mail, and at least one part."""

    envelope: Envelope | None
    parts: tuple[Part, ...]


def unpack(data: bytes, name: str, limits: Limits) -> Unpacked:
    """Envelope and parts of a file. Raises `UnreadableDocument` (empty, too_large, bomb, too_deep, too_many_parts)."""
    if not data:
        raise UnreadableDocument("empty")
    if len(data) > limits.max_bytes:
        raise UnreadableDocument("too_large", bytes=str(len(data)))
    for _ in range(limits.max_depth):
        if not is_wrapped(data):
            break
        data, name = wrapped_content(data), name_without_wrap(name)
    else:
        raise UnreadableDocument("too_deep")
    if is_web_archive(data):
        return Unpacked(None, (Part(safe_name(name) or "file", web_page(data) or data, "text/html", "file"),))
    opening = _Opening(limits)
    letter = _letter(data, limits)
    if letter is not None:
        parts = tuple(opening.letter(letter, 1))
        return Unpacked(carried_envelope(letter), parts)
    files = opening.inside(data)
    if files is not None:
        parts = tuple(opening.files(files, safe_name(name), 1))
        if not parts:
            raise UnreadableDocument("empty")
        # A zipped mail is still a mail: its envelope says who ordered.
        return Unpacked(opening.first_envelope, parts)
    return Unpacked(None, (Part(safe_name(name) or "file", data, "", "file"),))


def _letter(data: bytes, limits: Limits, depth: int = 1) -> Letter | None:
    if is_outlook(data):
        return _with_mails(read_outlook(data, limits), limits, depth)
    return _with_mails(read_mail(data, limits), limits, depth) if is_mail(data) else None


def _with_mails(letter: Letter, limits: Limits, depth: int) -> Letter:
    """The same with the files attached to it that are mails, whatever they are declared to be, as its mails."""
    if depth > limits.max_depth:
        raise UnreadableDocument("too_deep")
    kept: list[Attached] = []
    letters = [_with_mails(inner, limits, depth + 1) for inner in letter.letters]
    for attached in letter.attached:
        inner = _letter(attached.data, limits, depth + 1)
        if inner is None:
            kept.append(attached)
        else:
            letters.append(inner)
    return replace(letter, attached=tuple(kept), letters=tuple(letters))


class _Opening:
    """One unpacking, counting parts and bytes over all its levels."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.parts = 0
        self.bytes = 0
        self.names: dict[str, int] = {}
        self.first_envelope: Envelope | None = None

    def letter(self, letter: Letter, depth: int) -> Iterator[Part]:
        """The parts of one mail and of the mails inside it: its body first."""
        if depth > self.limits.max_depth:
            raise UnreadableDocument("too_deep")
        if self.first_envelope is None:
            self.first_envelope = carried_envelope(letter)
        letter = self._with_tnef(letter)
        body = body_part(letter)
        if body is not None and not _is_cover_note(letter, body):
            yield self._counted(body)
        for index, attached in enumerate(letter.attached, start=1):
            if not _noise(attached, letter.html):
                yield from self._attachment(attached, index, depth)
        for inner in letter.letters:
            yield from self.letter(inner, depth + 1)

    def inside(self, data: bytes) -> Iterable[tuple[str, bytes]] | None:
        """(name, bytes) of the files in an archive, a portfolio or a file that wraps pictures; None for any other."""
        left = self.limits.max_unpacked_bytes - self.bytes
        if is_archive(data):
            return open_archive(data, self.limits, left)
        return portfolio_files(data, self.limits, left) or wrapped_pictures(data, self.limits, left) or None

    def files(self, files: Iterable[tuple[str, bytes]], name: str, depth: int) -> Iterator[Part]:
        """The files found inside another, archives and mails among them opened too."""
        if depth > self.limits.max_depth:
            raise UnreadableDocument("too_deep")
        for inner_name, content in files:
            self._count_bytes(len(content))
            path = f"{name}/{inner_name}" if name and inner_name else inner_name or name.removesuffix(".gz")
            yield from self._attachment(Attached(path, content), 1, depth)

    def _attachment(self, attached: Attached, index: int, depth: int) -> Iterator[Part]:
        name = attached.name or f"attachment-{index}"
        if is_wrapped(attached.data):
            attached, name = replace(attached, data=wrapped_content(attached.data)), name_without_wrap(name)
        if is_web_archive(attached.data):
            attached = replace(attached, data=web_page(attached.data) or attached.data)
        if not attached.data:
            return
        letter = _letter(attached.data, self.limits)
        if letter is not None:
            yield from self.letter(letter, depth + 1)
            return
        files = self.inside(attached.data)
        if files is not None:
            yield from self.files(files, name, depth + 1)
        else:
            yield self._counted(Part(name, attached.data, attached.media_type, "attachment"))

    def _with_tnef(self, letter: Letter) -> Letter:
        boxes = [a for a in letter.attached if is_tnef(a.data)]
        for box in boxes:
            found = open_tnef(box.data, self.limits)
            letter = letter.with_more(tuple(found.attached))
            rtf = "\n".join(item.text for item in rtf_items(found.rtf.decode("latin-1"))) if found.rtf else ""
            letter = replace(letter, plain=letter.plain or found.plain or rtf, html=letter.html or found.html)
        kept = tuple(a for a in letter.attached if not is_tnef(a.data))
        return replace(letter, attached=kept) if boxes else letter

    def _counted(self, part: Part) -> Part:
        self.parts += 1
        if self.parts > self.limits.max_parts:
            raise UnreadableDocument("too_many_parts")
        return replace(part, name=self._unique(part.name))

    def _unique(self, name: str) -> str:
        """Parts are told apart by name: the second po.pdf is po (2).pdf."""
        self.names[name] = self.names.get(name, 0) + 1
        if self.names[name] == 1:
            return name
        stem, dot, suffix = name.rpartition(".")
        return f"{stem} ({self.names[name]}).{suffix}" if dot and stem else f"{name} ({self.names[name]})"

    def _count_bytes(self, count: int) -> None:
        self.bytes += count
        if self.bytes > self.limits.max_unpacked_bytes:
            raise UnreadableDocument("bomb")


def body_part(letter: Letter) -> Part | None:
    """The form of the text that tells most: HTML with a table, else plain unless that is a stub or torn by wrapping."""
    use_html = bool(letter.html) and (not letter.plain.strip() or has_table(letter.html) or _plain_is_poorer(letter))
    text = letter.html if use_html else letter.plain
    if not text.strip():
        return None
    kind = "text/html" if use_html else "text/plain"
    hint = f"; {FORWARD_PARAMETER}" if _is_forward(letter.envelope.subject) else ""
    return Part("body", text.encode("utf-8", "replace"), f"{kind}; charset=utf-8{hint}", "body")


def _is_cover_note(letter: Letter, body: Part) -> bool:
    """Whether a mail does nothing but hand on another one that is attached to it ("fyi")."""
    if not letter.letters or letter.attached:
        return False
    text = body.data.decode("utf-8", "replace")
    return not has_substance(mail_text(body_items(text, body.media_type.startswith("text/html"))).body)


def _is_forward(subject: str) -> bool:
    return bool(FORWARD_SUBJECT.match(subject)) and not REPLY_SUBJECT.match(subject)


def _plain_is_poorer(letter: Letter) -> bool:
    plain = [line for line in letter.plain.split("\n") if line.strip()]
    rich = [item.text for item in html_items(letter.html) if item.text.strip()]
    if sum(map(len, plain)) < _STUB_SHARE * sum(map(len, rich)):
        return True
    longest = max(map(len, plain), default=0)
    torn = sum(len(line.rstrip()) in _WRAP_COLUMNS for line in plain)
    return longest in _WRAP_COLUMNS and torn >= 2 and max(map(len, rich), default=0) > longest


def carried_envelope(letter: Letter) -> Envelope:
    """The envelope, with the first sender and the date of the mail that carries the order when it was forwarded."""
    envelope = letter.envelope
    if letter.letters and not letter.attached:
        first = carried_envelope(letter.letters[0])
        day = tuple(pair for pair in first.headers if pair[0] == "local-date")
        kept = tuple(pair for pair in envelope.headers if pair[0] != "local-date")
        sender = first.first_sender or first.sender
        return replace(envelope, first_sender=sender, sent_at=first.sent_at or envelope.sent_at, headers=(*kept, *day))
    header = _forwarded_header(letter)
    if not header:
        return envelope
    _, sender = address(header.get("from", ""))
    moment = spoken_date(header.get("sent", "") or header.get("from", ""))
    if moment is None:
        return replace(envelope, first_sender=sender)
    kept = tuple(pair for pair in envelope.headers if pair[0] != "local-date")
    headers = (*kept, ("local-date", moment.date().isoformat()))
    return replace(envelope, first_sender=sender, sent_at=moment, headers=headers)


def _forwarded_header(letter: Letter) -> dict[str, str]:
    forward = _is_forward(letter.envelope.subject)
    for text, is_html in ((letter.plain, False), (letter.html, True)):
        # The HTML says the same again: it is looked at only where it is the only form.
        if not text.strip() or (is_html and letter.plain.strip()):
            continue
        header = dict(mail_text(body_items(text, is_html), forward).header)
        if "@" in header.get("from", ""):
            return header
    return {}


def _noise(attached: Attached, html: str) -> bool:
    """Calendars, cards, signatures, and the small pictures of a signature block."""
    kind = attached.media_type.lower()
    if kind.startswith(_NOISE_TYPES) or attached.data.lstrip()[:30].upper().startswith(_NOISE_STARTS):
        return True
    if attached.name.lower().endswith(_NOISE_ENDINGS):
        return True
    pixels = _pixels(attached.data)
    if pixels is None:
        return False
    shown_inline = attached.inline or bool(attached.content_id and attached.content_id in html)
    return pixels < (MIN_INLINE_PICTURE_PIXELS if shown_inline else MIN_PICTURE_PIXELS)


def _pixels(data: bytes) -> int | None:
    """Width times height of a picture, None when it is none. Only the header is read."""
    if data[:4] not in (b"\x89PNG", b"GIF8", b"RIFF") and data[:3] != b"\xff\xd8\xff" and data[:2] != b"BM":
        return None
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.width * picture.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
