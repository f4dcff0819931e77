"""The one exception meant for people."""


class UserError(Exception):
    """Something a person can put right; its text says what happened and what to do."""
