"""The law: pure functions, tables and records, dated and cited. No clock, network, database or dataframe."""
