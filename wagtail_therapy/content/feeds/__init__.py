"""Feeds: entries, formats and HTTP responses."""
