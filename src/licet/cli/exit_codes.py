"""What a command's exit code says. The same for every command that reads lines (CONTRACT, section 3)."""

from __future__ import annotations

ANSWERED = 0  # every line was answered
SOME_INVALID = 1  # done, but some lines were invalid
UNUSABLE = 2  # wrong usage, or input that cannot be read
INTEGRITY = 3  # an integrity check failed
STOPPED = 130  # stopped by Ctrl-C; what was done is kept


class Unusable(Exception):
    """Input that cannot be read, or an output that cannot be written: one clear message, exit 2."""


class Damaged(Exception):
    """A store or record that fails its integrity check: one clear message, exit 3."""
