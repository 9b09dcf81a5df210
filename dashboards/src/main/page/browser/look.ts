import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.MOWS_PICTURES ?? '../../../target/pictures';
const width = process.env.MOWS_WIDTH ?? 'desktop';

interface Finding {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** Keeps a picture of the screen in both themes, and fails where axe finds that somebody could not use it. */
export async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true, animations: 'disabled' });
    const findings = await accessibility(page);
    expect(findings, `${name}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}

async function accessibility(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's content policy allows no script but its own.
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: Finding[] }> } };
    return (await axe.run()).violations;
  });
  return violations.flatMap((finding) => finding.nodes.map((node) => `${finding.id}: ${finding.help}: ${node.html} ${node.failureSummary ?? ''}`));
}

/** Everything that the browser complains about; must stay empty. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => heard.push(String(error)));
  return heard;
}

/** Keeps a picture of the page as it is printed. */
export async function print(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  await page.emulateMedia({ media: null });
}
