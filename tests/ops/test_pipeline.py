"""The pipeline: what a commit goes through on its way to production, and what happens when a step fails."""

import re
from pathlib import Path

import pytest
from testkit.pipelines import COMMIT, PASSWORD, Pipeline

ROOT = Path(__file__).resolve().parents[2]
JENKINSFILE = (ROOT / "Jenkinsfile").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()

TESTED = ["here check", "here lint", "here test JUNIT=test-results/tests.xml"]
BUILT = [f"here image SERVICE={service}" for service in ("frontend", "service1", "service2", "backend")]
PUSHED = ["here login", "here push"]
STAGED = [
    "staging deploy URL=https://staging.example.org",
    "staging smoke URL=https://staging.example.org",
]
IN_PRODUCTION = [
    "production deploy URL=https://gigs.example.org",
    "production verify URL=https://gigs.example.org",
]
STAGING_TAKEN_BACK = [
    "staging status OF=swarm",
    f"staging rollback FROM={COMMIT} URL=https://staging.example.org",
]
PRODUCTION_TAKEN_BACK = [
    "production status OF=swarm",
    f"production rollback FROM={COMMIT} URL=https://gigs.example.org",
]


@pytest.mark.pipeline
def test_a_commit_of_the_main_branch_goes_through_every_stage_into_production(pipeline: Pipeline) -> None:
    build = pipeline.build("main")

    assert build.calls == TESTED + BUILT + PUSHED + STAGED + IN_PRODUCTION + ["production logout"]
    assert build.succeeded


@pytest.mark.pipeline
def test_a_commit_of_another_branch_is_tested_and_built_and_deployed_nowhere(pipeline: Pipeline) -> None:
    build = pipeline.build("louder-stage")

    assert build.calls[:-1] == TESTED + BUILT + PUSHED
    assert build.succeeded


@pytest.mark.pipeline
@pytest.mark.parametrize(
    ("failing", "calls"),
    [
        ("test", TESTED),
        ("image", TESTED + BUILT[:1]),
        ("deploy", TESTED + BUILT + PUSHED + STAGED[:1] + STAGING_TAKEN_BACK),
        ("smoke", TESTED + BUILT + PUSHED + STAGED + STAGING_TAKEN_BACK),
        ("verify", TESTED + BUILT + PUSHED + STAGED + IN_PRODUCTION + PRODUCTION_TAKEN_BACK),
        ("smoke status", TESTED + BUILT + PUSHED + STAGED + STAGING_TAKEN_BACK),
    ],
    ids=[
        "a test",
        "an image",
        "the deploy to staging",
        "the smoke test",
        "production",
        "so much that its state cannot be shown",
    ],
)
def test_what_fails_stops_the_build_and_takes_back_what_was_not_proven(
    pipeline: Pipeline, failing: str, calls: list[str]
) -> None:
    build = pipeline.build("main", failing=failing)

    assert build.calls[:-1] == calls
    assert build.calls[-1].endswith(" logout")
    assert not build.succeeded


@pytest.mark.pipeline
def test_the_password_of_the_registry_is_shown_nowhere(pipeline: Pipeline) -> None:
    build = pipeline.build("main", failing="smoke")

    assert "make login" in build.said
    assert PASSWORD not in build.said
    assert not [call for call in build.calls if PASSWORD in call]


def test_each_step_is_one_make_target_that_there_is() -> None:
    steps = re.findall(r"\bsh\b(.*)", JENKINSFILE)
    targets = {re.sub(r"^(?: script:)? 'make (\w+)[^;&|]*'.*", r"\1", step) for step in steps}

    assert targets - {target for target in targets if re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)} == set()


def test_each_stage_that_does_something_has_a_time_limit() -> None:
    stages = re.split(r"\bstage\(", JENKINSFILE)[1:]

    assert [stage[:30] for stage in stages if "steps {" in stage and "timeout(time: " not in stage] == []
