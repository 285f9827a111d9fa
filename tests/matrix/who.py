"""Who may ask for each line: said a second time, so that nothing is opened to more by one slip of `access.py`."""

from __future__ import annotations

from studio.web.access import Who

WHO: dict[Who, str] = {
    "static": """
        GET /assets/{path:path} /static/{path:path} /page/{digest}/{name:path} /theme.css /gradio_api/theme.css
            /favicon.ico /robots.txt /manifest.json /accent/{colour}
    """,
    "world": """
        GET /gradio_api/startup-events /login /login/hub /login/hub/back /join/{token} /privacy
        POST /login /logout /join/{token}
    """,
    "client": """
        GET /r/{token} /r/{token}/{item} /r/{token}/{item}/compare /r/{token}/{item}/{version}/{role}
        POST /r/{token}/enter /r/{token}/remark /r/{token}/{item}/remark
    """,
    "guest": """
        GET / /config /config/ /gradio_api/info /gradio_api/info/ /gradio_api/app_id
            /gradio_api/heartbeat/{session_hash} /gradio_api/queue/data /gradio_api/call/{api_name}/{event_id}
            /works/{id} /works/{id}/{role} /works/{id}/{role}/{name} /uploads/{id} /library /boards /prompts
            /loras /now /jobs/{id}/heard/{number} /machine /models /check /me
        POST /visitor /gradio_api/queue/join /gradio_api/call/{api_name} /gradio_api/cancel /gradio_api/reset
            /uploads /uploads/{id}/delete /library/mark /library/forget /library/zip /library/import /boards
            /boards/{id} /boards/{id}/delete /jobs/again /jobs/{id}/cancel /jobs/{id}/retry /jobs/{id}/appeal
            /me/export /me/forget /check /speak
    """,
    "member": """
        GET /rooms /rooms/remarks /rooms/{id} /rooms/{id}/look /me/preferences
        POST /rooms /rooms/{id} /rooms/{id}/add /rooms/{id}/remove /rooms/{id}/version /rooms/{id}/answer
            /rooms/{id}/done /rooms/{id}/seen /rooms/{id}/link /rooms/{id}/revoke /rooms/{id}/delete
            /me/preferences /me/password /me/take /me/sign-ins/end /me/sign-ins/{id}/end
    """,
    "owner": """
        GET /people /reviews /reviews/{id}/picture /models/{key}
        POST /people/invite /people/invitations/{id}/withdraw /people/{id}/role /people/{id}/end
            /people/{id}/remove /reviews/{id}/allow /reviews/{id}/uphold /machine/free /machine/doctor
            /models/token /models/{key}/get /models/{key}/stop /models/{key}/remove
    """,
}
"""The addresses of each, behind their method."""


def said() -> dict[str, Who]:
    """Who may ask, by line."""
    found: dict[str, Who] = {}
    method = ""
    for who, text in WHO.items():
        for word in text.split():
            method = word if word.isalpha() else method
            if word != method:
                found[f"{method} {word}"] = who
    return found
