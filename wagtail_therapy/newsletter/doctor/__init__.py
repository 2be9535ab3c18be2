"""Examines whether mail from here can arrive, be trusted, and be left with one click."""
