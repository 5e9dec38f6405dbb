"""Runs the four services on one machine: data folder, migrations, processes, restarts."""
