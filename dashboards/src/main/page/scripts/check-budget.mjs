// How heavy the page may be: gzipped script of the first screen, of all screens, and styles, in KiB.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const budgets = { first: 180, all: 300, styles: 15 };
const root = new URL('..', import.meta.url).pathname;
const output = resolve(root, process.env.MOWS_PAGE_OUTPUT ?? '../../../target/classes/META-INF/resources');
const manifest = JSON.parse(readFileSync(join(output, 'assets/manifest.json'), 'utf8'));
const kib = (file) => gzipSync(readFileSync(join(output, file)), { level: 9 }).length / 1024;
const sum = (files) => files.reduce((total, file) => total + kib(file), 0);

const first = new Set();
const follow = (key) => {
  const chunk = manifest[key];
  if (first.has(chunk.file)) return;
  first.add(chunk.file);
  (chunk.imports ?? []).forEach(follow);
};
follow('index.html');

// What Today, the first screen, loads besides.
for (const key of Object.keys(manifest)) if (/today\/Today\.tsx$/.test(key)) follow(key);

const assets = readdirSync(join(output, 'assets')).map((file) => `assets/${file}`);
const sizes = {
  first: sum([...first].filter((file) => file.endsWith('.js'))),
  all: sum(assets.filter((file) => file.endsWith('.js'))),
  styles: sum(assets.filter((file) => file.endsWith('.css'))),
};
let over = false;
for (const [what, budget] of Object.entries(budgets)) {
  console.log(`${what}: ${sizes[what].toFixed(1)} KiB gzipped of ${budget}`);
  over ||= sizes[what] > budget;
}
if (over) {
  console.error('check-budget: the page is heavier than it may be. Load what is rarely used later, or leave it out.');
  process.exit(1);
}
