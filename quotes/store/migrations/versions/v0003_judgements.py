"""Judgements, credits, the same words across articles; acts, dates of roles, identities of flags.

Revision: 0003
"""

import sqlalchemy as sa
from alembic import op

from quotes.model import hash_identity

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add tables and columns. Nobody has judged anything yet; indexes of words fill as articles are read."""
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("article", sa.String(length=32), nullable=False),
        sa.Column("attribution", sa.String(length=32), nullable=False),
        sa.Column("flag", sa.String(length=32), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("corrected", sa.JSON(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('confirm', 'reject', 'reassign', 'correct', 'dismiss', 'undo')",
            name=op.f("ck_judgements_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["judgements.id"], name=op.f("fk_judgements_replaces_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.id"], name=op.f("fk_judgements_speaker_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
        sqlite_autoincrement=True,
    )
    for column in ("article", "attribution", "flag"):
        op.create_index(op.f(f"ix_judgements_{column}"), "judgements", [column], unique=False)
    op.create_table(
        "credits",
        sa.Column("attribution_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attribution_id"],
            ["attributions.id"],
            name=op.f("fk_credits_attribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.id"], name=op.f("fk_credits_speaker_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("attribution_id", "position", name=op.f("pk_credits")),
    )
    op.create_index(op.f("ix_credits_speaker_id"), "credits", ["speaker_id"], unique=False)
    op.execute(
        "INSERT INTO credits (attribution_id, position, speaker_id) "
        "SELECT a.attribution_id, MIN(a.position), s.speaker_id FROM attribution_speakers AS a "
        "JOIN shown_speakers AS s ON s.article_speaker_id = a.article_speaker_id "
        "GROUP BY a.attribution_id, s.speaker_id"
    )
    op.create_table(
        "shingles",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("attribution_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attribution_id"],
            ["attributions.id"],
            name=op.f("fk_shingles_attribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("hash", "attribution_id", name=op.f("pk_shingles")),
    )
    op.create_index(op.f("ix_shingles_attribution_id"), "shingles", ["attribution_id"], unique=False)
    op.create_table(
        "matches",
        sa.Column("attribution_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "relation IN ('same', 'altered', 'part', 'whole')", name=op.f("ck_matches_relation")
        ),
        sa.CheckConstraint("attribution_id < other_id", name=op.f("ck_matches_order")),
        sa.ForeignKeyConstraint(
            ["attribution_id"],
            ["attributions.id"],
            name=op.f("fk_matches_attribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["attributions.id"], name=op.f("fk_matches_other_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attribution_id", "other_id", name=op.f("pk_matches")),
    )
    op.create_index(op.f("ix_matches_other_id"), "matches", ["other_id"], unique=False)
    op.add_column(
        "attributions",
        sa.Column("act", sa.String(length=16), nullable=False, server_default="communication"),
    )
    op.add_column("roles", sa.Column("first_published", sa.Date(), nullable=True))
    op.add_column("roles", sa.Column("last_published", sa.Date(), nullable=True))
    op.create_table(
        "versions",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_versions_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["articles.id"], name=op.f("fk_versions_earlier_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_versions")),
    )
    op.create_index(op.f("ix_versions_earlier_id"), "versions", ["earlier_id"], unique=False)
    op.create_table(
        "elsewhere",
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("attribution_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["flag_id"], ["flags.id"], name=op.f("fk_elsewhere_flag_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_elsewhere_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["attribution_id"],
            ["attributions.id"],
            name=op.f("fk_elsewhere_attribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("flag_id", name=op.f("pk_elsewhere")),
    )
    op.create_index(op.f("ix_elsewhere_article_id"), "elsewhere", ["article_id"], unique=False)
    op.create_index(op.f("ix_elsewhere_attribution_id"), "elsewhere", ["attribution_id"], unique=False)
    op.add_column("flags", sa.Column("identity", sa.String(length=32), nullable=False, server_default=""))
    op.create_index(op.f("ix_flags_identity"), "flags", ["identity"], unique=False)
    _name_flags()


def _name_flags() -> None:
    """Give the flags of an older store their identities."""
    flags = sa.table(
        "flags",
        sa.column("id", sa.Integer),
        sa.column("identity", sa.String),
        sa.column("kind", sa.Text),
        sa.column("spans", sa.JSON),
        sa.column("article_id", sa.Integer),
        sa.column("attribution_id", sa.Integer),
    )
    articles = sa.table("articles", sa.column("id", sa.Integer), sa.column("identity", sa.String))
    attributions = sa.table("attributions", sa.column("id", sa.Integer), sa.column("identity", sa.String))
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(
            flags.c.id,
            flags.c.kind,
            flags.c.spans,
            articles.c.identity.label("article"),
            attributions.c.identity.label("attribution"),
        )
        .join(articles, articles.c.id == flags.c.article_id)
        .outerjoin(attributions, attributions.c.id == flags.c.attribution_id)
    ).all()
    named = [
        {
            "row": row.id,
            "name": hash_identity(
                row.article,
                row.attribution or "",
                row.kind,
                ",".join(f"{start}-{end}" for start, end in row.spans),
                "",
            ),
        }
        for row in rows
    ]
    if named:
        connection.execute(
            sa.update(flags).where(flags.c.id == sa.bindparam("row")).values(identity=sa.bindparam("name")),
            named,
        )


def downgrade() -> None:
    """Drop the tables and columns; people's judgements are lost."""
    for table in ("elsewhere", "versions", "matches", "shingles", "credits", "judgements"):
        op.drop_table(table)
    op.drop_index(op.f("ix_flags_identity"), table_name="flags")
    op.drop_column("flags", "identity")
    op.drop_column("roles", "last_published")
    op.drop_column("roles", "first_published")
    op.drop_column("attributions", "act")
