"""A page as somebody has it who uses no mouse: where Tab leads, and whether one sees where one is."""

from __future__ import annotations

from dataclasses import dataclass

from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

MAX_STOPS = 400

WATCH = """
    window.forTheMouse = new Set();
    const listen = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (name, ...rest) {
      if (/^(click|dblclick|mouse|pointer)/.test(name) && this instanceof Element) forTheMouse.add(this);
      return listen.call(this, name, ...rest);
    };
"""
"""Before the scripts of a page: remember what they let a mouse do something to."""

HERE = """
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return null;
    const box = one.getBoundingClientRect();
    const ringed = (each) => {
      const { outlineStyle, outlineWidth, outlineColor, opacity } = getComputedStyle(each);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && Number(opacity) === 1
        && !/, 0\\)$/.test(outlineColor) && each.checkVisibility();
    };
    const around = [one, ...(one.matches(".seek") ? [one.closest(".wave")] : [])];
    window.reached = [...(window.reached || []), one];
    return {
      html: one.outerHTML.slice(0, 150).replace(/\\s+/g, " "),
      seen: around.some(ringed) && box.width > 0 && box.bottom > 0 && box.top < innerHeight
        && box.right > 0 && box.left < innerWidth,
      order: reached.length < 2
        || Boolean(reached.at(-2).compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING),
    };
"""
"""What has the focus, None where nothing has."""

LEFT = """
    const { reached = [], forTheMouse = new Set() } = window;
    const of = (one) => one.type === "radio"
      ? reached.some((each) => each.type === "radio" && each.name === one.name) : reached.includes(one);
    const can = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'],"
      + "audio[controls]";
    const shown = (one) => one.checkVisibility({ visibilityProperty: true });
    const hand = (one) => getComputedStyle(one).cursor === "pointer";
    const known = "%s";
    const reachable = (one) => [...reached].some((each) => each.contains(one)) || of(one.closest(can) || one)
      || (one.closest("label")?.control && of(one.closest("label").control)) || one.closest(known);
    const html = (one) => one.outerHTML.slice(0, 150).replace(/\\s+/g, " ");
    return [
      ...[...document.querySelectorAll(can)].filter((one) => shown(one) && !one.disabled && !of(one)),
      ...[...document.querySelectorAll("body *")].filter((one) => hand(one) && shown(one) && !reachable(one)),
      ...[...forTheMouse].filter((one) => one.isConnected && shown(one) && !one.disabled && !reachable(one)),
    ].map(html);
"""

BY_OTHER_KEYS = {
    ".w[data-s]": "a word: shift with the arrows, then space",
    ".drawing": "the waveform: its slider, and the arrows",
    "article[data-answer]": "listens for its words and buttons",
    ".ticks": "listens for its buttons",
    ".chart": "the arrows while the chart has the focus",
}
"""What a mouse can do that no Tab leads to, and what does it instead."""


@dataclass(frozen=True, slots=True)
class Walk:
    """`stops` are what Tab led to, in order; the others are those of them that break a promise."""

    stops: tuple[str, ...]
    unseen: tuple[str, ...]
    """One does not see that they have the focus."""

    backwards: tuple[str, ...]
    """They stand before the one before them."""

    left: tuple[str, ...]
    """What a mouse can use and Tab did not reach."""


def watch(page: Chrome) -> str:
    """Have every page that is opened from now on remember its listeners; the name to stop it by."""
    added = page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    return str(added["identifier"])


def stop_watching(page: Chrome, name: str) -> None:
    page.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": name})


def press(page: Chrome, *keys: str) -> None:
    ActionChains(page).send_keys(*keys).perform()


def walk(page: Chrome) -> Walk:
    """Tab from the top of the page to its end, or fail where one gets stuck."""
    stops, unseen, backwards = [], [], []
    for _ in range(MAX_STOPS):
        press(page, Keys.TAB)
        here = page.execute_script(HERE)
        if here is None:
            break
        stops.append(here["html"])
        unseen += [] if here["seen"] else [here["html"]]
        backwards += [] if here["order"] else [here["html"]]
    else:
        raise AssertionError(f"Tab goes round in circles: {stops[-5:]}")
    left = page.execute_script(LEFT % ", ".join(BY_OTHER_KEYS))
    return Walk(tuple(stops), tuple(unseen), tuple(backwards), tuple(left))


def to(page: Chrome, name: str, *, backwards: bool = False) -> WebElement:
    """Tab on from where one is until something has the focus whose accessible name begins so."""
    passed = []
    for _ in range(MAX_STOPS):
        if backwards:
            ActionChains(page).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
        else:
            press(page, Keys.TAB)
        here = page.switch_to.active_element
        passed.append(here.accessible_name)
        if passed[-1].startswith(name):
            assert page.execute_script(HERE)["seen"], f"one does not see where {name} is"
            return here
    raise AssertionError(f"Tab does not lead to {name}, but to {passed[:60]}")
