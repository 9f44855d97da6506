/** The public questionnaire: the link is the key, and it opens one survey and nothing else. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { TouchstoneError } from '#basis/error.ts';
import type { Store } from '#store/open-store.ts';
import { askedOf } from './answers.ts';
import { decide, finish, keepAnswer, nextOf, type Visit, visitOf } from './hosted.ts';
import { hostedPage } from './hosted-page.ts';

const COOKIE = 'touchstone_survey';
/** Requests a minute and address; a question takes two. */
const PER_MINUTE = 300;

const one = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
const many = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const resumeOf = (request: FastifyRequest): string =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1] ?? '';

export async function hostedRoutes(server: FastifyInstance, store: Store): Promise<void> {
  await server.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 64 * 1024 },
      (_request, body, done) => {
        const fields: Record<string, string | string[]> = {};
        for (const [name, value] of new URLSearchParams(String(body))) {
          const before = fields[name];
          fields[name] = before === undefined ? value : [...many(before), value];
        }
        done(null, fields);
      },
    );
    const app = scope.withTypeProvider<ZodTypeProvider>();
    const config = { rateLimit: { max: PER_MINUTE, timeWindow: '1 minute' } };
    const params = z.object({ token: z.string().min(8).max(100) });
    const languageOf = (request: FastifyRequest, asked: string, visit: Visit): 'en' | 'zh' =>
      asked === 'en' || asked === 'zh'
        ? asked
        : (visit.response?.language ?? request.headers['accept-language'] ?? '').startsWith('zh')
          ? 'zh'
          : 'en';
    const send = (reply: FastifyReply, html: string, status = 200) =>
      reply
        .code(status)
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .send(html);

    app.get(
      '/s/:token',
      {
        config,
        schema: {
          hide: true,
          params,
          querystring: z.object({ lang: z.string().max(5).default(''), q: z.string().max(60).optional() }),
        },
      },
      async (r, reply) => {
        const visit = await visitOf(store, r.params.token, resumeOf(r));
        const asked = askedOf(visit.survey.definition, visit.answers);
        const question = asked.find((q) => q.id === r.query.q) ?? nextOf(visit);
        const lang = languageOf(r, r.query.lang, visit);
        return send(reply, hostedPage(visit, lang, `/s/${r.params.token}`, { question, problem: null }));
      },
    );

    app.post(
      '/s/:token',
      {
        config,
        schema: {
          hide: true,
          params,
          body: z.object({
            step: z.union([z.string(), z.array(z.string())]).optional(),
            lang: z.union([z.string(), z.array(z.string())]).optional(),
            question: z.union([z.string(), z.array(z.string())]).optional(),
            answer: z.union([z.string(), z.array(z.string())]).optional(),
          }),
        },
      },
      async (r, reply) => {
        const { token } = r.params;
        const path = `/s/${token}`;
        const visit = await visitOf(store, token, resumeOf(r));
        const lang = languageOf(r, one(r.body.lang), visit);
        const step = one(r.body.step);
        const go = (more = '') => reply.redirect(`${path}?lang=${lang}${more}`, 303);
        // A page that is behind (sent twice, or closed meanwhile) is shown where things stand.
        if (visit.survey.state !== 'open' || visit.response?.state === 'complete') return go();
        if (step === 'agree' || step === 'decline') {
          const resume = await decide(store, visit, step === 'agree', lang);
          if (resume !== null)
            reply.header(
              'set-cookie',
              `${COOKIE}=${resume}; HttpOnly; SameSite=Lax; Path=${path}; Max-Age=${30 * 86_400}`,
            );
          return go();
        }
        if (visit.response?.state !== 'agreed') return go();
        const asked = askedOf(visit.survey.definition, visit.answers);
        const place = asked.findIndex((q) => q.id === one(r.body.question));
        const question = asked[place];
        if (!question) return go();
        const given = many(r.body.answer);
        if (step === 'back') {
          // What was typed is kept where it can be.
          await keepAnswer(store, visit, question, given);
          return go(`&q=${asked[Math.max(0, place - 1)]?.id ?? ''}`);
        }
        const problem = await keepAnswer(store, visit, question, given);
        if (problem)
          return send(
            reply,
            hostedPage(visit, lang, path, { question, problem }),
            problem === 'bad' ? 400 : 200,
          );
        const after = await visitOf(store, token, resumeOf(r));
        const now = askedOf(after.survey.definition, after.answers);
        const next = now[now.findIndex((q) => q.id === question.id) + 1];
        if (next) return go(`&q=${next.id}`);
        const lacking = await finish(store, after);
        return go(lacking ? `&q=${lacking.id}` : '');
      },
    );

    // Told as a page, since people read it.
    scope.setErrorHandler((error, request, reply) => {
      const zh = (request.headers['accept-language'] ?? '').startsWith('zh');
      const known = error instanceof TouchstoneError && error.kind === 'missing';
      const limited =
        typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 429;
      const text = known
        ? zh
          ? '这个链接没有对应的问卷，请向发送者索取新的链接。'
          : 'This link leads to no survey. Ask whoever sent it for a new one.'
        : limited
          ? zh
            ? '访问太频繁，请稍后再试。'
            : 'Too many requests. Try again in a minute.'
          : zh
            ? '页面暂时无法显示，请稍后再试；已提交的回答不会丢失。'
            : 'The page cannot be shown now. Answers already sent are kept; try again later.';
      if (!known && !limited) request.log.error(error);
      return send(
        reply,
        `<!doctype html><html lang="${zh ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Touchstone</title></head><body><main><h1>${text}</h1></main></body></html>`,
        known ? 404 : limited ? 429 : 500,
      );
    });
  });
}
