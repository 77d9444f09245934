"""Updating: from files and from a server that misbehaves; interrupted, full disks, the last good register."""

import datetime as dt
import gzip
import os
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from licet.lists import snapshots, update
from licet.lists.compiled import current_register
from licet.lists.fetch import FetchFault, fetch, unpack
from licet.lists.status import status
from licet.lists.store import RegisterDamaged, Store
from lists.making import as_csv, believe_small_lists, party, rows

BODY = as_csv(rows())
TODAY = dt.date(2026, 8, 2)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    believe_small_lists(monkeypatch)


class Server:
    """A web server whose answers a test scripts, one callable a request."""

    def __init__(self) -> None:
        self.script: list[object] = []
        self.seen: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.seen.append(dict(self.headers.items()))
                answer = outer.script.pop(0) if len(outer.script) > 1 else outer.script[0]
                answer(self)  # type: ignore[operator]
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}/list.csv"
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()
    made.thread.join(5)


def answer(body: bytes, status: int = 200, cut: int | None = None, **headers: str):
    def say(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body if cut is None else body[:cut])

    return say


def get(server: Server, **options: object):
    return fetch(server.url, sleep=lambda _: None, timeout=5, **options)  # type: ignore[arg-type]


# ------------------------------------------------------------ fetching


def test_a_plain_answer(server: Server) -> None:
    server.script = [answer(b"hello", ETag='"1"', Last_Modified="Fri, 31 Jul 2026 10:00:00 GMT")]
    got = get(server)
    assert (got.data, got.etag, got.modified) == (b"hello", '"1"', "2026-07-31")


def test_not_modified_and_its_conditions(server: Server) -> None:
    server.script = [answer(b"", 304)]
    assert get(server, etag='"1"', last_modified="Fri, 31 Jul 2026 10:00:00 GMT").data is None
    assert server.seen[0]["If-None-Match"] == '"1"'
    assert server.seen[0]["If-Modified-Since"].startswith("Fri")


def test_a_missing_page_is_not_asked_for_again(server: Server) -> None:
    server.script = [answer(b"", 404)]
    with pytest.raises(FetchFault, match="404"):
        get(server)
    assert len(server.seen) == 1


def test_a_server_in_trouble_is_asked_again(server: Server) -> None:
    server.script = [answer(b"", 500), answer(b"", 503), answer(b"good")]
    assert get(server).data == b"good"
    server.script = [answer(b"", 500)]
    with pytest.raises(FetchFault, match=r"500.*4 attempts"):
        get(server)


def test_the_server_says_how_long_to_wait(server: Server) -> None:
    server.script = [answer(b"", 503, Retry_After="7"), answer(b"good")]
    waited: list[float] = []
    assert fetch(server.url, sleep=waited.append, timeout=5).data == b"good"
    assert waited[0] >= 7
    assert [each["Accept-Encoding"] for each in server.seen] == ["gzip", "identity"]


def test_a_slow_server_is_given_up(server: Server) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.6)

    server.script = [slow]
    with pytest.raises(FetchFault, match="gave up"):
        fetch(server.url, sleep=lambda _: None, timeout=0.1, attempts=2)


def test_a_truncated_body_is_resumed_where_it_broke(server: Server, tmp_path: Path) -> None:
    def rest(handler: BaseHTTPRequestHandler) -> None:
        start = int(handler.headers["Range"].removeprefix("bytes=").rstrip("-"))
        answer(BODY[start:], 206, Content_Range=f"bytes {start}-{len(BODY) - 1}/{len(BODY)}", ETag='"1"')(handler)

    server.script = [answer(BODY, cut=1000, ETag='"1"'), rest]
    got = get(server, partial=tmp_path / "part")
    assert got.data == BODY
    assert server.seen[1]["Range"] == "bytes=1000-"
    assert server.seen[1]["If-Range"] == '"1"'
    assert not (tmp_path / "part").exists()


def test_a_changed_file_is_fetched_from_its_beginning(server: Server, tmp_path: Path) -> None:
    server.script = [answer(BODY, cut=1000, ETag='"1"'), answer(b"new body", ETag='"2"')]
    assert get(server, partial=tmp_path / "part").data == b"new body"


def test_a_damaged_beginning_is_not_built_upon(server: Server, tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.write_bytes(b"0" * 64 + b' "1"\nwrong beginning')
    server.script = [answer(b"whole")]
    assert get(server, partial=part).data == b"whole"
    assert "Range" not in server.seen[0]


def test_a_body_that_stays_truncated_is_refused(server: Server) -> None:
    server.script = [answer(BODY, cut=1000)]
    with pytest.raises(FetchFault, match=r"cut off|broke"):
        get(server)


def test_compressed_answers_and_bombs(server: Server) -> None:
    server.script = [answer(gzip.compress(BODY), Content_Encoding="gzip")]
    assert get(server).data == BODY
    server.script = [answer(gzip.compress(b"\0" * 30_000_000), Content_Encoding="gzip")]
    with pytest.raises(FetchFault, match="bomb"):
        get(server)
    with pytest.raises(FetchFault, match="cut off"):
        unpack(gzip.compress(BODY)[:-20])


def test_a_body_larger_than_any_list_is_refused(server: Server) -> None:
    server.script = [answer(b"x" * 5000)]
    with pytest.raises(FetchFault, match="plausible"):
        get(server, max_bytes=4000)


# ------------------------------------------------------------ updating over the network


def source(server: Server) -> list[update.Source]:
    return [update.Source("csl", server.url, update.SOURCES[0].lists)]


def run(store: Store, server: Server) -> update.Report:
    report = update.Report()
    reads = update.read_network(
        store, source(server), report, today=TODAY,
        fetcher=lambda url, **options: fetch(url, sleep=lambda _: None, **options),
    )  # fmt: skip
    return update.update(store, reads, report, today=TODAY)


def test_an_update_and_the_next_one_unchanged(server: Server, tmp_path: Path) -> None:
    server.script = [
        answer(BODY, ETag='"1"', Last_Modified="Fri, 31 Jul 2026 10:00:00 GMT"), answer(b"", 304),
    ]  # fmt: skip
    with Store(tmp_path) as store:
        first = run(store, server)
        assert first.ok
        assert {code for code, *_ in first.published} == update.SOURCES[0].lists
        latest = store.latest("EL")
        assert latest is not None
        assert (latest.as_of, latest.count) == (dt.date(2026, 7, 31), 500)
        assert snapshots.fetch(tmp_path, latest.digest) == BODY
        second = run(store, server)
        assert second.ok
        assert not second.published
        assert server.seen[1]["If-None-Match"] == '"1"'


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"<!DOCTYPE html><html><body>Please wait</body></html>", "web page"),
        (b"", "empty"),
        (BODY[: len(BODY) // 2], "cut off|cells"),
        (BODY.replace(b"license_policy", b"licence_policy", 1), "license_policy"),
        (BODY.replace(b"Entity List (EL)", b"Moon List (ML)", 1), "Moon List"),
        (gzip.compress(b"\0" * 30_000_000), "bomb"),
        (as_csv(rows({"EL": 100})), "Entity List has 100"),
        (as_csv([row for row in rows() if "Entity List" not in row["source"]]), "Entity List is missing|no entries"),
    ],
    ids=["html", "empty", "truncated", "renamed", "unknown list", "bomb", "lost rows", "missing list"],
)
def test_the_last_good_list_stands(server: Server, tmp_path: Path, bad: bytes, why: str) -> None:
    with Store(tmp_path) as store:
        server.script = [answer(BODY, Last_Modified="Thu, 30 Jul 2026 10:00:00 GMT")]
        assert run(store, server).ok
        good = store.latest("EL")
        server.script = [answer(bad, Last_Modified="Fri, 31 Jul 2026 10:00:00 GMT")]
        report = run(store, server)
        assert not report.ok
        assert any(re.search(why, text) for _, text in report.kept), report.kept
        assert store.latest("EL") == good
        failure = store.last_failure("EL")
        assert failure is not None
        entity_list = next(each for each in status(store, TODAY) if each.code == "EL")
        assert entity_list.last_failure == failure
        assert entity_list.count == 500
    assert sum("entity_list" in entry.lists() for entry in current_register(tmp_path).entries.values()) >= 500


def test_a_dated_address_is_asked_for_its_newest_day(server: Server, tmp_path: Path) -> None:
    server.script = [answer(b'{"titles": [{"number": 15, "up_to_date_as_of": "2026-07-29"}]}'), answer(BODY)]
    asked = update.Source("ecfr", f"{server.url}?day={{date}}", update.SOURCES[0].lists, server.url)
    with Store(tmp_path) as store:
        report = update.Report()
        update.update(store, update.read_network(store, [asked], report, today=TODAY), report, today=TODAY)
        latest = store.latest("EL")
        assert latest is not None
        assert latest.as_of == dt.date(2026, 7, 29)
        assert latest.source.endswith("day=2026-07-29")
        server.script = [answer(b"{}")]
        update.update(store, update.read_network(store, [asked], report, today=TODAY), report, today=TODAY)
        assert "title 15" in report.kept[-1][1]


# ------------------------------------------------------------ from files, history


def take_in(store: Store, path: Path, **options: object) -> update.Report:
    report = update.Report()
    return update.update(store, update.read_path(path, None, report), report, today=TODAY, **options)  # type: ignore[arg-type]


def test_a_folder_is_read_oldest_first_and_makes_a_history(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    before, after = rows(), rows()
    gone = next(row for row in after if row["name"].startswith("EL Trading Number 7 "))
    after.remove(gone)
    after.append(party("EL", 900, federal_register_notice="90 FR 44499"))
    changed = next(row for row in after if row["name"].startswith("EL Trading Number 8 "))
    changed["license_policy"] = "Policy of denial"
    changed["federal_register_notice"] += "; 91 FR 1234"
    (folder / "b-2026-07-10.csv").write_bytes(as_csv(before))
    (folder / "a-2026-07-20.csv").write_bytes(as_csv(after))
    with Store(tmp_path / "home") as store:
        assert take_in(store, folder).ok
        assert store.complete_from("EL") == dt.date(2026, 7, 10)
        day = dt.date
        was = store.as_of(day(2026, 7, 15), None, "EL")
        now = store.as_of(day(2026, 7, 21), None, "EL")
        key = "EL:el-trading-number-7-ltd:CN"
        assert key in was
        assert key not in now
        # As known before the second file came, nothing says that it ends.
        assert key in store.as_of(day(2026, 7, 21), day(2026, 7, 15), "EL")
        other = "EL:el-trading-number-8-ltd:CN"
        assert was[other]["policy"].value == "Presumption of denial"
        assert now[other]["policy"].value == "Policy of denial"
        assert next(each.value for each in store.history(other) if each.field == "policy") == "Presumption of denial"
        assert now["EL:el-trading-number-900-ltd:CN"]["listed"].citation == "90 FR 44499"


def test_an_older_file_is_stale_or_history_as_asked(tmp_path: Path) -> None:
    new, old = tmp_path / "n-2026-07-20.csv", tmp_path / "o-2026-07-10.csv"
    new.write_bytes(BODY)
    old.write_bytes(as_csv([row for row in rows() if row["name"] != "EL Trading Number 3 Ltd."] + [party("EL", 777)]))
    with Store(tmp_path / "home") as store:
        assert take_in(store, new).ok
        assert any("stale" in why for _, why in take_in(store, old).kept)
        assert take_in(store, old, history_ok=True).ok
        assert [version.as_of.day for version in store.versions("EL")] == [10, 20]
        assert "EL:el-trading-number-777-ltd:CN" in store.as_of(dt.date(2026, 7, 15), None, "EL")
        assert "EL:el-trading-number-777-ltd:CN" not in store.as_of(dt.date(2026, 7, 21), None, "EL")
        # The same files in the other order say the same.
        ordered = Store(tmp_path / "other")
        take_in(ordered, old)
        take_in(ordered, new)
        for when in (dt.date(2026, 7, 15), dt.date(2026, 7, 21)):
            assert store.as_of(when, None, "EL").keys() == ordered.as_of(when, None, "EL").keys()
        ordered.close()


def test_an_excerpt_adds_and_ends_nothing(tmp_path: Path) -> None:
    whole, part = tmp_path / "w-2026-07-10.csv", tmp_path / "p-2026-07-20.csv"
    whole.write_bytes(BODY)
    part.write_bytes(as_csv([party("EL", 901)]))
    with Store(tmp_path / "home") as store:
        take_in(store, whole)
        assert not take_in(store, part).ok
        assert take_in(store, part, partial_ok=True).ok
        assert len(store.as_of(dt.date(2026, 7, 25), None, "EL")) == 501
        assert store.complete_from("EL") == dt.date(2026, 7, 10)


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x-2026-07-10.csv"
    path.write_bytes(BODY)
    with Store(tmp_path / "home") as store:
        take_in(store, path)
        again = take_in(store, path)
        assert not again.published
        assert set(again.unchanged) == update.SOURCES[0].lists


def test_half_a_surrogate_pair_is_no_reason_to_stop(tmp_path: Path) -> None:
    path = tmp_path / "fcc-2026-07-10.json"
    head = '{"list_id": "fcc-covered", "extracted": "2026-07-10", "count": 5, "entities": ['
    one = '{"name": "N%d \\ud83d Ltd.", "aliases": [], "country": "China", "address": null, "federal_register": null}'
    path.write_text(head + ", ".join(one % number for number in range(5)) + "]}", encoding="utf-8")
    with Store(tmp_path / "home") as store:
        assert take_in(store, path).ok
        assert len(store.as_of(TODAY, None, "FCC")) == 5


@pytest.mark.parametrize("name", ["csl-2026-07.csv", "csl-2026-07-whole.csv", "202607.csv", "consolidated.csv"])
def test_a_file_that_nothing_dates_asks_for_its_day(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BODY)
    with Store(tmp_path / "home") as store:
        assert "--as-of" in take_in(store, path).kept[0][1]
        assert not store.versions()


# ------------------------------------------------------------ interruptions and full disks


POINTS = ["snapshot", "version", "advance", "revision"]


@pytest.mark.parametrize("point", POINTS)
def test_an_update_interrupted_anywhere_leaves_the_last_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    first, second = tmp_path / "a-2026-07-10.csv", tmp_path / "b-2026-07-20.csv"
    first.write_bytes(BODY)
    second.write_bytes(as_csv(rows({"EL": 510})))
    home = tmp_path / "home"
    with Store(home) as store:
        take_in(store, first)
        before = store.as_of(dt.date(2026, 7, 25), None, "EL").keys()

        def stop(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            if point == "snapshot":
                patch.setattr(snapshots, "write_atomically", stop)
            elif point == "version":
                patch.setattr(Store, "_add_version", stop)
            elif point == "advance":
                patch.setattr(Store, "_advance", stop)
            else:
                patch.setattr(Store, "revision", stop)
            with pytest.raises(KeyboardInterrupt):
                take_in(store, second)
    with Store(home) as store:
        assert store.integrity() == ()
        assert store.as_of(dt.date(2026, 7, 25), None, "EL").keys() == before
        assert take_in(store, second).ok
        assert len(store.as_of(dt.date(2026, 7, 25), None, "EL")) == 510


@pytest.mark.parametrize("where", ["snapshot", "database"])
def test_a_full_disk_keeps_the_last_good_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    first, second = tmp_path / "a-2026-07-10.csv", tmp_path / "b-2026-07-20.csv"
    first.write_bytes(BODY)
    second.write_bytes(as_csv(rows({"EL": 510})))
    with Store(tmp_path / "home") as store:
        take_in(store, first)

        def full(*_: object, **__: object) -> None:
            if where == "snapshot":
                raise OSError(28, "No space left on device")
            raise sqlite3.OperationalError("database or disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(*((os, "fsync", full) if where == "snapshot" else (Store, "_advance", full)))
            report = take_in(store, second)
        assert any("last good lists stand" in why for _, why in report.kept)
        latest = store.latest("EL")
        assert latest is not None
        assert latest.count == 500


def test_a_damaged_register_is_told_from_a_missing_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Store(tmp_path, read_only=True)
    (tmp_path / "register.sqlite").write_bytes(b"not a database at all, but long enough to be read" * 50)
    with pytest.raises(RegisterDamaged):
        Store(tmp_path, read_only=True)


def test_a_damaged_compiled_register_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "a-2026-07-10.csv"
    path.write_bytes(BODY)
    home = tmp_path / "home"
    with Store(home) as store:
        take_in(store, path)
    count = len(current_register(home).entries)
    compiled = home / "register.compiled"
    body = bytearray(compiled.read_bytes())
    body[len(body) // 2] ^= 1
    compiled.write_bytes(bytes(body))
    assert len(current_register(home).entries) == count
