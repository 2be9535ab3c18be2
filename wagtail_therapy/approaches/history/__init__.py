"""What readers were told of approaches and concerns, and when that changed."""
