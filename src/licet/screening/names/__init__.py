"""Names: folding, index, likeness, explanation."""
