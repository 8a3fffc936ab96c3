# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The pages that people see on a camera of the made-up maker: labels as in the guide, requests of its own."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from aiohttp import web

from ..accounts import ADMINISTRATOR
from ..items import Item
from ..models import FAMILY_2022
from ..pages.canon import static_file
from ..pages.html import Binding, Renderer
from ..pages.layout import CHECKBOX, RADIO, SELECT, Page
from ..pages.menu import pages_of
from ..reply import Reply
from .models import MAKER
from .operation_pages import page_data, request_data, setup_page
from .shape import BROWSER, FORM, JSON, Sheet, is_checkbox

if TYPE_CHECKING:
    from ..camera import Camera
    from .service import AcmeService

_COLOUR = "body { --maker: #1c5a8a; }\n"


class AcmePages:
    """Serves the pages of one camera."""

    def __init__(self, camera: Camera, service: AcmeService) -> None:
        self._camera, self._service = camera, service
        self._pages = pages_of(FAMILY_2022)

    def answer(self, request: web.BaseRequest) -> Reply:
        """Answer a page, its script or its style; whoever is not logged in gets the login page."""
        shape = self._service.shape
        name = "" if request.path == "/" else request.path.removeprefix(shape.ui)
        if (file := static_file(name, "acme.js", _COLOUR)) is not None:
            return file
        if not self._camera.accounts.exist:
            if name == "setup.html":
                return self._html(setup_page(shape.ui, self._service.operations.ways, shape.good))
            return Reply(status=303, headers={"Location": f"{shape.ui}setup.html"})
        if self._service.sessions.role(request) != ADMINISTRATOR:
            return (
                self._login()
                if name == "login.html"
                else Reply(status=303, headers={"Location": f"{shape.ui}login.html"})
            )
        page = next((page for page in self._pages if page.path == name), None)
        if page is None:
            return self._html(
                self._renderer(None).frame("Setting Page", f"<h1>{escape(self._camera.entry.model)}</h1>")
            )
        return self._html(self._page(page, self._sheet_of(page)))

    def form(self, sheet: Sheet, state: str = "", words: str = "", status: int = 200) -> Reply:
        """The page that holds a form, under the address that the form is sent to. C(state): done or error, of what was sent before."""
        page = next(page for page in self._pages if self._sheet_of(page) is sheet)
        told = f' data-then="{state}">{escape(words)}</p>' if state else "></p>"
        return self._html(self._page(page, sheet).replace('class="status"></p>', f'class="status"{told}', 1), status)

    def login(self, status: int = 200) -> Reply:
        """The page on which people log in."""
        return self._login(status)

    def _page(self, page: Page, sheet: Sheet | None) -> str:
        text = self._renderer(sheet).page(page)
        if sheet is None or sheet.kind != FORM:
            return text
        token, field = self._service.sessions.new_token(), self._service.shape.token_field
        if sheet.submit == BROWSER:
            # its fields stand anywhere on the page
            text = text.replace(' data-page="', ' form="settings" data-page="')
            entry = f'<form id="settings" method="post" action="{sheet.path}" enctype="{sheet.enctype}">'
            hidden = f'<input type="hidden" name="{field}" value="{token}" id="token">'
            return text.replace("<main>", f"<main>{entry}{hidden}</form>", 1)
        return text.replace("<main>", f'<main><input type="hidden" name="{field}" value="{token}" id="token">', 1)

    def _sheet_of(self, page: Page) -> Sheet | None:
        items, sheets = self._camera.codes.items, self._service.shape.sheets
        return next((sheets[items[field.id].page] for field in page.fields if field.id in items), None)

    def _html(self, text: str, status: int = 200) -> Reply:
        self._camera.counters["setting_pages"] += 1
        return Reply(text, status, "text/html", {"Cache-Control": "no-store"})

    def _renderer(self, sheet: Sheet | None) -> Renderer:
        shape = self._service.shape
        config: dict[str, Any] = {
            "login": f"{shape.ui}login.html", "token": shape.token, "pick": shape.token_pick, "reboot": shape.reboot,
            "header": shape.token_header, "field": shape.token_field, "good": shape.good, "reason": shape.reason,
            "about": shape.about, **page_data(self._service.operations.ways),
        }  # fmt: skip
        if sheet is not None:
            config |= {
                key: getattr(sheet, key)
                for key in ("path", "kind", "method", "whole", "layout", "first", "submit", "enctype")
            }
        bound = Binding(
            {id_: self._camera.codes.items[id_] for id_ in (sheet.places if sheet is not None else ())},
            name=lambda item, row: self._service.documents[item.page].name(item, row),
            wire=self._word,
            operation=self._request,
            facts={"firmware.version": self._camera.firmware},
            widget=self._widget,
            value=self._value,
            types=self._type,
            data={"config": json.dumps(config)},
        )
        return Renderer(bound, self._pages, shape.ui, f"{MAKER} - {self._camera.entry.model}")

    def _word(self, item: Item, word: str) -> str:
        """A word as the value of an option: JSON text where the script makes JSON of it."""
        sheet = self._service.shape.sheets[item.page]
        wire = sheet.words[item.id][word]
        return str(wire) if sheet.kind == FORM else json.dumps(wire)

    def _value(self, item: Item, row: int) -> str:
        """A form comes with its values; the others are fetched."""
        if self._service.shape.sheets[item.page].kind != FORM:
            return ""
        return str(self._service.documents[item.page].wire(item, self._service.shown_values()[(item.id, row)]))

    def _type(self, item: Item) -> str:
        sheet = self._service.shape.sheets[item.page]
        if item.words:
            return "word"
        return "number" if item.number and sheet.kind != FORM and item.id not in sheet.as_text else "text"

    @staticmethod
    def _widget(item: Item, widget: str) -> str:
        """Switches are check boxes, a choice of two is a pair of buttons; Canon has lists for both."""
        if is_checkbox(item):
            return CHECKBOX
        return RADIO if len(item.words) == 2 and not item.column else SELECT if widget == CHECKBOX else widget

    def _request(self, role: str) -> dict[str, str] | None:
        shape = self._service.shape
        requests = {"log": ("GET", shape.log), "backup": ("POST", shape.backup), "restart": ("POST", shape.reboot)}
        if role == "list_certificates":
            return {"path": self._service.operations.ways.listing.path}
        if role not in requests:
            return request_data(self._service.operations.ways, role)
        method, path = requests[role]
        return {"method": method, "path": path}

    def _login(self, status: int = 200) -> Reply:
        shape = self._service.shape
        how = f'data-json="{shape.ui}"' if shape.login_kind == JSON else ""
        return self._html(
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Login</title>'
            f'<link rel="stylesheet" href="{shape.ui}page.css"><script src="{shape.ui}common.js" defer></script>'
            f'<script src="{shape.ui}page.js" defer></script></head><body><header>{MAKER}</header><nav></nav><main>'
            f'<h1>Login</h1><form id="login" method="post" action="{shape.login}" {how}>'
            f'<div class="line"><label for="f1">User Name</label><input id="f1" name="{shape.user_name}"></div>'
            '<div class="line"><label for="f2">Password</label>'
            f'<input id="f2" name="{shape.password_name}" type="password"></div>'
            '<button>Log in</button></form><p role="status" aria-label="Result" class="status"></p></main></body></html>\n',
            status,
        )
