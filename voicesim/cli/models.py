"""voicesim models: the speech models on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from voicesim.cli.options import Json
from voicesim.cli.output import print_json, say

if TYPE_CHECKING:
    from voicesim.speech.models import Model

app = typer.Typer(help="Speech models: what is here, what can be had.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A model by name, as `voicesim models list` shows it.")]


@app.command("list")
def list_all(as_json: Json = False) -> None:
    """The models on this machine, and those that can be downloaded."""
    from voicesim.cli.render.console import make_console
    from voicesim.cli.render.models import models_table
    from voicesim.speech.models import list_models

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
def get(name: Name) -> None:
    """Download a model, once; the only thing that voicesim uses the network for."""
    from voicesim.errors import ModelError
    from voicesim.speech.model_speed import measure_speed

    model = get_with_progress(name)
    say(f"{model.name} is ready in {model.directory}")
    try:
        speed = model.speed or measure_speed(model.name, model.directory, model.size_bytes)
    except ModelError as exc:
        say(str(exc))
        return
    keeps_up = "so it keeps up while you speak" if speed.keeps_up else "too much to keep up while you speak"
    say(f"It needs {speed.work_per_s:.2f} s of work for a second of speech here, {keeps_up}.")


@app.command("remove")
def remove(name: Name) -> None:
    """Delete a downloaded model."""
    from voicesim.speech.models import remove_model

    freed_bytes = remove_model(name)
    say(f"{name} is deleted; {freed_bytes / 1e6:.0f} MB are free again.")


def get_with_progress(name: str) -> Model:
    """Download a model with a progress bar on standard error, where that is a terminal.

    Raises InputError for an unknown name, ModelError when it cannot be had.
    """
    from voicesim.cli.render.progress import download_bar
    from voicesim.speech.download import download_model

    with download_bar(f"Downloading {name}") as bar:
        return download_model(name, lambda p: bar.update(p.done_bytes, p.total_bytes))
