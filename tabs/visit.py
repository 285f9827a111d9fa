"""Visit: who stands behind an event of the page or a call of the API."""

from __future__ import annotations

import gradio as gr

from studio.people.visitor import Visitor
from studio.web.entrance import visitor_of


def visitor(request: gr.Request) -> Visitor:
    """The visitor, by the token of the request. Raises BadInput for one without a name."""
    return visitor_of(request.request)


def owner(request: gr.Request) -> str:
    """The owner of what the visitor has and makes. Raises BadInput for one without a name."""
    return visitor(request).id
