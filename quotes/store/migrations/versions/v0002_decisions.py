"""People's decisions on who is who, and who each credited speaker of an article is in the end.

Revision: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables. In an older store nobody has decided anything: the machine's word is shown."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("makes_other", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("called", sa.JSON(), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('merge', 'split', 'rename', 'not-same', 'undo')", name=op.f("ck_decisions_kind")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["speakers.id"], name=op.f("fk_decisions_other_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["decisions.id"], name=op.f("fk_decisions_replaces_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.id"], name=op.f("fk_decisions_speaker_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "shown_speakers",
        sa.Column("article_speaker_id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_speaker_id"],
            ["article_speakers.id"],
            name=op.f("fk_shown_speakers_article_speaker_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speakers.id"], name=op.f("fk_shown_speakers_speaker_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("article_speaker_id", name=op.f("pk_shown_speakers")),
    )
    op.create_index(op.f("ix_shown_speakers_speaker_id"), "shown_speakers", ["speaker_id"], unique=False)
    op.execute(
        "INSERT INTO shown_speakers (article_speaker_id, speaker_id) "
        "SELECT id, speaker_id FROM article_speakers WHERE speaker_id IS NOT NULL"
    )


def downgrade() -> None:
    """Drop both tables; people's decisions are lost."""
    op.drop_table("shown_speakers")
    op.drop_table("decisions")
