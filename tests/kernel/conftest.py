"""The live kernel, where it lets us."""

import errno

import pytest

from beebox.abi.enums import MapType
from beebox.errors import KernelError
from beebox.kernel import client
from beebox.kernel.linux import Linux
from beebox.obj.spec import MapSpec


@pytest.fixture(scope="session")
def linux():
    """Linux, if it gives us maps; else skip with its reason."""
    kernel = Linux()
    try:
        fd = client.map_create(kernel, MapSpec("probe", MapType.ARRAY, 4, 4, 1))
    except KernelError as error:
        if error.errno in {errno.EPERM, errno.ENOSYS}:
            pytest.skip(str(error))
        raise
    kernel.close(fd)
    return kernel


@pytest.fixture
def fds(linux):
    """A list of fds that are closed after the test."""
    found = []
    yield found
    for fd in found:
        linux.close(fd)
