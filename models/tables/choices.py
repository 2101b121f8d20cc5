"""The choices that columns hold beside the enums of the core: doors, stages, roles, deliveries."""

from __future__ import annotations

from enum import StrEnum


class Origin(StrEnum):
    """The door that a document came through; `split` is a part of another document."""

    MAIL = "mail"
    UPLOAD = "upload"
    FOLDER = "folder"
    API = "api"
    SPLIT = "split"


class Stage(StrEnum):
    """The results kept of a document: the machine's reading, extraction and match, and the order as it stands now."""

    READING = "reading"
    EXTRACTION = "extraction"
    MATCHED = "matched"
    CURRENT = "current"
    ISSUES = "issues"


class Role(StrEnum):
    """What a user may do: an agent reviews, a manager also sees the reports and rules, an admin also the users."""

    AGENT = "agent"
    MANAGER = "manager"
    ADMIN = "admin"


class DeliveryKind(StrEnum):
    """What a booking sends out."""

    ACKNOWLEDGEMENT = "acknowledgement"
    EXPORT = "export"


class DeliveryState(StrEnum):
    """The two-step life of a delivery: pending, then sent; or given up, until an agent asks again."""

    PENDING = "pending"
    SENT = "sent"
    GIVEN_UP = "given_up"
