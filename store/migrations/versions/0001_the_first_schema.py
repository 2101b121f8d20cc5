"""the first schema"""

import sqlalchemy as sa
from alembic import op

import models.tables.columns

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('counters',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_counters'))
    )
    op.create_table('customers',
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('legal_form', sa.Text(), nullable=False),
    sa.Column('vat_id', sa.Text(), nullable=False),
    sa.Column('email_domain', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('currency', sa.Text(), nullable=False),
    sa.Column('payment_terms', sa.Text(), nullable=False),
    sa.Column('price_list', sa.Text(), nullable=False),
    sa.Column('parent_code', sa.Text(), nullable=False),
    sa.Column('gln', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_customers'))
    )
    op.create_table('documents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('bytes_key', sa.Text(), nullable=True),
    sa.Column('mail_key', sa.Text(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('origin', sa.Text(), nullable=False),
    sa.Column('sender', sa.Text(), nullable=False),
    sa.Column('recipient', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('message_id', sa.Text(), nullable=False),
    sa.Column('received_at', models.tables.columns.Utc(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('status_since', models.tables.columns.Utc(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('lease_until', models.tables.columns.Utc(), nullable=True),
    sa.Column('retry_at', models.tables.columns.Utc(), nullable=True),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('order_index', sa.Integer(), nullable=True),
    sa.Column('part', sa.Text(), nullable=False),
    sa.Column('pages', sa.Text(), nullable=False),
    sa.Column('error_code', sa.Text(), nullable=False),
    sa.Column('error_reason', sa.Text(), nullable=False),
    sa.Column('error_params', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('intent', sa.Text(), nullable=False),
    sa.Column('document_type', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('customer_code', sa.Text(), nullable=False),
    sa.Column('po_number', sa.Text(), nullable=False),
    sa.Column('revision', sa.Text(), nullable=False),
    sa.Column('total_net', models.tables.columns.Exact(), nullable=True),
    sa.Column('currency', sa.Text(), nullable=False),
    sa.Column('line_count', sa.Integer(), nullable=False),
    sa.Column('confidence', sa.Double(), nullable=True),
    sa.Column('po_key', sa.Text(), nullable=False),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('touchless', sa.Boolean(), nullable=False),
    sa.Column('order_number', sa.Text(), nullable=False),
    sa.CheckConstraint("kind IN ('pdf', 'scan', 'photo', 'spreadsheet', 'email', 'edifact', 'x12', 'ubl', 'order_x', 'cxml', 'docx', '')", name=op.f('ck_documents_kind')),
    sa.CheckConstraint("origin IN ('mail', 'upload', 'folder', 'api', 'split')", name=op.f('ck_documents_origin')),
    sa.CheckConstraint("status IN ('received', 'read', 'extracted', 'matched', 'in_review', 'approved', 'booked', 'split', 'rejected', 'failed')", name=op.f('ck_documents_status')),
    sa.ForeignKeyConstraint(['parent_id'], ['documents.id'], name=op.f('fk_documents_parent_id_documents')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_documents')),
    sa.UniqueConstraint('bytes_key', name=op.f('uq_documents_bytes_key')),
    sa.UniqueConstraint('mail_key', name=op.f('uq_documents_mail_key'))
    )
    with op.batch_alter_table('documents', schema=None) as batch_op:
        batch_op.create_index('ix_documents_customer_fingerprint', ['customer_code', 'fingerprint'], unique=False)
        batch_op.create_index('ix_documents_customer_po', ['customer_code', 'po_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_documents_digest'), ['digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_documents_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index('ix_documents_received_at', ['received_at'], unique=False)
        batch_op.create_index('ix_documents_status_since', ['status', 'status_since'], unique=False)

    op.create_table('items',
    sa.Column('sku', sa.Text().with_variant(sa.Text(collation='C'), 'postgresql'), nullable=False),
    sa.Column('gtin', sa.Text(), nullable=False),
    sa.Column('brand', sa.Text(), nullable=False),
    sa.Column('manufacturer_part_number', sa.Text(), nullable=False),
    sa.Column('category', sa.Text(), nullable=False),
    sa.Column('stock_unit', sa.Text(), nullable=False),
    sa.Column('list_price', models.tables.columns.Exact(), nullable=True),
    sa.Column('currency', sa.Text(), nullable=False),
    sa.Column('packs', sa.Text(), nullable=False),
    sa.Column('min_quantity', models.tables.columns.Exact(), nullable=False),
    sa.Column('multiple', models.tables.columns.Exact(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('replaced_by', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('sku', name=op.f('pk_items'))
    )
    with op.batch_alter_table('items', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_items_gtin'), ['gtin'], unique=False)

    op.create_table('past_lines',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_date', sa.Date(), nullable=False),
    sa.Column('customer_code', sa.Text(), nullable=False),
    sa.Column('ship_to_code', sa.Text(), nullable=False),
    sa.Column('sku', sa.Text(), nullable=False),
    sa.Column('quantity', models.tables.columns.Exact(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_past_lines'))
    )
    with op.batch_alter_table('past_lines', schema=None) as batch_op:
        batch_op.create_index('ix_past_lines_customer_sku', ['customer_code', 'sku'], unique=False)

    op.create_table('settings',
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_settings'))
    )
    op.create_table('tokens',
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('created_at', models.tables.columns.Utc(), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_tokens'))
    )
    op.create_table('users',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('login', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('zone', sa.Text(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('created_at', models.tables.columns.Utc(), nullable=False),
    sa.CheckConstraint("role IN ('agent', 'manager', 'admin')", name=op.f('ck_users_role')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('login', name=op.f('uq_users_login'))
    )
    op.create_table('addresses',
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('customer_code', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('street', sa.Text(), nullable=False),
    sa.Column('postcode', sa.Text(), nullable=False),
    sa.Column('city', sa.Text(), nullable=False),
    sa.Column('country', sa.Text(), nullable=False),
    sa.Column('gln', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['customer_code'], ['customers.code'], name=op.f('fk_addresses_customer_code_customers')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_addresses'))
    )
    with op.batch_alter_table('addresses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_addresses_customer_code'), ['customer_code'], unique=False)

    op.create_table('arrivals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('at', models.tables.columns.Utc(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('origin', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('sender', sa.Text(), nullable=False),
    sa.Column('message_id', sa.Text(), nullable=False),
    sa.Column('duplicate', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_arrivals_document_id_documents')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_arrivals'))
    )
    with op.batch_alter_table('arrivals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_arrivals_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_arrivals_document_id'), ['document_id'], unique=False)

    op.create_table('corrections',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('before', sa.Text(), nullable=True),
    sa.Column('after', sa.Text(), nullable=True),
    sa.Column('agent', sa.Text(), nullable=False),
    sa.Column('at', models.tables.columns.Utc(), nullable=False),
    sa.Column('undoes', sa.Integer(), nullable=True),
    sa.Column('state_before', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_corrections_document_id_documents')),
    sa.ForeignKeyConstraint(['undoes'], ['corrections.id'], name=op.f('fk_corrections_undoes_corrections')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_corrections')),
    sa.UniqueConstraint('undoes', name=op.f('uq_corrections_undoes'))
    )
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_corrections_document_id'), ['document_id'], unique=False)

    op.create_table('cross_references',
    sa.Column('customer_code', sa.Text(), nullable=False),
    sa.Column('buyer_item_code', sa.Text(), nullable=False),
    sa.Column('sku', sa.Text().with_variant(sa.Text(collation='C'), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['customer_code'], ['customers.code'], name=op.f('fk_cross_references_customer_code_customers')),
    sa.ForeignKeyConstraint(['sku'], ['items.sku'], name=op.f('fk_cross_references_sku_items')),
    sa.PrimaryKeyConstraint('customer_code', 'buyer_item_code', 'sku', name=op.f('pk_cross_references'))
    )
    op.create_table('document_issues',
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('severity', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_document_issues_document_id_documents')),
    sa.PrimaryKeyConstraint('document_id', 'code', name=op.f('pk_document_issues'))
    )
    with op.batch_alter_table('document_issues', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_issues_code'), ['code'], unique=False)

    op.create_table('events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', models.tables.columns.Utc(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=True),
    sa.Column('agent', sa.Text(), nullable=False),
    sa.Column('params', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_events_document_id_documents')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events'))
    )
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_document_id'), ['document_id'], unique=False)

    op.create_table('item_texts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sku', sa.Text().with_variant(sa.Text(collation='C'), 'postgresql'), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['sku'], ['items.sku'], name=op.f('fk_item_texts_sku_items')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_item_texts')),
    sa.UniqueConstraint('sku', 'language', name=op.f('uq_item_texts_sku'))
    )
    op.create_table('knowledge',
    sa.Column('customer_code', sa.Text(), nullable=False),
    sa.Column('confirmed_orders', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['customer_code'], ['customers.code'], name=op.f('fk_knowledge_customer_code_customers')),
    sa.PrimaryKeyConstraint('customer_code', name=op.f('pk_knowledge'))
    )
    op.create_table('moves',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('old', sa.Text(), nullable=True),
    sa.Column('new', sa.Text(), nullable=False),
    sa.Column('mover', sa.Text(), nullable=False),
    sa.Column('at', models.tables.columns.Utc(), nullable=False),
    sa.Column('agent', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.CheckConstraint("mover IN ('machine', 'agent')", name=op.f('ck_moves_mover')),
    sa.CheckConstraint("new IN ('received', 'read', 'extracted', 'matched', 'in_review', 'approved', 'booked', 'split', 'rejected', 'failed')", name=op.f('ck_moves_new')),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_moves_document_id_documents')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moves'))
    )
    with op.batch_alter_table('moves', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_moves_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_moves_document_id'), ['document_id'], unique=False)

    op.create_table('orders',
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('document_type', sa.Text(), nullable=False),
    sa.Column('customer_code', sa.Text(), nullable=False),
    sa.Column('po_number', sa.Text(), nullable=False),
    sa.Column('revision', sa.Text(), nullable=False),
    sa.Column('revision_key', sa.Text(), nullable=False),
    sa.Column('order_date', sa.Date(), nullable=False),
    sa.Column('requested_date', sa.Date(), nullable=True),
    sa.Column('promised_date', sa.Date(), nullable=False),
    sa.Column('currency', sa.Text(), nullable=False),
    sa.Column('total_net', models.tables.columns.Exact(), nullable=False),
    sa.Column('line_count', sa.Integer(), nullable=False),
    sa.Column('touchless', sa.Boolean(), nullable=False),
    sa.Column('agent', sa.Text(), nullable=False),
    sa.Column('booked_at', models.tables.columns.Utc(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint("document_type IN ('order', 'order_change', 'cancellation')", name=op.f('ck_orders_document_type')),
    sa.ForeignKeyConstraint(['customer_code'], ['customers.code'], name=op.f('fk_orders_customer_code_customers')),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_orders_document_id_documents')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_orders')),
    sa.UniqueConstraint('customer_code', 'po_number', 'revision_key', name='uq_orders_content'),
    sa.UniqueConstraint('document_id', name=op.f('uq_orders_document_id'))
    )
    with op.batch_alter_table('orders', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_orders_booked_at'), ['booked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_orders_customer_code'), ['customer_code'], unique=False)
        batch_op.create_index(batch_op.f('ix_orders_po_number'), ['po_number'], unique=False)

    op.create_table('price_agreements',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('customer_code', sa.Text(), nullable=False),
    sa.Column('sku', sa.Text().with_variant(sa.Text(collation='C'), 'postgresql'), nullable=False),
    sa.Column('price', models.tables.columns.Exact(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['customer_code'], ['customers.code'], name=op.f('fk_price_agreements_customer_code_customers')),
    sa.ForeignKeyConstraint(['sku'], ['items.sku'], name=op.f('fk_price_agreements_sku_items')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_price_agreements'))
    )
    with op.batch_alter_table('price_agreements', schema=None) as batch_op:
        batch_op.create_index('ix_price_agreements_customer_sku', ['customer_code', 'sku'], unique=False)

    op.create_table('results',
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Text(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint("stage IN ('reading', 'extraction', 'matched', 'current', 'issues')", name=op.f('ck_results_stage')),
    sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_results_document_id_documents')),
    sa.PrimaryKeyConstraint('document_id', 'stage', name=op.f('pk_results'))
    )
    op.create_table('sender_clues',
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('customer_code', sa.Text(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['customer_code'], ['customers.code'], name=op.f('fk_sender_clues_customer_code_customers')),
    sa.PrimaryKeyConstraint('kind', 'text', 'customer_code', name=op.f('pk_sender_clues'))
    )
    op.create_table('aliases',
    sa.Column('customer_code', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('sku', sa.Text(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('last_at', models.tables.columns.Utc(), nullable=False),
    sa.Column('stock_per_unit', models.tables.columns.Exact(), nullable=True),
    sa.ForeignKeyConstraint(['customer_code'], ['knowledge.customer_code'], name=op.f('fk_aliases_customer_code_knowledge')),
    sa.PrimaryKeyConstraint('customer_code', 'kind', 'text', 'sku', 'unit', name=op.f('pk_aliases'))
    )
    op.create_table('anchors',
    sa.Column('customer_code', sa.Text(), nullable=False),
    sa.Column('field', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('x', sa.Double(), nullable=False),
    sa.Column('y', sa.Double(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['customer_code'], ['knowledge.customer_code'], name=op.f('fk_anchors_customer_code_knowledge')),
    sa.PrimaryKeyConstraint('customer_code', 'field', 'label', 'x', 'y', name=op.f('pk_anchors'))
    )
    op.create_table('deliveries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_number', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('target', sa.Text(), nullable=False),
    sa.Column('message_id', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('created_at', models.tables.columns.Utc(), nullable=False),
    sa.Column('next_at', models.tables.columns.Utc(), nullable=False),
    sa.Column('sent_at', models.tables.columns.Utc(), nullable=True),
    sa.Column('last_error', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('digest', sa.Text(), nullable=False),
    sa.CheckConstraint("kind IN ('acknowledgement', 'export')", name=op.f('ck_deliveries_kind')),
    sa.CheckConstraint("state IN ('pending', 'sent', 'given_up')", name=op.f('ck_deliveries_state')),
    sa.ForeignKeyConstraint(['order_number'], ['orders.number'], name=op.f('fk_deliveries_order_number_orders')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliveries')),
    sa.UniqueConstraint('message_id', name=op.f('uq_deliveries_message_id')),
    sa.UniqueConstraint('order_number', 'kind', 'target', name=op.f('uq_deliveries_order_number'))
    )
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_index('ix_deliveries_due', ['state', 'next_at'], unique=False)

    op.create_table('order_lines',
    sa.Column('order_number', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('sku', sa.Text(), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('quantity', models.tables.columns.Exact(), nullable=False),
    sa.Column('unit', sa.Text(), nullable=False),
    sa.Column('stock_quantity', models.tables.columns.Exact(), nullable=False),
    sa.Column('stock_unit', sa.Text(), nullable=False),
    sa.Column('unit_price', models.tables.columns.Exact(), nullable=False),
    sa.Column('amount', models.tables.columns.Exact(), nullable=False),
    sa.Column('requested_date', sa.Date(), nullable=True),
    sa.Column('promised_date', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['order_number'], ['orders.number'], name=op.f('fk_order_lines_order_number_orders')),
    sa.PrimaryKeyConstraint('order_number', 'position', name=op.f('pk_order_lines'))
    )
    with op.batch_alter_table('order_lines', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_order_lines_sku'), ['sku'], unique=False)

    op.create_table('ship_to_aliases',
    sa.Column('customer_code', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('ship_to_code', sa.Text(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['customer_code'], ['knowledge.customer_code'], name=op.f('fk_ship_to_aliases_customer_code_knowledge')),
    sa.PrimaryKeyConstraint('customer_code', 'text', 'ship_to_code', name=op.f('pk_ship_to_aliases'))
    )


def downgrade() -> None:
    op.drop_table('ship_to_aliases')
    with op.batch_alter_table('order_lines', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_order_lines_sku'))

    op.drop_table('order_lines')
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index('ix_deliveries_due')

    op.drop_table('deliveries')
    op.drop_table('anchors')
    op.drop_table('aliases')
    op.drop_table('sender_clues')
    op.drop_table('results')
    with op.batch_alter_table('price_agreements', schema=None) as batch_op:
        batch_op.drop_index('ix_price_agreements_customer_sku')

    op.drop_table('price_agreements')
    with op.batch_alter_table('orders', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_orders_po_number'))
        batch_op.drop_index(batch_op.f('ix_orders_customer_code'))
        batch_op.drop_index(batch_op.f('ix_orders_booked_at'))

    op.drop_table('orders')
    with op.batch_alter_table('moves', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_moves_document_id'))
        batch_op.drop_index(batch_op.f('ix_moves_at'))

    op.drop_table('moves')
    op.drop_table('knowledge')
    op.drop_table('item_texts')
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_document_id'))
        batch_op.drop_index(batch_op.f('ix_events_at'))

    op.drop_table('events')
    with op.batch_alter_table('document_issues', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_document_issues_code'))

    op.drop_table('document_issues')
    op.drop_table('cross_references')
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_corrections_document_id'))

    op.drop_table('corrections')
    with op.batch_alter_table('arrivals', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_arrivals_document_id'))
        batch_op.drop_index(batch_op.f('ix_arrivals_at'))

    op.drop_table('arrivals')
    with op.batch_alter_table('addresses', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_addresses_customer_code'))

    op.drop_table('addresses')
    op.drop_table('users')
    op.drop_table('tokens')
    op.drop_table('settings')
    with op.batch_alter_table('past_lines', schema=None) as batch_op:
        batch_op.drop_index('ix_past_lines_customer_sku')

    op.drop_table('past_lines')
    with op.batch_alter_table('items', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_items_gtin'))

    op.drop_table('items')
    with op.batch_alter_table('documents', schema=None) as batch_op:
        batch_op.drop_index('ix_documents_status_since')
        batch_op.drop_index('ix_documents_received_at')
        batch_op.drop_index(batch_op.f('ix_documents_parent_id'))
        batch_op.drop_index(batch_op.f('ix_documents_digest'))
        batch_op.drop_index('ix_documents_customer_po')
        batch_op.drop_index('ix_documents_customer_fingerprint')

    op.drop_table('documents')
    op.drop_table('customers')
    op.drop_table('counters')
