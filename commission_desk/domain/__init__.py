"""Rules and values of commissioning in plain Python."""
