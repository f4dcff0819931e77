"""Everything a person can do, one module an area."""
