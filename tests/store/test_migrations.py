"""Migrations make exactly the tables that the code speaks of, from any older version."""

from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from quotes.store import Store, open_store, schema
from quotes.store.engine import make_engine, reading, writing
from quotes.store.schema import HEAD, MIGRATIONS, VERSION_TABLE, read_version, upgrade
from quotes.store.tables import metadata
from tests.store.store_factory import add_flag, make_analysis


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


def is_ours(item: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    """False for what a database keeps besides our tables to search `contents`."""
    del item, other
    index = (kind == "table" and (name or "").startswith("content_index")) or name == "vector"
    return not (reflected and (index or name == "ix_contents_vector"))


def test_migrated_tables_are_those_of_the_code(store: Store) -> None:
    with reading(store._engine) as connection:
        context = MigrationContext.configure(
            connection,
            opts={"version_table": VERSION_TABLE, "compare_type": True, "include_object": is_ours},
        )
        assert compare_metadata(context, metadata) == []


@pytest.mark.usefixtures("sqlite_only")
def test_migrated_tables_have_the_same_constraints(store: Store, tmp_path: Path) -> None:
    """Alembic does not compare CHECKs and what happens on delete."""
    made = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    metadata.create_all(made)
    ours, theirs = inspect(store._engine), inspect(made)
    for table in metadata.tables:
        for ask in ("get_check_constraints", "get_foreign_keys", "get_unique_constraints", "get_indexes"):
            found, wanted = getattr(ours, ask)(table), getattr(theirs, ask)(table)
            assert sorted(map(repr, found)) == sorted(map(repr, wanted)), (table, ask)
    query = text("SELECT name, sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE type = 'table'")
    with store._engine.connect() as one, made.connect() as two:
        numbered = dict(one.execute(query).all())  # type: ignore[arg-type]
        assert {name: numbered[name] for name in metadata.tables} == {
            name: kept for name, kept in two.execute(query).all() if name in metadata.tables
        }
    made.dispose()


def test_a_ready_store_is_opened_without_alembic(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(url).close()

    def fail(*_: object) -> None:
        raise AssertionError("nothing to upgrade")

    monkeypatch.setattr(schema, "upgrade", fail)
    monkeypatch.setattr(schema, "_known_versions", fail)
    open_store(url).close()


def test_each_migration_upgrades_the_one_before(url: str) -> None:
    engine = make_engine(url)
    script = ScriptDirectory(str(MIGRATIONS))
    for revision in reversed([item.revision for item in script.walk_revisions()]):
        with writing(engine) as connection:
            upgrade(connection, version=revision)
        with reading(engine) as connection:
            assert read_version(connection, url) == revision
    engine.dispose()
    with open_store(url) as store:
        store.write(make_analysis([("Ada Byron", "The engine weaves")]))


def test_a_migration_that_fails_leaves_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    create_table = Operations.create_table

    def fail(self: Operations, name: str, *columns: object, **options: object) -> object:
        if name == "flags":
            raise RuntimeError("in the middle")
        return create_table(self, name, *columns, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Operations, "create_table", fail)
    with pytest.raises(RuntimeError, match="in the middle"):
        open_store(url)
    monkeypatch.undo()
    engine = make_engine(url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    with open_store(url) as store:
        assert store.view.counts().articles == 0


def test_an_older_store_is_credited_and_its_flags_are_named(url: str) -> None:
    """From before there were judgements, with two of a group whom a person merged."""
    analysis = add_flag(make_analysis([("Ada Byron", "One"), ("Boris Ode", "Two")]), 0)
    both = replace(analysis.attributions[0].resolution, speakers=("s1", "s2"))
    first = replace(analysis.attributions[0], resolution=both)
    analysis = replace(analysis, attributions=(first, analysis.attributions[1]))
    with open_store(url) as store:
        store.write(analysis)
        ada, boris = (store.view.find_speakers(name)[0].id for name in ("Ada Byron", "Boris Ode"))
        store.merge_speakers(ada, boris, who="Eva")
        wanted = (store.view.speakers(), store.view.flags(), list(store.view.iterate_articles()))
    script = ScriptDirectory(str(MIGRATIONS))
    engine = make_engine(url)
    with writing(engine) as connection:
        with Operations.context(MigrationContext.configure(connection)):
            for revision in script.iterate_revisions(HEAD, "0002"):
                revision.module.downgrade()
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0002'")
    engine.dispose()
    with open_store(url) as store:
        assert (store.view.speakers(), store.view.flags(), list(store.view.iterate_articles())) == wanted
        assert [one.quotations for one in store.view.speakers()] == [2]
        store.reject_attribution(1, who="Eva")
        assert [one.quotations for one in store.view.speakers()] == [1]
