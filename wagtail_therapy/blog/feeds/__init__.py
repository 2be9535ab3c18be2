"""What a blog and each of its archives says to feed readers."""
