"""The command `licet`. A command's module is imported only when it is called, so that help is quick."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

import click

from licet import __version__
from licet.cli.exit_codes import ANSWERED, INTEGRITY, SOME_INVALID, STOPPED, UNUSABLE, Damaged, Unusable

# name: (module, function, what it does); shown where the module is installed
COMMANDS = {
    "decide": ("decide_command", "decide", "May each line of an order book be shipped, on its day?"),
    "timeline": (
        "timeline_command",
        "timeline",
        "The outcome of each line on every date on which law or lists change.",
    ),
    "impact": ("impact_command", "impact", "Lines whose outcome moves between two dates, and what moves them."),
    "screen": ("screen_command", "screen", "Look a name, or a file of names, up in the lists."),
    "rescreen": ("rescreen_command", "rescreen", "Screen kept parties again, only where something changed."),
    "compare": ("compare_command", "compare", "How alike two names are, and why."),
    "party": ("party_commands", "party", "Settle a possible match."),
    "read": ("read_command", "read", "Listed parties mentioned in documents."),
    "lists": ("lists_commands", "lists", "Fetch, import, compare and show the official lists."),
    "rule": ("rule_command", "rule", "What is encoded of a provision, since when, from which act."),
    "law": ("law_command", "law", "What is encoded of the law, and how far it was checked."),
}


class _LateGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return [name for name, (module, _, _) in COMMANDS.items() if find_spec(f"licet.cli.{module}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module, function, _ = COMMANDS[cmd_name]
        found: click.Command = getattr(import_module(f"licet.cli.{module}"), function)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), 1)
            raise click.UsageError(f"no such command {args[0]!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)


@click.group(cls=_LateGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="licet")
def licet() -> None:
    """May this be shipped, to these parties, on this day, and under what authority?

    Answers under the US Export Administration Regulations, as of any date since 2016, with citations.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; no traceback reaches the user unless LICET_DEBUG is set."""
    gc.set_threshold(50_000, 20, 50)  # what is loaded stays: looking for garbage in it takes a tenth of a short run
    try:
        code = licet.main(args=None if argv is None else list(argv), prog_name="licet", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as fault:
        fault.show()
        return UNUSABLE if fault.exit_code == SOME_INVALID else fault.exit_code
    except Unusable as fault:
        _say(str(fault))
        return UNUSABLE
    except Damaged as fault:
        _say(str(fault))
        return INTEGRITY
    except (KeyboardInterrupt, click.Abort):
        _say("stopped")
        return STOPPED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); point stdout elsewhere so that closing it is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    except Exception as fault:
        if os.environ.get("LICET_DEBUG"):
            raise
        told = " ".join(str(fault).split())[:300]
        if _is_damage(fault):
            _say(f"the register is damaged: {told}; restore a copy, or move it away and run 'licet lists update'")
            return INTEGRITY
        _say(f"could not go on: {type(fault).__name__}: {told} (set LICET_DEBUG=1 to see where)")
        return UNUSABLE
    return code if isinstance(code, int) else ANSWERED


def _is_damage(fault: Exception) -> bool:
    """Whether a store turned out damaged where a command did not look for it; asked late, so that help stays quick."""
    from sqlite3 import DatabaseError, OperationalError

    from licet.lists.store import RegisterDamaged

    if isinstance(fault, OperationalError):  # locked, full or unreadable: nothing is said of the content
        return False
    return isinstance(fault, (DatabaseError, RegisterDamaged))


def _say(message: str) -> None:
    print(f"licet: {message}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
