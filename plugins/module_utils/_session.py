# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""One session with one camera: recognise it, log in once, pick the driver; follow it when it moves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from ._catalog import FAMILIES, FAMILY_IPRO
from ._choosing import Choice
from ._client import Client
from ._drivers.base import Driver
from ._endpoint import Endpoint
from ._errors import (
    AuthenticationFailed,
    CameraUnreachable,
    ConnectionLost,
    Refused,
    Unsupported,
)
from ._facts import Facts
from ._journal import Keeper
from ._profile import Profile, load_profiles
from ._profile_trust import Trust
from ._reaching import Reaching
from ._restart_wait import RestartWait
from ._trust import KnownCertificates
from ._web.profile import WebProfile

Progress = Callable[[str], None]


class Session:
    """An open camera. C(driver) is None when no interface of it is described: then every setting is manual.

    C(read_only): nothing but reading requests are sent, and an account that is no administrator is welcome too, where the
    interface lets it read (ONVIF); C(administrator) says afterwards whether it is proven to be one.
    """

    def __init__(self, endpoint: Endpoint, progress: Progress | None = None, read_only: bool = False) -> None:
        self.endpoint = endpoint
        self.client = Client(endpoint)
        self.read_only = self.client.read_only = read_only
        self.administrator = True
        self.progress: Progress = progress or (lambda _text: None)
        self._given = load_profiles(endpoint.profiles)
        self.credentials: tuple[str, str] | None = None
        self.known = KnownCertificates(endpoint.known_certificates)
        self._reaching = Reaching(self.client, self.known)
        self._choice = Choice(self.client, self._reaching, self.progress, self._given)
        #: where a new account is written down before the camera is told
        self.journal: Keeper | None = None
        #: whether the task may restart the camera
        self.may_restart = True

    @property
    def driver(self) -> Driver | None:
        """The driver of the interface in use."""
        return self._choice.driver

    @property
    def facts(self) -> Facts:
        """What the camera has said of itself."""
        return self._choice.facts

    @property
    def trust(self) -> Trust:
        """What the profile in use says of its own proof."""
        return self._choice.trust

    @property
    def profiles(self) -> Sequence[Profile | WebProfile]:
        """The profiles that were given, of both versions."""
        return (*self._given.maps, *self._given.webs)

    @property
    def notes(self) -> list[str]:
        """What people should know about how the camera was reached."""
        return self._reaching.notes

    # -- opening ---------------------------------------------------------------------------------------------------

    def family_hint(self) -> str | None:
        """The family, when the profiles leave no doubt: lets wrong values fail before any request."""
        if self.endpoint.driver == "ipro":
            return FAMILY_IPRO
        if self.endpoint.profiles_found:
            return None
        families = self._given.families()
        return next(iter(families)) if len(families) == 1 else None

    def open(self, first: tuple[str, str] | None = None) -> None:
        """Connect, recognise the camera, log in.

        C(first) are credentials to try before those of the endpoint (the wanted administrator account).
        Raises CameraUnreachable, AuthenticationFailed, ProfileError.
        """
        self._reaching.candidates = self.endpoint.credentials(first)
        if self.client.pinned is None:
            self.client.pin(self.known.find(self.endpoint.name))
        self._choice.make()
        if self.driver is not None:
            self._log_in()

    def add_onvif(self, lacking: Iterable[str]) -> None:
        """Let ONVIF serve settings that the vendor's interface does not, where the standard has them and the camera answers."""
        if self._choice.add_onvif(lacking) and self.credentials is None and self.client.user is not None:
            self.credentials = self._reaching.credentials
            self.facts.account = "present"

    def look(self) -> Facts | None:
        """What the camera says of itself now."""
        return self._choice.look()

    @property
    def family(self) -> str | None:
        """The family whose limits apply; None for a camera outside the guide's two parts."""
        return self.facts.family if self.facts.family in FAMILIES else None

    def require_driver(self) -> Driver:
        """The driver. Raises Unsupported when no interface of this camera is described."""
        if self.driver is None:
            raise self._no_driver()
        return self.driver

    def _no_driver(self) -> Unsupported:
        return Unsupported(
            f"there is no code map (profile) for this {self.facts.model or 'camera'}, and no other interface is known",
            hint="Give it a profile (docs/code_maps.md), or work on the camera's own page.",
        )

    def _log_in(self) -> None:
        """The first request to a protected page decides: one handshake, or none where there is no account yet."""
        driver = self.require_driver()
        while True:
            try:
                present = driver.log_in()
            except AuthenticationFailed:
                if self.read_only and self._choice.onvif is driver and self._choice.onvif.login_accepted:
                    # the password is right: what was refused is only for administrators
                    self.administrator = False
                    present = True
                    break
                if not self._reaching.refused():
                    raise
                continue
            break
        if self.client.unproven:
            self.administrator = False
        self.facts.account = "present" if present else "none"
        if present:
            self.credentials = self._reaching.credentials or self.credentials

    # -- following -------------------------------------------------------------------------------------------------

    def use(self, user: str, password: str) -> None:
        """Go on with other credentials over a new connection. One request proves them.

        Raises AuthenticationFailed.
        """
        driver = self.require_driver()
        self.client.close()
        self.client.login_as(user, password)
        driver.forget()
        driver.log_in()
        self.credentials = (user, password)

    def renew(self, port: int | None = None) -> None:
        """A new connection with the same credentials, to C(port) when the camera has moved; proven by one request."""
        if port is not None:
            self.client.move(port=port)
        if self.credentials is None:
            return
        # a camera closes and opens its listeners in its own time after a change
        give_up = time.monotonic() + self.endpoint.timeout
        pause = 0.05
        while True:
            try:
                self.use(*self.credentials)
                return
            except (CameraUnreachable, ConnectionLost):
                if time.monotonic() + pause > give_up:
                    raise
            time.sleep(pause)
            pause = min(pause * 2, 1.0)

    def log_in_again(self) -> None:
        """After a restart: one request proves the credentials on the connection that has just found the camera back.

        Pages are read anew. Raises AuthenticationFailed.
        """
        if self.credentials is None:
            return
        driver = self.require_driver()
        driver.forget()
        try:
            driver.log_in()
        except (CameraUnreachable, ConnectionLost):
            # it may close its listeners once more while it starts
            self.renew()

    def proves(self, user: str, password: str) -> bool:
        """Whether the camera takes these credentials now; exactly one attempt, in a session of its own."""
        client = self.client.twin()
        client.login_as(user, password)
        try:
            # False where there is no account at all
            return self._driver_on(client).log_in()
        except (AuthenticationFailed, Refused):
            return False
        finally:
            client.close()

    def proves_on(self, client: Client) -> None:
        """One read that only the administrator may do, in another session. Raises what the camera answers."""
        if self.credentials is not None:
            client.login_as(*self.credentials)
        self._driver_on(client).log_in()

    def _driver_on(self, client: Client) -> Driver:
        driver = self._choice.driver_on(client)
        if driver is None:
            raise self._no_driver()
        return driver

    # -- waiting ---------------------------------------------------------------------------------------------------

    def wait_for_restart(self, places: Sequence[tuple[str, int]], before: Facts | None) -> None:
        """Wait until the camera has restarted and answers at one of its places (scheme and port). Raises RestartTimeout."""
        over = self._choice.web.login_is_over if self._choice.web is not None else lambda: False
        self._keep(RestartWait(self.client, self.progress, self._facts_now, over).until_back(places, before))

    def wait_until_back(self, places: Sequence[tuple[str, int]]) -> None:
        """Wait until a camera whose connection broke answers again, restarted or not. Raises RestartTimeout."""
        self.wait_for_restart(places, None)

    @property
    def place(self) -> tuple[str, int]:
        """Scheme and port of the session now."""
        return self.client.scheme, self.client.port

    def _facts_now(self) -> Facts | None:
        self.client.close()
        if self.credentials is not None:
            self.client.login_as(*self.credentials)
        if self.driver is not None:
            self.driver.forget()
        return self.look()

    def _keep(self, facts: Facts | None) -> None:
        if facts is not None and facts.model is not None:
            facts.account = self.facts.account
            facts.family = self.facts.family
            self._choice.facts = facts

    def close(self) -> None:
        """End the session."""
        self.client.close()
