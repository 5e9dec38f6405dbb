"""SECRETS_FILE: the secrets of an installation in one file, there only while a command needs them."""

import io
import tarfile
from pathlib import Path

import pytest

from deploy.errors import CannotDeploy
from deploy.packed_secrets import unpacked


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """Give a file as `tar -C secrets -cf FILE .` makes it, with one name more that leads elsewhere."""
    file = tmp_path / "secrets.tar"
    with tarfile.open(file, "w") as archive:
        for name, content in {"./service_token": b"canary", "../../elsewhere": b"astray"}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        link = tarfile.TarInfo("./tls_key")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return file


def test_secrets_are_there_for_their_owner_while_a_command_runs_and_gone_afterwards(packed: Path) -> None:
    with unpacked({"SECRETS_FILE": str(packed), "STACK": "gigs"}) as environ:
        folder = Path(environ["SECRETS_DIR"])
        mode, token = folder.stat().st_mode & 0o777, (folder / "service_token").read_text()

    assert (mode, token, environ["STACK"]) == (0o700, "canary", "gigs")
    assert not folder.exists()


def test_nothing_is_unpacked_outside_the_folder_and_no_link_followed(packed: Path) -> None:
    with unpacked({"SECRETS_FILE": str(packed)}) as environ:
        names = {path.name for path in Path(environ["SECRETS_DIR"]).iterdir()}

    assert names == {"service_token", "elsewhere"}
    assert not (packed.parents[1] / "elsewhere").exists()


def test_settings_that_are_packed_count_where_none_are_given(tmp_path: Path) -> None:
    lines = ["# where it runs", "PROXY_REPLICAS=3", "TRUSTED_HOSTS='gigs.example.org www.example.org'", "HTTP_PORT=80"]
    (tmp_path / "settings.sh").write_text("\n".join([*lines, "LOG_LEVEL="]))
    with tarfile.open(tmp_path / "secrets.tar", "w") as archive:
        archive.add(tmp_path / "settings.sh", "settings.sh")

    with unpacked({"SECRETS_FILE": str(tmp_path / "secrets.tar"), "HTTP_PORT": "8080", "TRUSTED_HOSTS": ""}) as environ:
        given = {name: environ[name] for name in ("PROXY_REPLICAS", "TRUSTED_HOSTS", "HTTP_PORT", "LOG_LEVEL")}

    assert given == {
        "PROXY_REPLICAS": "3",
        "TRUSTED_HOSTS": "gigs.example.org www.example.org",
        "HTTP_PORT": "8080",
        "LOG_LEVEL": "",
    }


@pytest.mark.parametrize("environ", [{}, {"SECRETS_FILE": "", "SECRETS_DIR": "secrets"}], ids=["not set", "empty"])
def test_without_such_a_file_the_folder_counts(environ: dict[str, str]) -> None:
    with unpacked(environ) as given:
        assert given == environ


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    (tmp_path / "wrong").write_text("no tar")

    for file in (tmp_path / "wrong", tmp_path / "missing"):
        with pytest.raises(CannotDeploy, match="cannot be unpacked"), unpacked({"SECRETS_FILE": str(file)}):
            pass
