"""How the sheets that we add look."""
