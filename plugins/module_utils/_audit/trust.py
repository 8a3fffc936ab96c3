# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""CA certificates and revocation lists for connections that the camera opens (guide p. A-17): read, and judged.

Which ones are the right ones only the site knows. So without its certificates what the camera holds is shown to a person.
"""

from __future__ import annotations

from collections.abc import Iterable

from .._certificates.store import Store
from .._errors import NetcamError
from .._session import Session
from .compare import note
from .control import Control
from .observation import Observation
from .scene import Scene, Trust
from .words import FAIL, MANUAL, PASS, SETTING, UNKNOWN

AUTHORITY = "certificate.ca_certificate"
_MAX_NAMED = 10


def read_trust(session: Session, controls: Iterable[Control], scene: Scene) -> None:
    """Ask the camera's certificate store, where a control wants to know and an interface tells. Adds to the scene."""
    family = session.facts.family
    asked = any(AUTHORITY in one.settings and (not one.families or family in one.families) for one in controls)
    if not asked or session.driver is None:
        return
    store = session.driver.certificate_store()
    reason = "no interface of this camera reaches its certificates" if store is None else store.why_not("trust")
    if store is None or reason is not None:
        scene.manual[AUTHORITY] = reason or ""
        return
    try:
        scene.trust = _look(store, scene)
    except NetcamError as error:
        scene.unread[AUTHORITY] = error.message


def _look(store: Store, scene: Scene) -> Trust:
    return Trust(
        held=tuple(
            held.common_name or "a CA certificate without a name" for held in store.read().held if held.kind == "ca"
        ),
        authorities=tuple((item.says, store.has_trust(item.text)) for item in scene.site.ca_certificates),
        lists=tuple((item.says, store.has_crl(item.text)) for item in scene.site.crls),
    )


def upload_trust(scene: Scene) -> list[Observation]:
    """Whether the site's authorities and lists are there; without them, what is there, for a person to look at."""
    wanted = "the CA certificates, and the revocation lists, of the servers that the camera uploads to"
    given = scene.site.ca_certificates or scene.site.crls
    if scene.trust is None:
        if AUTHORITY in scene.manual:
            return note(SETTING, MANUAL, f"cannot be read: {scene.manual[AUTHORITY]}", wanted)
        return note(SETTING, UNKNOWN if given else MANUAL, f"not read: {scene.why_not(AUTHORITY)}", wanted)
    if not given:
        names = scene.trust.held
        shown = f"{', '.join(names[:_MAX_NAMED])}{' and others' if len(names) > _MAX_NAMED else ''}"
        seen = f"the camera holds {shown}" if names else "the camera holds no CA certificate"
        return note(
            SETTING, MANUAL, f"{seen}; the site has not said which ones it needs (audit_ca_certificates)", wanted
        )
    found = [
        Observation(
            SETTING, PASS if there else FAIL, f"{says}: {'installed' if there else 'not installed'}", "installed"
        )
        for says, there in scene.trust.authorities
    ]
    return found + [_list(says, there) for says, there in scene.trust.lists]


def _list(says: str, there: bool | None) -> Observation:
    if there is None:
        return Observation(
            SETTING, MANUAL, f"{says}: the camera holds revocation lists and does not tell whose", "installed"
        )
    return Observation(
        SETTING, PASS if there else FAIL, f"{says}: {'installed' if there else 'not installed'}", "installed"
    )
