"""Feeds of a blog and its archives."""
