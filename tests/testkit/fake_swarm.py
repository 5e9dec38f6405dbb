"""A swarm made of dictionaries: it answers what `deploy` asks docker, and updates in steps, one with each look."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

IMAGES = {
    "frontend": "gig-planner-frontend",
    "service1": "gig-planner-service1",
    "service2": "gig-planner-service2",
    "backend": "gig-planner-backend",
}
JOBS = ("migrate-bands", "migrate-venues", "migrate-gigs")
MANAGER = {"LocalNodeState": "active", "ControlAvailable": True}


@dataclass(slots=True)
class FakeService:
    """One service: the version its tasks run, the one it is asked to, how its last update went."""

    image: str
    tag: str
    replicas: int
    label: str
    running: str = ""
    update: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    before: str = ""


@dataclass(slots=True)
class FakeSwarm:
    """Stands in for the docker program; `bad` versions are rolled back, `stuck` ones never finish."""

    stack: str = "gigs"
    info: Mapping[str, Any] = field(default_factory=lambda: MANAGER)
    bad: set[str] = field(default_factory=set)
    bad_services: set[str] = field(default_factory=set)
    stuck: set[str] = field(default_factory=set)
    bad_jobs: set[str] = field(default_factory=set)
    fetching: int = 0  # looks until the machines have the database's image; no job completes before
    services: dict[str, FakeService] = field(default_factory=dict)
    jobs_run: list[tuple[str, str]] = field(default_factory=list)
    given: Mapping[str, str] = field(default_factory=dict)
    given_to_jobs: Mapping[str, str] = field(default_factory=dict)
    deployed: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    most_at_once: int = 0

    def run(  # noqa: PLR0911  # one answer for each question
        self, *arguments: str, environment: Mapping[str, str] | None = None, gone_is_well: bool = False
    ) -> str:
        """Answer as `docker` would."""
        del gone_is_well
        match arguments:
            case ("info", *_, "{{.Swarm.NodeID}}"):
                return "node1\n"
            case ("info", *_):
                return json.dumps(self.info)
            case ("stack", "deploy", file, *_):
                self._deploy(file, environment or {})
                return ""
            case ("service", "ls", *_):
                self._go_on()
                return "\n".join(self.services)
            case ("service", "ps", *_):
                return "\n".join(self._tasks(arguments[-1].removeprefix(f"{self.stack}_")))
            case ("stack", "ps", *_):
                return "\n".join(task for name in self.services for task in self._tasks(name))
            case ("service", "update", *options):
                self._run_job(options)
                return ""
            case ("service", "logs", *_):
                return "no such table"
            case ("inspect", "--type", kind, *ids):
                return json.dumps([self._service(each) if kind == "service" else self._task(each) for each in ids])
            case _:
                raise AssertionError(arguments)

    def _deploy(self, file: str, given: Mapping[str, str]) -> None:
        if not file.endswith("docker-compose.yaml"):
            self.given_to_jobs = given
            return
        self.given = given
        replicas, tags = int(given["REPLICAS"]), {name: given[f"{name.upper()}_TAG"] for name in IMAGES}
        self.deployed.append(f"{'+'.join(sorted(set(tags.values())))} x {replicas}")
        for name, image in IMAGES.items():
            tag = tags[name]
            known = self.services.setdefault(name, FakeService(image, tag, 0, ""))
            starts = not known.replicas
            changed = known.tag != tag
            known.before, known.tag, known.replicas, known.label = known.tag, tag, replicas, given["PREVIOUS_TAG"]
            if starts:
                known.running = tag
            elif changed:
                known.left = ["asked", "updating", "rolled back" if self._is_bad(name, tag) else "completed"]
        for job in JOBS:
            self.services.setdefault(job, FakeService("gig-planner-backend", tags["backend"], 0, ""))

    def _is_bad(self, name: str, tag: str) -> bool:
        return tag in self.bad or name in self.bad_services

    def _go_on(self) -> None:
        self.most_at_once = max(self.most_at_once, sum(bool(service.left) for service in self.services.values()))
        for name, service in self.services.items():
            if service.left and service.tag not in self.stuck:
                self._step(name, service, service.left.pop(0))

    def _step(self, name: str, service: FakeService, state: str) -> None:
        if state == "updating":
            self.updated.append(name)
            service.update = {"State": "updating", "StartedAt": str(len(self.updated))}
        elif state == "completed":
            service.update = service.update | {"State": "completed"}
            service.running = service.tag
        elif state == "rolled back":
            service.update = service.update | {"State": "rollback_completed"}
            service.tag = service.before

    def _run_job(self, options: list[str]) -> None:
        image = options[options.index("--image") + 1]
        self.jobs_run.append((options[-1].removeprefix(f"{self.stack}_"), image))

    def _tasks(self, name: str) -> list[str]:
        if name == "mysql":
            return ["mysql/0"]
        if name in JOBS:
            return [f"{name}/{turn}" for turn, (job, _) in enumerate(self.jobs_run) if job == name]
        return [f"{name}/{slot}" for slot in range(self.services[name].replicas)]

    def _task(self, task_id: str) -> dict[str, Any]:
        name, _, turn = task_id.partition("/")
        if name == "mysql":
            self.fetching = max(0, self.fetching - 1)
            return {"ID": task_id, "Status": {"State": "preparing" if self.fetching else "running"}}
        service = self.services[name]
        state, image = "running", f"{service.image}:{service.running}"
        if name in JOBS:
            image = self.jobs_run[int(turn)][1]
            fails = self.fetching or image.rpartition(":")[2] in self.bad_jobs
            state = "failed" if fails else "complete"
        status = {"State": state, "Err": "task: non-zero exit (1)" if state == "failed" else ""}
        spec = {"ContainerSpec": {"Image": image}}
        return {"ID": task_id, "ServiceID": name, "DesiredState": "running", "Status": status, "Spec": spec}

    def _service(self, name: str) -> dict[str, Any]:
        service = self.services[name]
        spec = {
            "Name": f"{self.stack}_{name}",
            "Labels": {"gig-planner.previous": service.label},
            "Mode": {"Replicated": {"Replicas": service.replicas}},
            "TaskTemplate": {"ContainerSpec": {"Image": f"{service.image}:{service.tag}"}},
        }
        return {"ID": name, "Spec": spec, "UpdateStatus": dict(service.update) or None}
