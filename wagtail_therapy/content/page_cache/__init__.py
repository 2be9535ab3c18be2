"""Whole pages, kept for visitors who are all shown the same."""
