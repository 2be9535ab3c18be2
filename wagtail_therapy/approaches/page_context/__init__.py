"""What the template of an approach gets."""
