"""A Chromium without a window, a profile of its user or a network habit: for tests, pictures, benchmarks."""

from __future__ import annotations

import shutil
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
)


def find_chromium() -> tuple[str, str] | None:
    """The browser and its driver, as they are installed here; None when either is missing."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


def start_chromium(profile: Path, *flags: str) -> webdriver.Chrome:
    """Start it with the empty folder `profile`, and these flags besides.

    Raises FileNotFoundError where it is not installed.
    """
    found = find_chromium()
    if found is None:
        raise FileNotFoundError("Install Chromium and its driver first, as scripts/test does.")
    options = webdriver.ChromeOptions()
    options.binary_location, driver = found
    for flag in (*FLAGS, f"--user-data-dir={profile}", *flags):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options, Service(driver))


def look(browser: webdriver.Chrome, scheme: str = "light", width: int = 1280, height: int = 900) -> None:
    """Set the colours that the system prefers and the size of the window; nothing moves slowly."""
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
