"""What must hold of every page: axe, no sideways scrolling, large targets, a ring on each control, both fonts."""

from collections.abc import Mapping, Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "dark", "forced_colors": "active"},
}
WIDTHS = (1280, 320)  # 320 is also what 1280 at 400 % zoom leaves
FONTS = ("Display", "Text")  # Bricolage Grotesque and Inter, as our styles call them
MOST_WALKS = 3
ALL_RULES: dict[str, Any] = {}
RULES = {
    "light": ALL_RULES,
    "dark": {"runOnly": ["color-contrast"]},  # the one rule that asks for colours
    # There the system paints, and axe reads a fill colour that Chromium computes without painting it.
    "forced colours": {"rules": {"color-contrast": {"enabled": False}}},
}

# Only what is wrong comes back: the rest is a megabyte a run.
RUN_AXE = """async (options) => (await axe.run(document, {resultTypes: ["violations"], ...options})).violations"""

TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 0.5 && !one.children.length);
  return [`${root.scrollWidth} > ${root.clientWidth}`, ...wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))];
}"""

# A box that is hidden, or one of a text field's own, is reached through its label.
TOO_SMALL = """() => [...document.querySelectorAll("button, .btn, summary, select, input, textarea")].map((one) => {
    const boxes = [one, ...(one.labels ?? [])].map((each) => each.getBoundingClientRect());
    const height = Math.max(...boxes.map((box) => box.height));
    const shown = one.checkVisibility({visibilityProperty: true}) && one.tabIndex >= 0;
    return shown && height < 44 ? `${height.toFixed(1)} px: ${one.outerHTML.slice(0, 120)}` : "";
  }).filter(Boolean)"""

FONTS_LOADED = """async (names) => {
  await document.fonts.ready;
  const loaded = [...document.fonts].filter((face) => face.status === "loaded").map((face) => face.family);
  return names.filter((name) => !loaded.some((family) => family.includes(name)));
}"""

NUMBER = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const radios = new Set();
  const reached = [...document.querySelectorAll(all)].filter((one) => {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({visibilityProperty: true})) return false;
    if (one.type !== "radio") return true;
    const group = one.form?.elements[one.name];
    const chosen = group?.value ? one.checked : !radios.has(one.name);
    radios.add(one.name);
    return chosen;
  });
  reached.forEach((one, number) => { one.dataset.stop = number; });
  return reached.map((one) => one.outerHTML.slice(0, 120));
}"""

# The ring may lie on the control, or on the label that stands for a hidden box.
RECORD = """() => {
  window.stops = {};
  document.addEventListener("focusin", ({target}) => {
    const drawn = [target, target.nextElementSibling, target.closest("label"), target.parentElement]
      .filter(Boolean).map((each) => getComputedStyle(each));
    const ring = drawn.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    window.stops[target.dataset.stop] = ring;
  });
}"""


def too_wide(page: Page) -> list[str]:
    """List what makes the page scroll sideways."""
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def too_small(page: Page) -> list[str]:
    """List the controls less than 44 px high."""
    found: list[str] = page.evaluate(TOO_SMALL)
    return found


def fonts_missing(page: Page, names: Sequence[str] = FONTS) -> list[str]:
    """List the fonts the page did not load."""
    found: list[str] = page.evaluate(FONTS_LOADED, list(names))
    return found


def violations(page: Page, options: Mapping[str, Any] = ALL_RULES) -> list[str]:
    """List what axe finds, rule by rule with the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)  # half a megabyte: once a page
    found = page.evaluate(RUN_AXE, dict(options))
    return [
        f"{each['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for each in found
        for node in each["nodes"]
    ]


def unringed(page: Page) -> list[str]:
    """Walk the page with Tab; list the controls without a visible ring and those Tab does not reach."""
    controls: list[str] = page.evaluate(NUMBER)
    page.evaluate(RECORD)
    rings: dict[str, bool] = {}
    for _ in range(MOST_WALKS):  # a field for a date takes several Tabs
        for _ in controls:
            page.keyboard.press("Tab")
        rings = page.evaluate("window.stops")
        if all(str(number) in rings for number in range(len(controls))):
            break
    missed = [f"not reached: {html}" for number, html in enumerate(controls) if str(number) not in rings]
    return missed + [f"no ring: {html}" for number, html in enumerate(controls) if not rings.get(str(number), True)]


def everything(page: Page, fonts: Sequence[str] = FONTS) -> str:
    """Look at the page in each look and width; say all that is wrong, line by line, with where it was seen."""
    wrong = {"fonts": fonts_missing(page, fonts), "ring": unringed(page)}
    page.evaluate("document.activeElement.blur()")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong[f"sideways at {width}"] = too_wide(page)
        wrong[f"targets at {width}"] = too_small(page)
        for look, media in LOOKS.items():
            page.emulate_media(**media)
            wrong[f"axe at {width}, {look}"] = violations(page, RULES[look])
    return "\n".join(f"{where}: {one}" for where, found in wrong.items() for one in found)
