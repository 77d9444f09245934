"""Licet: may this be shipped, to these parties, on this day, and under what authority?"""

__version__ = "0.1.0"
