"""The fixed parts of the side-by-side page: its style and its script, both without any outside."""

STYLE = """
:root{color-scheme:light dark;--bg:#fbfaf7;--ink:#1d1c1a;--soft:#6b675f;--line:#e3dfd6;
--on:#ffe9a8;--on-ink:#1d1c1a;--hole:#b3261e;--hole-bg:#fdecea;--major:#9a5b00;--minor:#5c6470;
--focus:#1a5fb4}
@media (prefers-color-scheme:dark){:root{--bg:#171614;--ink:#e9e5dc;--soft:#a39d91;--line:#35322d;
--on:#5a4a12;--on-ink:#fff6da;--hole:#ff8a80;--hole-bg:#3b1c1a;--major:#f0b35a;--minor:#a9b2bf;
--focus:#8ab4f8}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);
font:16px/1.65 Georgia,"Times New Roman","Noto Serif",serif}
header,main,footer{max-width:88rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:1.5rem;padding-bottom:.75rem}
h1{font-size:1.45rem;line-height:1.3;margin:0 0 .4rem;overflow-wrap:anywhere}
.facts,footer{font:13px/1.5 system-ui,sans-serif;color:var(--soft);overflow-wrap:anywhere}
.facts b{color:var(--ink);font-weight:600}
.facts .bad{color:var(--hole)}
footer{padding-top:1rem;padding-bottom:2rem}
kbd{font:12px ui-monospace,monospace;border:1px solid var(--line);border-radius:3px;padding:0 .3em}
.row{display:grid;grid-template-columns:6.5rem minmax(0,1fr) minmax(0,1.15fr) minmax(0,13rem);
gap:0 1.5rem;padding:.7rem 0;border-top:1px solid var(--line)}
main.clean .row{grid-template-columns:6.5rem minmax(0,1fr) minmax(0,1.15fr)}
.role{font:11px/1.9 system-ui,sans-serif;letter-spacing:.04em;text-transform:uppercase;
color:var(--soft)}
.src,.tgt{overflow-wrap:anywhere}
.src{font-family:"Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;
line-height:1.8}
.src:lang(zh-Hant){font-family:"Noto Serif CJK TC","Source Han Serif TC","Songti TC",PMingLiU,serif}
.row.body .role{visibility:hidden}
.row.headline .src,.row.headline .tgt{font-size:1.3rem;font-weight:700;line-height:1.4}
.row.subheading .src,.row.subheading .tgt{font-weight:700}
.row.caption .tgt{font-style:italic}
.row.byline .src,.row.byline .tgt,.row.caption .src,.row.caption .tgt{color:var(--soft)}
.row.boilerplate .src,.row.boilerplate .tgt{color:var(--soft);font-size:.92rem}
.dateline{font-variant-caps:small-caps;color:var(--soft)}
[data-n]{border-radius:3px;padding:.08em 0;box-decoration-break:clone;
-webkit-box-decoration-break:clone}
.src [data-n],.tgt [data-n]{cursor:pointer}
[data-n].on{background:var(--on);color:var(--on-ink)}
[data-n]:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
.hole{color:var(--hole);background:var(--hole-bg);border:1px dashed var(--hole);
padding:.05em .5em;font:13px/1.6 system-ui,sans-serif}
.flag{text-decoration:underline wavy var(--major);text-underline-offset:.2em}
.flag.critical{text-decoration-color:var(--hole)}.flag.minor{text-decoration-color:var(--minor)}
.notes{list-style:none;margin:0;padding:0;font:13px/1.45 system-ui,sans-serif}
.notes li{border-left:3px solid var(--minor);padding:.1em .3em .1em .6em;margin-bottom:.35em;
overflow-wrap:anywhere}
.notes .major{border-color:var(--major)}.notes .critical{border-color:var(--hole)}
.notes b{font-weight:600}
@media screen and (max-width:1000px){
.row,main.clean .row{grid-template-columns:minmax(0,1fr) minmax(0,1.1fr)}
.role,.notes{grid-column:1/-1}.notes{margin-top:.4rem}.row.body .role{display:none}}
@media screen and (max-width:640px){header,main,footer{padding-left:1rem;padding-right:1rem}
.row,main.clean .row{grid-template-columns:minmax(0,1fr)}.tgt{margin-top:.35rem}
.row.headline .src,.row.headline .tgt{font-size:1.15rem}.keys{display:none}}
@media print{:root{--bg:#fff;--ink:#000;--soft:#444;--line:#bbb;--on:#fff;--on-ink:#000}
body{font-size:10.5pt}.keys{display:none}.row{break-inside:avoid;padding:.35rem 0}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
.row,main.clean .row{grid-template-columns:4.5rem minmax(0,1fr) minmax(0,1.1fr)}
.notes{grid-column:2/-1;margin-top:.3rem}.row.body .role{display:block;visibility:hidden}}
"""

SCRIPT = """
(function () {
  'use strict';
  var all = Array.prototype.slice.call(document.querySelectorAll('.src [data-n]'));
  var lit = [];
  function light(n) {
    lit.forEach(function (e) { e.classList.remove('on'); });
    lit = n === null ? [] : Array.prototype.slice.call(
      document.querySelectorAll('[data-n="' + n + '"]'));
    lit.forEach(function (e) { e.classList.add('on'); });
  }
  function of(node) {
    var e = node && node.closest ? node.closest('[data-n]') : null;
    return e ? e.getAttribute('data-n') : null;
  }
  function current() { return of(document.activeElement); }
  document.addEventListener('pointerover', function (event) {
    var n = of(event.target);
    light(n === null ? current() : n);
  });
  document.addEventListener('focusin', function (event) { light(of(event.target)); });
  document.addEventListener('focusout', function () { light(null); });
  function go(step, wanted) {
    var n = current();
    var at = all.findIndex(function (e) { return e.getAttribute('data-n') === n; });
    if (at < 0 && step < 0) { at = all.length; }
    for (var k = at + step; k >= 0 && k < all.length; k += step) {
      if (!wanted || all[k].hasAttribute('data-problem')) { all[k].focus(); return; }
    }
  }
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var step = { j: 1, k: -1, n: 1, p: -1 }[event.key];
    if (step) { event.preventDefault(); go(step, event.key === 'n' || event.key === 'p'); }
    if (event.key === 'Escape' && document.activeElement) { document.activeElement.blur(); }
  });
}());
"""
