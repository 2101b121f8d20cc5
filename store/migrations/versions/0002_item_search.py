"""full-text search of items: FTS5 on SQLite, a GIN index on PostgreSQL"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE item_search USING fts5(folded, content='item_texts', content_rowid='id', "
            "tokenize='unicode61', columnsize=0)"
        )
        op.execute("INSERT INTO item_search(item_search) VALUES ('rebuild')")
    else:
        op.execute("CREATE INDEX ix_item_texts_search ON item_texts USING gin (to_tsvector('simple', folded))")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE item_search")
    else:
        op.execute("DROP INDEX ix_item_texts_search")
