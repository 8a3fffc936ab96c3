# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""One session with one camera: recognise it, log in once, pick the driver; follow it when it moves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from ._catalog import FAMILIES, FAMILY_IPRO
from ._client import Client
from ._drivers.base import Driver
from ._drivers.canon import CanonDriver
from ._drivers.ipro import IproDriver
from ._drivers.onvif import OnvifDriver
from ._drivers.router import Router
from ._drivers.web import WebDriver
from ._endpoint import Endpoint
from ._errors import (
    AuthenticationFailed,
    CameraAnswer,
    CameraUnreachable,
    ConnectionLost,
    ProfileError,
    Refused,
    Unsupported,
)
from ._facts import Facts, fetch_facts
from ._ipro.commands import Commands
from ._ipro.facts import fetch_facts as fetch_ipro_facts
from ._ipro.transport import Cgi
from ._journal import Keeper
from ._profile import Profile, load_profiles
from ._profile_trust import MODEL, Trust
from ._profiles.ipro_wv import COMMANDS
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
        given = load_profiles(endpoint.profiles)
        self.profiles, self._commands, self.webs = given.maps, given.commands, given.webs
        self._families = given.families()
        #: what the profile in use says of its own proof
        self.trust = Trust()
        self.facts = Facts()
        self.driver: Driver | None = None
        self._make_driver: Callable[[Client], Driver] | None = None
        self._onvif: OnvifDriver | None = None
        self._web: WebDriver | None = None
        self.credentials: tuple[str, str] | None = None
        self.known = KnownCertificates(endpoint.known_certificates)
        self._reaching = Reaching(self.client, self.known)
        #: where a new account is written down before the camera is told
        self.journal: Keeper | None = None
        #: whether the task may restart the camera
        self.may_restart = True

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
        return next(iter(self._families)) if len(self._families) == 1 else None

    def open(self, first: tuple[str, str] | None = None) -> None:
        """Connect, recognise the camera, log in.

        C(first) are credentials to try before those of the endpoint (the wanted administrator account).
        Raises CameraUnreachable, AuthenticationFailed, ProfileError.
        """
        self._reaching.candidates = self.endpoint.credentials(first)
        if self.client.pinned is None:
            self.client.pin(self.known.find(self.endpoint.name))
        facts = None
        if self._use_web():
            self._log_in()
            return
        if self.endpoint.driver in ("auto", "canon"):
            facts = self._reaching.ask(lambda: fetch_facts(self.client))
        if facts is not None:
            self.facts = facts
            self._choose_driver()
        elif self.endpoint.driver == "canon" and len(self.profiles) == 1:
            # told what it is: a camera that hides its model is taken at its profile's word
            self.facts = Facts(family=self.profiles[0].family)
            self._use_profile(self.profiles[0])
        elif not self._use_ipro():
            self._use_onvif()
        if self.driver is not None:
            self._log_in()

    def _use_web(self) -> bool:
        """Whether a profile of version 2 recognises the camera: then its driver leads.

        Raises ProfileError when it was said to be such a camera and is not.
        """
        if self.endpoint.driver not in ("auto", "web"):
            return False
        facts = self._reaching.ask(self._ask_by_profiles) if self.webs else None
        if facts is not None:
            self.facts = facts
            return True
        if self.endpoint.driver == "auto":
            return False
        if len(self.webs) == 1 and "recognise" not in self.webs[0].interface:
            # told what it is: a camera that hides its model is taken at its profile's word
            self._use_web_profile(self.webs[0])
            self.facts = Facts(family=self.webs[0].family)
            return True
        names = ", ".join(profile.name for profile in self.webs)
        raise ProfileError(
            f"{self.client.url} is none of the cameras of {names}"
            if names
            else "the driver web needs a profile of version 2",
            hint="Point ansible_netcam_profile at a profile for this model, or at a folder that holds one.",
        )

    def _ask_by_profiles(self) -> Facts | None:
        """Profiles in the order given; one whose request is answered with a model that it does not name is none."""
        other: dict[str, str] = {}
        for profile in self.webs:
            driver = self._use_web_profile(profile)
            facts = driver.facts()
            if facts is not None and facts.model is not None:
                if profile.is_for(facts.model) or (MODEL in self.endpoint.allow_unproven and len(self.webs) == 1):
                    return facts
                other[profile.name] = facts.model
        self.driver = self._make_driver = self._web = None
        self.trust = Trust()
        if other and len(self.webs) == 1 and not self.endpoint.profiles_found:
            raise ProfileError(
                f"the camera is a {other[self.webs[0].name]}, profile {self.webs[0].name} is for "
                f"{', '.join(self.webs[0].models) or 'no model'}",
                hint="Point ansible_netcam_profile at a profile for this model, or at a folder that holds one. To try this one all "
                "the same, put model into ansible_netcam_allow_unproven.",
            )
        return None

    def _use_web_profile(self, profile: WebProfile) -> WebDriver:
        self._make_driver = lambda client: WebDriver(client, profile, self.progress)
        self.driver = self._web = WebDriver(self.client, profile, self.progress)
        self.trust = profile.trust
        return self._web

    def _use_ipro(self) -> bool:
        """Whether it is an i-PRO camera: then its driver leads. Raises CameraAnswer when it was said to be one and is not."""
        if self.endpoint.driver not in ("auto", "ipro"):
            return False
        facts = self._reaching.ask(lambda: fetch_ipro_facts(Cgi(self.client, self._table(None))))
        if facts is None and self.endpoint.driver == "auto":
            return False
        if facts is None:
            raise CameraAnswer(
                f"{self.client.url} does not answer like an i-PRO camera (getinfo)",
                hint="Check ansible_host and ansible_port, or set ansible_netcam_driver to auto.",
            )
        self.facts = facts
        self._make_driver = lambda client: IproDriver(client, self._table(facts.model), self.progress, facts.model)
        self.driver = self._make_driver(self.client)
        return True

    def _table(self, model: str | None) -> Commands:
        """The commands of i-PRO cameras, with what the user's profiles for the model say otherwise."""
        return Commands(COMMANDS, tuple(profile.commands for profile in self._commands if profile.is_for(model)))

    def _use_onvif(self) -> None:
        """A camera without Canon's interface: is it an ONVIF camera? Raises CameraAnswer."""
        self._make_driver = lambda client: OnvifDriver(client, self.progress)
        driver = self._onvif = OnvifDriver(self.client, self.progress)
        try:
            self.facts = self._reaching.ask(driver.facts)
        except (CameraAnswer, Unsupported) as error:
            raise CameraAnswer(
                f"{self.client.url} answers neither like a Canon camera (info.cgi), nor like an i-PRO camera (getinfo), nor by "
                f"ONVIF: {error.message}",
                hint="Check ansible_host and ansible_port. For a Canon camera that hides its model, give one profile and "
                "set ansible_netcam_driver to canon.",
            ) from None
        self.driver = driver

    def add_onvif(self, lacking: Iterable[str]) -> None:
        """Let ONVIF serve settings that the vendor's interface does not, where the standard has them and the camera answers."""
        if self.endpoint.driver in ("canon", "ipro", "web") or self._onvif is not None or self.facts.account == "none":
            return
        onvif = OnvifDriver(self.client, self.progress)
        if not any(onvif.might_reach(setting_id) for setting_id in lacking):
            return
        try:
            if not onvif.log_in():
                return
        except (AuthenticationFailed, CameraAnswer, Refused, Unsupported):
            # no such service, or one with users of its own: the settings stay manual
            return
        self._onvif = onvif
        if self.driver is None:
            self.driver = onvif
            self._make_driver = lambda client: OnvifDriver(client, self.progress)
        else:
            self.driver = Router(self.driver, onvif)
        if self.credentials is None and self.client.user is not None:
            self.credentials = self._reaching.credentials
            self.facts.account = "present"

    @property
    def family(self) -> str | None:
        """The family whose limits apply; None for a camera outside the guide's two parts."""
        return self.facts.family if self.facts.family in FAMILIES else None

    def look(self) -> Facts | None:
        """What the camera says of itself now."""
        if self._web is not None:
            return self._web.facts()
        if self._onvif is not None and self.driver is self._onvif and self.facts.family not in FAMILIES:
            self._onvif.forget()
            return self._onvif.facts()
        if self.facts.family == FAMILY_IPRO:
            return fetch_ipro_facts(Cgi(self.client, self._table(self.facts.model)))
        return fetch_facts(self.client)

    def _choose_driver(self) -> None:
        model = self.facts.model
        for profile in self.profiles:
            if model is not None and profile.is_for(model):
                if self.facts.family is None:
                    # a model that is not in the guide's lists: the profile's author says which part applies
                    self.facts.family = profile.family
                self._use_profile(profile)
                return
        if len(self.profiles) == 1 and not self.endpoint.profiles_found:
            profile = self.profiles[0]
            if profile.trust.status is not None and MODEL in self.endpoint.allow_unproven:
                self._use_profile(profile)
                return
            raise ProfileError(
                f"the camera is a {model}, profile {profile.name} is for {', '.join(profile.models) or 'no model'}",
                hint="Point ansible_netcam_profile at a profile for this model, or at a folder that holds one.",
            )

    def _use_profile(self, profile: Profile) -> None:
        self.trust = profile.trust
        self._make_driver = lambda client: CanonDriver(client, profile, self.progress)
        self.driver = self._make_driver(self.client)

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
                if self.read_only and self._onvif is driver and self._onvif.login_accepted:
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
        if self._make_driver is None:
            raise self._no_driver()
        return self._make_driver(client)

    # -- waiting ---------------------------------------------------------------------------------------------------

    def wait_for_restart(self, places: Sequence[tuple[str, int]], before: Facts | None) -> None:
        """Wait until the camera has restarted and answers at one of its places (scheme and port). Raises RestartTimeout."""
        over = self._web.login_is_over if self._web is not None else lambda: False
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
            self.facts = facts

    def close(self) -> None:
        """End the session."""
        self.client.close()
