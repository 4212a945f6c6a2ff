(() => {
  const svg = document.querySelector("svg.flame");
  const total = Number(svg.dataset.total) || 1, unit = svg.dataset.unit;
  const side = 10, told = svg.querySelector(".told"), search = svg.querySelector("input");
  const boxes = [...svg.querySelectorAll("g.f")].map(g => ({
    g, name: g.dataset.n, start: Number(g.dataset.x), value: Number(g.dataset.w),
    level: Number(g.dataset.d), rect: g.querySelector("rect"), text: g.querySelector("text"),
    words: g.querySelector("title").textContent,
  }));
  const root = boxes[0];
  let chosen = root, found = "";

  const holds = (outer, inner) => outer.start <= inner.start
    && outer.start + outer.value >= inner.start + inner.value;

  const fits = (name, width) => {
    const room = Math.floor((width - 6) / 6.6);
    return name.length <= room ? name : room > 2 ? name.slice(0, room - 1) + "…" : "";
  };

  const place = (box, left, width) => {
    box.rect.setAttribute("x", left);
    box.rect.setAttribute("width", width);
    box.text.setAttribute("x", left + 4);
    box.text.textContent = fits(box.name, width);
  };

  const draw = () => {
    const room = svg.clientWidth - 2 * side;
    for (const box of boxes) {
      const below = box.level < chosen.level && holds(box, chosen);
      const shown = below || (box.level >= chosen.level && holds(chosen, box));
      const width = below ? room : room * box.value / chosen.value;
      box.g.style.display = shown && width >= 0.3 ? "" : "none";
      box.g.classList.toggle("faded", below);
      if (shown)
        place(box, below ? side : side + room * (box.start - chosen.start) / chosen.value, width);
    }
  };

  const say = box => { told.textContent = box ? box.words : found; };

  const zoom = box => { chosen = box; draw(); };

  const look = () => {
    let wanted = null;
    try { wanted = search.value ? new RegExp(search.value, "i") : null; } catch { }
    let sum = 0, end = 0;
    for (const box of boxes) box.hit = wanted !== null && box !== root && wanted.test(box.name);
    for (const box of boxes.filter(box => box.hit).sort((a, b) => a.start - b.start || b.value - a.value)) {
      if (box.start + box.value <= end) continue;
      sum += box.value;
      end = box.start + box.value;
    }
    for (const box of boxes) box.g.classList.toggle("hit", box.hit);
    svg.classList.toggle("searching", wanted !== null);
    const share = (100 * sum / total).toFixed(2);
    found = wanted ? `matched: ${sum.toLocaleString("en")} ${unit}, ${share} %`
      : search.value ? "this is no regular expression" : "";
    say(null);
  };

  for (const box of boxes) {
    box.g.setAttribute("tabindex", "0");
    box.g.addEventListener("click", () => zoom(box));
    box.g.addEventListener("keydown", event => { if (event.key === "Enter") zoom(box); });
    for (const here of ["mouseenter", "focus"]) box.g.addEventListener(here, () => say(box));
    for (const away of ["mouseleave", "blur"]) box.g.addEventListener(away, () => say(null));
  }
  search.addEventListener("input", look);
  svg.querySelector("button").addEventListener("click", () => zoom(root));
  document.addEventListener("keydown", event => { if (event.key === "Escape") zoom(root); });
  window.addEventListener("resize", draw);
  svg.setAttribute("width", "100%");
  draw();
})();
