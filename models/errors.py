"""The whole error tree. Each class has a `code` and knows whether trying again helps (`retryable`)."""

from __future__ import annotations

from typing import ClassVar


class CarnetError(Exception):
    """`params` are named strings for the sentence that the screen makes of the code in the user's language."""

    code: ClassVar[str] = "error"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str = "", **params: str) -> None:
        self.params = params
        super().__init__(message or ", ".join(f"{k}={v}" for k, v in params.items()) or self.code)


class UnreadableDocument(CarnetError):
    """The file cannot be read, or was refused; `reason` is one of REFUSALS."""

    code = "unreadable"

    def __init__(self, reason: str, message: str = "", **params: str) -> None:
        if reason not in REFUSALS:
            raise ValueError(f"unknown refusal {reason!r}")
        self.reason = reason
        super().__init__(message or REFUSALS[reason], reason=reason, **params)


# Code of a refusal → the English sentence that an agent can send to the customer (other languages: the locale files).
REFUSALS: dict[str, str] = {
    "empty": "The file is empty: ask for it to be sent again.",
    "unknown_format": "The file is of a kind that cannot be read: ask for a PDF, a spreadsheet or a plain mail.",
    "damaged": "The file is damaged: ask for it to be sent again.",
    "password": "The file is protected by a password: ask for an open copy.",
    "too_large": "The file is too large: ask for a smaller one.",
    "too_many_pages": "The document has too many pages: ask for the order alone.",
    "too_many_pixels": "The picture is too large: ask for a scan of at most 300 dpi.",
    "too_deep": "The file is nested too deeply: ask for the order itself.",
    "too_many_parts": "The mail or archive has too many parts: ask for the order alone.",
    "bomb": "The file unpacks to far more than its size: it was refused for safety.",
    "forbidden_xml": "The XML declares entities or outside references: it was refused for safety.",
    "took_too_long": "Reading the file took too long: ask for a simpler copy.",
    "took_too_much_memory": "Reading the file took too much memory: ask for a simpler copy.",
    "reader_died": "The file broke the reader: ask for it in another format.",
    "no_text": "No text could be made out: ask for a clearer copy.",
}


class IllegalMove(CarnetError):
    """The state machine does not allow this step."""

    code = "illegal_move"


class StaleDocument(CarnetError):
    """Somebody else changed the document since this screen or worker loaded it; nothing was done."""

    code = "stale_document"


class NotBookable(CarnetError):
    """The order lacks what booking needs; `where` names the field path."""

    code = "not_bookable"


class BadMasterData(CarnetError):
    """A row of a master-data file is wrong: file, line (from 1) and reason."""

    code = "bad_master_data"


class StaleModel(CarnetError):
    """A trained file does not belong to the feature code that is running: `make train` makes it anew."""

    code = "stale_model"


class Unreachable(CarnetError):
    """An outside service (mail server, broker, database) did not answer."""

    code = "unreachable"
    retryable = True


class Undeliverable(CarnetError):
    """The other side refused a message for good (no such address, policy): trying again will not help."""

    code = "undeliverable"


class Forbidden(CarnetError):
    """The user's role does not allow this."""

    code = "forbidden"


class BadValue(CarnetError):
    """What an agent entered is no such value: `where` names the field path. Nothing was stored."""

    code = "bad_value"


class UnknownDocument(CarnetError):
    """There is no document, order or original by this name."""

    code = "unknown_document"
