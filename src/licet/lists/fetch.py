"""Fetching an official file: conditional, resumable, retried, bounded. Standard library only.

`urllib` honours the proxy settings of the environment (`HTTPS_PROXY`, `NO_PROXY`). A client library was weighed
and not taken: nothing here needs a pool, HTTP/2 or async, and the core stays small.
"""

from __future__ import annotations

import contextlib
import gzip
import http.client
import io
import os
import random
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

from licet.lists.snapshots import digest_of, write_atomically

MAX_BYTES = 400 * 1024 * 1024  # the largest official file (SDN, advanced XML) has some 120 MB
MAX_RATIO = 200  # unpacked to packed; text compresses 5 to 30 times, a bomb a thousand times
ATTEMPTS = 4
TIMEOUT = 60.0
_CHUNK = 1 << 16
_AGENT = "licet (export compliance; list update)"

Progress = Callable[[int, int | None], None]


class FetchFault(RuntimeError):
    """The file could not be fetched; the message says why, and what to do where something can be done."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. `data` is `None` when it has not changed since the given ETag or date."""

    url: str
    data: bytes | None
    etag: str = ""
    last_modified: str = ""

    @property
    def modified(self) -> str:
        """The day of `Last-Modified` as ISO text, empty when none was given."""
        with contextlib.suppress(TypeError, ValueError):
            return parsedate_to_datetime(self.last_modified).date().isoformat()
        return ""


def fetch(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    partial: Path | None = None,
    timeout: float = TIMEOUT,
    attempts: int = ATTEMPTS,
    max_bytes: int = MAX_BYTES,
    progress: Progress | None = None,
    sleep: Callable[[float], None] = time.sleep,
    deadline: float = 1800.0,
) -> Fetched:
    """Fetch an address. `partial` is a file that keeps what came, so that the next attempt goes on from there.

    Retried with growing pauses: timeouts, broken connections, truncated bodies, 408, 425, 429 and 5xx. Not
    retried: other statuses. `deadline` bounds the whole in seconds. Raises `FetchFault`.
    """
    if not url.startswith(("https://", "http://")):
        raise FetchFault(f"{url[:80]!r} is no web address")
    began = time.monotonic()
    last = "no attempt was made"
    asked_to_wait = 0.0
    for attempt in range(attempts):
        if attempt:
            pause = max(min(2.0 ** (attempt - 1), 30.0), asked_to_wait)
            sleep(pause + random.uniform(0, pause / 4))
            asked_to_wait = 0.0
        if time.monotonic() - began > deadline:
            break
        try:
            # After a broken attempt the body is asked for unpacked: only then can it be resumed.
            return _once(url, etag, last_modified, partial, timeout, max_bytes, progress, began + deadline, not attempt)
        except _AskAgain as again:
            last = str(again)
        except urllib.error.HTTPError as error:
            wait = error.headers.get("Retry-After", "") if error.headers else ""
            asked_to_wait = min(float(wait), 120.0) if wait.isdigit() else 0.0
            error.close()
            if error.code == 304:
                return Fetched(url, None, etag, last_modified)
            last = f"the server answered {error.code} {error.reason}"
            if error.code == 416 and partial is not None:
                partial.unlink(missing_ok=True)  # what we have is no beginning of what there is
            elif error.code not in (408, 425, 429) and error.code < 500:
                raise FetchFault(f"{url}: {last}") from None
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError, OSError) as error:
            if isinstance(error, OSError) and error.errno in (28, 122):  # no space, quota
                raise FetchFault(f"{url}: the disk is full; free some space and run the update again") from None
            reason = getattr(error, "reason", None) or error
            last = f"the connection failed ({reason})"
    raise FetchFault(f"{url}: {last}; gave up after {attempts} attempts")


class _AskAgain(Exception):
    pass


def _once(
    url: str,
    etag: str,
    last_modified: str,
    partial: Path | None,
    timeout: float,
    max_bytes: int,
    progress: Progress | None,
    until: float,
    packed_ok: bool,
) -> Fetched:
    have, validator = _begun(partial)
    packing = "gzip" if packed_ok and not have else "identity"
    headers = {"User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": packing}
    if have:
        headers["Range"] = f"bytes={len(have)}-"
        headers["If-Range"] = validator
    else:
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=timeout) as response:
        new_etag = response.headers.get("ETag", "")
        new_modified = response.headers.get("Last-Modified", "")
        resumed = response.status == 206 and _range_fits(response.headers.get("Content-Range", ""), len(have))
        body = bytearray(have if resumed else b"")
        if response.status == 206 and not resumed:
            if partial is not None:
                partial.unlink(missing_ok=True)
            raise _AskAgain("the server answered with another range than asked for")
        length = response.headers.get("Content-Length")
        expected = len(body) + int(length) if length and length.isdigit() else None
        if expected is not None and expected > max_bytes:
            raise FetchFault(f"{url}: {expected:,} bytes announced, more than the {max_bytes:,} that are plausible")
        packed = response.headers.get("Content-Encoding", "").casefold() == "gzip"
        broken = ""
        try:
            while chunk := response.read(_CHUNK):
                body += chunk
                if len(body) > max_bytes:
                    raise FetchFault(f"{url}: more than {max_bytes:,} bytes came; not a list")
                if progress is not None:
                    progress(len(body), expected)
                if time.monotonic() > until:
                    raise FetchFault(f"{url}: too slow; gave up")
        except http.client.IncompleteRead as error:
            body += error.partial
            broken = "the connection broke"
        except (TimeoutError, ConnectionError, OSError) as error:
            broken = f"the connection broke ({error})"
    if broken or (expected is not None and len(body) < expected):
        strong = new_etag if new_etag and not new_etag.startswith("W/") else new_modified
        if partial is not None and body and strong and not packed:
            _keep_begun(partial, bytes(body), strong)
        raise _AskAgain(broken or f"{len(body):,} of {expected:,} bytes came: cut off")
    if partial is not None:
        _forget(partial)
    data = unpack(bytes(body), max_bytes) if packed or body[:2] == b"\x1f\x8b" else bytes(body)
    return Fetched(url, data, new_etag, new_modified)


def _range_fits(text: str, start: int) -> bool:
    return text.startswith(f"bytes {start}-")


def _begun(partial: Path | None) -> tuple[bytes, str]:
    if partial is None:
        return b"", ""
    try:
        head, _, body = partial.read_bytes().partition(b"\n")
        digest, _, validator = head.decode("ascii", "replace").partition(" ")
    except OSError:
        return b"", ""
    if not body or not validator or digest != digest_of(body):
        return b"", ""
    return body, validator


def _keep_begun(partial: Path, body: bytes, validator: str) -> None:
    # A resumed body is only as good as its beginning: it is filed with its digest and the server's validator.
    with contextlib.suppress(OSError):
        write_atomically(partial, f"{digest_of(body)} {validator}\n".encode("ascii", "replace") + body)


def _forget(partial: Path) -> None:
    with contextlib.suppress(OSError):
        partial.unlink(missing_ok=True)


def unpack(data: bytes, max_bytes: int = MAX_BYTES) -> bytes:
    """Gunzip within bounds. Raises `FetchFault` on a bomb, a cut-off or a damaged file."""
    bound = min(max_bytes, max(len(data) * MAX_RATIO, 1 << 20))
    found = io.BytesIO()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while chunk := stream.read(_CHUNK):
                if found.tell() + len(chunk) > bound:
                    raise FetchFault(
                        f"a compressed file of {len(data):,} bytes unpacks to more than {bound:,}: a bomb, not a list"
                    )
                found.write(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FetchFault(f"the compressed file is damaged or cut off ({error})") from None
    return found.getvalue()


def read_file(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """A local file within the same bounds, unpacked when it is gzip. Raises `FetchFault`."""
    try:
        size = os.stat(path).st_size
        if size > max_bytes:
            raise FetchFault(f"{path.name}: {size:,} bytes, more than the {max_bytes:,} that are plausible")
        data = path.read_bytes()
    except OSError as error:
        raise FetchFault(f"{path.name} cannot be read: {error.strerror or error}") from None
    return unpack(data, max_bytes) if data[:2] == b"\x1f\x8b" else data
