"""Settings of the kernel, told as an object declares them."""

import pytest

from beebox.errors import NotSupported
from beebox.loader.settings import encoded, version
from beebox.obj.spec import Config, Form


def told(form: Form, size: int, text: str, *, signed: bool = False) -> bytes:
    return encoded(Config("CONFIG_X", 0, size, 1, form=form, signed=signed), text)


@pytest.mark.parametrize(
    ("form", "size", "text", "expected"),
    [
        (Form.BOOL, 1, "y", b"\1"),
        (Form.BOOL, 1, "n", b"\0"),
        (Form.TRISTATE, 4, "m", b"\2\0\0\0"),
        (Form.TRISTATE, 4, "y", b"\1\0\0\0"),
        (Form.CHAR, 1, "m", b"m"),
        (Form.CHAR, 1, "200", b"\xc8"),
        (Form.INT, 4, "250", b"\xfa\0\0\0"),
        (Form.INT, 2, "0xffff", b"\xff\xff"),
        (Form.INT, 8, "-1", b"\xff" * 8),
        (Form.TEXT, 8, '"(none)"', b"(none)\0\0"),
        (Form.TEXT, 4, '"(none)"', b"(no\0"),
        (Form.BOOL, 1, "1", b"\1"),
    ],
)
def test_what_fits(form, size, text, expected):
    assert told(form, size, text) == expected


@pytest.mark.parametrize(
    ("form", "size", "text"),
    [
        (Form.BOOL, 1, "m"),
        (Form.BOOL, 1, "2"),
        (Form.INT, 4, "y"),
        (Form.TEXT, 4, "y"),
        (Form.TEXT, 4, "5"),
        (Form.INT, 4, '"text"'),
        (Form.TRISTATE, 4, "3"),
        (Form.INT, 2, "65536"),
        (Form.INT, 4, "-1"),
        (Form.INT, 4, "what"),
    ],
)
def test_what_does_not_fit_is_refused(form, size, text):
    with pytest.raises(
        NotSupported, match=rf"CONFIG_X is {text} in this kernel, which {form.value}"
    ):
        told(form, size, text)


def test_signed_numbers():
    assert told(Form.INT, 2, "-32768", signed=True) == b"\0\x80"
    with pytest.raises(NotSupported, match="which an integer of 2 bytes does not hold"):
        told(Form.INT, 2, "32768", signed=True)


def test_versions():
    assert version("6.18.44-generic") == 6 << 16 | 18 << 8 | 44
    assert version("4.19.999") == 4 << 16 | 19 << 8 | 255
    assert version("7.0") == 7 << 16
