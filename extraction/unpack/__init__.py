"""Mails, archives and plain files to the parts worth reading: pure, within limits. Reading a part is the readers'."""

from extraction.unpack.opening import Unpacked, unpack

__all__ = ["Unpacked", "unpack"]
