import { numberText } from './serial.ts';

/** Whether a number format shows a hundred times the number: "0.0%" but not `0" %"` nor `0\%`. */
export function isPercentFormat(format: string): boolean {
  return format.includes('%') && /%/.test(format.replace(/"[^"]*"/g, '').replace(/\\./g, ''));
}

/** Formats that Excel knows by number alone: 0% and 0.00%. */
export function isPercentFormatId(id: number): boolean {
  return id === 9 || id === 10;
}

/** 0.07 -> 7, without the noise of a double multiplied. */
export function percentOf(value: number): number {
  return Number((value * 100).toPrecision(15));
}

/** As a text file has it: 0.125 -> "12.5 %". */
export function percentText(value: number): string {
  return `${numberText(percentOf(value))} %`;
}

type Cell = { cells: (string | null)[]; column: number; value: number; isPercent: boolean };

/** Gathers the number cells of the first rows of a sheet, to write those of columns of percentages as these are shown. */
export function createPercents(): {
  note(cells: (string | null)[], column: number, value: number, isPercent: boolean): void;
  /** Rewrites the texts of such columns, and gives their places. */
  settle(): number[];
} {
  const seen: Cell[] = [];
  const shown = new Set<number>();
  return {
    note(cells, column, value, isPercent) {
      if (isPercent) shown.add(column);
      seen.push({ cells, column, value, isPercent });
    },
    settle() {
      if (shown.size === 0) return [];
      const columns = [...shown].filter((column) => {
        const own = seen.filter((cell) => cell.column === column);
        const others = own.filter(({ isPercent }) => !isPercent).length;
        // A year as a title, a cell that lost its format.
        return others <= Math.max(2, own.length * 0.1) && others < own.length - others;
      });
      const found = new Set(columns);
      for (const { cells, column, value, isPercent } of seen) {
        // A whole number without the format is a title.
        if (found.has(column) && (isPercent || !Number.isInteger(value) || Math.abs(value) <= 1))
          cells[column] = percentText(value);
      }
      return columns.sort((a, b) => a - b);
    },
  };
}
