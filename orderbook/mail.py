"""An acknowledgement as a mail, and the SMTP connection that takes it. Knows nothing of the outbox."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol

from models.errors import Undeliverable, Unreachable
from orderbook.acknowledgement import Acknowledgement

PERMANENT = 500  # SMTP answers from here on will be the same tomorrow


@dataclass(frozen=True, slots=True)
class Sender:
    """From whom acknowledgements come."""

    address: str
    name: str = ""


def message_id(order_number: str, kind: str, target: str, domain: str) -> str:
    """The same for the same delivery, always: a mail that went out twice is one mail to its reader."""
    digest = hashlib.sha256("\x00".join((order_number, kind, target.casefold())).encode()).hexdigest()[:24]
    return f"<carnet.{digest}@{domain}>"


def compose(
    acknowledgement: Acknowledgement, sender: Sender, to: str, own_id: str, at: datetime, answers: str = ""
) -> EmailMessage:
    """The whole mail. `answers` is the Message-ID of the customer's order, so that their reader threads the two."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = Address(sender.name, addr_spec=sender.address)
    mail["To"] = Address(addr_spec=to)
    mail["Subject"] = acknowledgement.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = own_id
    # No robot shall answer us, or we would answer it (RFC 3834).
    mail["Auto-Submitted"] = "auto-replied" if answers else "auto-generated"
    if answers and not set(answers) & set("\r\n"):
        mail["In-Reply-To"] = mail["References"] = answers
    mail.set_content(acknowledgement.text)
    mail.add_alternative(acknowledgement.html, subtype="html")
    mail.add_attachment(acknowledgement.pdf, maintype="application", subtype="pdf", filename=acknowledgement.file_name)
    # Random boundaries would make a resent mail another one.
    for number, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        part.set_boundary(f"=-{own_id.strip('<>').partition('@')[0]}-{number}")
    return mail


class Transport(Protocol):
    """The way out. `send` returns when the other side has taken the mail; raises `Unreachable` or `Undeliverable`."""

    def send(self, mail: EmailMessage) -> None: ...


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """Plain SMTP, STARTTLS where the server offers it, `tls` for TLS from the start; one connection a mail."""

    host: str
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    timeout_s: float = 30.0

    def send(self, mail: EmailMessage) -> None:
        try:
            with self._connect() as smtp:
                if self.user:
                    smtp.login(self.user, self.password)
                smtp.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise _mapped(code, said) from error
        except smtplib.SMTPResponseException as error:
            # A refused log-in is our own mistake: it can be mended, and the mail must not be given up for it.
            code = 0 if isinstance(error, smtplib.SMTPAuthenticationError) else error.smtp_code
            raise _mapped(code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"the mail server did not take the mail: {error}", service="smtp") from error

    def _connect(self) -> smtplib.SMTP:
        if self.tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_s, context=context)
        smtp = smtplib.SMTP(self.host, self.port, timeout=self.timeout_s)
        smtp.ehlo()
        if smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        return smtp


def _mapped(code: int, said: bytes | str) -> Undeliverable | Unreachable:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    if code >= PERMANENT:
        return Undeliverable(f"{code} {text}", code=str(code), said=text)
    return Unreachable(f"{code} {text}", service="smtp")
