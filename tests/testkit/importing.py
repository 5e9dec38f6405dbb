"""Lists sent to a picker and worked on to the end."""

import threading
import uuid
from typing import Any

from testkit.pickers import Api

SECONDS = 120
Job = dict[str, Any]  # the JSON of an import


def wait() -> None:
    """Wait until nothing works on an import any more."""
    for thread in threading.enumerate():
        if thread.name.startswith("import "):
            thread.join(SECONDS)


def upload(api: Api, content: str | bytes, filename: str = "list.csv") -> Job:
    """Send a list and give the import once it was read."""
    import_id = str(uuid.uuid4())
    query = {"id": import_id, "filename": filename}
    data = content.encode() if isinstance(content, str) else content
    answer = api.call("POST", "/imports", query_string=query, data=data, content_type="text/csv")
    assert answer.status_code == 202, answer.text
    wait()
    job: Job = api.get(f"/imports/{import_id}")
    return job


def do(api: Api, job: Job, what: str, **options: object) -> Job:
    """Commit or undo an import and give what became of it."""
    answer = api.call("POST", f"/imports/{job['id']}/{what}", **options)
    assert answer.status_code == 202, answer.text
    wait()
    done: Job = api.get(f"/imports/{job['id']}")
    return done
