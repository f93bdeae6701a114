"""The rules of axe-core (https://github.com/dequelabs/axe-core) over the page that a browser shows."""

from __future__ import annotations

from pathlib import Path

from selenium.webdriver import Chrome

MAX_S = 120
"""A long page on a busy machine."""


def violations(page: Chrome) -> list[tuple[str, list[str]]]:
    """The rules that are broken, each with the elements that break it."""
    import axe_core_python

    page.execute_script((Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    page.set_script_timeout(MAX_S)
    found = page.execute_async_script("axe.run().then(arguments[0])")
    assert "color-contrast" in [one["id"] for one in found["passes"]]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
