import type { Warning } from '../contract.ts';
import type { PlaceMeaning } from './perimeter.ts';

/**
 * One way in which keys of one side find nothing on the other. `keys` are a few examples, but all of them where they are
 * no communes (see `isForeign`) unless `cut`; `successors` name the current
 * commune of each, where the cause is that its code is of another vintage or of a part of it.
 */
export type UnmatchedGroup = {
  cause: string;
  rows: number;
  keys: string[];
  successors?: { key: string; code: string; name: string }[];
  /** Some of these codes are not written as codes are: they are to be repaired before anything replaces them. */
  spoilt?: boolean;
  /** Too many keys to be set aside one by one. */
  cut?: boolean;
};
/** Rows that match although their keys are not written alike, by difference (`writings` of shared/sql/writing.ts). */
export type BridgedGroup = { writing: string; rows: number; examples: { left: string; right: string }[] };

/**
 * Codes of communes of a column against the present COG, distinct ones. `guess`: the COG, or run of COG, that contradicts
 * the fewest codes (`against` of them); null when the table covers no département.
 */
export type VintageReport = {
  codes: number;
  current: number;
  old: number;
  municipal: number;
  unknown: number;
  /** Codes that are not written as codes are: read here, to be repaired before they are converted. */
  spoilt: number;
  guess: { from: number; to: number; against: number } | null;
  /** Old codes of the table. `isThere`: the successor's own code is in the table too. */
  gone: {
    code: string;
    rows: number;
    successor: string;
    name: string;
    nature: string;
    year: number | null;
    isThere: boolean;
  }[];
  /** Same code, wider perimeter: current communes that took in others of the table. */
  silent: { code: string; name: string; absorbed: string[] }[];
  /** Current communes that the table lacks where it has the others. */
  absent: { code: string; name: string; cause: 'arrondissements' | 'renumbered' | 'no-epci' | 'restored' | 'absent' }[];
};

export type CoverageReport = {
  rows: number;
  meaning: PlaceMeaning;
  /** Places of the territory, and those of them that a row bears. */
  expected: number;
  present: number;
  /** Rows of places that are elsewhere, and rows whose code is read although it is not written as codes are. */
  outside: number;
  spoilt: number;
  /** The first 200. */
  absent: { code: string; name: string; departement: string | null }[];
  strangers: { cause: string; rows: number; examples: string[] }[];
  /** A count of rows at which a version of Excel stops. */
  truncated: number | null;
};

export type JoinReport = {
  left: { rows: number; matched: number; missingKey: number; duplicates: number; unmatched: UnmatchedGroup[] };
  right: { rows: number; matched: number; missingKey: number; duplicates: number; unmatched: UnmatchedGroup[] };
  rowsBefore: number;
  /** Rows after the step as it is set. */
  rowsAfter: number;
  /** Rows it would give if right duplicates multiplied the left rows. */
  rowsIfMultiplied: number;
  /** What `normalise` brings together; empty without it. Left rows. */
  bridged: BridgedGroup[];
  /** A few right keys that several rows bear. */
  repeated: { key: string; rows: number }[];
  warnings: Warning[];
};

/** `also`: the other pairs of a composite key, all of which must be equal together. */
export type JoinSuggestion = {
  left: string;
  right: string;
  also?: { left: string; right: string }[];
  matched: number;
  total: number;
  refused: string | null;
};
/** Two names that look alike, for a person to confirm: never joined by themselves. `score` from 0 to 1. */
export type SimilarNames = { left: string; right: string; where: string | null; rows: number; score: number };
