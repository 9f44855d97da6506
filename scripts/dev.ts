/** The web app with reload on save. Start the server beside it: `npm start` (port 4477). */
import { createServer } from 'vite';

const server = await createServer({ configFile: new URL('../vite.config.ts', import.meta.url).pathname });
await server.listen();
server.printUrls();
