"""Reads what WordPress exports: text in, dataclasses out. Knows no Django and no database."""
