"""Holes that were found once, in gradio's page and in our own doors: each is closed, and here stands where it is tried.

What is tried nowhere else is tried here, over bare sockets: clients mend what they are told to send.
"""

from __future__ import annotations

import ast
import socket
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from tests.browser.conftest import Server, start

ROOT = Path(__file__).parents[1]
WEB = "tests/studio/web"
HOLES = {
    "owners are believed": ["tests/test_matrix.py::test_everybody_gets_what_the_line_says_and_nothing_beyond",
                            "tests/test_access.py::test_no_event_takes_anothers_work_whatever_it_is_told"],
    "a foreign Origin acts for a visitor": [f"{WEB}/test_guard.py::test_a_page_elsewhere_cannot_act_for_a_visitor",
                                            "tests/test_api.py::test_a_page_elsewhere_cannot_act_for_a_visitor"],
    "gradio's CORS answers before the guard": [
        f"{WEB}/test_front.py::test_another_origin_is_refused_before_gradio_can_welcome_it"
    ],
    "Host rebinding": [f"{WEB}/test_guard.py::test_a_foreign_name_leads_nowhere"],
    "forwarded headers of anybody": [f"{WEB}/test_proxy.py::test_nobody_else_is"],
    "many who wait freeze everybody": ["tests/test_load.py::test_sixty_who_wait_do_not_hold_up_the_others"],
    "memory stays for each session": ["tests/test_load.py::test_nobody_who_comes_leaves_anything"],
    "bodies without a length": [f"{WEB}/test_body.py::test_a_body_without_a_length_or_with_a_false_one_is_stopped"],
    "slow bodies": [f"{WEB}/test_body.py::test_a_body_that_trickles_is_not_either"],
    "slow heads": [f"{WEB}/test_connections.py::test_the_head_of_a_request_is_not_waited_for_without_end"],
    "the server fetches": [f"{WEB}/test_events.py::test_no_file_is_taken_wherever_it_stands"],
    "/gradio_api/file= and other doors of gradio's": [
        "tests/test_api.py::test_what_a_stranger_may_not_fetch",
        f"{WEB}/test_front.py::test_every_route_of_the_page_that_is_not_listed_is_refused",
    ],
    "files go to gradio's uploads": ["tests/test_api.py::test_nothing_can_be_uploaded_but_to_uploads"],
    "private events over HTTP": [f"{WEB}/test_events.py::test_the_number_of_no_event_is_refused",
                                 "tests/test_access.py::test_every_event_has_its_line"],
    "a session or a call is read by another": ["tests/test_access.py::test_a_session_is_whose_began_it",
                                               f"{WEB}/test_events.py::test_a_call_is_told_to_whoever_made_it_alone"],
    "idle connections stop the server": [
        "tests/test_load.py::test_seven_hundred_idle_connections_leave_the_page_answering"
    ],
    "repair loses owners": ["tests/studio/works/test_rebuild.py"],
    "a locked database freezes the loop": [f"{WEB}/test_loop.py::test_no_address_asks_the_database_on_the_loop"],
    "hanging up does not stop a job": ["tests/test_api.py::test_a_caller_that_hangs_up_has_its_job_stopped"],
    "a bad number is a traceback": ["tests/test_load.py::test_no_nonsense_is_an_error_of_the_studio",
                                    "tests/test_fuzz.py::test_no_request_is_an_error_of_the_studio"],
    "no end to guessing": [f"{WEB}/test_login.py::test_guessing_ends_for_an_address_but_not_for_others",
                           "tests/studio/people/test_tries.py"],
    "one who leaves ends the visits of all": [
        f"{WEB}/test_login.py::test_leaving_ends_this_browsers_visit_and_keeps_its_name"
    ],
    "works need no login": [f"{WEB}/test_login.py::test_everything_but_the_question_is_closed"],
    "a page elsewhere frames ours": [
        f"{WEB}/test_guard.py::test_without_a_setting_nobody_else_shows_the_page_in_a_frame"
    ],
    "whoever comes may free the memory": ["tests/test_access.py::test_what_concerns_everybody_is_the_keepers"],
    "SVG and HTML that run": ["tests/test_api.py::test_a_works_svg_runs_nothing",
                              f"{WEB}/test_files.py::test_a_file_comes_whole_and_as_what_it_is",
                              f"{WEB}/test_rooms.py::test_what_is_written_runs_nothing"],
    "prompts in logs": ["tests/test_secrecy.py::test_what_is_asked_for_is_in_no_log"],
    "traversal": [f"{WEB}/test_page.py::test_assets_are_served_from_their_folder_alone",
                  "tests/test_holes.py::test_no_path_leads_out_of_the_studio"],
    "two lengths of one body": ["tests/test_holes.py::test_a_body_has_one_length"],
}  # fmt: skip
"""What was found, and which tests keep it closed."""


@cache
def found_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("hole", HOLES)
def test_each_is_tried_where_it_is_said(hole: str) -> None:
    assert HOLES[hole]
    for named in HOLES[hole]:
        file, _, name = named.partition("::")
        assert not name or name in found_in(file), named
        assert found_in(file), named


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("home"))
    yield running
    running.process.terminate()
    running.process.wait(20)


def said(server: Server, request: str, patience: float = 20) -> bytes:
    """What is answered to these very bytes; the head is completed."""
    host, port = server.url.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=patience) as connection:
        connection.sendall(request.replace("HOST", f"{host}:{port}").encode("latin-1"))
        answer = b""
        # Where more is waited for than there is, what has come is all.
        with suppress(TimeoutError):
            while piece := connection.recv(65536):
                answer += piece
        return answer


UP = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "....//", "..%c0%af", "..%00/", "%252e%252e%252f", "/")
KNOWN = (f"works/{'a' * 32}/", f"uploads/{'0' * 64}", f"r/{'x' * 43}/", "page/0123456789ab/", "gradio_api/call/works/")
DOORS = (
    "",
    *KNOWN,
    *[
        "assets/",
        "static/",
        "works/",
        "gradio_api/",
        "gradio_api/file=",
        "file=",
        "r/",
        "accent/",
        "models/",
        "boards/",
        "join/",
    ],
)


@pytest.mark.parametrize("door", DOORS)
def test_no_path_leads_out_of_the_studio(server: Server, door: str) -> None:
    for up in UP:
        for target in ("etc/passwd", f"{str(server.home).lstrip('/')}/visitors.key", "inkstone.db", "app.py"):
            answer = said(server, f"GET /{door}{up * 12}{target} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n")
            status = answer[9:12]
            assert status in (b"404", b"400", b"403", b"401", b"422", b"405"), (door, up, answer[:200])
            assert b"root:" not in answer and b"SQLite format" not in answer


LENGTHS = (
    "Content-Length: 5\r\nContent-Length: 50",
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: xchunked",
    "Content-Length: +5",
    "Content-Length: -1",
    "Content-Length: 5, 50",
)


@pytest.mark.parametrize("lengths", LENGTHS)
def test_a_body_has_one_length(server: Server, lengths: str) -> None:
    """Of two, a proxy may believe the other one, and what follows would be somebody else's request."""
    head = f"POST /visitor HTTP/1.1\r\nHost: HOST\r\n{lengths}\r\n\r\n"
    answer = said(
        server, f"{head}0\r\n\r\nGET /privacy HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", patience=3
    )
    assert answer.count(b"HTTP/1.1 ") <= 1 or b"Export all" not in answer, "there is one request"
    assert b"HTTP/1.1 500" not in answer
