import { identifier, literal } from '../../../shared/sql/quote.ts';
import type { Connection } from '../database.ts';
import { type IssueCounts, noIssues } from './column-issues.ts';
import { missingReason } from './missing.ts';
import type { ColumnPlan } from './plan.ts';
import { oddCodes } from './remarks-codes.ts';
import type { Counts } from './settle.ts';
import { issuesOf, tableOf } from './typed-table.ts';

/**
 * Reads "nd", "-", "///" as missing in columns of codes, where they can be no code, and in any text column the texts
 * that the user named. Other text columns keep theirs: a "C" or a "Non renseigné" there may be a category.
 * `issues_<id>`, `issues` and `counts` follow.
 */
export async function takeCodedTexts(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  issues: IssueCounts,
  counts: Counts,
): Promise<void> {
  for (const plan of plans) {
    if (!plan.kept || plan.type !== 'text') continue;
    const name = identifier(plan.name);
    const odd = oddCodes(plan);
    const chosen = new Set(plan.missing.map((text) => text.trim().toLowerCase()));
    if (odd === null && chosen.size === 0) continue;
    const wanted = odd ?? `lower(trim(${name})) IN (${[...chosen].map(literal).join(', ')})`;
    const rows = await connection.rows<{ raw: string; count: number }>(
      `SELECT ${name} AS raw, count(*) AS count FROM ${tableOf(id)} WHERE ${wanted} GROUP BY 1 ORDER BY count DESC, raw LIMIT 1000`,
    );
    const entry = issues.get(plan.name) ?? noIssues();
    const missing = new Set(plan.missing);
    for (const { raw, count } of rows) {
      const reason = missingReason(raw) ?? (chosen.has(raw.trim().toLowerCase()) ? 'non disponible' : null);
      if (reason === null) continue;
      const cells = `FROM ${tableOf(id)} WHERE ${name} = ${literal(raw)}`;
      await connection.run(
        `INSERT INTO ${issuesOf(id)} SELECT "__row", ${literal(plan.name)}, ${name}, ${literal(reason)} ${cells}`,
      );
      await connection.run(`UPDATE ${tableOf(id)} SET ${name} = NULL WHERE ${name} = ${literal(raw)}`);
      entry.missingReasons[reason] = (entry.missingReasons[reason] ?? 0) + count;
      missing.add(raw.trim());
      const counted = counts.get(plan.index);
      if (counted !== undefined) {
        counted.values -= count;
        counted.distinct = Math.max(0, counted.distinct - 1);
      }
    }
    if (Object.keys(entry.missingReasons).length === 0) continue;
    issues.set(plan.name, entry);
    plan.missing = [...missing].sort();
  }
}
