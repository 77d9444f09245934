"""What a hit rests on, in words."""

from licet.screening.names.score import Agreement

__all__ = ["why"]


def why(agreement: Agreement, *, country: str, listed_in: tuple[str, ...]) -> str:
    """One line: words shared, alike, asked for only, listed only, and what the countries say."""
    parts: list[str] = []
    if agreement.same:
        parts.append("same: " + ", ".join(agreement.same))
    if agreement.similar:
        parts.append("alike: " + ", ".join(f"{a} ~ {b}" for a, b in agreement.similar))
    if agreement.left:
        parts.append("only asked: " + ", ".join(agreement.left))
    if agreement.right:
        parts.append("only listed: " + ", ".join(agreement.right))
    if country and listed_in:
        parts.append(f"country {country} " + ("agrees" if country in listed_in else "is not among the listed ones"))
    return "; ".join(parts)
