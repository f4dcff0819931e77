"""The few widgets every page uses."""
