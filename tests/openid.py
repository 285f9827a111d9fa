"""A provider of OpenID Connect on this machine: real addresses, real keys, and a visit that always says yes."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route


@dataclass
class Provider:
    """Its people, and what it gets wrong when a test says so."""

    url: str = ""
    client: str = "studio"
    secret: str = "the client's secret"
    sub: str = "1001"
    name: str = "ann"
    claims: dict[str, Any] = field(default_factory=dict)
    """Said in the ID token instead of what is so; None leaves a claim out."""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True))
    signs_with: RSAKey | None = None
    """Another key than the one it publishes."""
    algorithm: str = "RS256"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Paths, in the order of the requests."""

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
                Route("/userinfo", self._userinfo),
            ]
        )

    def _metadata(self, _: Request) -> Response:
        places = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        told = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in places.items()}
        return JSONResponse({"issuer": self.url, "jwks_uri": f"{self.url}/keys", **told})

    def _authorize(self, request: Request) -> Response:
        """Whoever asks has agreed already."""
        query = dict(request.query_params)
        assert query["client_id"] == self.client and query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return RedirectResponse(f"{query['redirect_uri']}?code={code}&state={query['state']}", 302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked = self.codes.pop(str(form.get("code")), None)
        digest = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        basic = base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != form.get("redirect_uri")
            or request.headers.get("authorization") != f"Basic {basic}"
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        access = secrets.token_urlsafe(16)
        return JSONResponse(
            {"access_token": access, "token_type": "Bearer", "id_token": self._id_token(asked["nonce"])}
        )

    def _id_token(self, nonce: str) -> str:
        moment = int(time.time())
        told = {
            "iss": self.url,
            "sub": self.sub,
            "aud": self.client,
            "iat": moment,
            "exp": moment + 600,
            "nonce": nonce,
        }
        claims = {name: value for name, value in {**told, **self.claims}.items() if value is not None}
        header = {"alg": self.algorithm, "kid": "one"}
        key: Any = self.signs_with or self.key
        if self.algorithm == "HS256":
            from joserfc.jwk import OctKey

            key = OctKey.import_key(self.key.as_pem(private=False))
        return jwt.encode(header, claims, key, algorithms=[self.algorithm])

    def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def _userinfo(self, request: Request) -> Response:
        assert request.headers["authorization"].startswith("Bearer ")
        return JSONResponse({"sub": self.claims.get("userinfo_sub", self.sub), "preferred_username": self.name})


@contextmanager
def providing() -> Iterator[Provider]:
    """A provider that answers on a port of its own."""
    provider = Provider()
    server = uvicorn.Server(uvicorn.Config(provider.app(), "127.0.0.1", 0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    provider.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield provider
    server.should_exit = True
    thread.join(10)
