"""The dated, sourced, editable rules and wording in resources/content."""
