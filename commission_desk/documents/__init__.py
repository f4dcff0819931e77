"""Printed documents: pure functions from plain data and a language to a file."""
