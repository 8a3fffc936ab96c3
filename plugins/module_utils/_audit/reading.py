# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""One session that only reads: everything that the controls want to know of a camera from the inside."""

from __future__ import annotations

from collections.abc import Iterable

from .._catalog import FAMILIES, FAMILY_ONVIF, SETTINGS
from .._endpoint import Endpoint
from .._errors import AuthenticationFailed, CameraUnreachable, ConnectionLost, InvalidValue, NetcamError, ProfileError
from .._operations.base import NO_SUCH_SETTING
from .._passwords import COMMON_NAMES, weaknesses
from .._probes.paths import FACTORY_ACCOUNTS
from .._session import Session
from .._values import limits_for
from .control import Control
from .scene import Scene
from .trust import read_trust

#: Facts and accounts are looked at otherwise; files and buttons have no value.
_OTHERWISE = ("administrator", "firmware", "certificate", "log_info", "backup", "initialization")
_NO_MAP = "there is no code map (profile) for this model, and no other interface is known"


def wanted_settings(controls: Iterable[Control]) -> list[str]:
    """Ids of the settings to read, in the order of the catalog, so that every audit reads the same way."""
    ids = {setting_id for control in controls for setting_id in control.settings}
    return [
        setting_id
        for setting_id, setting in SETTINGS.items()
        if setting_id in ids and setting.area not in _OTHERWISE and setting.kind != "clock" and not setting.action
    ]


def read(endpoint: Endpoint, controls: Iterable[Control], scene: Scene) -> NetcamError | None:
    """Log in once, read, and put it into the scene. Returns why not all was read, where it was not.

    Raises ProfileError and InvalidValue, which are about what the user has given.
    """
    controls = list(controls)
    session = Session(endpoint, read_only=True)
    scene.facts.family = session.family_hint()
    try:
        session.open()
        scene.facts = session.facts
        _read(session, wanted_settings(controls), scene)
        if scene.inside and not scene.delivered:
            read_trust(session, controls, scene)
    except (ProfileError, InvalidValue):
        raise
    except NetcamError as error:
        if session.facts.model is not None or session.facts.family is not None:
            scene.facts = session.facts
        scene.why_unread = error.message
        return error
    finally:
        session.close()
    return None


def _read(session: Session, ids: list[str], scene: Scene) -> None:
    known = session.facts.family in (*FAMILIES, FAMILY_ONVIF)
    lacking = [key for key in ids if _why_not(session, key) not in (None, NO_SUCH_SETTING)]
    if lacking:
        session.add_onvif(lacking)
    _account(session, scene)
    if not known or session.driver is None:
        scene.why_unread = _NO_MAP
        scene.manual = {key: _NO_MAP for key in ids if scene.exists(key)}
        return
    reachable = []
    for key in ids:
        reason = _why_not(session, key)
        if reason is None:
            reachable.append(key)
        elif reason != NO_SUCH_SETTING:
            scene.manual[key] = reason
    scene.inside = True
    if session.facts.account == "none":
        scene.delivered = True
        scene.values = _factory_defaults(reachable, session.family)
        scene.why_unread = "the camera has no account yet, and shows nothing"
        return
    _values(session, reachable, scene)


def _why_not(session: Session, key: str) -> str | None:
    if not SETTINGS[key].exists_on(session.facts.family):
        return NO_SUCH_SETTING
    return _NO_MAP if session.driver is None else session.driver.why_not(key)


def _account(session: Session, scene: Scene) -> None:
    """What the login says of the administrator's account. The password itself goes no further."""
    pair = session.credentials
    if pair is None or not session.administrator:
        return
    scene.login = "initial" if pair == session.endpoint.initial() else "wanted"
    scene.factory_account = pair in FACTORY_ACCOUNTS.values()
    found = [f"the password {weakness}" for weakness in weaknesses(pair[1], pair[0])]
    if pair[0].lower() in COMMON_NAMES and session.facts.fixed_administrator is None:
        found.insert(0, "the name is a common one")
    scene.weaknesses = tuple(found)


def _values(session: Session, ids: list[str], scene: Scene) -> None:
    """Area by area, so that one page that cannot be read leaves the others."""
    areas: dict[str, list[str]] = {}
    for key in ids:
        areas.setdefault(SETTINGS[key].area, []).append(key)
    driver = session.require_driver()
    broken: NetcamError | None = None
    for keys in areas.values():
        if broken is None:
            try:
                scene.values.update(driver.read(keys).values)
                continue
            except (CameraUnreachable, ConnectionLost) as error:
                broken = error
            except AuthenticationFailed as error:
                if session.administrator:
                    # asking again with a password that is refused would lock the account
                    broken = error
                scene.unread.update(dict.fromkeys(keys, error.message))
                continue
            except NetcamError as error:
                scene.unread.update(dict.fromkeys(keys, error.message))
                continue
        scene.unread.update(dict.fromkeys(keys, broken.message))
    if broken is not None:
        raise broken


def _factory_defaults(ids: Iterable[str], family: str | None) -> dict[str, object]:
    """What the guide prints as delivered; what it does not print stays unknown."""
    found = {key: limits_for(SETTINGS[key], family)[0].default for key in ids if not SETTINGS[key].indexed}
    return {key: value for key, value in found.items() if value is not None}
