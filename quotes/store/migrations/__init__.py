"""Alembic migrations, packaged so that an installed program can create and upgrade its store.

Tables are changed by a new file in versions/ (revision "0002" after "0001"), never by an edit of an
old one; `quotes.store.schema.HEAD` names the newest. A test compares what the migrations make with
`quotes.store.tables` and prints what is missing.
"""
