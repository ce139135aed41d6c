import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { claimPage, takePage } from './only-page.ts';
import { OtherPage } from './workbench/other-page.tsx';

const place = document.getElementById('app');
if (place) {
  const root = createRoot(place);
  const show = (page: ReactNode) => root.render(<StrictMode>{page}</StrictMode>);
  const works = () => show(<App />);
  claimPage({ works, waits: () => show(<OtherPage onTake={() => takePage(works)} />) });
}
