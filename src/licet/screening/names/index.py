"""The names of a list, ready to be searched: exact, near, and by rare words shared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from licet.lists.entry import WEAK
from licet.screening.names import run_together
from licet.screening.names.bound import Columns
from licet.screening.names.commons import common_bits
from licet.screening.names.explain import why
from licet.screening.names.filter import bits_of
from licet.screening.names.hits import Hit, SearchResult
from licet.screening.names.identity import Keys
from licet.screening.names.near import Forms
from licet.screening.names.normalize import keys, query_keys, split
from licet.screening.names.run_together import Shapes
from licet.screening.names.score import (
    CONTRADICTED,
    COVERED,
    DISTINCTIVE,
    FULL_STRENGTH,
    LEAST_STRENGTH,
    MOST_WORDS,
    TELLING,
    Agreement,
    Name,
    agree,
    prepare_parts,
)
from licet.screening.names.scripts import foreign_scripts
from licet.screening.names.sharing import Sharing
from licet.screening.names.tokens import Vocabulary
from licet.screening.names.words import weight

__all__ = ["EVIDENCE", "MOST_SCORED", "THRESHOLD", "Hit", "NameIndex", "SearchResult", "form_of", "says_too_little"]

THRESHOLD = 0.64  # a hit's score from which a person must look, unless the caller asks for more or less
EVIDENCE = 0.03  # by so much may what is known besides the name move the score
_WEAK_ALIAS = "the same name, which the list gives as a weak alias"
_LEAST_LETTERS = 3  # fewer say nothing: only an identical name is looked for
_FEW_TO_COMPARE = 12  # below this it costs more to look which can be like the name than to compare them
MOST_SCORED = 128  # forms compared word by word for one name, the most alike by weight; the answer says when cut
_LONGEST = 400  # letters of a form that take part in the search for near names


@dataclass
class NameIndex:
    """Names by entry.

    texts, kinds: (names,). entry_of: (names,) the row of `entry_ids` and of `countries` (alpha-2 codes with commas).
    A *form* is what a name comes to without legal form and in Latin letters; many names may share one.
    names_of[names_start[i]:names_start[i + 1]]: the names of form i. word_starts, word_rows: the words of each form, as
    rows of the vocabulary. totals, commons: (forms,) the weight of all words but connectives, and of the common ones;
    common_bits: what common words they are (`commons.py`).
    """

    texts: Sequence[str]
    kinds: Sequence[str]
    entry_of: NDArray[np.int32]
    entry_ids: Sequence[str]
    countries: Sequence[str]
    keys: Keys
    forms: Forms
    names_start: NDArray[np.int64]
    names_of: NDArray[np.int32]
    vocabulary: Vocabulary
    word_starts: NDArray[np.int64]
    word_rows: NDArray[np.int32]
    totals: NDArray[np.float64]
    commons: NDArray[np.float64]
    common_bits: NDArray[np.uint64]
    _prepared: dict[int, Name] = field(default_factory=dict, repr=False)

    @classmethod
    def build(
        cls,
        items: Iterable[tuple[str, str, str]],
        *,
        countries: Mapping[str, Sequence[str]] | None = None,
    ) -> "NameIndex":
        """Index (entry id, name, kind of name) triples; `countries`: the alpha-2 codes of an entry's addresses."""
        rows = list(dict.fromkeys(items))
        by_form: dict[str, list[int]] = {}
        by_key: dict[str, list[int]] = {}
        for at, (_, text, _) in enumerate(rows):
            prepared = prepare_parts(text, split(text))
            for key in keys(text, prepared.key):
                by_key.setdefault(key, []).append(at)
            form = form_of(prepared)
            if form:
                by_form.setdefault(form, []).append(at)
        forms = sorted(by_form, key=lambda form: (len(form), form))
        starts = np.zeros(len(forms) + 1, dtype=np.int64)
        np.cumsum([len(by_form[form]) for form in forms], out=starts[1:])
        entries = {entry: row for row, entry in enumerate(dict.fromkeys(entry for entry, _, _ in rows))}
        vocabulary = Vocabulary.build(forms)
        numbers = vocabulary.numbers()
        words = [form.split(" ") for form in forms]
        word_starts = np.zeros(len(forms) + 1, dtype=np.int64)
        np.cumsum([len(of_form) for of_form in words], out=word_starts[1:])
        word_rows = np.fromiter(
            (numbers[word] for of_form in words for word in of_form), dtype=np.int32, count=int(word_starts[-1])
        )
        counted = vocabulary.marks.counted[word_rows]
        of_words = common_bits(vocabulary.words)[word_rows]
        known = countries or {}
        return cls(
            texts=[text for _, text, _ in rows],
            kinds=[kind for _, _, kind in rows],
            entry_of=np.fromiter((entries[entry] for entry, _, _ in rows), dtype=np.int32, count=len(rows)),
            entry_ids=list(entries),
            countries=[",".join(known.get(entry, ())) for entry in entries],
            keys=Keys.build(by_key),
            forms=Forms.build(forms),
            names_start=starts,
            names_of=np.fromiter((at for form in forms for at in by_form[form]), dtype=np.int32, count=int(starts[-1])),
            vocabulary=vocabulary,
            word_starts=word_starts,
            word_rows=word_rows,
            totals=np.add.reduceat(counted, word_starts[:-1]) if forms else counted,
            commons=np.add.reduceat(np.where(counted < TELLING, counted, 0.0), word_starts[:-1]) if forms else counted,
            common_bits=np.bitwise_or.reduceat(of_words, word_starts[:-1]) if forms else of_words,
        )

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def sharing(self) -> Sharing:
        """Forms by the words they share with a name."""
        return Sharing(self.vocabulary, self.totals, self.commons, self.common_bits, self.columns.shapes)

    @cached_property
    def columns(self) -> Columns:
        """The forms as rows of columns."""
        letters = self.forms.letters
        joined = letters.lengths.astype(np.int64) - np.diff(self.word_starts) + 1
        return Columns(
            spelled=self.vocabulary.words,
            marks=self.vocabulary.marks,
            starts=self.word_starts,
            words=self.word_rows,
            shapes=Shapes(letters.first, letters.second, joined),
        )

    def exact(self, name: str) -> tuple[str, ...]:
        """Entries one of whose names this is, after folding (`normalize.fold`); weak aliases apart."""
        return tuple(self.entry_ids[entry] for entry, (_, weak) in self._named(query_keys(name)).items() if not weak)

    def exact_weakly(self, name: str) -> tuple[str, ...]:
        """Entries of which this is a weak alias and no other name."""
        return tuple(self.entry_ids[entry] for entry, (_, weak) in self._named(query_keys(name)).items() if weak)

    def _named(self, keys_asked: Iterable[str]) -> dict[int, tuple[int, bool]]:
        """(name, whether all such names are weak aliases) by the row of each entry that has a name of these keys."""
        found: dict[int, tuple[int, bool]] = {}
        for key in keys_asked:
            for at in self.keys.named(key):
                entry, weak = int(self.entry_of[at]), self.kinds[at] == WEAK
                if entry not in found or (found[entry][1] and not weak):
                    found[entry] = at, weak
        if len(found) > 1:
            return dict(sorted(found.items(), key=lambda pair: pair[1][1]))
        return found

    def search(
        self, name: str, country: str | None = None, limit: int = 20, threshold: float = THRESHOLD
    ) -> SearchResult:
        """Entries the name is or may be; `country`: alpha-2, evidence for or against but never decisive."""
        query = prepare_parts(name, split(name))
        form = form_of(query)
        candidates: list[int] = []
        cut = False
        if not says_too_little(query):
            first, second = bits_of(form)
            shape = Shapes(np.array([first]), np.array([second]), np.array([len(query.joined)]))
            found = {*self.forms.near(form), *self.sharing.of(query, shape, threshold - EVIDENCE)}
            candidates = sorted(found)
            if len(candidates) > _FEW_TO_COMPARE:
                from licet.screening.names.asked import Asked
                from licet.screening.names.many import worth_comparing

                ((candidates, cut),) = worth_comparing(
                    self,
                    Asked.of([query], [form], self.vocabulary),
                    np.zeros(len(found), dtype=np.intp),
                    np.array(candidates, dtype=np.intp),
                    threshold - EVIDENCE,
                )
        return self.answer(name, query, form, country or "", limit, threshold, candidates, cut=cut)

    def search_many(
        self,
        names: Sequence[str],
        countries: Sequence[str | None] | None = None,
        limit: int = 20,
        threshold: float = THRESHOLD,
    ) -> list[SearchResult]:
        """As `search` for each name, in order; in several processes where there are many names."""
        from licet.screening.names.many import search_many

        return search_many(self, names, countries, limit, threshold)

    def answer(
        self,
        name: str,
        query: Name,
        form: str,
        country: str,
        limit: int,
        threshold: float,
        candidates: Sequence[int],
        *,
        cut: bool = False,
    ) -> SearchResult:
        """The answer for a name whose form may be like these. cut: more may be, which were left out."""
        hits: dict[int, Hit] = {}
        for entry, (at, weak) in self._named(query_keys(name, query.key)).items():
            evidence = round(min(1.0, query.total / 2.5), 3)
            same = Hit(self.entry_ids[entry], self.texts[at], 1.0, 1.0, evidence, "match", "the same name")
            hits[entry] = same._replace(klass="possible", why=_WEAK_ALIAS) if weak else same
        unread = foreign_scripts(name) if query.foreign or not query.words else ()
        if says_too_little(query):
            note = "script not comparable" if unread else "too few letters to search for near names"
            return SearchResult(tuple(hits.values())[:limit], len(hits) > limit, True, note)
        found = self._found(query, country, threshold, candidates, hits)
        room = max(0, limit - len(hits))
        cut = cut or len(found) > room or len(hits) > limit
        if found:
            for entry, (score, likeness, evidence, at, agreement) in sorted(
                found.items(), key=lambda pair: (-pair[1][0], pair[1][3])
            )[:room]:
                reason = why(agreement, country=country, listed_in=self._listed_in(entry) if country else ())
                hits[entry] = Hit(
                    self.entry_ids[entry], self.texts[at], round(score, 3), round(likeness, 3), round(evidence, 3),
                    "possible", reason,
                )  # fmt: skip
        note = f"partly in a script that is not read: {', '.join(unread)}" if unread else ""
        if len(form) < len(query.joined) or len(form) == _LONGEST or len(query.words) == MOST_WORDS:
            note = f"only the first {MOST_WORDS} words and {_LONGEST} letters were compared"
        return SearchResult(tuple(hits.values())[:limit], cut, bool(note), note)

    def _found(
        self, query: Name, country: str, threshold: float, candidates: Sequence[int], known: Mapping[int, Hit]
    ) -> dict[int, tuple[float, float, float, int, Agreement]]:
        """(score, likeness, evidence, name, agreement) by row of the entry, of those that reach the threshold."""
        found: dict[int, tuple[float, float, float, int, Agreement]] = {}
        for candidate in candidates:
            other = self._name(candidate)
            agreement = agree(query, other, edit_weight=CONTRADICTED)
            likeness = _likeness(query, other, agreement)
            strong = likeness * min(1.0, LEAST_STRENGTH + FULL_STRENGTH * agreement.shared)
            if strong + EVIDENCE < threshold:
                continue
            rarity = min(1.0, agreement.shared / 2.5)
            for at in self.names_of[self.names_start[candidate] : self.names_start[candidate + 1]].tolist():
                entry = int(self.entry_of[at])
                if entry in known:
                    continue
                evidence = self._evidence(rarity, country, entry) if country else rarity
                score = min(strong + 0.06 * (evidence - rarity), 0.999)
                if score >= threshold and (entry not in found or found[entry][0] < score):
                    found[entry] = (score, likeness, evidence, at, agreement)
        return found

    def _name(self, form: int) -> Name:
        known = self._prepared.get(form)
        if known is None:
            text = self.forms.strings[form]
            words = tuple(text.split(" "))
            weights = tuple(map(weight, words))
            joined = "".join(words)
            known = self._prepared[form] = Name(text, words, weights, sum(weights), joined, joined, (), False)
        return known

    def _listed_in(self, entry: int) -> tuple[str, ...]:
        codes = self.countries[entry]
        return tuple(codes.split(",")) if codes else ()

    def _evidence(self, rarity: float, country: str, entry: int) -> float:
        listed_in = self._listed_in(entry)
        if not listed_in:
            return rarity
        return min(1.0, rarity + 0.25) if country in listed_in else max(0.0, rarity - 0.25)

    def save(self, folder: Path) -> None:
        """Write the index to a folder."""
        from licet.screening.names.store import save_index

        save_index(self, folder)

    @classmethod
    def load(cls, folder: Path) -> "NameIndex":
        """Read what `save` wrote; it is mapped, and what is not asked for is not read."""
        from licet.screening.names.store import load_index

        return load_index(folder)


def form_of(name: Name) -> str:
    """What a name comes to without legal form and in Latin letters."""
    form = " ".join(name.words)
    return form[:_LONGEST].strip() if len(form) > _LONGEST else form


def says_too_little(query: Name) -> bool:
    """Whether only the identical name can be looked for."""
    return len(query.joined) < _LEAST_LETTERS or query.joined.isdigit()


def _likeness(a: Name, b: Name, agreement: Agreement) -> float:
    """The words' likeness, or that of the names run together where every word is a little off."""
    likeness = agreement.likeness
    if agreement.covered * COVERED > likeness and any(len(w) > 3 and weight(w) >= DISTINCTIVE for w in agreement.same):
        likeness = agreement.covered * COVERED
    if (
        likeness < 0.85
        and abs(len(a.joined) - len(b.joined)) <= run_together.MOST_APART
        and len(a.joined) >= run_together.LEAST_LETTERS
    ):
        whole = Indel.normalized_similarity(a.joined, b.joined, score_cutoff=run_together.LEAST)
        if whole and not any(word[:1].isdigit() for word in (*agreement.left, *agreement.right)):
            return max(likeness, 0.9 * whole if agreement.left and agreement.right else whole)
    return likeness
