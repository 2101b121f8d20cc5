"""A mail taken apart, whatever container it came in: what mime, outlook and tnef give and unpack puts together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from models.reading import Envelope


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment. `content_id` is set when the HTML may show it inline."""

    name: str
    data: bytes
    media_type: str = ""
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail: envelope, text in either or both forms, attachments, and mails attached to it."""

    envelope: Envelope
    plain: str = ""
    html: str = ""
    attached: tuple[Attached, ...] = ()
    letters: tuple[Letter, ...] = field(default=())

    def with_more(self, attached: tuple[Attached, ...], letters: tuple[Letter, ...] = ()) -> Letter:
        """The same mail with more found inside it (a winmail.dat opened)."""
        return replace(self, attached=(*self.attached, *attached), letters=(*self.letters, *letters))
