"""What an import tells: outcomes of items, and what a person should look at."""
