"""15 CFR Part 746: embargoes and other special controls, one file a section.

License exceptions that a section of this Part leaves open for an embargoed destination are not
encoded: the bar is stated whole, so that none of them clears a transaction here.
"""
