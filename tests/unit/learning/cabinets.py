# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificate pages of cameras that do not exist, and somebody who presses their buttons as a checklist says."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from .makers import Browser

_DONE, _REFUSED = "Status=0\n", "Status=1\nError=E501 file\n"
_FORM = "application/x-www-form-urlencoded"
Files = Mapping[str, bytes]


def multipart(parts: Mapping[str, str], files: Mapping[str, tuple[str, str]]) -> str:
    """A body as the network log has it: C(files) are names and contents, which may be empty."""
    lines = []
    for name, (file, content) in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: application/octet-stream'
        lines.append(f"--frontier\r\n{head}\r\n\r\n{content}\r\n")
    lines += [
        f'--frontier\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts.items()
    ]
    return "".join(lines) + "--frontier--\r\n"


class Cabinet:
    """Presses the buttons of a checklist. C(contents): the log holds what is in the files; C(skips): operations that the page lacks."""

    mime = "multipart/form-data; boundary=frontier"

    def __init__(self, browser: Browser, checklist: Mapping[str, Any], files: Files | None = None) -> None:
        self.browser, self.checklist, self.files = browser, checklist, files
        self.materials = {one["name"]: one for one in checklist["materials"]}
        self.skips: set[str] = set()
        self.before: Callable[[Mapping[str, Any]], None] = lambda step: None

    def follow(self) -> None:
        """All steps that are buttons, but for those of [Maintenance]."""
        for step in self.checklist["steps"]:
            if step["kind"] == "operation" and step["sheet"] != "maintenance" and step["operation"] not in self.skips:
                self.before(step)
                self.press(step)

    def press(self, step: Mapping[str, Any]) -> None:
        raise NotImplementedError

    def post(self, op: str, answer: str = _DONE, **fields: str) -> None:
        """A form without files."""
        self.browser.record(
            "POST", f"/admin/-cert-?op={op}", answer, body=urlencode(fields), mime=_FORM if fields else ""
        )

    def upload(self, op: str, files: Mapping[str, str], answer: str = _DONE, **fields: str) -> None:
        """A form with files, by field."""
        named = {field: (name, self._content(name)) for field, name in files.items()}
        self.browser.record("POST", f"/admin/-cert-?op={op}", answer, body=multipart(fields, named), mime=self.mime)

    def refused(self, op: str, files: Mapping[str, str], **fields: str) -> None:
        """A form with a file that the camera does not take."""
        self.upload(op, files, _REFUSED, **fields)

    def _content(self, name: str) -> str:
        return self.files.get(name, b"").decode("latin-1") if self.files else ""


def texts(step: Mapping[str, Any]) -> dict[str, str]:
    """What a step asks to enter, by placeholder."""
    return {one["name"]: one["marker"] for one in step["texts"]}


class ListPage(Cabinet):
    """A list of certificates with buttons in its rows; the list is read again after each of them."""

    form = "%Y/%m/%d"
    own_ids = True
    reads_again = True
    container = "pair"

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.last = 3
        self.rows: list[dict[str, str]] = [self.row("factory", "srv", "2020/01/17", "2030/01/17")]
        self.rows[0]["web"] = "y"
        self.look()

    def row(self, name: str, kind: str, start: str, end: str) -> dict[str, str]:
        self.last += 2
        days = [datetime.strptime(day, "%Y/%m/%d").strftime(self.form) if day else "" for day in (start, end)]
        made = {"nm": name, "ty": kind, "nb": days[0], "na": days[1], "web": "n", "dx": "0", "bits": "2048"}
        return {"no": str(self.last), **made} if self.own_ids else made

    def look(self) -> None:
        lines = [f"{code}-{at}={value}\n" for at, row in enumerate(self.rows) for code, value in row.items()]
        self.browser.record("GET", "/admin/-cert-?op=ls", "".join(lines))

    def press(self, step: Mapping[str, Any]) -> None:
        getattr(self, "do_" + step["operation"].replace(".", "_"))(step, self.materials.get(step.get("material", "")))
        if self.reads_again:
            self.look()

    def add(self, kind: str, material: Mapping[str, Any]) -> None:
        named = (
            ("", "", "") if kind == "crl" else (material["common_name"], material["start_date"], material["end_date"])
        )
        self.rows.append(self.row(named[0], kind, *named[1:]))

    def do_certificates_install_ca(self, _step: Any, material: Mapping[str, Any]) -> None:
        self.upload("addca", {"f": material["files"]["certificate"]})
        self.add("root", material)

    def do_certificates_install_crl(self, _step: Any, material: Mapping[str, Any]) -> None:
        self.upload("addcrl", {"f": material["files"]["crl"]})
        self.add("crl", material)

    def do_certificates_install(self, step: Mapping[str, Any], material: Mapping[str, Any]) -> None:
        names = material["files"]
        files = (
            {"crt": names["certificate"], "prv": names["key"]}
            if self.container == "pair"
            else {"crt": names[self.container], "prv": ""}
        )
        self.upload("addcrt", files, pw=texts(step)["passphrase"], kind="1")
        self.add("srv", material)

    def at(self, step: Mapping[str, Any], material: Mapping[str, Any] | None) -> int:
        name = "factory" if material is None else "" if material["kind"] == "crl" else material["common_name"]
        return next(at for at, row in enumerate(self.rows) if row["nm"] == name)

    def name_of(self, at: int) -> str:
        return self.rows[at].get("no", str(at))

    def do_certificates_select(self, step: Mapping[str, Any], material: Mapping[str, Any] | None) -> None:
        self.choose("web", "use", self.at(step, material), "y", "n")

    def do_dot1x_select(self, step: Mapping[str, Any], material: Mapping[str, Any] | None) -> None:
        self.choose("dx", "use8021x", self.at(step, material), "1", "0")

    def choose(self, code: str, op: str, at: int, on: str, off: str) -> None:
        self.post(op, which=self.name_of(at))
        for row in self.rows:
            row[code] = off
        self.rows[at][code] = on

    def do_dot1x_clear(self, _step: Any, _material: Any) -> None:
        self.post("no8021x")
        for row in self.rows:
            row["dx"] = "0"

    def do_certificates_delete(self, step: Mapping[str, Any], material: Mapping[str, Any] | None) -> None:
        at = self.at(step, material)
        self.post("rm", which=self.name_of(at))
        del self.rows[at]


class SinglePage(Cabinet):
    """One certificate, whose key the camera makes itself, and three files for 802.1X."""

    #: what the camera shows for its signing request, and as its own certificate
    request_pem = ""
    certificate_pem = ""
    shown: Mapping[str, Any] | None = None

    def press(self, step: Mapping[str, Any]) -> None:
        material = self.materials.get(step.get("material", ""))
        section, _dot, key = step["operation"].partition(".")
        op = f"{section[0]}_{key}"
        if key.startswith("create"):
            self.shown = material if key == "create_self_signed" else self.shown
            self.post(op, **{"x" + name.replace("_", "")[-9:]: value for name, value in texts(step).items()})
        elif key == "show_server" and material is not None:
            lines = {
                "subject": material["common_name"],
                "since": material["start_date"],
                "until": material["end_date"],
                "bits": "2048",
            }
            self.show(op, "".join(f"{name}={value}\n" for name, value in lines.items()))
        elif key.startswith("show"):
            self.show(op, self.request_pem if key == "show_request" else self.certificate_pem)
        elif step["files"]:
            fields = {"pw": next(iter(texts(step).values()))} if step["texts"] else {}
            self.upload(op, {"file": step["files"][0]["file"] or "backup.bin"}, **fields)
        else:
            self.post(op, **({"pw": texts(step)["encryption_password"]} if step["texts"] else {}))

    def show(self, op: str, answer: str) -> None:
        self.browser.record("GET", f"/admin/-cert-?op={op}", answer)


class JsonPage(ListPage):
    """The list as JSON, and certificates as text in JSON bodies, with a token fetched before each change."""

    encoding = "text"
    #: what is in use is told by ids beside the rows
    beside = False

    def token(self) -> dict[str, str]:
        made = f"T0ken{len(self.browser.entries):011d}"
        self.browser.record("GET", "/api/token", json.dumps({"data": {"t": made}}), answer_type="application/json")
        return {"X-Request-Key": made, "Cookie": "SID=f00dfeed12345678"}

    def look(self) -> None:
        rows: list[dict[str, Any]] = [
            {
                "ref": f"c{row['no']}",
                "kind": row["ty"],
                "subject": {"cn": row["nm"]},
                "from": row["nb"],
                "to": row["na"],
            }
            for row in self.rows
        ]
        whole: dict[str, Any] = {"items": rows}
        for name, code, on in (("https", "web", "y"), ("dot1x", "dx", "1")):
            if self.beside:
                whole[f"used_{name}"] = next((f"c{row['no']}" for row in self.rows if row[code] == on), "")
            else:
                for shown, row in zip(rows, self.rows, strict=True):
                    shown[name] = row[code] == on
        self.browser.record("GET", "/api/certs", json.dumps(whole), answer_type="application/json")

    def send(self, method: str, path: str, body: Any) -> None:
        headers = self.token()
        text = json.dumps(body) if body is not None else ""
        self.browser.record(method, path, '{"result":"ok"}', body=text, mime="application/json" if text else "",
                            answer_type="application/json", headers=headers)  # fmt: skip

    def post(self, op: str, answer: str = _DONE, **fields: str) -> None:
        if op == "rm":
            self.send("DELETE", f"/api/certs/c{fields['which']}", None)
        else:
            self.send("POST", f"/api/certs/{op}", {name: f"c{value}" for name, value in fields.items()} or {"go": True})

    def upload(self, op: str, files: Mapping[str, str], answer: str = _DONE, **fields: str) -> None:
        texts_of = {field: self._content(name) for field, name in files.items()}
        if self.encoding == "base64":
            texts_of = {field: base64.b64encode(text.encode()).decode() for field, text in texts_of.items()}
        self.send("POST", f"/api/certs/{op}", {**texts_of, **fields})
