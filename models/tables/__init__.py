"""The database's rows, by subject: columns and constraints, no behaviour. `models` does not re-export them."""

from models.tables.book import DeliveryRow, OrderLineRow, OrderRow
from models.tables.choices import DeliveryKind, DeliveryState, Origin, Role, Stage
from models.tables.columns import Exact, Row, Utc
from models.tables.documents import (
    ArrivalRow,
    CorrectionRow,
    DocumentIssueRow,
    DocumentRow,
    EventRow,
    MoveRow,
    ResultRow,
)
from models.tables.knowledge import AliasRow, AnchorRow, FormRow, KnowledgeRow, SenderClueRow, ShipToAliasRow
from models.tables.master import (
    AddressRow,
    CrossReferenceRow,
    CustomerRow,
    ItemRow,
    ItemTextRow,
    PastLineRow,
    PriceAgreementRow,
)
from models.tables.people import CounterRow, SettingRow, TokenRow, UserRow

__all__ = [
    "AddressRow",
    "AliasRow",
    "AnchorRow",
    "ArrivalRow",
    "CorrectionRow",
    "CounterRow",
    "CrossReferenceRow",
    "CustomerRow",
    "DeliveryKind",
    "DeliveryRow",
    "DeliveryState",
    "DocumentIssueRow",
    "DocumentRow",
    "EventRow",
    "Exact",
    "FormRow",
    "ItemRow",
    "ItemTextRow",
    "KnowledgeRow",
    "MoveRow",
    "OrderLineRow",
    "OrderRow",
    "Origin",
    "PastLineRow",
    "PriceAgreementRow",
    "ResultRow",
    "Role",
    "Row",
    "SenderClueRow",
    "SettingRow",
    "ShipToAliasRow",
    "Stage",
    "TokenRow",
    "UserRow",
    "Utc",
]
