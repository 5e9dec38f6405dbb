"""A picker alone under gunicorn, and an admin who sends lists to it; `kill` and `respawn` at the same address."""

import time
import uuid
from pathlib import Path
from typing import Any, Self

import requests
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed
from testkit.signing import headers
from testkit.sites import SiteElsewhere
from testkit.stacks import CHECKOUT

from launcher import data_dir, migrations
from launcher.errors import CannotStart
from launcher.process import Process
from launcher.services import APIS

CONNECTIONS, SECONDS, PATIENCE = 32, 120, 300
PACKAGES = {"bands": "band_picker", "venues": "venue_picker"}
AT_WORK = {"staging", "committing", "undoing"}
Job = dict[str, Any]  # the JSON of an import


class ServedPicker:
    """The picker of `plural`, its data in `folder` or at `url`; asked and told things by an admin."""

    def __init__(self, plural: str, folder: Path, url: str | None = None) -> None:
        package = PACKAGES[plural]
        self.plural = plural
        self.service = next(service for service in APIS if service.package == package)
        self.site = SiteElsewhere(CHECKOUT, folder, databases={package: url} if url else {})
        self.process = Process(self.site, self.service)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=CONNECTIONS))

    def __enter__(self) -> Self:
        data_dir.prepare(self.site.folder)
        migrations.upgrade(self.site, [self.service])
        self.process.bind("127.0.0.1", 0)
        self.respawn()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._session.close()
        self.process.stop()

    @property
    def url_of_database(self) -> str:
        """Give the URL of its database."""
        return self.site.url_of_database(self.service)

    def respawn(self) -> None:
        """Start it and wait until it is ready; a worker killed a moment ago may still hold the port."""
        held = retry_if_exception_type(CannotStart)
        Retrying(stop=stop_after_delay(10), wait=wait_fixed(0.05), retry=held, reraise=True)(self.process.start, {})
        self.process.await_ready()

    def send(self, method: str, path: str = "", **options: Any) -> requests.Response:  # noqa: ANN401  # as requests has them
        """Send a request as the admin; raises requests' errors where nobody answers."""
        sent = self.headers() | options.pop("headers", {})
        url = f"{self.process.url}/v1/{self.plural}{path}"
        return self._session.request(method, url, headers=sent, **{"timeout": SECONDS, **options})

    def headers(self) -> dict[str, str]:
        """Give the headers of a request the admin makes now."""
        token = (self.site.folder / data_dir.TOKEN).read_text(encoding="utf-8")
        return headers("admin", person=uuid.UUID(int=1), token=token)

    def get(self, path: str = "", **query: object) -> Any:  # noqa: ANN401  # any JSON
        """Give the JSON of what must be there."""
        answer = self.send("GET", path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def upload(self, content: bytes, **more: str) -> requests.Response:
        """Send a list, without waiting until it is read."""
        query = {"id": str(uuid.uuid4()), "filename": "list.csv"}
        return self.send("POST", "/imports", params=query, data=content, headers={"Content-Type": "text/csv", **more})

    def staged(self, content: bytes) -> Job:
        """Send a list and give the import once it was read."""
        answer = self.upload(content)
        assert answer.status_code == 202, answer.text
        return self.awaited(answer.json()["id"])

    def done(self, job: Job, what: str, **options: object) -> Job:
        """Commit or undo an import and give what became of it."""
        answer = self.send("POST", f"/imports/{job['id']}/{what}", **options)
        assert answer.status_code == 202, answer.text
        return self.awaited(job["id"])

    def awaited(self, import_id: str, pause: float = 0.05) -> Job:
        """Wait until nothing works on the import."""
        deadline = time.monotonic() + PATIENCE
        while (job := self.get(f"/imports/{import_id}"))["state"] in AT_WORK:
            assert time.monotonic() < deadline, job
            time.sleep(pause)
        found: Job = job
        return found
