import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { filterFileSchema, listSchema, savedFilterSchema } from '#domain/facts/library/schema.ts';
import type { Store } from '#store/open-store.ts';
import {
  changeMembers,
  createList,
  deleteFilter,
  deleteList,
  lists,
  savedFilters,
  saveFilter,
} from './service.ts';

const id = z.object({ id: z.string() });
const gone = z.object({ deleted: z.literal(true) });
const ids = z.array(z.string()).max(10_000).default([]);

export function listRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/lists',
    {
      schema: {
        summary: 'My lists',
        tags: ['lists'],
        response: { 200: z.object({ items: z.array(listSchema) }) },
      },
    },
    async () => ({ items: await lists(store) }),
  );
  app.post(
    '/lists',
    {
      schema: {
        summary: 'Make a list',
        tags: ['lists'],
        body: z.object({ name: z.string().trim().min(1).max(200), note: z.string().default('') }),
        response: { 201: listSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await createList(store, r.body.name, r.body.note)),
  );
  app.post(
    '/lists/:id/members',
    {
      schema: {
        summary: 'Add and remove accounts',
        tags: ['lists'],
        params: id,
        body: z.object({ add: ids, remove: ids }),
        response: { 200: z.object({ size: z.number() }) },
      },
    },
    async (r) => ({ size: await changeMembers(store, r.params.id, r.body.add, r.body.remove) }),
  );
  app.delete(
    '/lists/:id',
    { schema: { summary: 'Delete a list', tags: ['lists'], params: id, response: { 200: gone } } },
    async (r) => {
      await deleteList(store, r.params.id);
      return { deleted: true as const };
    },
  );
  app.get(
    '/filters',
    {
      schema: {
        summary: 'Saved filters',
        tags: ['lists'],
        response: { 200: z.object({ items: z.array(savedFilterSchema) }) },
      },
    },
    async () => ({
      items: (await savedFilters(store)).map((f) => ({ ...f, filter: f.filter as Record<string, unknown> })),
    }),
  );
  app.post(
    '/filters',
    {
      schema: {
        summary: 'Save a filter; a filter file is taken as it is',
        tags: ['lists'],
        body: filterFileSchema,
        response: { 201: savedFilterSchema },
      },
    },
    async (r, reply) => {
      const saved = await saveFilter(store, r.body.name, r.body.filter);
      return reply.code(201).send({ ...saved, filter: saved.filter as Record<string, unknown> });
    },
  );
  app.delete(
    '/filters/:id',
    { schema: { summary: 'Delete a filter', tags: ['lists'], params: id, response: { 200: gone } } },
    async (r) => {
      await deleteFilter(store, r.params.id);
      return { deleted: true as const };
    },
  );
}
