import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  utilityProcess,
} from 'electron';
import { type Desktop, filesOf, openDesktop } from './desktop.ts';
import { startUtility } from './engine-process.ts';
import { application, dataFolder, projectsFolder } from './folders.ts';
import { makeSettings } from './settings.ts';
import { pagePrivileges, pageScheme } from './window.ts';

// Both must come before Electron is ready.
protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: pagePrivileges }]);
app.enableSandbox();
// What Chromium itself says (a date field, a context menu) is French too.
app.commandLine.appendSwitch('lang', 'fr-FR');
app.setPath('userData', join(dataFolder(), 'window'));

// A packaged application is its own first word; otherwise the second is the application's folder.
const words = (argv: readonly string[]) => argv.slice(app.isPackaged ? 1 : 2);

if (!app.requestSingleInstanceLock()) app.quit();
else void run();

async function run(): Promise<void> {
  const files = filesOf(words(process.argv), process.cwd());
  let desktop: Desktop | null = null;
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (desktop) void desktop.open(path);
    else files.push(path);
  });
  app.on('second-instance', (_, argv, folder) => {
    desktop?.focus();
    for (const path of filesOf(words(argv), folder)) void desktop?.open(path);
  });
  await app.whenReady();
  const settings = await makeSettings('desktop', projectsFolder());
  desktop = openDesktop(
    { app, BrowserWindow, Menu, MessageChannelMain, dialog, ipcMain, protocol, session },
    {
      page: application.page,
      preload: application.preload,
      version: application.version,
      files,
      startEngine: () => startUtility(utilityProcess, application.engine, settings),
    },
  );
  app.on('window-all-closed', () => app.quit());
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped || !desktop) return;
    event.preventDefault();
    stopped = true;
    // The engine finishes what it is writing; then its copies of the user's files go.
    void desktop
      .stop()
      .then(() => rm(settings.staging, { recursive: true, force: true }))
      .finally(() => app.exit(0));
  });
}
