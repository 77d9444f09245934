"""One strict parser for each format in which a list is published."""
