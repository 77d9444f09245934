"""From a transaction to a determination: facts, tables, conclusion, explanation."""
