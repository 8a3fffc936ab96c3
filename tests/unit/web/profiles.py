# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The profile of the camera in nimbus.py, as a recording would give it."""

from __future__ import annotations

import copy
from typing import Any

_OK = {"at": {"in": "json", "pointer": "/ok"}, "equals": True}
_TOKEN = {"X-Token": "{token:once}"}


def _json(pointer: str) -> dict[str, str]:
    return {"in": "json", "pointer": pointer}


def _form(name: str) -> dict[str, str]:
    return {"in": "form", "name": name}


def _html(name: str) -> dict[str, str]:
    return {"in": "html", "name": name}


def _network(pointer: str, **more: Any) -> dict[str, Any]:
    return {
        "write": {"request": "network", "at": _json(f"/set{pointer}")},
        "read": {"page": "network", "at": _json(f"/result{pointer}")},
        **more,
    }


PROFILE: dict[str, Any] = {
    "profile_version": 2,
    "driver": "web",
    "name": "nimbus-7",
    "guide": "canon_vb_2022",
    "models": ["Nimbus 7"],
    "source": "made up by this test",
    "interface": {
        "recognise": {
            "request": {"path": "/api/about"},
            "model": _json("/device/model"),
            "firmware": _json("/device/fw"),
        },
        "authentication": {
            "kind": "json",
            "request": {
                "method": "POST",
                "path": "/api/login",
                "body": {"kind": "json", "content": {"u": "{user}", "p": "{password}"}},
            },
            "success": _OK,
            "session": "cookie",
            "expired": {"status": [302], "location": "login"},
        },
        "tokens": {"once": {"request": {"path": "/api/token"}, "pick": _json("/t"), "lifetime": "request"}},
        "requests": {
            "network": {
                "method": "PUT",
                "path": "/api/network",
                "headers": _TOKEN,
                "body": {"kind": "json", "content": {"set": {}}},
                "whole": True,
                "carry": [{"at": _json("/set/vendor"), "page": "network", "from": _json("/result/vendor")}],
            },
            "security": {
                "method": "POST",
                "path": "/security.cgi",
                "body": {"kind": "form", "content": {"token": "{token:once}", "apply": "1"}},
                "whole": True,
            },
            "snmp": {
                "method": "POST",
                "path": "/snmp.cgi",
                "body": {"kind": "form", "content": {"token": "{token:once}"}},
            },
            "new_user": {"method": "POST", "path": "/api/users", "headers": _TOKEN, "body": {"kind": "json"}},
            "old_user": {"method": "DELETE", "path": "/api/users", "headers": _TOKEN, "body": {"kind": "json"}},
            "account": {
                "method": "POST",
                "path": "/api/account",
                "headers": _TOKEN,
                "body": {"kind": "json", "content": {"old": "{password}"}},
            },
        },
        "reads": {
            "network": {"request": {"path": "/api/network"}, "kind": "json"},
            "security": {"request": {"path": "/security.html"}, "kind": "html"},
            "snmp": {"request": {"path": "/snmp.js"}, "kind": "script"},
            "users": {"request": {"path": "/api/users"}, "kind": "json"},
        },
        "save": {"request": {"method": "POST", "path": "/api/save", "headers": _TOKEN}},
        "success": _OK,
        "transient": [{"contains": "try later"}],
    },
    "settings": {
        "network.mdns": _network("/mdns", values={"enable": True, "disable": False}),
        "network.dns.host_name": _network("/hostname"),
        "network.max_packet_size": _network("/mtu"),
        "network.dns.search_domains": {
            "write": {"request": "network"},
            "read": {"page": "network"},
            "columns": {"name": {"write": _json("/set/search/{row}"), "read": _json("/result/search/{row}")}},
        },
        "host_access.ipv4.apply": {
            "write": {"request": "security", "at": _form("acl[on]")},
            "read": {"page": "security", "at": _html("acl[on]")},
            "values": {"enable": "yes", "disable": None},
        },
        "host_access.ipv4.default_policy": {
            "write": {"request": "security", "at": _form("acl[policy]")},
            "read": {"page": "security", "at": _html("acl[policy]")},
            "values": {"authorize": "1", "prohibit": "2"},
        },
        "host_access.ipv4.rows": {
            "rows": 4,
            "write": {"request": "security", "first": 1},
            "read": {"page": "security", "first": 1},
            "columns": {
                "address": {"write": _form("acl[rows][{row}][addr]"), "read": _html("acl[rows][{row}][addr]")},
                "prefix_length": {"write": _form("acl[rows][{row}][len]"), "read": _html("acl[rows][{row}][len]")},
                "action": {
                    "write": _form("acl[rows][{row}][act]"),
                    "read": _html("acl[rows][{row}][act]"),
                    "values": {"authorize": "1", "prohibit": "2"},
                },
            },
        },
        "snmp_server.contact": {
            "write": {"request": "snmp", "at": _form("contact")},
            "read": {"page": "snmp", "at": {"in": "script", "name": "contact"}},
        },
        "snmp_server.v3": {
            "write": {"request": "snmp", "at": _form("v3")},
            "read": {"page": "snmp", "at": {"in": "script", "name": "v3"}},
            "values": {"enable": "1", "disable": "0"},
        },
        "snmp_server.auth_password": {"write": {"request": "snmp", "at": [_form("pass"), _form("pass_again")]}},
        "users.accounts": {
            "rows": 8,
            "table": "list",
            "read": {"page": "users"},
            "columns": {
                "name": {"write": _json("/name"), "read": _json("/{row}/name")},
                "password": {"write": _json("/password")},
            },
            "add": {"request": "new_user"},
            "delete": {"request": "old_user", "at": _json("/who"), "by": "name"},
        },
        "administrator.name": {
            "write": {"request": "account", "at": _json("/name")},
            "read": {"page": "network", "at": _json("/admin")},
        },
        "administrator.password": {"write": {"request": "account", "at": _json("/password")}},
    },
}


def profile(**changes: Any) -> dict[str, Any]:
    """A copy, with top-level keys changed."""
    return {**copy.deepcopy(PROFILE), **changes}
