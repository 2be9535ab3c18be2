"""Reads the lists of subscribers that other newsletter services export. Knows no database."""
