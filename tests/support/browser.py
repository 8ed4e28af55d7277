"""A real Chromium without a window, for pages from files."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from selenium.webdriver.remote.webelement import WebElement

DESKTOP, PHONE = (1280, 760), (390, 844)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Browser:
    """Opens a page and tells what a reader sees of it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, page: Path) -> None:
        """Load a file afresh; what the last page logged is forgotten."""
        self.driver.get("about:blank")
        self.log()
        self.requests()
        self.driver.get(page.as_uri())

    def log(self) -> list[str]:
        """Return the messages of the console since the last call, refusals by policy among them."""
        return [entry["message"] for entry in self.driver.get_log("browser")]  # type: ignore[no-untyped-call]  # selenium's

    def requests(self) -> list[str]:
        """Return the addresses that were asked for since the last call."""
        events: list[dict[str, Any]] = [
            json.loads(entry["message"])["message"]
            for entry in self.driver.get_log("performance")  # type: ignore[no-untyped-call]  # selenium's
        ]
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever the script returns
        """Run a script of the test's own, past the policy of the page."""
        return self.driver.execute_script(script, *arguments)

    def protocol(self, command: str, **parameters: object) -> dict[str, Any]:
        """Send a command of the Chrome DevTools Protocol."""
        answer: dict[str, Any] = self.driver.execute_cdp_cmd(command, parameters)
        return answer

    def find(self, selector: str) -> WebElement:
        """Return the first element."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """Return all elements."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def press(self, keys: str) -> None:
        """Type, wherever the focus is."""
        ActionChains(self.driver).send_keys(keys).perform()

    def seen(self, selector: str) -> bool:
        """Whether an element is within its pane, as far as its pane is on the screen."""
        script = """
            const box = arguments[0].getBoundingClientRect();
            const pane = arguments[0].closest(".pane, .card, body").getBoundingClientRect();
            return box.width > 0 && box.bottom > pane.top && box.top < pane.bottom
                && box.top < innerHeight && box.bottom > 0;
        """
        return bool(self.run(script, self.find(selector)))


@contextmanager
def browser(size: tuple[int, int], *, phone: bool = False) -> Generator[Browser]:
    """Start Chromium; end it afterwards.

    Raises:
        FileNotFoundError: There is no Chromium, or not its driver.
    """
    binary = next(filter(None, map(shutil.which, _BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if binary is None or driver is None:
        raise FileNotFoundError(
            "These tests need Chromium: apt-get install chromium chromium-driver fonts-noto-cjk"
        )
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    width, height = size
    switches = [
        "--headless=new",
        "--hide-scrollbars",
        "--disable-dev-shm-usage",
        f"--window-size={width},{height}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        switches.append("--no-sandbox")  # Chromium refuses to start as root with it
    for switch in switches:
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if phone:
        metrics = {"width": width, "height": height, "pixelRatio": 2}
        options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
    started = webdriver.Chrome(options=options, service=Service(driver))
    try:
        if not phone:
            # A window without a window has a frame all the same; this is the page itself.
            started.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride",
                {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
            )
        yield Browser(started)
    finally:
        started.quit()
