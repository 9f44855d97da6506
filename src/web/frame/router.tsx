/** Every address of the app. Each page's code is loaded when it is first opened. */
import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { BUILD_INPUTS } from '#domain/assets/inhouse/schema.ts';
import { NotFound } from '#web/frame/NotFound.tsx';
import { RouteError } from '#web/frame/RouteError.tsx';
import { Shell } from '#web/frame/Shell.tsx';
import { parseSearch, stringifySearch, textIn } from '#web/frame/search-text.ts';
import { readAgencySearch } from '#web/rooms/agency/search.ts';
import { readTargetSearch } from '#web/rooms/audience/search.ts';
import { readCompareSearch } from '#web/rooms/compare/search.ts';
import { readLibrarySearch } from '#web/rooms/library/search.ts';
import { readBriefSearch } from '#web/rooms/plan/search.ts';
import { RATE_KEYS } from '#web/rooms/rates/search.ts';
import { VOICE_KEYS } from '#web/rooms/voice/search.ts';

type Raw = Record<string, unknown>;
/** Keeps the named texts of an address. */
const texts =
  <K extends string>(...keys: K[]) =>
  (raw: Raw): { [P in K]?: string } =>
    Object.fromEntries(keys.flatMap((key) => (textIn(raw[key]) ? [[key, textIn(raw[key])]] : []))) as {
      [P in K]?: string;
    };

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: texts('evidence'),
});
const page = <P extends string>(path: P) => ({ getParentRoute: () => root, path });

const home = createRoute({
  ...page('/'),
  beforeLoad: () => {
    throw redirect({ to: '/library', replace: true });
  },
});
const library = createRoute({ ...page('/library'), validateSearch: readLibrarySearch }).lazy(() =>
  import('#web/rooms/library/LibraryPage.tsx').then((m) => m.libraryRoute),
);
const account = createRoute({
  ...page('/accounts/$id'),
  validateSearch: texts(
    'tab',
    'metric',
    'basis',
    'ringFree',
    'goal',
    'map',
    'brand',
    'desk',
    'weigh',
    'target',
  ),
}).lazy(() => import('#web/rooms/accounts/AccountPage.tsx').then((m) => m.accountRoute));
const post = createRoute(page('/posts/$id')).lazy(() =>
  import('#web/rooms/posts/PostPage.tsx').then((m) => m.postRoute),
);
const compare = createRoute({
  ...page('/compare'),
  validateSearch: readCompareSearch,
}).lazy(() => import('#web/rooms/compare/ComparePage.tsx').then((m) => m.compareRoute));
const data = createRoute(page('/data')).lazy(() =>
  import('#web/rooms/imports/RunsPage.tsx').then((m) => m.runsRoute),
);
const wizard = createRoute({ ...page('/data/import'), validateSearch: texts('job') }).lazy(() =>
  import('#web/rooms/imports/ImportPage.tsx').then((m) => m.importRoute),
);
const run = createRoute({ ...page('/data/runs/$id'), validateSearch: texts('tab') }).lazy(() =>
  import('#web/rooms/imports/RunPage.tsx').then((m) => m.runRoute),
);
const metrics = createRoute({ ...page('/data/metrics'), validateSearch: texts('q', 'metric') }).lazy(() =>
  import('#web/rooms/dictionary/MetricsPage.tsx').then((m) => m.metricsRoute),
);
const platforms = createRoute(page('/data/platforms')).lazy(() =>
  import('#web/rooms/dictionary/PlatformsPage.tsx').then((m) => m.platformsRoute),
);
const strategy = createRoute({
  ...page('/strategy'),
  validateSearch: texts(
    'tab',
    'category',
    'window',
    'scheme',
    'k',
    'rivals',
    'own',
    'list',
    'posts',
    'avoidUsed',
    'enterUsed',
    'avoidPost',
    'enterPost',
    'budget',
    'goal',
    'template',
    'mix',
    'feed',
    'most',
    'avoid',
    'tags',
    'platform',
  ),
}).lazy(() => import('#web/rooms/strategy/StrategyPage.tsx').then((m) => m.strategyRoute));
const voice = createRoute({ ...page('/voice'), validateSearch: texts(...VOICE_KEYS) }).lazy(() =>
  import('#web/rooms/voice/VoicePage.tsx').then((m) => m.voiceRoute),
);
const select = createRoute(page('/select')).lazy(() =>
  import('#web/rooms/select/SelectPage.tsx').then((m) => m.selectRoute),
);
const plans = createRoute(page('/select/plans')).lazy(() =>
  import('#web/rooms/plan/PlansPage.tsx').then((m) => m.plansRoute),
);
const brief = createRoute({ ...page('/select/plans/new'), validateSearch: readBriefSearch }).lazy(() =>
  import('#web/rooms/plan/BriefPage.tsx').then((m) => m.briefRoute),
);
const plan = createRoute({
  ...page('/select/plans/$id'),
  validateSearch: texts('tab', 'version', 'against', 'open', 'gate', 'budget'),
}).lazy(() => import('#web/rooms/plan/PlanPage.tsx').then((m) => m.planRoute));
const deliver = createRoute(page('/deliver')).lazy(() =>
  import('#web/rooms/deliver/DeliverPage.tsx').then((m) => m.deliverRoute),
);
const campaign = createRoute({
  ...page('/deliver/$campaign'),
  validateSearch: texts('tab', 'post', 'metric'),
}).lazy(() => import('#web/rooms/deliver/CampaignPage.tsx').then((m) => m.campaignRoute));
const wall = createRoute(page('/wall/$campaign')).lazy(() =>
  import('#web/rooms/deliver/WallPage.tsx').then((m) => m.wallRoute),
);
const spread = createRoute({
  ...page('/deliver/$campaign/spread'),
  validateSearch: texts('post'),
}).lazy(() => import('#web/rooms/spread/SpreadPage.tsx').then((m) => m.spreadRoute));
const participants = createRoute({
  ...page('/deliver/$campaign/participants'),
  validateSearch: texts('target'),
}).lazy(() => import('#web/rooms/outcome/ParticipantsPage.tsx').then((m) => m.participantsRoute));
const effect = createRoute(page('/deliver/$campaign/effect')).lazy(() =>
  import('#web/rooms/outcome/EffectPage.tsx').then((m) => m.effectRoute),
);
const orders = createRoute(page('/deliver/$campaign/orders')).lazy(() =>
  import('#web/rooms/orders/OrdersPage.tsx').then((m) => m.ordersRoute),
);
const lift = createRoute({
  ...page('/deliver/$campaign/lift'),
  validateSearch: texts('treated', 'start', 'duration', 'expect', 'sku', 'method', 'every'),
}).lazy(() => import('#web/rooms/lift/LiftPage.tsx').then((m) => m.liftRoute));
const report = createRoute({
  ...page('/deliver/$campaign/report'),
  validateSearch: texts('layer', 'lang'),
}).lazy(() => import('#web/rooms/report/ReportPage.tsx').then((m) => m.reportRoute));
const assets = createRoute({ ...page('/assets'), validateSearch: texts('platform') }).lazy(() =>
  import('#web/rooms/assets/AssetsPage.tsx').then((m) => m.assetsRoute),
);
const kols = createRoute({ ...page('/assets/kols'), validateSearch: texts('q', 'colour') }).lazy(() =>
  import('#web/rooms/assets/KolsPage.tsx').then((m) => m.kolsRoute),
);
const kol = createRoute({ ...page('/assets/kols/$id'), validateSearch: texts('tab') }).lazy(() =>
  import('#web/rooms/assets/KolPage.tsx').then((m) => m.kolRoute),
);
const rights = createRoute({
  ...page('/assets/rights'),
  validateSearch: texts('on', 'territory', 'channel', 'edit'),
}).lazy(() => import('#web/rooms/assets/RightsPage.tsx').then((m) => m.rightsRoute));
const standards = createRoute({ ...page('/assets/prices'), validateSearch: texts(...RATE_KEYS) }).lazy(() =>
  import('#web/rooms/rates/StandardsPage.tsx').then((m) => m.standardsRoute),
);
const surveys = createRoute(page('/assets/surveys')).lazy(() =>
  import('#web/rooms/surveys/SurveysPage.tsx').then((m) => m.surveysRoute),
);
const survey = createRoute({
  ...page('/assets/surveys/$id'),
  validateSearch: texts('tab', 'rows', 'columns', 'offset'),
}).lazy(() => import('#web/rooms/surveys/SurveyPage.tsx').then((m) => m.surveyRoute));
const members = createRoute({ ...page('/assets/members'), validateSearch: texts('key', 'offset') }).lazy(() =>
  import('#web/rooms/members/MembersPage.tsx').then((m) => m.membersRoute),
);
const scoreboard = createRoute({
  ...page('/assets/scoreboard'),
  validateSearch: texts('campaign', 'quantity', 'source', 'forecast'),
}).lazy(() => import('#web/rooms/scoreboard/ScoreboardPage.tsx').then((m) => m.scoreboardRoute));
const inhouse = createRoute({
  ...page('/assets/inhouse'),
  validateSearch: texts('platform', 'months', ...BUILD_INPUTS),
}).lazy(() => import('#web/rooms/inhouse/InhousePage.tsx').then((m) => m.inhouseRoute));
const brands = createRoute({ ...page('/assets/brands'), validateSearch: texts('group') }).lazy(() =>
  import('#web/rooms/brands/BrandsPage.tsx').then((m) => m.brandsRoute),
);
const audience = createRoute({ ...page('/audience'), validateSearch: readTargetSearch }).lazy(() =>
  import('#web/rooms/audience/AudiencePage.tsx').then((m) => m.audienceRoute),
);
const review = createRoute({ ...page('/review'), validateSearch: texts('tab') }).lazy(() =>
  import('#web/rooms/review/ReviewPage.tsx').then((m) => m.reviewRoute),
);
const detectors = createRoute(page('/detectors')).lazy(() =>
  import('#web/rooms/detectors/DetectorsPage.tsx').then((m) => m.detectorsRoute),
);
const rings = createRoute({ ...page('/rings'), validateSearch: texts('window', 'min', 'ring') }).lazy(() =>
  import('#web/rooms/rings/RingsPage.tsx').then((m) => m.ringsRoute),
);
const prices = createRoute(page('/settings/prices')).lazy(() =>
  import('#web/rooms/settings/PricesPage.tsx').then((m) => m.pricesRoute),
);
const agency = createRoute({ ...page('/agency'), validateSearch: readAgencySearch }).lazy(() =>
  import('#web/rooms/agency/AgencyPage.tsx').then((m) => m.agencyRoute),
);
const board = createRoute({ ...page('/board'), validateSearch: texts('list', 'only') }).lazy(() =>
  import('#web/rooms/board/BoardPage.tsx').then((m) => m.boardRoute),
);
const settings = createRoute(page('/settings')).lazy(() =>
  import('#web/rooms/settings/SettingsPage.tsx').then((m) => m.settingsRoute),
);

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    library,
    account,
    post,
    compare,
    data,
    wizard,
    run,
    metrics,
    platforms,
    strategy,
    voice,
    select,
    plans,
    brief,
    plan,
    deliver,
    campaign,
    wall,
    spread,
    participants,
    effect,
    orders,
    lift,
    report,
    assets,
    kols,
    kol,
    rights,
    standards,
    surveys,
    survey,
    members,
    scoreboard,
    inhouse,
    brands,
    audience,
    review,
    detectors,
    rings,
    agency,
    board,
    settings,
    prices,
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  defaultErrorComponent: RouteError,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
