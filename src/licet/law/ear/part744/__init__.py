"""Part 744: end-use and end-user controls."""
