"""Part 740: license exceptions, one file each, and the bars of 740.2."""
