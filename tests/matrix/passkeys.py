"""A passkey as a browser registers one, without a browser."""

import hashlib
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40  # flags of the authenticator's data (WebAuthn, 6.1)


@cache
def credential(name: str = "a passkey") -> dict[str, Any]:
    """What ``navigator.credentials.create`` answers, as django-allauth keeps it."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    identity = hashlib.sha256(name.encode()).digest()
    attested = AttestedCredentialData.create(Aaguid.NONE, identity, key)
    data = AuthenticatorData.create(
        hashlib.sha256(b"testserver").digest(), PRESENT | VERIFIED | ATTESTED, 0, bytes(attested)
    )
    client = CollectedClientData.create("webauthn.create", b"challenge", "https://testserver")
    return {
        "id": websafe_encode(identity),
        "rawId": websafe_encode(identity),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
        "authenticatorAttachment": "platform",
    }
