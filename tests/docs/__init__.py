"""What the documentation asks you to paste and to run, done as a user does it."""
