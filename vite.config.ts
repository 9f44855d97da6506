import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { appShell } from './scripts/app-shell.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('src/web'),
  plugins: [react(), appShell()],
  server: { proxy: { '^/api/v1/': { target: process.env['TOUCHSTONE_API'] ?? 'http://127.0.0.1:4477' } } },
  build: {
    outDir: at('dist/web'),
    // Not “assets”, which is the address of a page.
    assetsDir: 'files',
    emptyOutDir: true,
    target: 'es2022',
    // The largest single file is antd's core; each page and the charts are files of their own.
    chunkSizeWarningLimit: 700,
  },
});
