import type { OpenedSource } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { identifier } from '../../../shared/sql/quote.ts';
import type { Session } from '../session.ts';
import { labelsOfSource } from '../sources/documentation.ts';
import { applyLabels } from '../sources/labels.ts';
import type { Calls } from './call.ts';
import { checkId, register } from './sources.ts';

export const labelCalls: Calls<'source.label'> = {
  /** The rows stay as they are: only what the columns say of themselves changes, here and in the source's options. */
  async 'source.label'(session, { source, documentation, id }, { signal }) {
    checkId(id);
    const opened = findOpened(session, source);
    const described = findOpened(session, documentation);
    const labels = await session.database.use(signal, (connection) =>
      labelsOfSource(connection, documentation, described.columns),
    );
    const { columns, count } = applyLabels(opened.columns, labels ?? { columns: {}, values: {} });
    if (labels === null || count === 0)
      throw new Fault('labels-none', { file: described.source.name, table: opened.source.name });
    const { options } = opened.source;
    const read = options.columns && { columns: applyLabels(options.columns, labels).columns };
    // The former one stays as it was: an undo goes back to it.
    await session.database.use(signal, async (connection) => {
      for (const name of ['source', 'issues'])
        await connection.run(
          `CREATE OR REPLACE TABLE ${identifier(`${name}_${id}`)} AS FROM ${identifier(`${name}_${source}`)}`,
        );
    });
    return register(session, {
      ...opened,
      columns,
      source: { ...opened.source, id, options: { ...options, ...read } },
    });
  },
};

function findOpened(session: Session, id: string): OpenedSource {
  const opened = session.opened.get(id);
  if (opened === undefined) throw new Fault('source-missing', { table: id });
  return opened;
}
