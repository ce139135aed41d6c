import type { StagedFile } from './file.ts';
import { readEntry, type ZipEntry } from './zip.ts';

/** What an archive holds beside the table of a shapefile: its outlines or not, and what its .cpg says. */
export type ShapeParts = { outlines: boolean; codepage: string | null };

export const noShape: ShapeParts = { outlines: false, codepage: null };

const mostBytes = 1_000;

/** The parts of the same shapefile as `entry`: those of its name. A .cpg that cannot be read says nothing. */
export async function readShapeParts(
  archive: StagedFile,
  entry: ZipEntry,
  beside: readonly ZipEntry[],
): Promise<ShapeParts> {
  if (!/\.dbf$/i.test(entry.name)) return noShape;
  const part = (extension: string) => {
    const wanted = entry.name.replace(/dbf$/i, extension).toLowerCase();
    return beside.find(({ name }) => name.toLowerCase() === wanted);
  };
  const page = part('cpg');
  const said =
    page === undefined ? null : await readEntry(archive.path, page, archive.name, mostBytes).catch(() => null);
  return { outlines: part('shp') !== undefined, codepage: said?.toString('latin1') ?? null };
}
