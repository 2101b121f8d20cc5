"""forms that agents confirmed orders on"""

import sqlalchemy as sa
from alembic import op

import models.tables.columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_code", sa.Text(), nullable=False),
        sa.Column("learnt_at", models.tables.columns.Utc(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_forms_document_id_documents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forms")),
    )
    with op.batch_alter_table("forms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forms_customer_code"), ["customer_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_forms_document_id"), ["document_id"], unique=False)


def downgrade() -> None:
    op.drop_table("forms")
