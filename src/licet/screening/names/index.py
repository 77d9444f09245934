"""The names of a list, ready to be searched: exact, near, and by rare words shared."""

import gc
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, JaroWinkler

from licet.screening.names.explain import why
from licet.screening.names.filter import JARO_WINKLER, TOKEN_SORT, LetterFilter, bits_of, letter_bits
from licet.screening.names.many import WORTH_FORKING, processes, search_in_processes
from licet.screening.names.normalize import keys, query_keys, split
from licet.screening.names.score import (
    COMMON_LEFT,
    CONTRADICTED,
    COVERED,
    MISSING,
    MOST_WORDS,
    TELLING,
    Agreement,
    Name,
    agree,
    prepare_parts,
)
from licet.screening.names.scripts import foreign_scripts
from licet.screening.names.tokens import Vocabulary
from licet.screening.names.words import spellings, weight

__all__ = ["Hit", "NameIndex", "SearchResult"]

THRESHOLD = 0.64  # a hit's score from which a person must look, unless the caller asks for more or less
_LEAST_LETTERS = 3  # fewer say nothing: only an identical name is looked for
_COMMON = 1500  # a common word in more forms than this is never looked up
_FEW_TO_COMPARE = 8
_FEW = 96  # postings that are added up faster one by one
_WEAK, _STRENGTH = 0.55, 0.5  # a likeness counts in full from (1 - _WEAK) / _STRENGTH of shared weight on
_MOST_SCORED = 64  # forms compared word by word for one name, the most alike by weight; the answer says when cut
_DISTINCTIVE = 0.95
_AT_ONCE = 512  # names of a batch whose near forms are looked for together
_LONGEST = 400  # letters of a form that take part in the search for near names


@dataclass(frozen=True, slots=True)
class Hit:
    """One listed entry that a name is, or may be.

    score: 0 to 1, what results are ranked by. name_likeness: how alike the names are.
    evidence: 0 to 1, how much what they share says about identity (rarity of the words, country).
    klass: "match" only where the names are the same after folding; "possible": a person must decide.
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


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first. cut: there were more than are given. too_little: the name (or the part of it that can be
    read) says too little to search for near names, so that an empty result proves nothing; `note` says why."""

    hits: tuple[Hit, ...]
    cut: bool = False
    too_little: bool = False
    note: str = ""


@dataclass(slots=True)
class NameIndex:
    """Names by entry.

    A *form* is what a name comes to without legal form and in Latin letters; many names may share one.
    forms: in order of length; sorted_forms: their words in order. totals, commons: (forms,) the weight of all words
    and of the common ones. names_of[names_start[i]:names_start[i + 1]]: the names of form i.
    keys: identity key -> positions of its names, as digits (most are never looked at).
    """

    texts: list[str]
    entries: list[str]
    kinds: list[str]
    countries: Mapping[str, tuple[str, ...]]
    forms: list[str]
    sorted_forms: list[str]
    totals: NDArray[np.float32]
    commons: NDArray[np.float32]
    names_start: NDArray[np.int64]
    names_of: NDArray[np.int32]
    letters: LetterFilter
    vocabulary: Vocabulary
    keys: dict[str, str]
    _prepared: dict[int, Name] = field(default_factory=dict)

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
        key_table: dict[str, list[int]] = {}
        for at, (_, text, _) in enumerate(rows):
            prepared = prepare_parts(text, split(text))
            for key in keys(text, prepared.key):
                key_table.setdefault(key, []).append(at)
            form = _form(prepared)
            if form:
                by_form.setdefault(form, []).append(at)
        forms = sorted(by_form, key=lambda form: (len(form), form))
        starts = np.zeros(len(forms) + 1, dtype=np.int64)
        np.cumsum([len(by_form[form]) for form in forms], out=starts[1:])
        names_of = np.fromiter((at for form in forms for at in by_form[form]), dtype=np.int32, count=int(starts[-1]))
        bits = letter_bits(forms)
        return cls(
            texts=[text for _, text, _ in rows],
            entries=[entry for entry, _, _ in rows],
            kinds=[kind for _, _, kind in rows],
            countries={entry: tuple(codes) for entry, codes in (countries or {}).items()},
            forms=forms,
            sorted_forms=[" ".join(sorted(form.split(" "))) for form in forms],
            totals=np.array([sum(weight(word) for word in form.split(" ")) for form in forms], dtype=np.float32),
            commons=np.array(
                [sum([w for w in map(weight, form.split(" ")) if w < TELLING]) for form in forms], dtype=np.float32
            ),
            names_start=starts,
            names_of=names_of,
            letters=LetterFilter(
                np.array([len(form) for form in forms], dtype=np.int32), bits[:, 0].copy(), bits[:, 1].copy()
            ),
            vocabulary=Vocabulary.build(forms),
            keys={key: " ".join(map(str, at)) for key, at in key_table.items()},
        )

    def __len__(self) -> int:
        return len(self.texts)

    def _named(self, key: str) -> list[int]:
        """Positions of the names with this identity key."""
        found = self.keys.get(key)
        return [] if found is None else [int(at) for at in found.split(" ")]

    def exact(self, name: str) -> tuple[str, ...]:
        """Entries one of whose names this is, after folding (`normalize.fold`)."""
        found: dict[str, None] = {}
        for key in query_keys(name):
            for at in self._named(key):
                found[self.entries[at]] = None
        return tuple(found)

    def near(self, form: str) -> list[int]:
        """Positions of the forms with token_sort_ratio >= 80 or Jaro-Winkler >= .92: all of them."""
        if not form:
            return []
        first, second = bits_of(form)
        survivors, by_ratio, by_bare = self.letters.survivors(len(form), first, second)
        if not survivors.size:
            return []
        at = survivors.tolist()
        forms, sorted_forms, initial = self.forms, self.sorted_forms, form[0]
        worth = [i for i, possible in zip(at, by_ratio.tolist(), strict=True) if possible]
        # Cut a hair lower and compare afterwards: a score that equals the cut-off can be rounded away inside.
        of_words = process.extract_iter(
            " ".join(sorted(form.split(" "))),
            [sorted_forms[i] for i in worth],
            scorer=fuzz.ratio,
            score_cutoff=TOKEN_SORT - 0.1,
        )
        kept = {worth[place]: None for _, score, place in of_words if score >= TOKEN_SORT}
        worth = [i for i, possible in zip(at, by_bare.tolist(), strict=True) if possible or forms[i][0] == initial]
        of_prefix = process.extract_iter(
            form, [forms[i] for i in worth], scorer=JaroWinkler.similarity, score_cutoff=JARO_WINKLER - 0.001
        )
        kept.update({worth[place]: None for _, score, place in of_prefix if score >= JARO_WINKLER})
        return list(kept)

    def near_many(self, forms: Sequence[str]) -> list[list[int]]:
        """As `near` for each of the forms, none of which is empty."""
        if not forms:
            return []
        lengths = np.array([len(form) for form in forms], dtype=np.int64)
        owner, at, by_ratio, by_bare = self.letters.survivors_of_many(lengths, letter_bits(list(forms)))
        kept: list[dict[int, None]] = [{} for _ in forms]
        sorted_words = [" ".join(sorted(form.split(" "))) for form in forms]
        asked, worth = owner[by_ratio].tolist(), at[by_ratio].tolist()
        of_words = process.cpdist(
            [sorted_words[i] for i in asked],
            [self.sorted_forms[i] for i in worth],
            scorer=fuzz.ratio,
            score_cutoff=TOKEN_SORT - 0.1,
            dtype=np.float64,
        )
        for place in np.flatnonzero(of_words >= TOKEN_SORT).tolist():
            kept[asked[place]][worth[place]] = None
        pairs = [
            (i, form)
            for i, form, possible in zip(owner.tolist(), at.tolist(), by_bare.tolist(), strict=True)
            if possible or self.forms[form][0] == forms[i][0]
        ]
        of_prefix = process.cpdist(
            [forms[i] for i, _ in pairs],
            [self.forms[form] for _, form in pairs],
            scorer=JaroWinkler.similarity,
            score_cutoff=JARO_WINKLER - 0.001,
            dtype=np.float64,
        )
        for place in np.flatnonzero(of_prefix >= JARO_WINKLER).tolist():
            i, form = pairs[place]
            kept[i][form] = None
        return [list(of_one) for of_one in kept]

    def _sharing(self, query: Name, least: float) -> tuple[list[int], bool]:
        """(forms that share enough weight of words to come to the least likeness, whether some were left out).

        Looked up by the words that say something; the common ones are taken to agree until the names are compared.
        """
        looked_up, others = self._telling_words(query)
        common = sum([value for _, value in others])
        holders: list[tuple[NDArray[np.int32], float]] = []
        size = 0
        for word, value in looked_up:
            for number, likeness in self.vocabulary.expand(word):
                found = self.vocabulary.holders(number)
                holders.append((found, value * likeness))
                size += len(found)
        if not holders:
            return [], False
        if size <= _FEW:
            sums: dict[int, float] = {}
            for found, value in holders:
                for form in found.tolist():
                    sums[form] = sums.get(form, 0.0) + value
            if len(sums) <= _FEW_TO_COMPARE:
                return [form for form, value in sums.items() if self._reaches(form, value, common, query, least)], False
            at = np.fromiter(sums.keys(), dtype=np.int64, count=len(sums))
            shared: NDArray[np.float64] = np.fromiter(sums.values(), dtype=np.float64, count=len(sums))
        else:
            every = np.concatenate([found for found, _ in holders])
            values = np.repeat([value for _, value in holders], [len(found) for found, _ in holders])
            at, place = np.unique(every.astype(np.int64), return_inverse=True)
            shared = np.bincount(place, weights=values).astype(np.float64)
        bound = self._bound(at, shared, np.minimum(common, self.commons[at]), query)
        keep = bound >= least
        at, bound, shared = at[keep], bound[keep], shared[keep]
        also = np.zeros(at.size)
        if at.size > _FEW_TO_COMPARE:
            # The common words were only taken to agree: see which of them do.
            padded = [" " + self.forms[form] for form in at.tolist()]
            for word, value in others:
                stems = [" " + other[:5] for other in spellings(word)]
                if len(stems) == 1:
                    stem = stems[0]
                    also += [value if stem in form else 0.0 for form in padded]
                else:
                    also += [value if any(stem in form for stem in stems) else 0.0 for form in padded]
            bound = self._bound(at, shared, also, query)
            keep = bound >= least
            at, bound = at[keep], bound[keep]
        if at.size <= _MOST_SCORED:
            return at.tolist(), False
        return at[np.argsort(-bound, kind="stable")[:_MOST_SCORED]].tolist(), True

    def _bound(
        self, at: NDArray[np.int64], telling: NDArray[np.float64], common: NDArray[np.float64], query: Name
    ) -> NDArray[np.float64]:
        """The best score that sharing so much weight of telling and of common words can come to."""
        totals = self.totals[at].astype(np.float64)
        total = query.total
        shared = np.minimum(np.minimum(telling + common, total), totals)
        only_asked = total - shared
        only_listed = totals - shared
        contradicted = np.minimum(only_asked, only_listed)
        missing = np.maximum(only_asked, only_listed) - contradicted
        bound = shared / (shared + CONTRADICTED * contradicted + MISSING * missing)
        covered = shared / np.maximum(shared, totals - (1 - COMMON_LEFT) * self.commons[at])
        bound = np.where(telling >= _DISTINCTIVE, np.maximum(bound, COVERED * covered), bound)
        return bound * np.minimum(1.0, _WEAK + _STRENGTH * shared)

    def _reaches(self, form: int, telling: float, common: float, query: Name, least: float) -> bool:
        """`_bound` for one form, without the cost of arrays."""
        total, listed, of_common = query.total, float(self.totals[form]), float(self.commons[form])
        shared = min(telling + min(common, of_common), total, listed)
        only_asked, only_listed = total - shared, listed - shared
        missing = abs(only_asked - only_listed)
        bound = shared / (shared + CONTRADICTED * min(only_asked, only_listed) + MISSING * missing)
        if telling >= _DISTINCTIVE:
            bound = max(bound, COVERED * shared / max(shared, listed - (1 - COMMON_LEFT) * of_common))
        return bound * min(1.0, _WEAK + _STRENGTH * shared) >= least

    def _telling_words(self, query: Name) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
        """(words to look up, common ones), or the two rarest common ones where there is no other."""
        telling: list[tuple[str, float]] = []
        common: list[tuple[float, str]] = []
        for word, value in zip(query.words, query.weights, strict=True):
            if value >= TELLING:
                telling.append((word, value))
            else:
                common.append((value, word))
        for left, right in zip(query.words, query.words[1:], strict=False):
            if self.vocabulary.number(left + right) is not None and weight(left + right) >= TELLING:
                telling.append((left + right, weight(left + right)))
        if not telling and len(common) > 1:
            common.sort(reverse=True)
            telling = [(word, value) for value, word in common[:2] if self._rare(word)]
            common = common[len(telling) :]
        return telling, [(word, value) for value, word in common]

    def _rare(self, word: str) -> bool:
        number = self.vocabulary.number(word)
        return number is not None and len(self.vocabulary.holders(number)) <= _COMMON

    def _name(self, form: int) -> Name:
        known = self._prepared.get(form)
        if known is None:
            words = tuple(self.forms[form].split(" "))
            weights = tuple([weight(word) for word in words])
            joined = "".join(words)
            known = Name(self.forms[form], words, weights, sum(weights), joined, joined, (), False)
            self._prepared[form] = known
        return known

    def search(
        self, name: str, country: str | None = None, limit: int = 20, threshold: float = THRESHOLD
    ) -> SearchResult:
        """Entries the name is or may be; `country`: alpha-2, evidence for or against but never decisive."""
        query = prepare_parts(name, split(name))
        form = _form(query)
        return self._search(name, query, form, country or "", limit, threshold)

    def search_many(
        self,
        names: Sequence[str],
        countries: Sequence[str | None] | None = None,
        limit: int = 20,
        threshold: float = THRESHOLD,
    ) -> list[SearchResult]:
        """As `search` for each name, in order; in several processes where there are many names."""
        rows = list(zip(names, countries or [None] * len(names), strict=True))
        distinct = {row: at for at, row in enumerate(dict.fromkeys(rows))}
        asked = [name for name, _ in distinct]
        where = [country for _, country in distinct] if countries else None
        workers = processes() if len(asked) > WORTH_FORKING else 1
        if workers > 1:
            results = search_in_processes(self, asked, where, limit, threshold, workers)
        else:
            results = self.search_block(asked, where, limit, threshold)
        return [results[distinct[row]] for row in rows]

    def search_block(
        self, names: Sequence[str], countries: Sequence[str | None] | None, limit: int, threshold: float
    ) -> list[SearchResult]:
        """As `search` for each name, in this process."""
        queries = [prepare_parts(name, split(name)) for name in names]
        forms = [_form(query) for query in queries]
        results: list[SearchResult] = [SearchResult(())] * len(names)
        collecting = gc.isenabled()
        gc.disable()  # nothing here makes cycles, and looking for them costs a seventh of the time
        try:
            order = sorted(range(len(names)), key=lambda i: len(forms[i]))  # neighbours in length share memory
            for start in range(0, len(order), _AT_ONCE):
                block = order[start : start + _AT_ONCE]
                telling = [i for i in block if forms[i] and not _says_too_little(queries[i])]
                near = dict(zip(telling, self.near_many([forms[i] for i in telling]), strict=True))
                self.vocabulary.expand_many(word for i in telling for word, _ in self._telling_words(queries[i])[0])
                for i in block:
                    country = (countries[i] if countries else "") or ""
                    results[i] = self._search(names[i], queries[i], forms[i], country, limit, threshold, near.get(i))
        finally:
            if collecting:
                gc.enable()
        return results

    def _search(
        self,
        name: str,
        query: Name,
        form: str,
        country: str,
        limit: int,
        threshold: float,
        near: list[int] | None = None,
    ) -> SearchResult:
        """near: what `near(form)` gives, where the caller knows it."""
        hits: dict[str, Hit] = {}
        for key in query_keys(name, query.key):
            for at in self._named(key):
                entry = self.entries[at]
                hits.setdefault(entry, self._exact_hit(entry, self.texts[at], query))
        unread = foreign_scripts(name) if query.foreign or not query.words else ()
        if unread and len(form) < _LEAST_LETTERS:
            return SearchResult(tuple(hits.values())[:limit], len(hits) > limit, True, "script not comparable")
        if _says_too_little(query):
            return SearchResult(
                tuple(hits.values())[:limit], len(hits) > limit, True, "too few letters to search for near names"
            )
        shared, cut = self._sharing(query, threshold - 0.03)
        candidates = dict.fromkeys(self.near(form) if near is None else near)
        candidates.update(dict.fromkeys(shared))
        found: dict[str, tuple[float, float, float, int, Agreement]] = {}
        for candidate in candidates:
            other = self._name(candidate)
            agreement = agree(query, other, edit_weight=CONTRADICTED)
            likeness = _likeness(query, other, agreement)
            strength = min(1.0, _WEAK + _STRENGTH * agreement.shared)
            if likeness * strength + 0.03 < threshold:
                continue
            start, stop = self.names_start[candidate], self.names_start[candidate + 1]
            for at in self.names_of[start:stop].tolist():
                entry = self.entries[at]
                if entry in hits:
                    continue
                evidence = self._evidence(agreement.shared, country, entry)
                score = likeness * strength + 0.06 * (evidence - min(1.0, agreement.shared / 2.5))
                score = min(score, 0.999)
                if score >= threshold and (entry not in found or found[entry][0] < score):
                    found[entry] = (score, likeness, evidence, at, agreement)
        ranked = sorted(found.items(), key=lambda pair: -pair[1][0])
        room = max(0, limit - len(hits))
        cut = cut or len(ranked) > room or len(hits) > limit
        for entry, (score, likeness, evidence, at, agreement) in ranked[:room]:
            reason = why(agreement, country=country, listed_in=self.countries.get(entry, ()))
            hits[entry] = Hit(
                entry, self.texts[at], round(score, 3), round(likeness, 3), round(evidence, 3), "possible", reason
            )
        note = f"partly in a script that is not read: {', '.join(unread)}" if unread else ""
        if len(form) < len(query.joined) or len(form) == _LONGEST or len(query.words) == MOST_WORDS:
            note = f"only the first {MOST_WORDS} words and {_LONGEST} letters were compared"
        return SearchResult(tuple(hits.values())[:limit], cut, bool(note), note)

    def _exact_hit(self, entry: str, text: str, query: Name) -> Hit:
        return Hit(entry, text, 1.0, 1.0, round(min(1.0, query.total / 2.5), 3), "match", "the same name")

    def _evidence(self, shared: float, country: str, entry: str) -> float:
        rarity = min(1.0, shared / 2.5)
        listed_in = self.countries.get(entry, ())
        if not country or not listed_in:
            return rarity
        return min(1.0, rarity + 0.25) if country in listed_in else max(0.0, rarity - 0.25)

    def save(self, folder: Path) -> None:
        """Write the index as .npy files and lines of text."""
        from licet.screening.names.store import save_index

        save_index(self, folder)

    @classmethod
    def load(cls, folder: Path) -> "NameIndex":
        """Read what `save` wrote; arrays are mapped, not read."""
        from licet.screening.names.store import load_index

        return load_index(folder)


def _form(name: Name) -> str:
    form = " ".join(name.words)
    return form[:_LONGEST].strip() if len(form) > _LONGEST else form


def _says_too_little(query: Name) -> bool:
    return len(query.joined) < _LEAST_LETTERS or query.joined.isdigit()


def _likeness(a: Name, b: Name, agreement: Agreement) -> float:
    """The words' likeness, or that of the names run together where every word is a little off."""
    likeness = agreement.likeness
    if agreement.covered * COVERED > likeness and any(len(w) > 3 and weight(w) >= _DISTINCTIVE for w in agreement.same):
        likeness = agreement.covered * COVERED
    if likeness < 0.85 and abs(len(a.joined) - len(b.joined)) <= 3 and len(a.joined) >= 8:
        whole = Indel.normalized_similarity(a.joined, b.joined, score_cutoff=0.9)
        if whole and not any(word[:1].isdigit() for word in (*agreement.left, *agreement.right)):
            return max(likeness, 0.9 * whole if agreement.left and agreement.right else whole)
    return likeness
