// A text that one language lacks, or whose values differ between languages, or that nothing uses, fails the build.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const languages = readdirSync(join(root, 'messages'));
const texts = Object.fromEntries(
  languages.map((file) => [file, JSON.parse(readFileSync(join(root, 'messages', file), 'utf8'))]),
);
const faults = [];

const placeholders = (text) =>
  [...new Set(JSON.stringify(text).match(/\{[a-zA-Z]+\}/g) ?? [])].sort().join(' ');

const keys = new Set(Object.values(texts).flatMap(Object.keys));
keys.delete('$schema');
for (const key of keys) {
  for (const file of languages) {
    if (!(key in texts[file])) faults.push(`messages/${file}: "${key}" is missing`);
  }
  const values = new Set(languages.filter((file) => key in texts[file]).map((file) => placeholders(texts[file][key])));
  if (values.size > 1) faults.push(`"${key}": the languages use different values: ${[...values].join(' / ')}`);
}

const sources = readdirSync(join(root, 'src'), { recursive: true })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|paraglide/.test(file))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
  .join('\n');
for (const key of keys) {
  if (!new RegExp(`\\bm\\.${key}\\b`).test(sources)) faults.push(`"${key}" is used nowhere`);
}

if (faults.length > 0) {
  console.error(faults.map((fault) => `check-messages: ${fault}`).join('\n'));
  process.exit(1);
}
