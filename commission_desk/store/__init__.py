"""Keeping: the schema, the history, the working copy and the sealed file."""
