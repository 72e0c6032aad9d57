"""``phantich flags``: what early warning found, and what people say of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from phantich.cli._options import Output, StorePath, listed
from phantich.cli._output import Format, print_table
from phantich.errors import UsageError
from phantich.language import Language

if TYPE_CHECKING:
    from phantich.catalog import Group, IndicatorSet
    from phantich.store import Store
    from phantich.warning.flag import Flag
    from phantich.warning.register import Register

flags = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    help=(
        "List what early warning found, show one flag, say whether it was right.\n\n"
        "Example: phantich flags list --city haiphong --month 2026-10"
    ),
)

_COLUMNS = ("id", "severity", "state", "period", "indicator", "item", "rule", "verdict", "text")
Lang: TypeAlias = Annotated[Language, typer.Option(help="Language of the sentences.")]
FlagId: TypeAlias = Annotated[
    str, typer.Argument(help="Id of the flag, or how it begins; see phantich flags list.")
]


@flags.callback(invoke_without_command=True)
def _flags(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_flags()


@flags.command("list")
def list_flags(
    city: Annotated[
        Literal["haiphong", "cantho", "vietnam"] | None,
        typer.Option(help="Screen this city; without it the register is printed as it is."),
    ] = None,
    group: Annotated[str, typer.Option(help="Groups with commas, HP.A.II; all of the city.")] = "",
    month: Annotated[str, typer.Option(help="YYYY-MM, or latest for each group.")] = "latest",
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Take figures as known on that day.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Print closed flags, too.")] = False,
    lang: Lang = "vi",
    store: StorePath = None,
    output: Output = Format.TABLE,
) -> None:
    """List the open flags, gravest first; with a city, screen its figures before.

    Example: phantich flags list --city haiphong --group HP.A.II --month 2026-10 --format csv
    """
    from phantich.store import Store as Opened

    source = Opened(store)
    with _kept(source, write=city is not None) as register:
        if city is not None:
            _screen(source, register, city, group, month, as_of)
        elif group:
            raise UsageError("--group needs --city")
        shown = register.flags if every else register.open()
    print_table(_COLUMNS, (_row(flag, lang) for flag in shown), output)


@flags.command()
def show(flag_id: FlagId, lang: Lang = "vi", store: StorePath = None) -> None:
    """Print everything that a flag rests on, as JSON.

    Example: phantich flags show 3f2a
    """
    from phantich.store import Store as Opened

    with _kept(Opened(store), write=False) as register:
        flag = register.find(flag_id)
    text = flag.text_vi if lang == "vi" else flag.text_en
    told = {"id": flag.flag_id, "text": text, **flag.to_dict()}
    typer.echo(json.dumps(told, ensure_ascii=False, indent=1))


@flags.command()
def ack(
    flag_id: FlagId,
    verdict: Annotated[
        Literal["true", "false", "data_error", "planned"],
        typer.Option(help="Real, false alarm, error in the data, or known beforehand."),
    ],
    by: Annotated[str, typer.Option(help="Who says so.")],
    note: Annotated[str, typer.Option(help="Why.")] = "",
    store: StorePath = None,
) -> None:
    """Say whether a flag was right; rules that are confirmed too seldom are demoted.

    Example: phantich flags ack 3f2a --verdict false --by "Trần B" --note "bán một lô đất lớn"
    """
    from phantich.store import Store as Opened

    if not by.strip():
        raise UsageError("--by names the person who says so")
    with _kept(Opened(store), write=True) as register:
        flag = register.acknowledge(flag_id, verdict, by, dt.date.today().isoformat(), note)
    typer.echo(f"{flag.flag_id} {flag.state} {verdict}")


@flags.command()
def rules(store: StorePath = None, output: Output = Format.TABLE) -> None:
    """Print how often each rule was right, by what people said.

    Example: phantich flags rules --format csv
    """
    from phantich.store import Store as Opened

    with _kept(Opened(store), write=False) as register:
        found = register.precision()
    rows = (
        (
            one.rule,
            one.flags,
            one.confirmed,
            one.refuted,
            one.share if one.confirmed + one.refuted else None,
            one.demoted,
        )
        for one in found
    )
    print_table(("rule", "flags", "confirmed", "refuted", "share", "demoted"), rows, output)


@contextmanager
def _kept(store: Store, write: bool) -> Iterator[Register]:
    """The register beside the store; written when the block ends, if it may be."""
    from phantich import files
    from phantich.warning.register import Register, register_path

    path = register_path(store.path)
    if not write:
        yield Register.load(path)
        return
    with files.locked(path.with_suffix(".lock"), timeout=60):
        register = Register.load(path)
        yield register
        register.save(path)


def _screen(
    store: Store,
    register: Register,
    city: Literal["haiphong", "cantho", "vietnam"],
    group: str,
    month: str,
    as_of: str | None,
) -> None:
    from phantich.brief.content import newest_month
    from phantich.catalog import indicator_set
    from phantich.observations import check_month
    from phantich.warning.group import record_findings, screen_group

    catalogue = indicator_set(city)
    for one in _groups(catalogue, group):
        codes = [indicator.code for indicator in one.indicators]
        when = month
        if month == "latest":
            when = newest_month(store, codes, catalogue.area, as_of) or ""
            if not when:
                continue
        check_month(when)
        found = screen_group(store, one.indicators, catalogue.area, when, as_of, register)
        record_findings(register, found, codes, when)


def _groups(catalogue: IndicatorSet, asked: str) -> list[Group]:
    wanted = listed(asked)
    known = {group.code: group for group in catalogue.groups}
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise UsageError(
            f"{catalogue.id} has no group {unknown[0]!r}; there are {', '.join(known)}"
        )
    return [known[code] for code in wanted] if wanted else list(catalogue.groups)


def _row(flag: Flag, lang: str) -> tuple[object, ...]:
    said = flag.acknowledgement
    return (
        flag.flag_id,
        flag.severity,
        flag.state,
        flag.period,
        f"{flag.indicator}/{flag.component}",
        flag.item,
        flag.rule,
        said.verdict if said else "",
        flag.text_vi if lang == "vi" else flag.text_en,
    )
