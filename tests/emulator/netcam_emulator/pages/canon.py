# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The Setting Page of an emulated Canon camera: HTML and a script that speak the setting protocol."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from ..models import FAMILY_PRE
from ..profile import interface
from ..reply import Reply
from .html import Binding, Renderer
from .menu import pages_of

if TYPE_CHECKING:
    from ..camera import Camera

BASE = "/admin/"
STATIC = Path(__file__).resolve().parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_MAKER_COLOUR = "body { --maker: #8a1c1c; }\n"
#: Names of operations on the page, and what the exported profile calls their requests.
_CERTIFICATES = {
    "backup_certificates": "backup",
    "restore_certificates": "restore",
    "select_certificate": "select",
    "delete_certificate": "delete",
    "list_certificates": "list",
}
_DOT1X = {
    "install_dot1x_ca": "install_ca",
    "install_dot1x_client": "install_client",
    "install_dot1x_key": "install_key",
    "delete_dot1x": "delete",
    "select_dot1x": "select",
    "clear_dot1x": "clear",
}
_OTHER = {"initialise": "initialize"}


class CanonPages:
    """Serves the pages of one camera."""

    def __init__(self, camera: Camera, seed: str) -> None:
        self._camera = camera
        self._pages = pages_of(camera.entry.family)
        self._interface = interface(camera.entry.family)
        #: whether a page sends what was changed, or the whole section around it
        self.sends = random.Random(f"{seed}/{camera.entry.family}/pages").choice(("changed", "section"))

    def answer(self, path: str) -> Reply | None:
        """Answer a page, its script or its style; None when the path is none of them."""
        name = path.removeprefix(BASE)
        if name in ("", "default_settings.html"):
            return self._html(self._renderer().frame("Setting Page", f"<h1>{self._camera.entry.model}</h1>"))
        if (file := static_file(name, "canon.js", _MAKER_COLOUR)) is not None:
            return file
        page = next((page for page in self._pages if page.path == name), None)
        if page is None:
            return None
        return self._html(self._renderer().page(page))

    def first_account(self, path: str) -> Reply | None:
        """[Default Settings]: what a camera without an administrator shows to a browser."""
        name = path.removeprefix(BASE)
        if name == "default_settings.html":
            return self._html(_DEFAULT_SETTINGS.replace("{longest}", "31" if self._is_old else "32"))
        return static_file(name, "canon.js", _MAKER_COLOUR)

    @property
    def _is_old(self) -> bool:
        return self._camera.entry.family == FAMILY_PRE

    def _html(self, text: str) -> Reply:
        self._camera.counters["setting_pages"] += 1
        return Reply(text, content_type="text/html")

    def _renderer(self) -> Renderer:
        camera, codes = self._camera, self._camera.codes
        bound = Binding(
            codes.items,
            name=lambda item, row: codes.parameter((item.id, row)),
            wire=codes.to_wire,
            operation=self._request,
            facts={"firmware.version": camera.firmware},
            data={"sends": self.sends},
        )
        return Renderer(bound, self._pages, BASE, f"Canon {camera.entry.model}")

    def _request(self, role: str) -> dict[str, str] | None:
        """Method and address of an operation, None when this generation has no such request."""
        groups = self._interface
        if role in _DOT1X:
            found = groups["dot1x"].get(_DOT1X[role])
        elif role in _OTHER or role in groups:
            found = groups[_OTHER.get(role, role)]
        else:
            found = groups["certificates"].get(_CERTIFICATES.get(role, role))
        if found is None:
            return None
        fixed = {name: value for name, value in found.get("params", {}).items() if not str(value).startswith("{")}
        query = "&".join(f"{name}={value}" for name, value in fixed.items())
        return {"method": found["method"], "path": f"{found['path']}?{query}" if query else found["path"]}


def static_file(name: str, script: str, style: str = "") -> Reply | None:
    """A script or style: `page.js` is the maker's own."""
    files = {"page.js": script, "common.js": "common.js", "page.css": "page.css"}
    if name not in files:
        return None
    path = STATIC / files[name]
    text = path.read_text(encoding="utf-8") + (style if path.suffix == ".css" else "")
    return Reply(text, content_type=_TYPES[path.suffix], headers={"Cache-Control": "max-age=3600"})


_DEFAULT_SETTINGS = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Default Settings</title>
<link rel="stylesheet" href="/admin/page.css"><script src="/admin/common.js" defer></script></head><body><header>Default
Settings</header><nav></nav><main><h1>Administrator Account</h1><p>Enter an administrator name and password. This enables the
administrator to configure cameras.</p><form id="account">
<div class="line"><label for="f1">Administrator Name</label><input id="f1" name="name"><small>5 to 15 characters</small></div>
<div class="line"><label for="f2">Password</label><input id="f2" name="password" type="password"><small>8 to {longest}
characters</small></div>
<div class="line"><label for="f3">Confirm Password</label><input id="f3" type="password" data-confirms="f2"></div>
<button>Apply</button></form><p role="status" aria-label="Result" class="status"></p></main><script>
document.getElementById("account").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!page.confirmed()) { page.say("The passwords are not the same.", "error"); return; }
  const answer = await fetch("/admin/-init-", { method: "POST", body: new URLSearchParams(new FormData(event.target)) });
  const text = await answer.text();
  page.say(text.startsWith("Status=0") ? "The account was created." : text, text.startsWith("Status=0") ? "done" : "error");
});
</script></body></html>
"""
