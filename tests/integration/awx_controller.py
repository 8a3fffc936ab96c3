# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A stand-in of AWX's API: keeps what the modules of awx.awx post, and refuses what AWX refuses."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jinja2
import jinja2.sandbox

TOKEN = "tower-token-71x"
#: Associations are lists of ids; a POST to them adds one, with "disassociate" it takes one away.
ASSOCIATIONS = (
    "credentials", "labels", "instance_groups", "success_nodes", "failure_nodes", "always_nodes",
    "notification_templates_started", "notification_templates_success", "notification_templates_error",
    "notification_templates_approvals",
)  # fmt: skip
#: Environment variables that a credential type may not set (AWX, "Injector configuration").
RESERVED = re.compile(r"^ANSIBLE_|^(VIRTUAL_ENV|PATH|PYTHONPATH|JOB_ID|INVENTORY_ID|AWX_HOST|TOWER_HOST|REST_API_URL)$")
IDENTIFIER = re.compile(r"^[a-zA-Z_]+[a-zA-Z0-9_]*$")
QUESTION_TYPES = ("text", "textarea", "password", "integer", "float", "multiplechoice", "multiselect")


class Refused(Exception):
    """AWX would answer 400."""


class Store:
    """The objects, by endpoint and id. C(posts) holds every body that created or changed something."""

    def __init__(self) -> None:
        self.objects: dict[str, dict[int, dict[str, Any]]] = {}
        self.related: dict[tuple[str, int, str], Any] = {}
        self.writes: list[tuple[str, str, Any]] = []
        self._number = 0

    def add(self, endpoint: str, **fields: Any) -> dict[str, Any]:
        """An object as AWX would show it."""
        self._number += 1
        number = self._number
        url = f"/api/v2/{endpoint}/{number}/"
        singular = {"inventories": "inventory"}.get(endpoint, endpoint.removesuffix("s"))
        shown = {"type": singular, **fields, "id": number, "url": url, "related": {"survey_spec": f"{url}survey_spec/"}}
        if endpoint == "projects":
            # its update starts at once, and is over when somebody asks
            update = self.add("project_updates", status="successful")
            shown |= {"scm_revision": "", "summary_fields": {"current_update": {"id": update["id"]}}}
        self.objects.setdefault(endpoint, {})[number] = shown
        return shown

    def named(self, endpoint: str, name: str) -> dict[str, Any]:
        """The one object of this name."""
        found = [item for item in self.objects.get(endpoint, {}).values() if item.get("name") == name]
        assert len(found) == 1, (endpoint, name, self.objects.get(endpoint))
        return found[0]

    def find(self, endpoint: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """A filtered list. Of C(or__) filters one must match, of the others all."""
        items = list(self.objects.get(endpoint, {}).values())
        if endpoint == "unified_job_templates":
            items = [
                item for kind in ("job_templates", "projects", "workflow_job_templates") for item in self.find(kind, {})
            ]
        any_of = {key.removeprefix("or__"): value for key, value in query.items() if key.startswith("or__")}
        all_of = {key: value for key, value in query.items() if not key.startswith(("or__", "page"))}
        return [
            item
            for item in items
            if all(str(item.get(key)) == value for key, value in all_of.items())
            and (not any_of or any(str(item.get(key)) == value for key, value in any_of.items()))
        ]

    def write(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        """POST and PATCH; status and answer. Raises Refused."""
        parts = path.removeprefix("/api/v2/").strip("/").split("/")
        self.writes.append((method, "/".join(parts), body))
        match parts:
            case [endpoint]:
                check(endpoint, body)
                return 201, self.add(endpoint, **body)
            case [endpoint, number]:
                item = self.objects[endpoint][int(number)]
                check(endpoint, {**item, **body})
                item.update(body)
                return 200, item
            case [endpoint, number, "survey_spec"]:
                check_survey(body)
                self.related[endpoint, int(number), "survey_spec"] = body
                return 200, {}
            case [endpoint, number, "create_approval_template"]:
                made = self.add("workflow_approval_templates", **body)
                node = self.objects[endpoint][int(number)]
                node["unified_job_template"] = made["id"]
                node["related"]["unified_job_template"] = made["url"]
                return 201, made
            case [endpoint, number, association] if association in ASSOCIATIONS:
                ids = self.related.setdefault((endpoint, int(number), association), [])
                ids.remove(body["id"]) if body.get("disassociate") else ids.append(body["id"])
                return 204, None
        raise KeyError(path)

    def read(self, path: str, query: Mapping[str, str]) -> Any:
        """GET."""
        parts = path.removeprefix("/api/v2/").strip("/").split("/")
        match parts:
            case [endpoint]:
                found = self.find(endpoint, query)
                return {"count": len(found), "next": None, "results": found}
            case [endpoint, number]:
                return self.objects[endpoint][int(number)]
            case [endpoint, number, "survey_spec"]:
                return self.related.get((endpoint, int(number), "survey_spec"), {})
            case [endpoint, number, association] if association in ASSOCIATIONS:
                ids = self.related.get((endpoint, int(number), association), [])
                return {"count": len(ids), "next": None, "results": [{"id": one} for one in ids]}
        raise KeyError(path)


# -- what AWX refuses ------------------------------------------------------------------------------------------------------


def check(endpoint: str, body: Mapping[str, Any]) -> None:
    """Raises Refused for what AWX would not take."""
    if endpoint == "credential_types":
        check_credential_type(body)
    if endpoint == "job_templates" and not re.fullmatch(r"[^./][^ ]*\.ya?ml", body["playbook"]):
        raise Refused(f"playbook {body['playbook']!r} is not found in the project")


def check_credential_type(body: Mapping[str, Any]) -> None:
    """Input fields and injectors, as AWX's documentation on custom credential types has them."""
    if body["kind"] not in ("cloud", "net"):
        raise Refused("only the kinds cloud and net can be made")
    inputs, injectors = body["inputs"], body["injectors"]
    fields = [field["id"] for field in inputs["fields"]]
    for field in inputs["fields"]:
        unknown = set(field) - {
            "id",
            "label",
            "type",
            "format",
            "choices",
            "secret",
            "multiline",
            "help_text",
            "ask_at_runtime",
        }
        if unknown or not field["label"] or not IDENTIFIER.match(field["id"]) or field["id"] == "tower":
            raise Refused(f"input field {field}")
        if field.get("type", "string") not in ("string", "boolean") or (
            field.get("secret") and field["type"] != "string"
        ):
            raise Refused(f"type of the input field {field}")
    if len(set(fields)) != len(fields) or set(inputs.get("required", ())) - set(fields):
        raise Refused("fields are unique, and those that are required exist")
    if set(injectors) - {"env", "extra_vars", "file"}:
        raise Refused(f"injectors {set(injectors)}")
    names: dict[str, Any] = dict.fromkeys(fields, "value")
    if "file" in injectors:
        names["tower"] = {"filename": "the value's file"}
    sandbox = jinja2.sandbox.SandboxedEnvironment(undefined=jinja2.StrictUndefined)
    for kind in ("env", "extra_vars", "file"):
        for key, template in injectors.get(kind, {}).items():
            if (kind != "file" and not IDENTIFIER.match(key)) or (kind == "env" and RESERVED.search(key)):
                raise Refused(f"{kind} {key}")
            try:
                rendered = sandbox.from_string(template).render(**names)
            except jinja2.UndefinedError as error:
                raise Refused(f"{key}: {error}") from None
            if "value" not in rendered:
                raise Refused(f"{key} injects nothing of the credential: a template was rendered too early")


def check_survey(body: Mapping[str, Any]) -> None:
    """A survey's questions."""
    if not {"name", "description", "spec"} <= set(body) or not body["spec"]:
        raise Refused("name, description and spec are needed")
    variables = [question["variable"] for question in body["spec"]]
    if len(set(variables)) != len(variables):
        raise Refused("variables are unique")
    for question in body["spec"]:
        if (
            not {"question_name", "type", "variable", "required"} <= set(question)
            or question["type"] not in QUESTION_TYPES
        ):
            raise Refused(f"question {question}")
        default, kind = question.get("default", ""), question["type"]
        if kind in ("multiplechoice", "multiselect") and (
            not question.get("choices") or default not in question["choices"]
        ):
            raise Refused(f"choices of {question}")
        if kind in ("integer", "float"):
            if default != "" and not question.get("min", default) <= default <= question.get("max", default):
                raise Refused(f"default of {question}")
        elif not isinstance(default, str):
            raise Refused(f"default of {question}")
        elif default and not question.get("min", 0) <= len(default) <= question.get("max", 1024):
            raise Refused(f"length of the default of {question}")


# -- the server --------------------------------------------------------------------------------------------------------------


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server

    def do_GET(self) -> None:
        """Read."""
        self._serve()

    do_POST = do_PATCH = do_GET

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length) or "{}") if length else {}
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._answer(401, {"detail": "Authentication credentials were not provided."})
        url = urlsplit(self.path)
        try:
            if self.command == "GET":
                return self._answer(200, self.server.store.read(url.path, dict(parse_qsl(url.query))))
            return self._answer(*self.server.store.write(self.command, url.path, body))
        except Refused as error:
            return self._answer(400, {"__all__": [str(error)]})
        except KeyError as error:
            return self._answer(404, {"detail": f"{error}"})

    def _answer(self, status: int, body: Any) -> None:
        self.send_response(status)
        data = b"" if body is None else json.dumps(body).encode()
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: Any) -> None:
        """Quiet."""


class Server(ThreadingHTTPServer):
    """The stand-in on a free port of 127.0.0.1."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = Store()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def environment(self) -> dict[str, str]:
        """What the modules of awx.awx look at."""
        return {"CONTROLLER_HOST": self.url, "CONTROLLER_OAUTH_TOKEN": TOKEN}


@contextmanager
def controller() -> Iterator[Server]:
    """A running stand-in."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
