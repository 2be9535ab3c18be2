"""Checks whether emails from here arrive, are trusted, and let readers leave with one click."""
