"""Word files of a plan that come back: what their answers say now."""
