"""Documents: their text, the parties and the regulation's words in it, and what it claims beside the record."""
