"""A service's promise to end with the launcher."""

import os
import signal
from unittest import mock

import pytest

from launcher import child


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> mock.Mock:
    library = mock.Mock()
    monkeypatch.setattr("ctypes.CDLL", mock.Mock(return_value=library))
    return library


def test_the_kernel_is_asked_to_end_the_service_with_its_launcher(
    kernel: mock.Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")

    child.follow(os.getppid())

    kernel.prctl.assert_called_once_with(1, signal.SIGTERM)


def test_elsewhere_than_on_linux_the_kernel_is_not_asked(kernel: mock.Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")

    child.follow(os.getppid())

    kernel.prctl.assert_not_called()


@pytest.mark.usefixtures("kernel")
def test_a_service_whose_launcher_is_gone_already_does_not_start() -> None:
    with pytest.raises(SystemExit, match="the launcher is gone"):
        child.follow(os.getpid())
