"""Secrets, names with hashes and settings of what is deployed."""

from pathlib import Path

import pytest

from deploy import secret_files, settings
from deploy.__main__ import main
from deploy.errors import CannotDeploy
from deploy.settings import Settings


@pytest.fixture
def given(tmp_path: Path) -> Settings:
    """Give settings with a folder for secrets."""
    return settings.load({"SECRETS_DIR": str(tmp_path / "secrets")})


def test_each_secret_is_made_once_and_never_changed(given: Settings) -> None:
    made = secret_files.make(given)
    before = {name: (given.secrets_dir / name).read_text() for name in made}
    (given.secrets_dir / "admin_password").unlink()

    again = secret_files.make(given)

    assert again == ["admin_password"]
    after = {name: (given.secrets_dir / name).read_text() for name in made}
    assert {name for name in made if before[name] != after[name]} == {"admin_password"}
    assert (
        len({before[name] for name in made if name.endswith(("password", "token", "key")) and name != "tls_key"}) == 8
    )


def test_only_its_owner_gets_at_the_secrets(given: Settings) -> None:
    secret_files.make(given)

    assert given.secrets_dir.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in given.secrets_dir.iterdir()} == {0o444}


def test_the_first_account_may_be_chosen(given: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_USERNAME", "Sam")
    monkeypatch.setenv("ADMIN_PASSWORD", "a quiet walk to the harbour")

    secret_files.make(given)

    assert (given.secrets_dir / "admin_username").read_text() == "Sam"
    assert (given.secrets_dir / "admin_password").read_text() == "a quiet walk to the harbour"


def test_every_secret_and_config_of_the_compose_file_has_a_hash_in_its_name(given: Settings) -> None:
    made = secret_files.make(given)

    hashes = settings.hashes(given.secrets_dir)

    text = settings.COMPOSE_FILE.read_text()
    assert len(hashes) == text.count("{file: ")
    assert {f"HASH_{name.upper()}" for name in made} < hashes.keys()


def test_only_the_secret_that_changed_gets_another_name(given: Settings) -> None:
    secret_files.make(given)
    before = settings.hashes(given.secrets_dir)
    path = given.secrets_dir / "service_token"
    path.chmod(0o644)
    path.write_text("another token, as long as it has to be")

    after = settings.hashes(given.secrets_dir)

    assert {name for name in before if before[name] != after[name]} == {"HASH_SERVICE_TOKEN"}


def test_equal_secrets_of_two_installations_have_other_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", "a quiet walk to the harbour")
    both = [settings.load({"SECRETS_DIR": str(tmp_path / name)}) for name in ("one", "other")]
    for each in both:
        secret_files.make(each)

    one, other = (settings.hashes(each.secrets_dir)["HASH_ADMIN_PASSWORD"] for each in both)

    assert one != other


def test_a_missing_secret_is_named_with_what_makes_it(given: Settings) -> None:
    with pytest.raises(CannotDeploy, match=r"mysql_root_password cannot be read.*make secrets"):
        settings.hashes(given.secrets_dir)


@pytest.mark.parametrize("replicas", ["0", "two", "-1"])
def test_a_number_of_replicas_that_cannot_be_is_refused(replicas: str) -> None:
    with pytest.raises(CannotDeploy, match="REPLICAS must be"):
        settings.load({"REPLICAS": replicas})


@pytest.mark.parametrize(("asked", "files"), [("", 2), ("1", 2), ("0", 1), ("No", 1)])
def test_what_passes_between_machines_is_encrypted_unless_refused(asked: str, files: int) -> None:
    assert len(settings.load({"ENCRYPTED": asked}).compose_files) == files


def test_images_come_from_the_registry_where_there_is_one() -> None:
    at_home = settings.load({"TAG": "a"})
    elsewhere = settings.load({"TAG": "a", "REGISTRY": "registry.example/"})

    assert at_home.image("backend") == "gig-planner-backend:a"
    assert elsewhere.image("backend") == "registry.example/gig-planner-backend:a"


def test_an_unknown_command_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dance"]) == 2
    assert "secrets|up|down|deploy" in capsys.readouterr().err


def test_a_version_that_is_not_named_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("deploy.swarm.require", lambda: None)
    monkeypatch.delenv("TAG", raising=False)

    assert main(["deploy"]) == 1
    assert "make deploy TAG=" in capsys.readouterr().err
