"""How Alembic runs the migrations: on the connection, and in the transaction, of `schema.upgrade`."""

from alembic import context

from quotes.store.schema import VERSION_TABLE
from quotes.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,  # SQLite can, when the driver does not commit on its own
    render_as_batch=True,  # SQLite changes a table by copying it
)
context.run_migrations()
