"""An S3 on the loopback (moto), which the real client (s3fs) talks to."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unittest.mock import patch

import boto3
import s3fs
from botocore.config import Config
from moto.server import ThreadedMotoServer

if TYPE_CHECKING:
    from collections.abc import Iterator

BUCKET = "bucket"
SECRET = "marked-secret-4711"  # noqa: S105 - none


@dataclass(kw_only=True)
class ObjectStore:
    """A bucket, looked at by another client than the one under test."""

    port: int
    server: ThreadedMotoServer = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"s3://{BUCKET}/out"

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to find it."""
        return {
            "AWS_ACCESS_KEY_ID": "marked-key",
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": self.url,
            "AWS_MAX_ATTEMPTS": "1",
        }

    def objects(self) -> dict[str, bytes]:
        """Return everything in the bucket."""
        found = self._client.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return {each["Key"]: self.get(each["Key"]) for each in found}

    def names(self) -> set[str]:
        """Return the keys of everything in the bucket."""
        return {each["Key"] for each in self._client.list_objects_v2(Bucket=BUCKET).get("Contents", [])}

    def get(self, key: str) -> bytes:
        return bytes(self._client.get_object(Bucket=BUCKET, Key=key)["Body"].read())

    def etag(self, key: str) -> str:
        return str(self._client.head_object(Bucket=BUCKET, Key=key)["ETag"])

    def put(self, key: str, data: bytes) -> None:
        self._client.put_object(Bucket=BUCKET, Key=key, Body=data)

    def remove(self, key: str) -> None:
        self._client.delete_object(Bucket=BUCKET, Key=key)

    def clear(self) -> None:
        for key in self.names():
            self.remove(key)

    def stop(self) -> None:
        """Go off the net; what is in the bucket stays."""
        self.server.stop()

    def start(self) -> None:
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self.server.start()

    def __post_init__(self) -> None:
        self._client = boto3.client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106 - none
            region_name="us-east-1",
            config=Config(retries={"max_attempts": 1}),
        )


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """Run a store with one empty bucket, which this process finds by its environment."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    store = ObjectStore(port=server.get_host_and_port()[1], server=server)
    store._client.create_bucket(Bucket=BUCKET)
    s3fs.S3FileSystem.clear_instance_cache()
    with patch.dict(os.environ, store.environment):
        try:
            yield store
        finally:
            store.clear()
            store._client.delete_bucket(Bucket=BUCKET)
            store.stop()
            s3fs.S3FileSystem.clear_instance_cache()
