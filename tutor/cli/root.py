"""`tutor`, its options and its commands by name; the commands themselves load when called."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import click

from tutor.cli.commands import COMMANDS
from tutor.cli.context import shared_options
from tutor.cli.options import Options, exits

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Root(click.Group):
    """Loads a command when it is called; anything else named is a lesson to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tutor.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            return "open", _open, args
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return commands, options and lessons that begin so."""
        from tutor.cli.completion import lessons

        return [*super().shell_complete(ctx, incomplete), *lessons(ctx, None, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if not value or ctx.resilient_parsing:
        return
    from tutor.cli.versions import versions

    found = versions()
    others = ", ".join(f"{name} {version}" for name, version in found.items() if name != "tutor")
    click.echo(f"tutor {found['tutor']} ({others})")
    ctx.exit()


@click.group(
    cls=Root,
    invoke_without_command=True,
    subcommand_metavar="[LESSON | COMMAND] …",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog="Exit codes: 0 done; 1 the thing asked about is not so; 2 the call is wrong; "
    "3 progress cannot be read; 4 the experiment could not be run; 70 the tutor itself failed.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="The versions of tutor, torch, Textual and Python.",
)
@shared_options(plain=True, runs=True)
@click.pass_context
@exits
def root(ctx: click.Context, options: Options) -> None:
    """Learn what PyTorch really does, at a terminal.

    Without arguments the app opens; with the id of a lesson, it opens there.
    """
    ctx.obj = options
    if ctx.invoked_subcommand is None:
        _start(options, None)


@click.command("open", hidden=True)
@click.argument("lesson")
@shared_options(plain=True, runs=True)
@exits
def _open(lesson: str, options: Options) -> None:
    _start(options, lesson)


def _start(options: Options, lesson: str | None) -> None:
    if options.plain:
        from tutor.cli.faces import start_plain

        sys.exit(start_plain(options, lesson))
    from tutor.cli.faces import start_app

    sys.exit(start_app(options, lesson))
