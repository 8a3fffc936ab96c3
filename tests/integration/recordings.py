# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What browsers and people make of a recording: other spellings of the same HAR file, several files, files cut short."""

from __future__ import annotations

import base64
import copy
import gzip
import json
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Har = dict[str, Any]


def read(path: Path) -> Har:
    """A HAR file."""
    har: Har = json.loads(path.read_text(encoding="utf-8"))
    return har


def entries(har: Har) -> list[Har]:
    """Its entries."""
    found: list[Har] = har["log"]["entries"]
    return found


def with_base64(har: Har) -> None:
    """Bodies of answers in base64, as Chromium writes those that it takes for binary."""
    for entry in entries(har):
        content = entry["response"]["content"]
        if content.get("text") and content.get("encoding") != "base64":
            content["text"] = base64.b64encode(content["text"].encode()).decode()
            content["encoding"] = "base64"


def with_http2(har: Har) -> None:
    """Requests as they look over HTTP/2: pseudo headers first (RFC 9113, section 8.3.1), names in lower case."""
    for entry in entries(har):
        request, url = entry["request"], urlsplit(entry["request"]["url"])
        target = url.path + (f"?{url.query}" if url.query else "")
        pseudo = {":method": request["method"], ":authority": url.netloc, ":scheme": url.scheme, ":path": target}
        request["httpVersion"] = entry["response"]["httpVersion"] = "h2"
        request["headers"] = [{"name": name, "value": value} for name, value in pseudo.items()] + [
            {"name": header["name"].lower(), "value": header["value"]}
            for header in request["headers"]
            if header["name"].lower() not in ("host", "connection")
        ]


def with_sessions_over(har: Har, chance: random.Random, times: int = 3) -> None:
    """Before some writes the camera no longer knows the login: 401, and the browser sends the request once more (RFC 7616, 3.3)."""
    whole = entries(har)
    writes = [at for at, entry in enumerate(whole) if "/-set-?" in entry["request"]["url"]]
    for at in sorted(chance.sample(writes, times), reverse=True):
        over = copy.deepcopy(whole[at])
        began = datetime.fromisoformat(over["startedDateTime"].replace("Z", "+00:00")) - timedelta(milliseconds=1)
        over["startedDateTime"] = began.isoformat()
        asks = {"name": "WWW-Authenticate", "value": 'Digest realm="camera", nonce="0a4f113b", qop="auth", stale=true'}
        page = {"mimeType": "text/html", "text": "<html><body><h1>401 Unauthorized</h1></body></html>", "size": 51}
        over["response"].update(status=401, statusText="Unauthorized", headers=[asks], content=page)
        whole.insert(at, over)


def shuffled(har: Har, chance: random.Random) -> None:
    """Entries in the order in which they ended rather than began; their times still tell."""
    order = entries(har)
    for at in range(0, len(order) - 4, 4):
        part = order[at : at + 4]
        chance.shuffle(part)
        order[at : at + 4] = part


def in_two(har: Har, folder: Path) -> list[Path]:
    """Two files: the first one is cut off in the middle of an entry that the second one has as a whole; both packed or not."""
    whole = entries(har)
    half = len(whole) * 2 // 3
    first = {**har, "log": {**har["log"], "entries": whole[: half + 1]}}
    second = {**har, "log": {**har["log"], "entries": whole[half:]}}
    cut, rest = folder / "morning.har", folder / "afternoon.har.gz"
    text = json.dumps(first)
    cut.write_text(text[: text.rindex('"response"')], encoding="utf-8")
    rest.write_bytes(gzip.compress(json.dumps(second).encode()))
    return [cut, rest]
