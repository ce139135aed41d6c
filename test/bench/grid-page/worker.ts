import { makeColumns, makePage } from './provider.ts';

export type Asked = { id: number; rows: number; columns: number; names: string[]; offset: number; limit: number };
export type Answered = { id: number; page: Uint8Array };

let page: ReturnType<typeof makePage> | null = null;

self.onmessage = ({ data }: MessageEvent<Asked>) => {
  page ??= makePage(data.rows, makeColumns(data.columns));
  const answer: Answered = { id: data.id, page: page(data.names, data.offset, data.limit) };
  self.postMessage(answer);
};
