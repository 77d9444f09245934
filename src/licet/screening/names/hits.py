"""What a search answers."""

from typing import Literal, NamedTuple

__all__ = ["Hit", "SearchResult"]


class Hit(NamedTuple):
    """One listed entry that a name is, or may be.

    score: 0 to 1, what results are ranked by. name_likeness: how alike the names are.
    evidence: 0 to 1, how much what they share says about identity (rarity of the words, country).
    klass: "match" only where the names are the same after folding, and the list does not call the name a weak alias;
    "possible": a person must decide.
    """

    entry: str
    name: str
    score: float
    name_likeness: float
    evidence: float
    klass: Literal["match", "possible"]
    why: str

    @classmethod
    def exact(cls, entry: str, name: str) -> "Hit":
        """The hit of an entry whose name this is."""
        return cls(entry, name, 1.0, 1.0, 1.0, "match", "the same name")


class SearchResult(NamedTuple):
    """Hits, best first. cut: there were more than are given. too_little: the name (or the part of it that can be
    read) says too little to search for near names, so that an empty result proves nothing; `note` says why."""

    hits: tuple[Hit, ...]
    cut: bool = False
    too_little: bool = False
    note: str = ""
