"""What the documentation tells to paste and to run, done as a user does it."""
