import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ProblemError } from '#web/api/client.ts';
import { router } from '#web/frame/router.tsx';
import { antdWords, Themed } from '#web/frame/Themed.tsx';
import { startLanguage } from '#web/i18n/i18n.ts';
import { preferences } from '#web/parts/preferences.ts';
import '#web/frame/style.css';
import '#web/frame/grid.css';
import '#web/frame/reading.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) =>
        count < 1 && error instanceof ProblemError && (error.status === 0 || error.status >= 500),
    },
  },
});

/** After an upgrade an open page asks for files that are gone: it is loaded again, at most once a minute. */
addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('touchstone.reloaded') ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem('touchstone.reloaded', String(Date.now()));
  location.reload();
});

const { language } = preferences();
// The shell in index.html stays on screen until the first page can be drawn.
const [words] = await Promise.all([antdWords(language), startLanguage(language), router.load()]);
const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Themed words={words}>
        <RouterProvider router={router} />
      </Themed>
    </QueryClientProvider>
  </StrictMode>,
);
// The Chinese font is large: it arrives after the first paint, in the pieces a page needs.
void import('@fontsource-variable/noto-sans-sc');
