/** HTTP of evidence packs. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Store } from '#store/open-store.ts';
import { packRequestSchema } from './schema.ts';
import { makePack } from './service.ts';

export function evidenceRoutes(server: FastifyInstance, store: Store): void {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/evidence-packs',
    {
      bodyLimit: 300 * 2 ** 20,
      schema: {
        summary: 'A signed zip of a post’s or campaign’s counters, terms, disclosure and captures',
        tags: ['report'],
        body: packRequestSchema,
      },
    },
    async (r, reply) =>
      reply
        .type('application/zip')
        .header('content-disposition', 'attachment; filename="evidence.zip"')
        .send(await makePack(store, r.body)),
  );
}
