// npm run dev: builds, starts the browser host, and does both again when a source changes.
import { spawn, spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
let host = null;
let timer = null;

restart();
for (const folder of ['electron', 'renderer', 'shared']) {
  watch(`${root}${folder}`, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(restart, 200);
  });
}
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    host?.kill('SIGTERM');
    process.exit(0);
  });

function restart() {
  const built = spawnSync(process.execPath, ['test/tools/fresh.mjs'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) return;
  const launch = () => {
    host = spawn(process.execPath, ['dist/start.js', '--atelier', ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
    });
  };
  if (!host || host.exitCode !== null) return launch();
  host.once('exit', launch);
  host.kill('SIGTERM');
}
