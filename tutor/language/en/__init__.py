"""The table of this language, one module an area."""
