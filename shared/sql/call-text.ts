import type { ExpressionFunction } from '../recipe/expression.ts';
import { parseTextFormat, type TextFormat } from '../recipe/text-format.ts';
import { Fault } from '../rpc/fault.ts';
import {
  argument,
  type Call,
  type CallDefinition,
  refuse,
  textConstant,
  wholeAt,
  wholeConstant,
} from './call-parts.ts';
import { blanks } from './clean.ts';
import { literal } from './quote.ts';
import { searchSql } from './search.ts';
import { padLeft } from './text.ts';
import { numeric, type TypedSql, textSql } from './typed.ts';

/** No cell is longer; an offset beyond what DuckDB counts in would fail. */
const longest = 1_000_000;

/** Functions over texts. A number or a date given to them is read as it is written in French. */
export const textCalls = {
  upper: { arity: [1, 1], sql: (call) => text(`upper(${textAt(call, 0)})`) },
  lower: { arity: [1, 1], sql: (call) => text(`lower(${textAt(call, 0)})`) },
  proper: {
    arity: [1, 1],
    sql(call) {
      const words = `regexp_extract_all(lower(${textAt(call, 0)}), '[\\pL\\pM]+|[^\\pL\\pM]+')`;
      return text(`array_to_string(list_transform(${words}, lambda w: upper(w[1]) || w[2:]), '')`);
    },
  },
  trim: { arity: [1, 1], sql: (call) => text(`trim(${textAt(call, 0)})`) },
  squeeze: {
    arity: [1, 1],
    sql: (call) => text(`trim(regexp_replace(${textAt(call, 0)}, ${literal(`[${blanks}]+`)}, ' ', 'g'))`),
  },
  left: { arity: [2, 2], sql: cut },
  right: { arity: [2, 2], sql: cut },
  middle: {
    arity: [3, 3],
    sql(call) {
      const [start, count] = [wholeAt(call, 1), wholeAt(call, 2)];
      const cells = `substring(${textAt(call, 0)}, least(${start}, ${longest}), least(${count}, ${longest}))`;
      return text(`CASE WHEN ${start} >= 1 AND ${count} >= 0 THEN ${cells} END`);
    },
  },
  length: { arity: [1, 1], sql: (call) => ({ sql: `length(${textAt(call, 0)})`, type: 'integer' }) },
  substitute: {
    arity: [3, 3],
    sql: (call) => text(`replace(${textAt(call, 0)}, ${textAt(call, 1)}, ${textAt(call, 2)})`),
  },
  find: {
    arity: [2, 3],
    sql(call) {
      const [needle, hay] = [`lower(${textAt(call, 0)})`, `lower(${textAt(call, 1)})`];
      if (call.of.length === 2) return { sql: `nullif(instr(${hay}, ${needle}), 0)`, type: 'integer' };
      const start = wholeAt(call, 2);
      const found = `nullif(instr(substring(${hay}, least(${start}, ${longest})), ${needle}), 0)`;
      return { sql: `CASE WHEN ${start} >= 1 THEN ${found} + least(${start}, ${longest}) - 1 END`, type: 'integer' };
    },
  },
  format: {
    arity: [2, 2],
    sql(call) {
      const format = parseTextFormat(textConstant(call, 1));
      if (!format) throw new Fault('expression-argument', { function: call.name });
      return text(formatted(call, format));
    },
  },
  pad: { arity: [2, 2], sql: (call) => text(padLeft(textAt(call, 0), wholeConstant(call, 1, 0, 1_000))) },
  departement: {
    arity: [1, 1],
    // Overseas, the département takes three of the five characters.
    sql(call) {
      const given = argument(call, 0);
      const code = `upper(${given.type === 'integer' ? padLeft(textSql(given), 5) : textSql(given)})`;
      const of = (pattern: string) => `regexp_extract(${code}, ${literal(pattern)}, 1)`;
      const parts = `${of('^(9[78][0-9])[0-9]{2}$')} || ${of('^(2[AB]|[0-8][0-9]|9[0-69])[0-9]{3}$')}`;
      // The cast: DuckDB gives `nullif` of an empty word no type.
      return text(`CAST(nullif(${parts}, '') AS VARCHAR)`);
    },
  },
  contains: { arity: [2, 2], sql: search },
  starts: { arity: [2, 2], sql: search },
  ends: { arity: [2, 2], sql: search },
  matches: { arity: [2, 2], sql: search },
} satisfies Partial<Record<ExpressionFunction, CallDefinition>>;

function text(sql: string): TypedSql {
  return { sql, type: 'text' };
}

function textAt(call: Call, place: number): string {
  return textSql(argument(call, place));
}

/** The start or the end of a text. */
function cut(call: Call): TypedSql {
  if (call.of[1]!.kind === 'constant')
    return text(`${call.name}(${textAt(call, 0)}, ${wholeConstant(call, 1, 0, 10_000)})`);
  const count = wholeAt(call, 1);
  return text(`CASE WHEN ${count} >= 0 THEN ${call.name}(${textAt(call, 0)}, least(${count}, ${longest})) END`);
}

function search(call: Call): TypedSql {
  const words = { contains: 'contains', starts: 'starts', ends: 'ends', matches: 'pattern' } as const;
  const word = words[call.name as keyof typeof words];
  return { sql: searchSql(textAt(call, 0), textConstant(call, 1), word), type: 'boolean' };
}

const dateFormats = { day: '%d', month: '%m', year: '%Y', 'short-year': '%y' } as const;

function formatted(call: Call, format: TextFormat): string {
  const given = argument(call, 0);
  if (format.kind === 'date') {
    if (given.type !== null && given.type !== 'date' && given.type !== 'timestamp') refuse(call, given.type);
    const pattern = format.pieces.map((piece) => (typeof piece === 'string' ? dateFormats[piece] : piece.text));
    return given.type === null ? 'CAST(NULL AS VARCHAR)' : `strftime(${given.sql}, ${literal(pattern.join(''))})`;
  }
  const { whole, decimals, grouped, percent } = format;
  const number = `CAST(${numeric(given, call.name)} AS DOUBLE)${percent === '' ? '' : ' * 100'}`;
  const width = whole + (decimals > 0 ? decimals + 1 : 0);
  const shape = `{:${grouped ? ',' : `0${width}`}.${decimals}f}`;
  const digits = `translate(format(${literal(shape)}, abs(v)), ',.', '\u202f,')`;
  const signed = `CASE WHEN v < 0 THEN '-' ELSE '' END || ${digits} || ${literal(percent)}`;
  return `list_transform(list_filter([round(${number}, ${decimals})], lambda v: isfinite(v)), lambda v: ${signed})[1]`;
}
