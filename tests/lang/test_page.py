"""The examples of docs/PROGRAMS.md compile, and Linux takes them."""

import re
from pathlib import Path

import pytest

from beebox import lang, loader, obj
from beebox.errors import CompileError

PAGE = Path(__file__).parents[2] / "docs" / "PROGRAMS.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE)
REFUSED = re.findall(
    r"^```python error: (.*?)\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE
)


@pytest.fixture(params=range(len(EXAMPLES)))
def spec(request, tmp_path):
    path = tmp_path / f"prog_page_{request.param}.py"
    path.write_text(EXAMPLES[request.param])
    return obj.read(lang.compile(str(path)), "page")


def test_it_compiles(spec):
    assert spec.programs


@pytest.mark.parametrize(("message", "text"), REFUSED)
def test_it_is_refused(tmp_path, message, text):
    path = tmp_path / "prog_page_refused.py"
    path.write_text(text)
    with pytest.raises(CompileError, match=re.escape(message)) as caught:
        lang.compile(str(path))
    assert caught.value.location.line


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
