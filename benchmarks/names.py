"""Speed and quality of name screening, measured against brute force and, where it is installed, nomenklatura.

    python benchmarks/names.py [--csl CSV] [--pairs CSV] [--registrants CSV]

Without arguments the files are looked for in ../shared. Prints a table; nothing is written. Times are wall clock
on an otherwise idle machine; where others are at work on it, they are theirs too (the load is printed).
"""

import argparse
import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from licet.screening.names import compare as comparing
from licet.screening.names.filter import JARO_WINKLER, TOKEN_SORT
from licet.screening.names.index import NameIndex
from licet.screening.names.normalize import split
from licet.screening.names.score import prepare_parts

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
Row = tuple[str, str, str]

COLD = """
import sys, time
start = time.perf_counter()
from pathlib import Path
from licet.screening.names.index import NameIndex
NameIndex.load(Path(sys.argv[1])).search("Huawai Technologes")
print((time.perf_counter() - start) * 1000)
"""


def show(what: str, value: str, mark: str = "") -> None:
    print(f"{what:<58} {value:>22}   {mark}")


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def listed_names(path: Path) -> tuple[list[Row], dict[str, tuple[str, ...]]]:
    rows: list[Row] = []
    countries: dict[str, tuple[str, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, line in enumerate(csv.DictReader(file)):
            entry = str(number)
            names = [line["name"], *line["alt_names"].split(";")]
            rows.extend((entry, name.strip(), "name") for name in names if name.strip())
            codes = line["address_countries"].replace(",", ";").split(";")
            countries[entry] = tuple(code.strip() for code in codes if code.strip())
    return rows, countries


def misspelt(name: str, draw: random.Random) -> str:
    letters = list(name)
    for _ in range(draw.randint(1, 2)):
        at = draw.randrange(len(letters) + 1)
        letters[at : at + draw.randint(0, 1)] = draw.choice(["", draw.choice("aeioustnr"), " "])
    return "".join(letters)


def forms_of(names: Sequence[str]) -> list[str]:
    return [form for name in names if len(form := " ".join(prepare_parts(name, split(name)).words)) > 2]


def index_speed(rows: list[Row], countries: dict[str, tuple[str, ...]], queries: list[str]) -> NameIndex:
    spent, index = timed(lambda: NameIndex.build(rows, countries=countries))
    show(f"index of {len(countries)} parties, {len(rows)} names: build", f"{spent:.2f} s", "< 5 s")
    for name in queries[:200]:
        index.search(name)
    times = np.array([timed(lambda name=name: index.search(name))[0] for name in queries]) * 1000
    p50, p95, p99 = np.percentile(times, [50, 95, 99])
    show("one query with explanation, p50 / p95 / p99", f"{p50:.2f} / {p95:.2f} / {p99:.2f} ms", "< 0.3, p99 < 2")
    with tempfile.TemporaryDirectory() as folder:
        index.save(Path(folder))
        cold = [
            float(
                subprocess.run([sys.executable, "-c", COLD, folder], check=True, capture_output=True, text=True).stdout
            )
            for _ in range(3)
        ]
    show("first answer of a cold process, saved index", f"{min(cold):.0f} ms", "< 400 ms")
    show("memory of this process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", "< 300 MB")
    return index


def recall(index: NameIndex, queries: list[str], count: int = 150) -> None:
    """`near` against rapidfuzz over everything, and what of token_set >= 90 a whole search finds."""
    expected = found = 0
    for form in forms_of(queries)[:count]:
        ordered = " ".join(sorted(form.split(" ")))
        by_words = process.cdist([ordered], index.forms.ordered, scorer=fuzz.ratio, dtype=np.float64)[0]
        by_prefix = process.cdist([form], index.forms.strings, scorer=JaroWinkler.similarity, dtype=np.float64)[0]
        true = set(np.flatnonzero((by_words >= TOKEN_SORT) | (by_prefix >= JARO_WINKLER)).tolist())
        expected += len(true)
        found += len(true & set(index.forms.near(form)))
    show(
        f"recall of token_sort >= 80 or Jaro-Winkler >= .92 ({expected} pairs)",
        f"{100 * found / max(1, expected):.2f} %",
        "100 %",
    )


def batch_speed(index: NameIndex, queries: list[str]) -> None:
    forms = forms_of(queries)

    def near_all() -> None:
        for form in sorted(forms, key=len):
            index.forms.near(form)

    spent, _ = timed(near_all)
    show("batch, near names only, full recall, one process", f"{len(forms) / spent:,.0f} queries/s", "40,000 on two")
    spent, _ = timed(lambda: index.search_many(queries))
    show(f"batch of {len(queries)}, scored and explained, all processors", f"{len(queries) / spent:,.0f} queries/s", "")


def registrants(index: NameIndex, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        names = [line["organization_name"] for line in csv.DictReader(file)]
    spent, results = timed(lambda: index.search_many(names))
    matched = sum(any(hit.klass == "match" for hit in result.hits) for result in results)
    show(f"{len(names)} registrants screened", f"{spent:.1f} s", "< 3 s")
    show("flagged as match", f"{100 * matched / len(names):.2f} %", "< 2 %")
    show("with a possible match", f"{100 * sum(bool(result.hits) for result in results) / len(names):.1f} %")
    makers = [
        "huawei",
        "hisilicon",
        "inspur",
        "yangtze",
        "uniview",
        "qihoo",
        "milandr",
        "elvees",
        "hikvision",
        "dahua",
        "dji",
        "nuctech",
        "phytium",
    ]
    missing = []
    for maker in makers:
        of_maker = [result for name, result in zip(names, results, strict=True) if maker in name.casefold()]
        if not any(result.hits for result in of_maker):
            missing.append(maker)
    show("listed makers found", f"{len(makers) - len(missing)} of {len(makers)}", "all " + " ".join(missing))


def accuracy(path: Path, threshold: float = comparing.MATCH) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    judged = [
        (
            comparing.compare(row["name1"], row["name2"], row["schema"]).score >= threshold,
            row["is_match"].strip().lower() == "true",
            row["schema"],
        )
        for row in rows
    ]
    groups = {
        "all": judged,
        "companies and organizations": [row for row in judged if row[2] in ("Company", "Organization", "LegalEntity")],
        "people": [row for row in judged if row[2] == "Person"],
    }
    marks = {"all": "> .79, > .81", "companies and organizations": "> .83, > .87"}
    for name, group in groups.items():
        right = sum(said == true for said, true, _ in group) / len(group)
        f1 = 2 * sum(s and t for s, t, _ in group) / max(1, sum(s for s, _, _ in group) + sum(t for _, t, _ in group))
        show(f"compare, {name} ({len(group)} pairs): accuracy, F1", f"{right:.3f}, {f1:.3f}", marks.get(name, ""))
    return rows


def compare_speed(rows: list[dict[str, str]]) -> None:
    best = {}
    for what in ("names met for the first time", "names met before"):
        for _ in range(5):
            if what == "names met for the first time":
                comparing.forget()
            spent, _ = timed(lambda: [comparing.compare(row["name1"], row["name2"], row["schema"]) for row in rows])
            best[what] = max(best.get(what, 0.0), len(rows) / spent)
        show(f"compare, {what}", f"{best[what]:,.0f} pairs/s", "10 times logic-v2")


def cross_script(path: Path, index: NameIndex) -> None:
    """Aliases in other scripts against the Latin names of the same entry, from the list itself."""
    pairs = []
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            pairs += [
                (line["name"], alias.strip())
                for alias in line["alt_names"].split(";")
                if sum(letter.isalpha() and ord(letter) > 0x36F for letter in alias) > 2
            ]
    if not pairs:
        show("cross-script pairs of the list's aliases", "none in the file")
        return
    same = sum(comparing.compare(one, other).match for one, other in pairs)
    show(f"cross-script pairs of the list's aliases ({len(pairs)})", f"{100 * same / len(pairs):.0f} % taken as one")


def peer(rows: list[dict[str, str]]) -> None:
    try:
        from followthemoney import model
        from nomenklatura.matching import LogicV2
    except ImportError:
        show("nomenklatura logic-v2", "not installed")
        return
    config = LogicV2.default_config()
    rate = 0.0
    for turn in range(3):
        entities = [
            tuple(
                model.get_proxy(
                    {"id": f"{side}-{turn}-{at}", "schema": row["schema"], "properties": {"name": [row[side]]}}
                )
                for side in ("name1", "name2")
            )
            for at, row in enumerate(rows)
        ]
        spent, scores = timed(lambda pairs=entities: [LogicV2.compare(a, b, config).score for a, b in pairs])
        rate = max(rate, len(rows) / spent)
    right = sum((score >= 0.7) == (row["is_match"] == "true") for score, row in zip(scores, rows, strict=True))
    show("nomenklatura logic-v2 on the same pairs", f"{rate:,.0f} pairs/s", f"accuracy {right / len(rows):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--csl", type=Path, default=SHARED / "lists" / "csl-2026-07-31.csv")
    parser.add_argument("--pairs", type=Path, default=SHARED / "bench" / "name-pairs.csv")
    parser.add_argument("--registrants", type=Path, default=SHARED / "batch" / "ieee-registrants-2026-04-11.csv")
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    if options.pairs.exists():
        rows = accuracy(options.pairs)
        compare_speed(rows)
        peer(rows)
    if options.csl.exists():
        draw = random.Random(20261123)
        listed, countries = listed_names(options.csl)
        queries = [misspelt(draw.choice(listed)[1], draw) for _ in range(1000)]
        if options.registrants.exists():
            with options.registrants.open(encoding="utf-8", newline="") as file:
                others = [line["organization_name"] for line in csv.DictReader(file)]
            queries += draw.sample(others, min(1000, len(others)))
            draw.shuffle(queries)
        index = index_speed(listed, countries, queries)
        recall(index, queries)
        batch_speed(index, list(dict.fromkeys(misspelt(draw.choice(listed)[1], draw) for _ in range(6000))))
        cross_script(options.csl, index)
        if options.registrants.exists():
            registrants(index, options.registrants)


if __name__ == "__main__":
    main()
