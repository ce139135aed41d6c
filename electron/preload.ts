import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { FileRef } from '../shared/contract.ts';
import { type HostBridge, type HostCommand, portMessage } from '../shared/rpc/host.ts';

// Runs in the sandbox, beside the page. The page gets these four functions; none of them takes a path or a channel.
const bridge: HostBridge = {
  connect: () => ipcRenderer.send('connect'),
  grant: (file) => ipcRenderer.invoke('grant', webUtils.getPathForFile(file as File)),
  onCommand: (handler) => {
    ipcRenderer.on('command', (_, command: HostCommand) => handler(command));
  },
  onOpened: (handler) => {
    ipcRenderer.on('opened', (_, file: FileRef) => handler(file));
  },
};
contextBridge.exposeInMainWorld('crible', bridge);

// A port cannot cross the bridge: it is posted to the page's own window, and to no other origin.
ipcRenderer.on('port', (event) => window.postMessage(portMessage, '/', event.ports));
