"""Starts LocalStack on loopback alone: by itself it listens on every address of the machine."""

import functools

from twisted.internet import endpoints

endpoints.TCP4ServerEndpoint = functools.partial(
    endpoints.TCP4ServerEndpoint, interface="127.0.0.1"
)

from localstack.runtime.main import main  # noqa: E402

main()
