"""`make run` from outside: what it prints, what it refuses, how it ends."""

import os
import re
import select
import signal
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest
import requests

Launch = Callable[..., Popen[str]]

FIRST = {"ADMIN_USERNAME": "Sam", "ADMIN_PASSWORD": "of the first admin"}
URLS = ("BAND_PICKER_URL", "VENUE_PICKER_URL", "GIG_STORE_URL")


def wait_for_address(process: Popen[str]) -> str:
    line = process.stdout.readline()
    found = re.match(
        r"Gig Planner is ready at (http://(?:127\.0\.0\.1|\[::1\]):\d+) \(\d+\.\d s\)\. Ctrl-C stops it\.", line
    )
    assert found, line or process.stderr.read()
    return found[1]


def ask(url: str) -> dict[str, str]:
    return requests.get(url, timeout=5).json()


def refuses(url: str) -> bool:
    try:
        requests.get(url, timeout=5)
    except requests.ConnectionError:
        return True
    return False


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=["Ctrl-C", "TERM", "hang-up"])
def test_a_signal_stops_all_services(launch: Launch, end: signal.Signals) -> None:
    process = launch()
    pages = ask(wait_for_address(process))

    process.send_signal(end)

    assert (process.wait(timeout=20), process.stdout.read()) == (0, "Stopped.\n")
    assert all(refuses(pages[name]) for name in URLS)


def test_no_service_outlives_a_launcher_that_is_killed(launch: Launch) -> None:
    process = launch()
    pid = ask(wait_for_address(process))["pid"]
    descriptor = os.pidfd_open(int(pid))

    process.kill()

    with os.fdopen(descriptor) as ended:
        assert select.select([ended], [], [], 15)[0], "the service still runs"


def test_the_data_folder_is_private(launch: Launch, tmp_path: Path) -> None:
    wait_for_address(launch())

    modes = {
        name: stat.S_IMODE((tmp_path / "var" / name).stat().st_mode) for name in ("", "service-token", "secret-key")
    }

    assert modes == {"": 0o700, "service-token": 0o600, "secret-key": 0o600}


def test_secrets_and_data_outlive_a_restart(launch: Launch, tmp_path: Path, package: Callable[[str], Path]) -> None:
    first = launch()
    wait_for_address(first)
    token = (tmp_path / "var" / "service-token").read_text()
    first.terminate()
    first.wait(timeout=20)

    wait_for_address(launch())

    assert len(token) >= 32
    assert (tmp_path / "var" / "service-token").read_text() == token
    assert (package("band_picker") / "runs").read_text() == "x", "an up-to-date database is not migrated again"


def test_a_second_launcher_on_the_same_data_is_refused(launch: Launch, tmp_path: Path) -> None:
    first = launch()
    wait_for_address(first)

    second = launch()

    assert second.wait(timeout=20) == 1
    assert second.stderr.read() == (
        f"Gig Planner cannot start. It runs already on DATA_DIR={tmp_path / 'var'} (process {first.pid}). "
        "Stop it first, or set DATA_DIR to another folder.\n"
    )


def test_a_port_in_use_is_named(launch: Launch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        process = launch(PORT=str(port))

        assert process.wait(timeout=20) == 1
        assert process.stderr.read() == (
            f"Gig Planner cannot start. Port {port} (gig_web) cannot be used: Address already in use. "
            "Set PORT to another.\n"
        )


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("HOST", "0.0.0.0", "HOST=0.0.0.0 opens Gig Planner to others: set ADMIN_USERNAME and ADMIN_PASSWORD"),  # noqa: S104  # it is refused
        ("HOST", "example.org", "HOST=example.org opens Gig Planner to others"),
        ("HOST", "::", "HOST=:: opens Gig Planner to others"),
        ("ADMIN_USERNAME", "Sam", "ADMIN_USERNAME and ADMIN_PASSWORD make the first account together"),
        ("ADMIN_PASSWORD", "one of two", "set both, or neither"),
        ("ADMIN_PASSWORD_FILE", "/no/such/file", "ADMIN_PASSWORD cannot be read from /no/such/file"),
        ("PORT", "65533", "PORT must be at most 65532"),
        ("PORT", "x", "PORT must be a whole number"),
        ("DATA_DIR", "/proc/gigs", "DATA_DIR=/proc/gigs cannot be written"),
        ("DATA_DIR", "/dev/null", "DATA_DIR=/dev/null cannot be written"),
    ],
    ids=[
        "every address",
        "a name",
        "every IPv6 address",
        "no password",
        "no name",
        "no file",
        "a port too high",
        "no number",
        "not writable",
        "no folder",
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_one_sentence(
    launch: Launch, setting: str, value: str, sentence: str
) -> None:
    process = launch(**{setting: value})

    code, said = process.wait(timeout=20), process.stderr.read()

    assert code == 1
    assert sentence in said
    assert said.count("\n") == 1


def test_a_service_that_cannot_start_ends_the_launcher_with_its_reason(
    launch: Launch, package: Callable[[str], Path]
) -> None:
    (package("venue_picker") / "broken").touch()

    process = launch()

    code, said = process.wait(timeout=20), process.stderr.read()
    assert code == 1
    assert "venue_picker did not start" in said
    assert "NOBODY_SET_THIS is not set" in said


def test_a_failed_migration_ends_the_launcher_with_its_reason(launch: Launch, package: Callable[[str], Path]) -> None:
    (package("gig_store") / "failing").touch()

    process = launch()

    code, said = process.wait(timeout=20), process.stderr.read()
    assert code == 1
    assert "The database of gig_store could not be brought up to date" in said
    assert "the table is on fire" in said


def test_a_service_that_dies_is_started_again_and_said_so(launch: Launch) -> None:
    process = launch()
    pages = ask(wait_for_address(process))
    band_picker = pages["BAND_PICKER_URL"]
    master = int(ask(band_picker)["master"])

    os.kill(master, signal.SIGKILL)

    assert "band_picker ended (exit code -9) and is started again in 0.5 s" in process.stdout.readline()
    assert "band_picker runs again" in process.stdout.readline()
    assert int(ask(band_picker)["master"]) != master


@pytest.mark.allow_hosts(["127.0.0.1", "::1"])
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "127.0.0.1", "::1"])  # noqa: S104  # with a first account
def test_the_pages_alone_are_served_at_the_host_that_was_chosen(launch: Launch, host: str) -> None:
    url = wait_for_address(launch(HOST=host, **FIRST))

    pages = ask(url)

    assert pages["HOST"] == host
    assert {ask(pages[name])["HOST"] for name in URLS} == {host}
    assert {pages[name].rpartition(":")[0] for name in URLS} == {"http://127.0.0.1"}


def test_a_host_that_is_not_of_this_machine_is_named(launch: Launch) -> None:
    process = launch(HOST="192.0.2.1", **FIRST)

    assert process.wait(timeout=20) == 1
    assert process.stderr.read() == (
        "Gig Planner cannot start. HOST=192.0.2.1 cannot be used: Cannot assign requested address. "
        "It must be an address of this machine.\n"
    )


def test_the_first_account_is_told_to_the_backend_alone(launch: Launch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("of the first admin")
    settings = {"ADMIN_USERNAME": "Sam", "ADMIN_PASSWORD_FILE": os.path.relpath(tmp_path / "password")}

    told = ask(wait_for_address(launch(**settings)))
    everybody = {name: told if name == "PAGES" else ask(told[name]) for name in ("PAGES", *URLS)}

    heard = {name: {key: told[key] for key in told if key.startswith("ADMIN_")} for name, told in everybody.items()}
    of_backend = heard.pop("GIG_STORE_URL")
    assert (of_backend.keys(), of_backend["ADMIN_USERNAME"]) == (settings.keys(), "Sam")
    assert Path(of_backend["ADMIN_PASSWORD_FILE"]).read_text() == "of the first admin"
    assert Path(of_backend["ADMIN_PASSWORD_FILE"]).is_absolute()
    assert set(map(str, heard.values())) == {"{}"}
