// The review page, 2 of 3: drawing. Rows are drawn in blocks as they come near the window, so that
// tens of thousands stay quick. All text goes in as text nodes, never as markup.

// ---- drawing

const make = (tag, name, ...children) => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
};

const button = (label, key, title, action, enabled = true) => {
  const element = make("button", "", label + " ", ...(key ? [make("kbd", "", key)] : []));
  element.title = title;
  element.disabled = !enabled;
  element.addEventListener("click", (event) => { event.stopPropagation(); action(); });
  return element;
};

function marked(text) {
  const wanted = needle();
  if (!wanted) return [text];
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return [text];
  const parts = [];
  let at = 0;
  for (let hit = lower.indexOf(wanted); hit >= 0; hit = lower.indexOf(wanted, at)) {
    parts.push(text.slice(at, hit), make("mark", "", text.slice(hit, hit + wanted.length)));
    at = hit + wanted.length;
  }
  return [...parts, text.slice(at)];
}

function drawSide(row, side) {
  const element = make("div", `side ${side}`);
  element.lang = side === "src" ? meta.src_lang : meta.tgt_lang;
  if (!row[side].length) {
    const why = row.reason || (side === "src" ? "not in the source" : "not in the target");
    const absent = make("p", "absent", why);
    absent.lang = "en";
    element.append(absent);
  }
  row[side].forEach(([ids, text], at) => {
    const unit = make("p", "unit", make("small", "", ids.join(",")), ...marked(text));
    if (row === current) {
      if (picked[side] === at) unit.classList.add("picked");
      unit.addEventListener("click", () => {
        if (String(getSelection())) return;
        pick(side, picked[side] === at ? null : at);
      });
      if (picked[side] === at) {
        unit.append(
          button("↑", "", "Move this and those before it to the bead above (U)", () => move(-1), canMove(-1)),
          button("↓", "", "Move this and those after it to the bead below (D)", () => move(1), canMove(1)),
        );
      }
    }
    element.append(unit);
  });
  return element;
}

function drawScore(row) {
  const gauge = make("span", "gauge", make("i"));
  gauge.firstChild.style.width = `${Math.round(100 * Math.min(1, Math.max(0, row.score ?? 0)))}%`;
  const number = make("b", "", row.score === null ? "–" : row.score.toFixed(2));
  const element = make("div", "score", number, gauge, make("small", "", kind(row)));
  if (row.edited) element.append(make("small", "mark", "changed"));
  if (row.reviewed) element.append(make("small", "mark", "✓ reviewed"));
  return element;
}

function drawContext(row) {
  if (!row) return make("div", "context", make("small", "", "—"));
  return make(
    "div", "context", make("small", "", kind(row)), make("span", "", spellSrc(row)),
    make("span"), make("span", "", spellTgt(row)),
  );
}

function drawTools(row) {
  const many = row.src.length + row.tgt.length > 1;
  return make(
    "div", "tools",
    button("Merge up", "u", "Merge with the bead above", () => merge(-1), canMerge(-1)),
    button("Merge down", "d", "Merge with the bead below", () => merge(1), canMerge(1)),
    button("Split", "s", "Split before the picked sentence", split, many),
    button(row.reviewed ? "Not reviewed" : "Reviewed", "r", "Mark as reviewed and go on", review),
    make("span", "", many ? "Click a sentence to split before it or move it." : "Click a sentence to move it."),
  );
}

function drawRow(row) {
  const element = make("article", `bead ${level(row)}`);
  if (isNull(row)) element.classList.add("null");
  if (!row.src.length) element.classList.add("no-src");
  if (!row.tgt.length) element.classList.add("no-tgt");
  if (row.reviewed) element.classList.add("reviewed");
  const link = make("div", "link", make("i"));
  element.append(drawScore(row), drawSide(row, "src"), link, drawSide(row, "tgt"));
  if (row === current) {
    element.setAttribute("aria-current", "true");
    element.append(drawTools(row));
    if (view.length !== rows.length || byId("order").value === "doubt") {
      const at = rows.indexOf(row);
      element.prepend(drawContext(rows[at - 1]));
      element.append(drawContext(rows[at + 1]));
    }
  } else {
    element.addEventListener("click", () => { if (!String(getSelection())) select(row, false); });
  }
  drawn.set(row, element);
  return element;
}

const guess = (row) => 24 + 26 * Math.max(
  row.src.length, row.tgt.length, Math.ceil(spellSrc(row).length / 32), Math.ceil(spellTgt(row).length / 66));

const watcher = new IntersectionObserver(
  (entries) => entries.forEach(({ target, isIntersecting }) => (isIntersecting ? fill : clear)(target)),
  { rootMargin: "1200px 0px" },
);

function fill(block) {
  if (block.childElementCount) return;
  const parts = [];
  const first = Number(block.dataset.first);
  view.slice(first, first + BLOCK).forEach((row, at) => {
    const before = view[first + at - 1];
    if (manyDocs && (!before || before.doc !== row.doc)) parts.push(make("h2", "doc", row.doc || "(no name)"));
    parts.push(drawRow(row));
  });
  block.style.height = "";
  block.append(...parts);
}

function clear(block) {
  if (!block.childElementCount || block.contains(document.activeElement)) return;
  const first = Number(block.dataset.first);
  block.style.height = `${block.offsetHeight}px`;
  view.slice(first, first + BLOCK).forEach((row) => drawn.delete(row));
  block.replaceChildren();
}

function draw() {
  watcher.disconnect();
  drawn.clear();
  const blocks = [];
  for (let first = 0; first < view.length; first += BLOCK) {
    const block = make("section");
    block.dataset.first = String(first);
    block.style.height = `${view.slice(first, first + BLOCK).reduce((sum, row) => sum + guess(row), 0)}px`;
    blocks.push(block);
  }
  main.replaceChildren(...(blocks.length ? blocks : [make("p", "nothing", "No bead to show.")]));
  blocks.forEach((block) => watcher.observe(block));
  describe();
}

const blockOf = (row) => main.children[Math.floor(view.indexOf(row) / BLOCK)];

// Draw again after rows or the choice of rows changed, with the current row where it was.
function refresh(stay = true, keep = false) {
  const top = drawn.get(current)?.getBoundingClientRect().top;
  chooseView(keep);
  draw();
  if (!current) return;
  fill(blockOf(current));
  const now = drawn.get(current).getBoundingClientRect().top;
  if (stay && top !== undefined) scrollBy({ top: now - top, behavior: "instant" });
  else drawn.get(current).scrollIntoView({ block: "center", behavior: "instant" });
}

function redraw(row) {
  const old = drawn.get(row);
  if (old) old.replaceWith(drawRow(row));
}

function describe() {
  const doubtful = rows.filter(isDoubtful);
  const left = doubtful.filter((row) => !row.reviewed).length;
  const reviewed = rows.filter((row) => row.reviewed).length;
  const shown = view.length === rows.length ? "" : `${roman.format(view.length)} shown of `;
  byId("progress").textContent =
    `${shown}${roman.format(rows.length)} ${rows.length === 1 ? "bead" : "beads"} · ${roman.format(reviewed)} reviewed · ${roman.format(left)} doubtful left`;
  byId("meter").firstElementChild.style.width = rows.length ? `${(100 * reviewed) / rows.length}%` : "0";
  byId("undo").disabled = !done.length;
  byId("redo").disabled = !undone.length;
  byId("threshold-value").textContent = threshold().toFixed(2);
}

let messageTimer = 0;
function say(text) {
  byId("message").textContent = text;
  clearTimeout(messageTimer);
  messageTimer = setTimeout(() => { byId("message").textContent = ""; }, 4000);
}
