"""Searching the words of quotations; indexes that keep look-ups quick.

Revision: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite finds words by a virtual table, which triggers keep in step with `contents`; rows that go with their
# article fire them too.
SQLITE = (
    "CREATE VIRTUAL TABLE content_index USING fts5"
    "(words, content='contents', content_rowid='attribution_id', tokenize='ascii', prefix='2 3')",
    "CREATE TRIGGER content_index_enter AFTER INSERT ON contents BEGIN "
    "INSERT INTO content_index(rowid, words) VALUES (new.attribution_id, new.words); END",
    "CREATE TRIGGER content_index_forget AFTER DELETE ON contents BEGIN "
    "INSERT INTO content_index(content_index, rowid, words) "
    "VALUES ('delete', old.attribution_id, old.words); END",
    "CREATE TRIGGER content_index_change AFTER UPDATE ON contents BEGIN "
    "INSERT INTO content_index(content_index, rowid, words) "
    "VALUES ('delete', old.attribution_id, old.words); "
    "INSERT INTO content_index(rowid, words) VALUES (new.attribution_id, new.words); END",
)
# PostgreSQL takes "5e10x" for a number and a word: a letter before each word keeps it whole.
POSTGRESQL = (
    "ALTER TABLE contents ADD COLUMN vector tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, 'w' || replace(words, ' ', ' w'))) STORED",
    "CREATE INDEX ix_contents_vector ON contents USING gin (vector)",
)


def upgrade() -> None:
    """Add what is searched. Its words are entered when the store is opened (`quotes.store.schema`)."""
    op.create_table(
        "contents",
        sa.Column("attribution_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attribution_id"],
            ["attributions.id"],
            name=op.f("fk_contents_attribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attribution_id", name=op.f("pk_contents")),
    )
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(op.get_bind().dialect.name, ()):
        op.execute(statement)


def downgrade() -> None:
    """Drop it; it is worked out again."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE content_index")
    op.drop_table("contents")
