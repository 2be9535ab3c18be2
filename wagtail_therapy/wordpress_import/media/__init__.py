"""Pictures and other files of an old site: found, checked, and stored once."""
