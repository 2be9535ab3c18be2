"""What addresses of the old site mean, and where they lead here."""
