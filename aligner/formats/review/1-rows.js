// The review page, 1 of 3: the rows, which of them are shown, and saving them.
// The three parts are one script. A row is never changed in place: an edit replaces a run of rows by
// another, so undo puts the old run back. Offsets and numbers are as in the saved files, from 0.

const byId = (id) => document.getElementById(id);
const meta = JSON.parse(byId("meta").textContent);
const source = byId("rows").textContent;
const KEY = "aligner-review-" + fingerprint(source);
const BLOCK = 40;

let rows = JSON.parse(source).map(([doc, src, tgt, score, reason, reviewed]) => ({
  doc, src, tgt, score, reason, reviewed: Boolean(reviewed), edited: false, rank: 0,
}));
let view = [];
let current = rows[0] ?? null;
let picked = { src: null, tgt: null };
let lastSide = "src";
let done = [];
let undone = [];
let saved = undefined;
const drawn = new Map();
const main = byId("beads");
const manyDocs = rows.some((row) => row.doc !== rows[0].doc);
const roman = new Intl.NumberFormat("en");

function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16) + "-" + text.length;
}

// ---- what a row is

const threshold = () => Number(byId("threshold").value);
const isNull = (row) => !row.src.length || !row.tgt.length;
const isOneToOne = (row) => row.src.length === 1 && row.tgt.length === 1;
// A byline left out with confidence is no doubt; a null bead of unknown confidence is.
const isDoubtful = (row) =>
  !row.edited && (row.score === null ? isNull(row) : row.score < threshold());
const kind = (row) => `${count(row.src)}-${count(row.tgt)}`;
const count = (units) => units.reduce((sum, [ids]) => sum + Math.max(1, ids.length), 0);
const spell = (units, joiner) => units.map(([, text]) => text).join(joiner);
const spellSrc = (row) => spell(row.src, meta.src_joiner);
const spellTgt = (row) => spell(row.tgt, meta.tgt_joiner);

function level(row) {
  if (row.score === null) return "unknown";
  if (row.score < threshold()) return "low";
  return row.score < 0.9 ? "mid" : "high";
}

// ---- which rows are shown, in what order

const FILTERS = {
  all: () => true,
  doubtful: isDoubtful,
  null: isNull,
  many: (row) => !isOneToOne(row),
  open: (row) => !row.reviewed,
  edited: (row) => row.edited,
};

const needle = () => byId("search").value.trim().toLowerCase();

function chooseView(keep = false) {
  const accepts = FILTERS[byId("filter").value];
  const wanted = needle();
  const found = (row) =>
    !wanted || (spellSrc(row) + "\n" + spellTgt(row)).toLowerCase().includes(wanted);
  view = rows.filter((row) => (keep && row === current) || (accepts(row) && found(row)));
  if (byId("order").value === "doubt") view.sort((a, b) => a.rank - b.rank);
  if (!view.includes(current)) current = view[0] ?? null;
}

function rankRows() {
  rows.forEach((row) => { row.rank = (row.reviewed ? 2 : 0) + (row.score ?? 1); });
}

// ---- saving

function records() {
  return rows.map((row) => {
    const record = { src: spellSrc(row), tgt: spellTgt(row) };
    if (row.reviewed) record.score = 1;
    else if (row.score !== null) record.score = row.score;
    if (row.doc) record.doc = row.doc;
    for (const side of ["src", "tgt"]) {
      const ids = row[side].flatMap(([numbers]) => numbers);
      if (ids.length) record[`${side}_ids`] = ids;
    }
    if (row.reviewed) record.reviewed = true;
    else if (row.reason) record.reason = row.reason;
    return record;
  });
}

function xml(text) {
  const bad = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
  if (bad) throw new Error("A control character, which TMX cannot hold: save as JSONL instead.");
  return text.replace(/[&<>"\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function tmx() {
  const units = records().map((record) => {
    const props = [
      ["doc", record.doc], ["score", record.score], ["src-ids", record.src_ids?.join(" ")],
      ["tgt-ids", record.tgt_ids?.join(" ")], ["reviewed", record.reviewed ? "yes" : undefined],
    ].filter(([, value]) => value !== undefined)
      .map(([type, value]) => `<prop type="x-${type}">${xml(String(value))}</prop>`).join("");
    const tuv = (lang, text) => `<tuv xml:lang="${xml(lang)}"><seg>${xml(text)}</seg></tuv>\n`;
    return `<tu>${props}\n${tuv(meta.src_lang, record.src)}${tuv(meta.tgt_lang, record.tgt)}</tu>\n`;
  });
  return '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n' +
    `<header creationtool="aligner" creationtoolversion="${xml(meta.version)}" segtype="sentence" o-tmf="aligner" ` +
    `adminlang="en" srclang="${xml(meta.src_lang)}" datatype="plaintext"></header>\n<body>\n${units.join("")}</body>\n</tmx>\n`;
}

function save(ending, text) {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  link.download = `${meta.name}.reviewed.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  saved = done.at(-1);
  say(`Saved ${link.download}: ${roman.format(rows.length)} beads.`);
}

const saveJsonl = () => save("jsonl", records().map((record) => JSON.stringify(record) + "\n").join(""));
function saveTmx() {
  try { save("tmx", tmx()); } catch (error) { say(error.message); }
}

// Edits survive a closed tab where the browser lets a page keep something.
function remember() {
  try { localStorage.setItem(KEY, JSON.stringify(done)); } catch { /* no storage here: beforeunload warns */ }
}

function restore() {
  let edits = [];
  try { edits = JSON.parse(localStorage.getItem(KEY) ?? "[]"); } catch { return; }
  edits.forEach(({ at, old, added }) => {
    done.push({ at, old: rows.slice(at, at + old.length), added });
    rows.splice(at, old.length, ...added);
  });
  if (edits.length) say(`${edits.length} edits of an earlier visit are back; undo takes them away.`);
  current = rows[0] ?? null;
}
