"""What holds for all tests."""

import signal


def pytest_configure():
    """Heed Ctrl-C, and let what tests start heed it: in the background a shell has it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
