"""Hub: signing in with an account at the hub, by OpenID Connect: authorization code with PKCE (RFC 7636), an ID token
signed with a key of the provider's, and a nonce. Everything here waits for the network: in a thread."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import Any

from studio.errors import NotAllowed
from studio.settings import Settings
from studio.words import say

log = logging.getLogger(__name__)
_KNOWN_FOR = 3600.0
"""Seconds for which the provider's addresses and keys are remembered."""
_PATIENCE = 10.0
_ALGORITHMS = ["RS256", "ES256"]
_SCOPE = "openid profile"


@dataclass(frozen=True)
class Asked:
    """What the browser keeps while somebody is at the hub."""

    url: str
    """Where they are sent."""
    state: str
    verifier: str
    nonce: str


@dataclass(frozen=True)
class Person:
    """Somebody whom the hub has named."""

    id: str
    """Theirs for ever."""
    name: str
    """What they are called at the hub, which nobody else is at the time."""


class Hub:
    """The provider. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self.offered = bool(settings.oauth_client_id)
        self._id, self._secret = settings.oauth_client_id, settings.oauth_client_secret
        self._url = settings.openid_url.rstrip("/")
        self._told: dict[str, Any] = {}
        self._told_at = 0.0

    def ask(self, back: str) -> Asked:
        """Begin. `back`: the address that the hub sends the browser back to. Raises NotAllowed where it is silent."""
        from authlib.common.security import generate_token

        verifier, nonce = generate_token(64), generate_token(32)
        try:
            with self._client(back) as client:
                endpoint = self._metadata(client)["authorization_endpoint"]
                url, state = client.create_authorization_url(endpoint, code_verifier=verifier, nonce=nonce)
        except Exception as error:
            raise _failed(error) from error
        return Asked(str(url), str(state), verifier, nonce)

    def answer(self, asked: Asked, back: str, code: str) -> Person:
        """Who came back with a code. Raises NotAllowed for whatever is not whole, signed and meant for us."""
        try:
            with self._client(back) as client:
                known = self._metadata(client)
                token = client.fetch_token(
                    known["token_endpoint"], code=code, code_verifier=asked.verifier, grant_type="authorization_code"
                )
                claims = self._claims(client, known, token, asked.nonce)
                if "preferred_username" not in claims and "userinfo_endpoint" in known:
                    claims = {**_same(client.get(known["userinfo_endpoint"]).json(), claims["sub"]), **claims}
                return Person(str(claims["sub"]), str(claims["preferred_username"]))
        except Exception as error:
            raise _failed(error) from error

    def _claims(self, client: Any, known: dict[str, Any], token: dict[str, Any], nonce: str) -> dict[str, Any]:
        """What the ID token says, once it is known to be the provider's, of this moment, for us and for this visit."""
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.jwk import KeySet

        keys = KeySet.import_key_set(_told(client, known["jwks_uri"]))  # type: ignore[arg-type]
        read = jwt.decode(token["id_token"], keys, algorithms=_ALGORITHMS)
        wanted = {"iss": known["issuer"], "aud": self._id}
        options = {name: {"essential": True, "value": value} for name, value in wanted.items()}
        given = {"nonce": nonce, "client_id": self._id, "access_token": token.get("access_token")}
        claims = CodeIDToken(read.claims, read.header, options, given)
        claims.validate(leeway=120)
        return dict(claims)

    def _metadata(self, client: Any) -> dict[str, Any]:
        """The provider's own description (OpenID Connect Discovery)."""
        if not self._told or time.monotonic() - self._told_at > _KNOWN_FOR:
            told = _told(client, f"{self._url}/.well-known/openid-configuration")
            if str(told["issuer"]).rstrip("/") != self._url:
                raise ValueError("another issuer")
            self._told, self._told_at = told, time.monotonic()
        return self._told

    def _client(self, back: str) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        secret = self._secret.get_secret_value() if self._secret else None
        return OAuth2Client(
            self._id,
            secret,
            scope=_SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            timeout=_PATIENCE,
        )


def _told(client: Any, url: str) -> dict[str, Any]:
    """What is public at the provider."""
    told: dict[str, Any] = client.request("GET", url, withhold_token=True).raise_for_status().json()
    return told


def _same(told: Any, sub: str) -> dict[str, Any]:
    """What is told of the same person (OpenID Connect Core, 5.3.2)."""
    if not isinstance(told, dict) or told.get("sub") != sub:
        raise ValueError("somebody else")
    return told


def _failed(error: Exception) -> NotAllowed:
    # What the provider says is not told: it may quote what it was sent.
    log.warning("Signing in at the hub failed: %s", type(error).__name__)
    return NotAllowed(say("hub_login.failed"), hint=say("hint.try_again"))
