// Draws icon.png (512) and icon.ico (16 to 256) from icon.svg; the results are kept in the repository:
// node test/tools/run.mjs test/tools/draw-icons.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { browserOptions } from './browser.ts';

const folder = fileURLToPath(new URL('../../resources/icons/', import.meta.url));
const drawing = readFileSync(`${folder}icon.svg`, 'utf8');

/** An .ico whose images are PNG, as Windows has read them since Vista: a header, one entry per image, the images. */
function packIcon(images: { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index;
    // 256 is written as 0.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

const browser = await chromium.launch(browserOptions());
const page = await browser.newPage();
async function draw(size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing}`);
  return page.screenshot({ omitBackground: true });
}
writeFileSync(`${folder}icon.png`, await draw(512));
const images = [];
for (const size of [16, 32, 48, 256]) images.push({ size, png: await draw(size) });
writeFileSync(`${folder}icon.ico`, packIcon(images));
await browser.close();
