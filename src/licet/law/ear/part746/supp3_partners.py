"""Supplement No. 3 to Part 746: countries with substantially similar controls on Russia and Belarus.

Without the Scope column, and known at second hand, so that it only asks.
"""

from __future__ import annotations

PARTNERS = frozenset(
    {"AT", "AU", "BE", "BG", "CA", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE"}
    | {"IS", "IT", "JP", "KR", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SI", "SK", "TW"}
)
