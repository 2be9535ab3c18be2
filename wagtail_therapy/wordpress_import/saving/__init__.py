"""Stores the pages, comments and other rows that were planned."""
