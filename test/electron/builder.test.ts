import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';

const required = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const { getConfig, validateConfiguration } = required('app-builder-lib/out/util/config/config');
const { DebugLogger } = required('builder-util');
const config = await getConfig(application.root, 'electron-builder.yml', {});
const validate = (candidate: object) => validateConfiguration(candidate, new DebugLogger(false));

it('electron-builder’s own validator accepts the configuration, and is able to refuse one', async () => {
  await validate(config);
  await expect(validate({ ...config, nsis: { ...config.nsis, oneClik: true } })).rejects.toThrow(
    /configuration.nsis should be/,
  );
});

it('builds the five packages, publishes none, and installs for one user without a question', () => {
  expect({
    targets: [...config.win.target, ...config.linux.target],
    publish: config.publish,
    nsis: [config.nsis.oneClick, config.nsis.perMachine, config.nsis.allowElevation],
    msi: [config.msi.oneClick, config.msi.perMachine],
    portable: config.portable.requestExecutionLevel,
    language: [config.nsis.language, config.nsis.installerLanguages],
    association: config.fileAssociations.map((association: { ext: string }) => association.ext),
  }).toEqual({
    targets: ['nsis', 'portable', 'msi', 'AppImage', 'deb'],
    publish: null,
    nsis: [true, false, false],
    msi: [true, false],
    portable: 'user',
    language: ['1036', ['fr_FR']],
    association: ['crible'],
  });
});

it('leaves all of DuckDB and what it reads outside the archive, and packs what runs', () => {
  const { dependencies, main } = JSON.parse(readFileSync(join(application.root, 'package.json'), 'utf8'));
  expect({ unpacked: config.asarUnpack, dependencies: Object.keys(dependencies), main, files: config.files }).toEqual({
    unpacked: ['node_modules/@duckdb/**', 'resources/**'],
    dependencies: ['@duckdb/node-api'],
    main: 'dist/main.js',
    files: [{ filter: ['dist/**', 'resources/**', 'package.json', 'LICENSE', '!**/*.map'] }],
  });
});

it('has the icons that it names, in the sizes that systems ask for', () => {
  const png = readFileSync(join(application.root, config.icon));
  const ico = readFileSync(join(application.root, config.win.icon));
  expect({
    png: [png.readUInt32BE(16), png.readUInt32BE(20)],
    ico: Array.from({ length: ico.readUInt16LE(4) }, (_, index) => ico.readUInt8(6 + 16 * index) || 256),
    exist: existsSync(join(application.root, config.directories.buildResources)),
  }).toEqual({ png: [512, 512], ico: [16, 32, 48, 256], exist: true });
});
