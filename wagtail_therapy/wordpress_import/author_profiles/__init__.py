"""Bios and pictures of new authors, which aren't in an export: the old site is asked for them."""
