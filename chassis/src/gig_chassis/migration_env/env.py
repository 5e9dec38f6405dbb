"""Alembic's environment: run the revisions over the connection `gig_chassis.migrate` hands over."""

from alembic import context

from gig_chassis import resuming

resuming.init()
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
connection.commit()
