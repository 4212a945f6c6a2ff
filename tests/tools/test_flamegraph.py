"""Flame graphs: boxes as wide as their values, one below the other, in a file that stands alone."""

import itertools
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytest

from beebox.tools import flamegraph

STACKS = {
    (("app", "process"), ("main", "user"), ("left<&>", "user")): 30,
    (("app", "process"), ("main", "user"), ("right", "user"), ("read", "kernel")): 60,
    (("app", "process"), ("[libx.so]", "unnamed")): 10,
}
SPACE = "{http://www.w3.org/2000/svg}"


def boxes(text):
    found = {}
    for group in ET.fromstring(text).iter(f"{SPACE}g"):
        rect = group.find(f"{SPACE}rect")
        place = tuple(float(rect.get(name)) for name in ("x", "y", "width"))
        found[group.get("data-n")] = (place, group)
    return found


def test_widths_are_shares_and_callers_stand_above():
    found = boxes(flamegraph.svg(flamegraph.tree(STACKS), "a title", "samples"))
    whole = flamegraph.WIDTH - 2 * flamegraph.SIDE
    assert {name: round(place[2] / whole * 100) for name, (place, _) in found.items()} == {
        "all": 100,
        "app": 100,
        "main": 90,
        "left<&>": 30,
        "right": 60,
        "read": 60,
        "[libx.so]": 10,
    }
    (x, y, width), _ = found["main"]
    (inner_x, inner_y, inner_width), box = found["right"]
    assert x <= inner_x
    assert inner_x + inner_width <= x + width + 0.01
    assert inner_y == y + flamegraph.ROW
    assert box.find(f"{SPACE}title").text == "right: 60 samples, 60.00 %"
    assert "kernel" in found["read"][1].get("class")


def test_boxes_of_one_level_do_not_overlap():
    found = boxes(flamegraph.svg(flamegraph.tree(STACKS), "", "us")).values()
    rows = {}
    for (x, y, width), _ in found:
        rows.setdefault(y, []).append((x, x + width))
    for row in rows.values():
        row.sort()
        assert all(one[1] <= other[0] + 0.02 for one, other in itertools.pairwise(row))


@pytest.mark.parametrize("draw", [flamegraph.svg, flamegraph.html])
def test_a_file_needs_no_other(draw):
    text = draw(flamegraph.tree(STACKS), "<script>", "samples")
    assert "<title>&lt;script&gt;" in text
    links = set(re.findall(r"https?://[^\"' ]+", text))
    assert links <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"}
    assert not re.search(r"\b(src|href|@import|url)\b *[=(]", text)


def test_what_is_too_small_to_see_is_left_out():
    stacks = {((f"f{n}", "user"),): 1 for n in range(3)} | {(("big", "user"),): 10**6}
    assert set(boxes(flamegraph.svg(flamegraph.tree(stacks), "", "us"))) == {"all", "big"}


def test_nothing_seen_is_a_picture_too():
    assert set(boxes(flamegraph.svg(flamegraph.tree({}), "", "samples"))) == {"all"}


DONE = """
<script>
const search = document.querySelector("input");
search.value = "^R";
search.dispatchEvent(new Event("input"));
document.querySelector('[data-n="right"]').dispatchEvent(new Event("click"));
</script></body>"""


@pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not installed")
def test_search_and_zoom_in_a_browser(tmp_path):
    page = tmp_path / "flame.html"
    text = flamegraph.html(flamegraph.tree(STACKS), "a title", "samples")
    page.write_text(text.replace("</body>", DONE))
    how = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1020,600"]
    command = ["chromium", *how, f"--user-data-dir={tmp_path}", "--dump-dom", page.as_uri()]
    seen = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120).stdout
    if "</svg>" not in seen:
        pytest.skip("this chromium shows no page")
    assert "matched: 60 samples, 60.00 %" in seen
    found = {}
    for part in seen.split("<g ")[1:]:
        width = re.search(r'<rect[^>]* width="([0-9.]+)"', part)[1]
        hidden = "display: none" in part.partition(">")[0]
        found[re.search('data-n="([^"]*)"', part)[1]] = None if hidden else float(width)
    assert found["all"] == found["main"] == found["right"] == found["read"] > 900
    assert found["left&lt;&amp;&gt;"] is found["[libx.so]"] is None
    assert re.search(r'class="[^"]* hit[^"]*" data-n="right"', seen)
