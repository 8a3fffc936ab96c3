# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Recognise a camera, and choose the driver that speaks its interface: a profile of any maker, Canon, i-PRO, ONVIF."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ._catalog import FAMILIES, FAMILY_IPRO
from ._client import Client
from ._drivers.base import Driver
from ._drivers.canon import CanonDriver
from ._drivers.ipro import IproDriver
from ._drivers.onvif import OnvifDriver
from ._drivers.router import Router
from ._drivers.web import WebDriver
from ._errors import AuthenticationFailed, CameraAnswer, ProfileError, Refused, Unsupported
from ._facts import Facts, fetch_facts
from ._ipro.commands import Commands
from ._ipro.facts import fetch_facts as fetch_ipro_facts
from ._ipro.transport import Cgi
from ._profile import Profile, Profiles
from ._profile_trust import MODEL, Trust
from ._profiles.ipro_wv import COMMANDS
from ._reaching import Reaching
from ._web.profile import WebProfile


class Choice:
    """The interface of one camera that is in use. C(driver) is None when none is described."""

    def __init__(self, client: Client, reaching: Reaching, progress: Callable[[str], None], given: Profiles) -> None:
        self._client = client
        self._reaching = reaching
        self._progress = progress
        self._given = given
        self.facts = Facts()
        self.driver: Driver | None = None
        self.onvif: OnvifDriver | None = None
        self.web: WebDriver | None = None
        #: what the profile in use says of its own proof
        self.trust = Trust()
        self._make: Callable[[Client], Driver] | None = None

    def make(self) -> None:
        """Ask the camera what it is. Raises CameraUnreachable, AuthenticationFailed, ProfileError, CameraAnswer."""
        facts = None
        if self._use_web():
            return
        if self._client.endpoint.driver in ("auto", "canon"):
            facts = self._reaching.ask(lambda: fetch_facts(self._client))
        if facts is not None:
            self.facts = facts
            self._choose_driver()
        elif self._client.endpoint.driver == "canon" and len(self._given.maps) == 1:
            # told what it is: a camera that hides its model is taken at its profile's word
            self.facts = Facts(family=self._given.maps[0].family)
            self._use_profile(self._given.maps[0])
        elif not self._use_ipro():
            self._use_onvif()

    def driver_on(self, client: Client) -> Driver | None:
        """The same driver on another session; None where there is none."""
        return None if self._make is None else self._make(client)

    def add_onvif(self, lacking: Iterable[str]) -> bool:
        """Let ONVIF serve settings that the vendor's interface does not, where the standard has them and the camera answers."""
        if (
            self._client.endpoint.driver in ("canon", "ipro", "web")
            or self.onvif is not None
            or self.facts.account == "none"
        ):
            return False
        onvif = OnvifDriver(self._client, self._progress)
        if not any(onvif.might_reach(setting_id) for setting_id in lacking):
            return False
        try:
            if not onvif.log_in():
                return False
        except (AuthenticationFailed, CameraAnswer, Refused, Unsupported):
            # no such service, or one with users of its own: the settings stay manual
            return False
        self.onvif = onvif
        if self.driver is None:
            self.driver = onvif
            self._make = lambda client: OnvifDriver(client, self._progress)
        else:
            self.driver = Router(self.driver, onvif)
        return True

    def _use_web(self) -> bool:
        """Whether a profile of version 2 recognises the camera: then its driver leads.

        Raises ProfileError when it was said to be such a camera and is not.
        """
        if self._client.endpoint.driver not in ("auto", "web"):
            return False
        facts = self._reaching.ask(self._ask_by_profiles) if self._given.webs else None
        if facts is not None:
            self.facts = facts
            return True
        if self._client.endpoint.driver == "auto":
            return False
        if len(self._given.webs) == 1 and "recognise" not in self._given.webs[0].interface:
            # told what it is: a camera that hides its model is taken at its profile's word
            self._use_web_profile(self._given.webs[0])
            self.facts = Facts(family=self._given.webs[0].family)
            return True
        names = ", ".join(profile.name for profile in self._given.webs)
        raise ProfileError(
            f"{self._client.url} is none of the cameras of {names}"
            if names
            else "the driver web needs a profile of version 2",
            hint="Point ansible_netcam_profile at a profile for this model, or at a folder that holds one.",
        )

    def _ask_by_profiles(self) -> Facts | None:
        """Profiles in the order given; one whose request is answered with a model that it does not name is none."""
        other: dict[str, str] = {}
        for profile in self._given.webs:
            driver = self._use_web_profile(profile)
            facts = driver.facts()
            if facts is not None and facts.model is not None:
                if profile.is_for(facts.model) or (
                    MODEL in self._client.endpoint.allow_unproven and len(self._given.webs) == 1
                ):
                    return facts
                other[profile.name] = facts.model
        self.driver = self._make = self.web = None
        self.trust = Trust()
        if other and len(self._given.webs) == 1 and not self._client.endpoint.profiles_found:
            raise ProfileError(
                f"the camera is a {other[self._given.webs[0].name]}, profile {self._given.webs[0].name} is for "
                f"{', '.join(self._given.webs[0].models) or 'no model'}",
                hint="Point ansible_netcam_profile at a profile for this model, or at a folder that holds one. To try this one all "
                "the same, put model into ansible_netcam_allow_unproven.",
            )
        return None

    def _use_web_profile(self, profile: WebProfile) -> WebDriver:
        self._make = lambda client: WebDriver(client, profile, self._progress)
        self.driver = self.web = WebDriver(self._client, profile, self._progress)
        self.trust = profile.trust
        return self.web

    def _use_ipro(self) -> bool:
        """Whether it is an i-PRO camera: then its driver leads. Raises CameraAnswer when it was said to be one and is not."""
        if self._client.endpoint.driver not in ("auto", "ipro"):
            return False
        facts = self._reaching.ask(lambda: fetch_ipro_facts(Cgi(self._client, self._table(None))))
        if facts is None and self._client.endpoint.driver == "auto":
            return False
        if facts is None:
            raise CameraAnswer(
                f"{self._client.url} does not answer like an i-PRO camera (getinfo)",
                hint="Check ansible_host and ansible_port, or set ansible_netcam_driver to auto.",
            )
        self.facts = facts
        self._make = lambda client: IproDriver(client, self._table(facts.model), self._progress, facts.model)
        self.driver = self._make(self._client)
        return True

    def _table(self, model: str | None) -> Commands:
        """The commands of i-PRO cameras, with what the user's profiles for the model say otherwise."""
        return Commands(COMMANDS, tuple(profile.commands for profile in self._given.commands if profile.is_for(model)))

    def _use_onvif(self) -> None:
        """A camera without Canon's interface: is it an ONVIF camera? Raises CameraAnswer."""
        self._make = lambda client: OnvifDriver(client, self._progress)
        driver = self.onvif = OnvifDriver(self._client, self._progress)
        try:
            self.facts = self._reaching.ask(driver.facts)
        except (CameraAnswer, Unsupported) as error:
            raise CameraAnswer(
                f"{self._client.url} answers neither like a Canon camera (info.cgi), nor like an i-PRO camera (getinfo), nor by "
                f"ONVIF: {error.message}",
                hint="Check ansible_host and ansible_port. For a Canon camera that hides its model, give one profile and "
                "set ansible_netcam_driver to canon.",
            ) from None
        self.driver = driver

    def _choose_driver(self) -> None:
        model = self.facts.model
        for profile in self._given.maps:
            if model is not None and profile.is_for(model):
                if self.facts.family is None:
                    # a model that is not in the guide's lists: the profile's author says which part applies
                    self.facts.family = profile.family
                self._use_profile(profile)
                return
        if len(self._given.maps) == 1 and not self._client.endpoint.profiles_found:
            profile = self._given.maps[0]
            if profile.trust.status is not None and MODEL in self._client.endpoint.allow_unproven:
                self._use_profile(profile)
                return
            raise ProfileError(
                f"the camera is a {model}, profile {profile.name} is for {', '.join(profile.models) or 'no model'}",
                hint="Point ansible_netcam_profile at a profile for this model, or at a folder that holds one.",
            )

    def _use_profile(self, profile: Profile) -> None:
        self.trust = profile.trust
        self._make = lambda client: CanonDriver(client, profile, self._progress)
        self.driver = self._make(self._client)

    def look(self) -> Facts | None:
        """What the camera says of itself now."""
        if self.web is not None:
            return self.web.facts()
        if self.onvif is not None and self.driver is self.onvif and self.facts.family not in FAMILIES:
            self.onvif.forget()
            return self.onvif.facts()
        if self.facts.family == FAMILY_IPRO:
            return fetch_ipro_facts(Cgi(self._client, self._table(self.facts.model)))
        return fetch_facts(self._client)
