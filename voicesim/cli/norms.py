"""voicesim norms: every threshold that verdicts and advice rest on, with its source."""

from __future__ import annotations

from dataclasses import asdict

from voicesim import paths
from voicesim.assess.norms import PROFILES, explain_norms, load_norms, profile_of, with_profile
from voicesim.cli.options import Json, Profile
from voicesim.cli.output import print_json
from voicesim.cli.render.console import make_console
from voicesim.cli.render.norms import norms_list, profiles_told
from voicesim.config import load_settings


def norms(profile: Profile = None, as_json: Json = False) -> None:
    """Show the thresholds behind every verdict, their sources, how to switch them off, and which you
    changed."""
    settings = paths.config_file()
    chosen = load_norms(with_profile(load_settings(settings).norms, profile))
    explained = explain_norms(chosen)
    if as_json:
        print_json([asdict(norm) | ({"value": None} if norm.is_off else {}) for norm in explained])
        return
    console = make_console()
    console.print(norms_list(explained), soft_wrap=not console.is_terminal)
    told = profiles_told(profile_of(chosen), tuple(PROFILES))
    console.print(f"\n{told} Both stand in {settings}, below a line [norms].", markup=False)
