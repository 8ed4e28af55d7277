"""The part of a provider that takes files and answers them by and by, on top of the fault server."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.support.endpoints import obey
from tests.support.fault_server import Call, FaultServer, Step, reply

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class BatchServer:
    """Plays ``/v1/files`` and ``/v1/batches``.

    Attributes:
        answer: What a request is answered with; a step with another status than 200 is a failed request.
        looks: How often a batch is looked at before it has ended.
        requests: Every request of every batch, by its key.
    """

    server: FaultServer
    answer: Callable[[Call], Step] = obey
    looks: int = 1
    ends_as: str = "completed"
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.look = self._look
        self.server.paths |= {
            "/v1/files": self._upload,
            "/v1/batches?limit=100": self._list,
            "/v1/batches": self._create,
        }

    def _file(self, data: bytes) -> str:
        identity = f"file-{len(self.files) + 1}"
        self.files[identity] = data
        step = Step(body=data, headers={"Content-Type": "application/octet-stream"})
        self.server.paths[f"/v1/files/{identity}/content"] = step
        return identity

    def _upload(self, call: Call) -> Step:
        boundary = re.search(r"boundary=(\S+)", call.headers["content-type"])
        assert boundary
        parts = call.raw.split(b"--" + boundary[1].encode())
        (data,) = [part.split(b"\r\n\r\n", 1)[1][:-2] for part in parts if b"filename=" in part]
        return reply(
            {
                "id": self._file(data),
                "object": "file",
                "bytes": len(data),
                "created_at": 0,
                "filename": "f",
                "purpose": "batch",
                "status": "processed",
            }
        )

    def _create(self, call: Call) -> Step:
        identity = f"batch-{len(self.batches) + 1}"
        told = call.body
        self.batches[identity] = {
            "id": identity,
            "object": "batch",
            "endpoint": told["endpoint"],
            "status": "validating",
            "input_file_id": told["input_file_id"],
            "completion_window": "24h",
            "created_at": 0,
            "metadata": told["metadata"],
            "looks": self.looks,
        }
        self.server.paths[f"/v1/batches/{identity}"] = lambda _: self.look(identity)
        return reply(self.batches[identity])

    def _list(self, _: Call) -> Step:
        return reply({"object": "list", "data": list(self.batches.values()), "has_more": False})

    def _look(self, identity: str) -> Step:
        batch = self.batches[identity]
        if batch["status"] != self.ends_as:
            batch["looks"] -= 1
            batch["status"] = "in_progress"
            if batch["looks"] < 0:
                self._end(batch)
        return reply(batch)

    def _end(self, batch: dict[str, Any]) -> None:
        good: list[str] = []
        bad: list[str] = []
        for line in reversed(self.files[batch["input_file_id"]].splitlines()):
            told = json.loads(line)
            key = told["custom_id"]
            self.requests[key] = self.requests.get(key, 0) + 1
            call = Call(
                method=told["method"], path=told["url"], headers={}, raw=json.dumps(told["body"]).encode()
            )
            step = self.answer(call)
            response = {"status_code": step.status, "request_id": "r", "body": json.loads(step.body)}
            row = json.dumps({"id": "x", "custom_id": key, "response": response, "error": None})
            (good if step.status == 200 else bad).append(row)
        batch["status"] = self.ends_as
        batch["request_counts"] = {"total": len(good) + len(bad), "completed": len(good), "failed": len(bad)}
        if self.ends_as == "failed":
            batch["errors"] = {"object": "list", "data": [{"code": "x", "message": "the file is no good"}]}
            return
        for name, rows in (("output_file_id", good), ("error_file_id", bad)):
            batch[name] = self._file("".join(f"{row}\n" for row in rows).encode()) if rows else None
