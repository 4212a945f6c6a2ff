"""Programs run by hand: PROG_TEST_RUN of the box."""
