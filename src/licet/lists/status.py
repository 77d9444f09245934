"""How each list stands: day, count, age, last failure; lists never fetched are missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from licet.lists.sources import catalog
from licet.lists.store import Store


@dataclass(frozen=True, slots=True)
class ListStatus:
    """`as_of` is `None` for a list that was never taken in; `age_days` counts from the day of its file."""

    code: str
    name: str
    title: str
    agency: str
    overlay: bool
    as_of: dt.date | None
    count: int
    age_days: int | None
    stale: bool
    reduced: bool
    complete_from: dt.date | None
    digest: str
    format: str
    last_failure: tuple[str, str] | None

    @property
    def missing(self) -> bool:
        """Whether Licet has never had this list."""
        return self.as_of is None


def status(store: Store | None, today: dt.date) -> tuple[ListStatus, ...]:
    """Every known list, those of the law first. `store` is `None` where there is no register yet."""
    found = []
    for info in catalog.LISTS.values():
        versions = store.versions(info.code) if store else []
        last = versions[-1] if versions else None
        age = (today - last.as_of).days if last else None
        found.append(
            ListStatus(
                info.code,
                info.name,
                info.title,
                info.agency,
                info.overlay,
                last.as_of if last else None,
                last.count if last else 0,
                age,
                age is not None and age > info.stale_after_days,
                last.reduced if last else False,
                store.complete_from(info.code) if store else None,
                last.digest if last else "",
                last.format if last else "",
                store.last_failure(info.code) if store else None,
            )
        )
    return tuple(sorted(found, key=lambda each: each.overlay))
