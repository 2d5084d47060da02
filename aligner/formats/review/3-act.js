// The review page, 3 of 3: moving about, editing, keys and buttons.

// ---- moving about

function select(row, scroll = true) {
  if (!row) return;
  const old = current;
  current = row;
  picked = { src: null, tgt: null };
  if (old && old !== row) redraw(old);
  fill(blockOf(row));
  redraw(row);
  if (scroll) drawn.get(row).scrollIntoView({ block: "nearest", behavior: "instant" });
}

function step(by, accepts = () => true) {
  let at = view.indexOf(current) + by;
  while (view[at] && !accepts(view[at])) at += by;
  if (view[at]) select(view[at]);
  else say(by > 0 ? "No more below." : "No more above.");
}

function pick(side, at) {
  picked = { ...picked, [side]: at };
  if (at !== null) lastSide = side;
  redraw(current);
}

function pickNext(by) {
  const places = ["src", "tgt"].flatMap((side) => current[side].map((_, at) => [side, at]));
  const now = places.findIndex(([side, at]) => side === lastSide && picked[side] === at);
  const next = places[now < 0 ? (by > 0 ? 0 : places.length - 1) : (now + by + places.length) % places.length];
  picked = { src: null, tgt: null };
  pick(...next);
}

// ---- edits: replace ``removed`` rows at ``at`` by ``added``

function apply(at, removed, added, next = added[0]) {
  const old = rows.slice(at, at + removed);
  const rank = Math.min(...old.map((row) => row.rank));
  added.forEach((row) => { row.rank = rank; });
  done.push({ at, old, added });
  undone = [];
  exchange(at, old, added, next);
}

function exchange(at, old, added, next) {
  const top = drawn.get(current)?.getBoundingClientRect().top;
  rows.splice(at, old.length, ...added);
  current = next ?? rows[Math.min(at, rows.length - 1)];
  picked = { src: null, tgt: null };
  refresh(false, true);
  const element = drawn.get(current);
  if (top !== undefined) scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
  element.scrollIntoView({ block: "nearest", behavior: "instant" });
  remember();
}

function undo() {
  const edit = done.pop();
  if (!edit) return say("Nothing to undo.");
  undone.push(edit);
  exchange(edit.at, edit.added, edit.old, edit.old[0]);
}

function redo() {
  const edit = undone.pop();
  if (!edit) return say("Nothing to redo.");
  done.push(edit);
  exchange(edit.at, edit.old, edit.added, edit.added[0]);
}

const changed = (row, src, tgt) => ({
  doc: row.doc, src, tgt, score: null, reason: "", reviewed: true, edited: true, rank: 0,
});
const neighbour = (by) => {
  const other = rows[rows.indexOf(current) + by];
  return other && other.doc === current.doc ? other : null;
};
const canMerge = (by) => neighbour(by) !== null;

function merge(by) {
  const other = neighbour(by);
  if (!other) return say(by < 0 ? "Nothing above to merge with." : "Nothing below to merge with.");
  const [a, b] = by < 0 ? [other, current] : [current, other];
  apply(rows.indexOf(a), 2, [changed(a, a.src.concat(b.src), a.tgt.concat(b.tgt))]);
}

// Where to cut a side whose partner is cut at a share of its length.
function cutAtShare(units, share) {
  const total = spell(units, "").length;
  let best = 0;
  let sum = 0;
  units.forEach(([, text], at) => {
    sum += text.length;
    if (Math.abs(sum - share * total) < Math.abs(spell(units.slice(0, best), "").length - share * total)) best = at + 1;
  });
  return best;
}

const shareBefore = (units, at) =>
  spell(units.slice(0, at), "").length / Math.max(1, spell(units, "").length);

function cuts() {
  let { src, tgt } = picked;
  if (src === null && tgt === null) {
    if (current.src.length >= current.tgt.length) src = cutAtShare(current.src, 0.5) || 1;
    else tgt = cutAtShare(current.tgt, 0.5) || 1;
  }
  if (src === null) src = cutAtShare(current.src, shareBefore(current.tgt, tgt));
  if (tgt === null) tgt = cutAtShare(current.tgt, shareBefore(current.src, src));
  return [src, tgt];
}

function split() {
  if (current.src.length + current.tgt.length < 2) return say("One sentence cannot be split.");
  let [src, tgt] = cuts();
  if (src + tgt === 0) return say("Pick a later sentence: the bead is split before the picked one.");
  if (src === current.src.length && tgt === current.tgt.length) src -= 1;
  const before = changed(current, current.src.slice(0, src), current.tgt.slice(0, tgt));
  const after = changed(current, current.src.slice(src), current.tgt.slice(tgt));
  return apply(rows.indexOf(current), 1, [before, after]);
}

const pickedSide = () => (picked[lastSide] !== null ? lastSide : picked.src !== null ? "src" : picked.tgt !== null ? "tgt" : null);
const canMove = (by) => neighbour(by) !== null || current.src.length + current.tgt.length > 1;

function move(by) {
  const side = pickedSide();
  if (!side) return say("Pick a sentence first (click it, or h and l).");
  const at = picked[side] + (by < 0 ? 1 : 0);
  const head = current[side].slice(0, at);
  const tail = current[side].slice(at);
  const moved = by < 0 ? head : tail;
  const kept = { ...current, [side]: by < 0 ? tail : head };
  const other = neighbour(by) ?? { ...current, src: [], tgt: [] };
  const target = { ...other, [side]: by < 0 ? other[side].concat(moved) : moved.concat(other[side]) };
  const stays = kept.src.length + kept.tgt.length ? [changed(current, kept.src, kept.tgt)] : [];
  const goes = changed(current, target.src, target.tgt);
  const here = rows.indexOf(current);
  const added = by < 0 ? [goes, ...stays] : [...stays, goes];
  const hasOther = neighbour(by) !== null;
  return apply(by < 0 && hasOther ? here - 1 : here, hasOther ? 2 : 1, added, stays[0] ?? goes);
}

function review() {
  const at = rows.indexOf(current);
  const row = { ...current, reviewed: !current.reviewed };
  const next = row.reviewed ? view[view.indexOf(current) + 1] ?? row : row;
  apply(at, 1, [row], next);
}

// ---- keys and buttons

const toggleOrder = () => {
  const order = byId("order");
  order.value = order.value === "doubt" ? "document" : "doubt";
  reorder();
};
function reorder() {
  rankRows();
  if (byId("order").value === "doubt") {
    chooseView();
    current = view[0] ?? null;
  }
  picked = { src: null, tgt: null };
  refresh(false);
}

const openDoubt = (row) => isDoubtful(row) && !row.reviewed;
const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  n: () => step(1, openDoubt), p: () => step(-1, openDoubt), o: toggleOrder, r: review,
  h: () => pickNext(-1), ArrowLeft: () => pickNext(-1), l: () => pickNext(1), ArrowRight: () => pickNext(1),
  s: split, u: () => merge(-1), d: () => merge(1), U: () => move(-1), D: () => move(1),
  z: undo, Z: redo, w: saveJsonl, W: saveTmx,
  "/": () => byId("search").focus(), "?": () => byId("help").showModal(),
};
const WITHOUT_ROW = new Set(["o", "z", "Z", "w", "W", "/", "?"]);

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  if (event.key === "Escape" && event.target === byId("search")) {
    byId("search").value = "";
    byId("search").blur();
    refresh();
  }
  if (event.target.closest("input, select")) return;
  const action = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
  if (!action || (!current && !WITHOUT_ROW.has(event.key))) return;
  event.preventDefault();
  action();
});
for (const [id, action] of [["undo", undo], ["redo", redo], ["save-jsonl", saveJsonl], ["save-tmx", saveTmx], ["help-button", () => byId("help").showModal()]]) {
  byId(id).addEventListener("click", (event) => { action(); if (id !== "help-button") event.currentTarget.blur(); });
}
let searchTimer = 0;
byId("search").addEventListener("input", () => { clearTimeout(searchTimer); searchTimer = setTimeout(refresh, 120, false); });
byId("filter").addEventListener("change", (event) => { event.target.blur(); refresh(false); });
byId("order").addEventListener("change", (event) => { event.target.blur(); reorder(); });
byId("threshold").addEventListener("input", () => refresh());
addEventListener("beforeunload", (event) => { if (done.at(-1) !== saved) event.preventDefault(); });
addEventListener("beforeprint", () => [...main.children].forEach((block) => block.dataset.first && fill(block)));

restore();
rankRows();
chooseView();
draw();
if (current) { fill(blockOf(current)); scrollTo(0, 0); }
