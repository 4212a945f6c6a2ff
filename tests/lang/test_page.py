"""The examples of docs/PROGRAMS.md compile, and Linux takes them."""

import re
from pathlib import Path

import pytest

from beebox import lang, loader, obj

PAGE = Path(__file__).parents[2] / "docs" / "PROGRAMS.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE)


@pytest.fixture(params=range(len(EXAMPLES)))
def spec(request, tmp_path):
    path = tmp_path / f"prog_page_{request.param}.py"
    path.write_text(EXAMPLES[request.param])
    return obj.read(lang.compile(str(path)), "page")


def test_it_compiles(spec):
    assert spec.programs


@pytest.mark.linux
def test_linux_takes_it(spec, linux):
    loader.load(spec, linux).close()


def test_every_helper_of_the_face_is_on_the_page():
    from beebox.lang.calls import LOWER

    listed = set(re.findall(r"\w+", PAGE.read_text()))
    assert set(LOWER) <= listed


def test_every_declared_helper_has_a_meaning():
    from beebox.lang import helpers
    from beebox.lang.calls import LOWER

    declared = {name for name, value in vars(helpers).items() if isinstance(value, helpers.Helper)}
    assert declared == set(LOWER)
