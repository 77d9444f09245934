"""What of a finding can move an outcome or a review policy, without its words.

Findings that differ in their words only weigh the same, and far fewer weights occur than findings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

from licet.law.finding import Effect, Finding, Findings
from licet.law.maybe import Open, lift

# Effects that only tell the reader something; they do not make an unknown worth asking.
TELLS = frozenset({Effect.RED_FLAG, Effect.OBLIGATION, Effect.CONSIDERED, Effect.OTHER_MEASURE, Effect.WARNING})

_made: dict[Findings, Findings] = {}


@cache
def weight(findings: Findings) -> Findings:
    """The findings that can move an outcome, without words and sources; equal weights are one object.

    Findings that weigh the same are told apart by a number, so that none is lost.
    """
    met: Counter[Finding] = Counter()
    found: list[Finding] = []
    for finding in dict.fromkeys(findings):
        if finding.effect not in TELLS:
            bare = replace(finding, because="", citations=(), turned_on=())
            found.append(replace(bare, because=str(met[bare])) if met[bare] else bare)
            met[bare] += 1
    weighs = tuple(found)
    return _made.setdefault(weighs, weighs)


@cache
def weighed(record: Open) -> object:
    """What an open record weighs: plain where it weighs the same under every answer."""
    return lift(weight, (record,))
