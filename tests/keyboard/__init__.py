"""Ways through the site by keyboard alone, as a screen reader would tell of them."""
