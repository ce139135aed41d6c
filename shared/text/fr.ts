import { absent } from './fr/absent.ts';
import { access } from './fr/access.ts';
import { chart } from './fr/chart.ts';
import { chartGuard } from './fr/chart-guard.ts';
import { common } from './fr/common.ts';
import { compute } from './fr/compute.ts';
import { excel } from './fr/excel.ts';
import { exportTexts } from './fr/export.ts';
import { faults } from './fr/faults.ts';
import { formula } from './fr/formula.ts';
import { grid } from './fr/grid.ts';
import { help } from './fr/help.ts';
import { host } from './fr/host.ts';
import { join } from './fr/join.ts';
import { map } from './fr/map.ts';
import { note } from './fr/note.ts';
import { profile } from './fr/profile.ts';
import { recipe } from './fr/recipe.ts';
import { replay } from './fr/replay.ts';
import { report } from './fr/report.ts';
import { sources } from './fr/sources.ts';
import { start } from './fr/start.ts';
import { states } from './fr/states.ts';
import { steps } from './fr/steps.ts';
import { target } from './fr/target.ts';
import { territory } from './fr/territory.ts';
import { warnings } from './fr/warnings.ts';
import { workbench } from './fr/workbench.ts';

/** Every French text of the app, one file per room. Keys are unique across the files. */
export const fr = {
  ...common,
  ...workbench,
  ...help,
  ...excel,
  ...access,
  ...exportTexts,
  ...faults,
  ...warnings,
  ...host,
  ...start,
  ...sources,
  ...grid,
  ...formula,
  ...recipe,
  ...absent,
  ...profile,
  ...states,
  ...steps,
  ...compute,
  ...join,
  ...target,
  ...note,
  ...replay,
  ...territory,
  ...chart,
  ...map,
  ...chartGuard,
  ...report,
} as const;
