import { MessageChannel } from 'node:worker_threads';
import { type PagePort, portWire } from '../../../shared/rpc/port.ts';
import { memoryWires } from '../../../shared/rpc/wire.ts';
import { wireContract } from './wire-contract.ts';

wireContract('memory', memoryWires);
wireContract('a MessagePort', () => {
  const { port1, port2 } = new MessageChannel();
  return [portWire(port1 as unknown as PagePort), portWire(port2 as unknown as PagePort)];
});
