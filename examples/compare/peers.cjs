// Reads passes of articles as JSON on its input, times wink-nlp and compromise over each, and writes what node.go reads.
const missing = [];
function load(...names) {
  try { return names.map((n) => require(n)); } catch (e) { missing.push(names[0].split('/')[0] + ' is not installed (npm install)'); return null; }
}

const readers = [];
const wink = load('wink-nlp', 'wink-eng-lite-web-model');
if (wink) {
  const [make, model] = wink;
  const with_ = (task, pipe) => {
    const nlp = make(model, pipe);
    readers.push({ library: 'wink-nlp', task, read: (a) => { const d = nlp.readDoc(a); return d.tokens().length() + 0 * d.entities().length(); } });
  };
  with_('sentences', ['sbd']);
  with_('tags', ['sbd', 'pos']);
  with_('names', ['sbd', 'pos', 'ner']);
}
const one = load('compromise/one'), two = load('compromise/two'), three = load('compromise/three');
if (one && two && three) {
  readers.push({ library: 'compromise', task: 'sentences', read: (a) => one[0](a).length });
  readers.push({ library: 'compromise', task: 'tags', read: (a) => two[0](a).termList().length });
  readers.push({ library: 'compromise', task: 'names', read: (a) => { const d = three[0](a); return d.termList().length + 0 * d.topics().length; } });
}

const passes = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const results = readers.map(({ library, task, read }) => {
  const r = { library, task, seconds: [], found: 0 };
  passes.forEach((articles, i) => {
    const start = process.hrtime.bigint();
    r.found = 0;
    for (const a of articles) r.found += read(a);
    if (i > 0) r.seconds.push(Number(process.hrtime.bigint() - start) / 1e9);
  });
  return r;
});
process.stdout.write(JSON.stringify({ results, missing: [...new Set(missing)].join('; ') }));
