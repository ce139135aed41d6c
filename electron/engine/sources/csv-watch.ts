import { isAscii } from 'node:buffer';
import type { Mending } from '../../../shared/text/mending.ts';
import { createWatch } from './mending.ts';

/*
 * Accents may be damaged far from the first rows: texts pasted in from another file, a year added to the others. What reads a
 * text file from end to end for another reason looks for them on its way.
 */
export type DamageWatch = {
  /** A piece of the file, in UTF-8. */
  seeBytes(bytes: Buffer): void;
  seeText(text: string): void;
  /** What its texts need; none where nothing is damaged. */
  mendings(): Mending[];
};

/**
 * What the accents of French become most often, as they stand in UTF-8: « Ã© », « â€™ », « ├® », « √© », « Ú » and « Þ »; and
 * the codes of web pages. Each is told by a byte that French text seldom has. Looking for all of them costs
 * some 50 ms per 100 MB: the rarer damages are looked for in the first rows only.
 */
const marks: (number | Buffer)[] = [
  Buffer.from([0x83, 0xc2]),
  Buffer.from([0xa2, 0xe2, 0x82]),
  Buffer.from([0x94, 0x9c]),
  Buffer.from([0x9a]),
  Buffer.from([0x9e]),
].map((mark) => (mark.length === 1 ? mark[0]! : mark));
const ampersand = 0x26;

/** Texts of any other language have such letters too: past so many of one mark, the others tell enough. */
const mostHits = 2_000;
/** Bytes looked at on each side. */
const around = 48;
const unusual = /[^\p{ASCII}éèêëàâäçîïôöùûüÿœæÉ’«»°²\u00a0\u202f]|&(?=#?\w{2,7};)/gu;
const between = /[\s;,|"\t]+/;

export function createDamageWatch(): DamageWatch {
  const watch = createWatch();
  const hits = new Map<number | Buffer, number>();
  let seen = 0;
  const look = (bytes: Buffer, mark: number | Buffer) => {
    let count = hits.get(mark) ?? 0;
    for (let at = bytes.indexOf(mark); at >= 0 && count < mostHits; at = bytes.indexOf(mark, at + around)) {
      count += 1;
      // The words at both ends may be cut.
      const words = bytes.toString('utf8', Math.max(0, at - around), at + around).split(between);
      watch.see(words.slice(1, -1));
    }
    hits.set(mark, count);
  };
  return {
    seeBytes(bytes) {
      look(bytes, ampersand);
      if (isAscii(bytes)) return;
      for (const mark of marks) look(bytes, mark);
    },
    seeText(text) {
      for (const { index } of text.matchAll(unusual)) {
        if (seen >= mostHits * 10) return;
        seen += 1;
        const words = text.slice(Math.max(0, index - around), index + around).split(between);
        watch.see(words.slice(1, -1));
      }
    },
    mendings: () => watch.mendings(),
  };
}
