/** HTTP of bundles. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Store } from '#store/open-store.ts';
import { bundleRequestSchema } from './schema.ts';
import { makeBundle } from './service.ts';

export function bundleRoutes(server: FastifyInstance, store: Store): void {
  server.withTypeProvider<ZodTypeProvider>().post(
    '/bundles',
    {
      schema: {
        summary:
          'A signed file of the readings of an account or a campaign, with the rows they were made from, or digests of the rows',
        tags: ['authenticity'],
        body: bundleRequestSchema,
      },
    },
    async (r, reply) => {
      const bytes = await makeBundle(store, r.body);
      return reply
        .header('content-disposition', 'attachment; filename="bundle.touchstone"')
        .type('application/octet-stream')
        .send(bytes);
    },
  );
}
