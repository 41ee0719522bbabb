"""The first tables.

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=32), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("headline_start", sa.Integer(), nullable=True),
        sa.Column("headline_end", sa.Integer(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("extracted", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("analysed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("models", sa.JSON(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("analysis_hash", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(headline_start IS NULL AND headline_end IS NULL) OR headline_start < headline_end",
            name=op.f("ck_articles_headline"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("identity", name=op.f("uq_articles_identity")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_articles_doc"), "articles", ["doc"], unique=False)
    op.create_index(op.f("ix_articles_path"), "articles", ["path"], unique=False)
    op.create_index(op.f("ix_articles_url"), "articles", ["url"], unique=False)
    op.create_table(
        "speakers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("gender", sa.String(length=16), nullable=False),
        sa.CheckConstraint("gender IN ('feminine', 'masculine', 'unknown')", name=op.f("ck_speakers_gender")),
        sa.CheckConstraint(
            "kind IN ('person', 'organization', 'group', 'anonymous', 'unknown')",
            name=op.f("ck_speakers_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speakers")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("first_article_id", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.CheckConstraint("articles > 0", name=op.f("ck_aliases_articles")),
        sa.ForeignKeyConstraint(
            ["first_article_id"],
            ["articles.id"],
            name=op.f("fk_aliases_first_article_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.id"], name=op.f("fk_aliases_speaker_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aliases")),
        sa.UniqueConstraint("speaker_id", "text", name=op.f("uq_aliases_speaker_id_text")),
    )
    op.create_index(op.f("ix_aliases_first_article_id"), "aliases", ["first_article_id"], unique=False)
    op.create_index(op.f("ix_aliases_folded"), "aliases", ["folded"], unique=False)
    op.create_table(
        "article_speakers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("gender", sa.String(length=16), nullable=False),
        sa.Column("introduced", sa.Boolean(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("match_evidence", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "gender IN ('feminine', 'masculine', 'unknown')", name=op.f("ck_article_speakers_gender")
        ),
        sa.CheckConstraint(
            "kind IN ('person', 'organization', 'group', 'anonymous', 'unknown')",
            name=op.f("ck_article_speakers_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_speakers_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.id"], name=op.f("fk_article_speakers_speaker_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_speakers")),
        sa.UniqueConstraint("article_id", "key", name=op.f("uq_article_speakers_article_id_key")),
    )
    op.create_index(op.f("ix_article_speakers_speaker_id"), "article_speakers", ["speaker_id"], unique=False)
    op.create_table(
        "attributions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("polarity", sa.String(length=16), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "form IN ('name', 'pronoun', 'nominal', 'empty')", name=op.f("ck_attributions_form")
        ),
        sa.CheckConstraint("kind IN ('direct', 'indirect', 'mixed')", name=op.f("ck_attributions_kind")),
        sa.CheckConstraint(
            "outcome IN ('resolved', 'group', 'anonymous', 'ambiguous', 'unknown', 'none')",
            name=op.f("ck_attributions_outcome"),
        ),
        sa.CheckConstraint("polarity IN ('positive', 'negative')", name=op.f("ck_attributions_polarity")),
        sa.CheckConstraint(
            "confidence IS NULL OR (confidence >= 0 AND confidence <= 1)",
            name=op.f("ck_attributions_confidence"),
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_attributions_position")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_attributions_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attributions")),
        sa.UniqueConstraint("article_id", "identity", name=op.f("uq_attributions_article_id_identity")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attributions_identity"), "attributions", ["identity"], unique=False)
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_article_id", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.CheckConstraint("articles > 0", name=op.f("ck_roles_articles")),
        sa.ForeignKeyConstraint(
            ["first_article_id"], ["articles.id"], name=op.f("fk_roles_first_article_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.id"], name=op.f("fk_roles_speaker_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("speaker_id", "text", name=op.f("uq_roles_speaker_id_text")),
    )
    op.create_index(op.f("ix_roles_first_article_id"), "roles", ["first_article_id"], unique=False)
    op.create_table(
        "speaker_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.id"], name=op.f("fk_speaker_keys_speaker_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "speaker_id", name=op.f("pk_speaker_keys")),
    )
    op.create_index(op.f("ix_speaker_keys_speaker_id"), "speaker_keys", ["speaker_id"], unique=False)
    op.create_table(
        "attribution_speakers",
        sa.Column("attribution_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("article_speaker_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_speaker_id"],
            ["article_speakers.id"],
            name=op.f("fk_attribution_speakers_article_speaker_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["attribution_id"],
            ["attributions.id"],
            name=op.f("fk_attribution_speakers_attribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attribution_id", "position", name=op.f("pk_attribution_speakers")),
    )
    op.create_index(
        op.f("ix_attribution_speakers_article_speaker_id"),
        "attribution_speakers",
        ["article_speaker_id"],
        unique=False,
    )
    op.create_table(
        "candidates",
        sa.Column("attribution_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attribution_id"],
            ["attributions.id"],
            name=op.f("fk_candidates_attribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attribution_id", "position", name=op.f("pk_candidates")),
    )
    op.create_table(
        "flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("attribution_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("suggestions", sa.JSON(), nullable=False),
        sa.CheckConstraint("kind <> ''", name=op.f("ck_flags_kind")),
        sa.CheckConstraint("severity IN ('high', 'medium', 'low')", name=op.f("ck_flags_severity")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_flags_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["attribution_id"], ["attributions.id"], name=op.f("fk_flags_attribution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flags")),
    )
    op.create_index(op.f("ix_flags_article_id"), "flags", ["article_id"], unique=False)
    op.create_index(op.f("ix_flags_attribution_id"), "flags", ["attribution_id"], unique=False)
    op.create_table(
        "spans",
        sa.Column("attribution_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('source', 'cue', 'content')", name=op.f("ck_spans_role")),
        sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name=op.f("ck_spans_bounds")),
        sa.ForeignKeyConstraint(
            ["attribution_id"], ["attributions.id"], name=op.f("fk_spans_attribution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attribution_id", "role", "position", name=op.f("pk_spans")),
    )


def downgrade() -> None:
    """Drop every table: there is no older version to go back to."""
    for table in (
        "spans",
        "flags",
        "candidates",
        "attribution_speakers",
        "speaker_keys",
        "roles",
        "attributions",
        "article_speakers",
        "aliases",
        "speakers",
        "articles",
    ):
        op.drop_table(table)
