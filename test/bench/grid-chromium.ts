import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { browserOptions } from '../tools/browser.ts';

export type GridSite = {
  browser: Browser;
  open(path: string, size?: { width: number; height: number; zoom?: number }): Promise<Page>;
  close(): Promise<void>;
};

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/**
 * Builds a folder of this tree as a page of its own, serves it to Chromium on a loopback port, and opens it.
 * @param folder holds index.html, from the root of the project
 * @param prepare gives each page what it needs before it loads
 */
export async function serveGrid(
  folder: string,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<GridSite> {
  const outDir = await mkdtemp(join(tmpdir(), 'crible-grid-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL(`../../${folder}/`, import.meta.url)),
    base: './',
    logLevel: 'error',
    plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'es2023', modulePreload: false, chunkSizeWarningLimit: 4000 },
  });
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    try {
      const bytes = await readFile(join(outDir, path === '/' ? 'index.html' : path));
      response.setHeader('Content-Type', types[extname(path)] ?? 'text/html');
      response.end(bytes);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch(browserOptions());
  return {
    browser,
    async open(path, size = { width: 1366, height: 768 }) {
      const zoom = size.zoom ?? 1;
      const context = await browser.newContext({
        viewport: { width: Math.round(size.width / zoom), height: Math.round(size.height / zoom) },
        deviceScaleFactor: zoom,
        locale: 'fr-FR',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      await prepare(page);
      await page.goto(`http://127.0.0.1:${port}/${path}`);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
