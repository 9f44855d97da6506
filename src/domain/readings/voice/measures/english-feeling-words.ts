/** English words and signs of feeling, in coarse steps of strength, written for this project. Stems end with *. */
const STEPS: readonly (readonly [number, string])[] = [
  [
    3,
    'love loved loves loving lovely amazing awesome best excellent fantastic perfect wonderful brilliant beautiful gorgeous delicious incredible outstanding superb magnificent ecstatic thrilled blessed happiest adore* fabulous epic marvelous overjoyed delight* phenomenal <3 ♥ 😍 ❤',
  ],
  [
    2,
    'good great happy nice glad enjoy* fun win* won cool sweet cute excited exciting yay thank* thanks grateful hope hopeful smile* smiling laugh* lol lmao haha* hehe proud pretty better favorite favourite success* celebrat* congrat* helpful impress* interesting joy* kind lucky luck safe special strong support* talented welcome wow woohoo woot yum yummy hilarious funny friend* friendly party peace relax* reliev* romantic satisf* gift free heaven hero honest hug* inspir* kiss* appreciat* bright charm* creative elegant freedom genius gentle healthy xoxo :) :-) :d =) ;) :p xd (: 😊 😂 👍',
  ],
  [
    1,
    'like likes liked ok okay fine well yes fresh clean easy useful ready warm worth agree* calm care caring clever comfort* confident cheer* encourag* fair faith interested true trust wish* want rest sunny pleas*',
  ],
  [
    -1,
    'meh bored boring tired slow busy late alone wait waiting dark cold doubt* lost miss missed missing need old sleepy unfortunately confus* nervous odd strange weird expensive delay* lazy crazy hard sorry lack* leave stop* no avoid* careful',
  ],
  [
    -2,
    "bad sad hate* angry mad sick hurt* pain* cry* cries crying fail* lose* loser losing upset annoy* ugh argh damn dumb stupid suck sucks sucked sucky wrong worry worried scared scary afraid fear* poor problem* trouble* ugly unhappy mess* lonely ill broke broken bitch* crap* lame gross nasty regret* stress* struggl* terribl* weak worse bitter complain* crash* damage* danger* dead depress* disappoint* fight* guilt* headache ignor* insult* jealous* kill* liar lie lying mean miser* nightmare rude shame* shit* sigh steal* stole* threat* war waste* fuck* hell idiot* pathetic poison* ruin* ruined :( :-( :/ :'( d: 😢 😡 👎 blood die dies hurts unfair violent victim",
  ],
  [
    -3,
    'worst horrible awful terrible horrid disgust* hateful despis* devastat* miserable murder* rape* torture* tragedy tragic die death evil suicid* agony cruel catastroph* abuse* terror* heartbroken furious loathe*',
  ],
];
const NEGATIONS = new Set(
  "not no never none nobody nothing neither nor cannot can't cant don't dont doesn't doesnt didn't didnt isn't isnt wasn't wasnt aren't arent won't wont wouldn't wouldnt couldn't couldnt shouldn't shouldnt ain't aint haven't havent hasn't hasnt hadn't without hardly barely".split(
    ' ',
  ),
);
const BOOSTS = new Set(
  'very really so too extremely absolutely totally completely incredibly super quite truly damn fucking freaking such most more especially insanely'.split(
    ' ',
  ),
);
const exact = new Map<string, number>();
const stems: (readonly [string, number])[] = [];
for (const [step, words] of STEPS)
  for (const word of words.split(' '))
    if (word.endsWith('*')) stems.push([word.slice(0, -1), step]);
    else exact.set(word, step);

/** Words that a negation still reaches. */
const REACH = 3;
const TOKEN = /[a-z][a-z']*|[:;=x]-?'?[()dp/\\]|\(:|<3|\p{Extended_Pictographic}|!|\?/giu;

const stepOf = (word: string): number =>
  exact.get(word) ?? stems.find(([stem]) => word.startsWith(stem))?.[1] ?? 0;

/** Tokens in lower case, each with its strength after negation and boost. */
export function feelingWords(text: string): { word: string; step: number; negated: boolean }[] {
  const tokens: string[] = text.normalize('NFKC').replaceAll('’', "'").match(TOKEN) ?? [];
  return tokens.map((token, i) => {
    const word = token.toLowerCase();
    const before = tokens.slice(Math.max(0, i - REACH), i).map((t) => t.toLowerCase());
    const negated = before.some((t) => NEGATIONS.has(t));
    const boosted = BOOSTS.has(before.at(-1) ?? '');
    const shouted = token.length > 2 && token === token.toUpperCase() && /[A-Z]/u.test(token);
    const step = stepOf(word) * (boosted ? 1.3 : 1) * (shouted ? 1.2 : 1);
    return { word, step: negated ? -0.6 * step : step, negated };
  });
}

/** Sums by which a text feels: words of each sign, their strongest, the last one, exclamation marks, the words after “but”. */
export function feelingSums(text: string): number[] {
  const words = feelingWords(text);
  const steps = words.map((w) => w.step);
  const sum = steps.reduce((a, b) => a + b, 0);
  const but = words.findLastIndex((w) => w.word === 'but' || w.word === 'however');
  const after = but < 0 ? 0 : steps.slice(but).reduce((a, b) => a + b, 0);
  const marks = Math.min(4, words.filter((w) => w.word === '!').length);
  const held = sum / Math.sqrt(sum * sum + 15);
  return [
    held,
    steps.filter((s) => s > 0).reduce((a, b) => a + b, 0) / 4,
    steps.filter((s) => s < 0).reduce((a, b) => a + b, 0) / 4,
    Math.max(0, ...steps) / 3,
    Math.min(0, ...steps) / 3,
    (steps.findLast((s) => s !== 0) ?? 0) / 3,
    after / 4,
    (marks * Math.sign(sum)) / 4,
    (marks * held) / 2,
  ];
}
