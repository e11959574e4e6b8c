"""The rules of axe-core over an open page."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
async (tags) => {
  const folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((one) => { one.open = true; });
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags},
    rules: {"target-size": {enabled: true}},
    resultTypes: ["violations"],
  });
  folded.forEach((one) => { one.open = false; });
  return found.violations;
}
"""
LOOKS = (
    ("phone, dark", {"width": 390, "height": 844}, "dark"),
    ("desktop, light", {"width": 1280, "height": 900}, "light"),
)


def violations(page: Page) -> list[str]:
    """What the open page, unfolded, violates of WCAG 2.2 A and AA and of axe's best practice."""
    page.evaluate(SCRIPT)
    found = []
    for look, size, colours in LOOKS:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        found += [f"{look}: {line}" for one in page.evaluate(RUN, TAGS) for line in _told(one)]
    return found


def _told(violation: dict[str, Any]) -> list[str]:
    where = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
    html = violation["nodes"][0]["html"][:160]
    return [f"{violation['id']} ({len(where)}×) {where[0]} {html}"]
