"""What is to become of each item of an export. Only options, rows and the file are read."""
