"""Official lists: parsers, the bitemporal register, updating, comparing, exchange."""
