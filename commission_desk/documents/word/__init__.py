"""A plan as a Word file: real headings, lists and tables, and what it takes to read it back."""
