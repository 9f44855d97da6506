/** HTTP of brands, groups and grants. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import * as s from './schema.ts';
import { grant, hold, makeBrand, makeGroup, revoke } from './service.ts';
import { brandsPage, groupView } from './views.ts';

export function workspaceRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['brands'];
  const id = z.object({ id: z.string() });
  const page = { 201: s.brandsPageSchema };
  app.get(
    '/brands',
    {
      schema: {
        summary: 'Organisations, brands, workspaces and grants',
        tags,
        response: { 200: s.brandsPageSchema },
      },
    },
    () => brandsPage(store),
  );
  app.post(
    '/brands',
    { schema: { summary: 'Keep a brand, with its workspace', tags, body: s.newBrandSchema, response: page } },
    async (r, reply) => {
      await makeBrand(store, r.body, 'user');
      return reply.code(201).send(await brandsPage(store));
    },
  );
  app.post(
    '/brands/:id/holds',
    {
      schema: {
        summary: 'Put a kept campaign or a plan to a brand',
        tags,
        params: id,
        body: s.holdSchema,
        response: { 200: s.brandsPageSchema },
      },
    },
    async (r) => {
      await hold(store, r.params.id, r.body, 'user');
      return brandsPage(store);
    },
  );
  app.post(
    '/groups',
    { schema: { summary: 'Make a group workspace', tags, body: s.newGroupSchema, response: page } },
    async (r, reply) => {
      await makeGroup(store, r.body, 'user');
      return reply.code(201).send(await brandsPage(store));
    },
  );
  app.post(
    '/grants',
    {
      schema: { summary: 'Let a group see a brand’s history', tags, body: s.newGrantSchema, response: page },
    },
    async (r, reply) => {
      await grant(store, r.body, 'user');
      return reply.code(201).send(await brandsPage(store));
    },
  );
  app.delete(
    '/grants/:id',
    { schema: { summary: 'Take a grant back', tags, params: id, response: { 200: s.brandsPageSchema } } },
    async (r) => {
      await revoke(store, r.params.id, 'user');
      return brandsPage(store);
    },
  );
  app.get(
    '/groups/:id/view',
    {
      schema: {
        summary: 'Pooled history of the brands that share; the view is written to the audit log',
        tags,
        params: id,
        response: { 200: s.groupViewSchema },
      },
    },
    (r) => groupView(store, r.params.id, 'user'),
  );
}
