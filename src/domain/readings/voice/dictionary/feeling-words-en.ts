/** Data table: English words of feeling, written for this program. `!` weighs 2. */
export const POSITIVE_EN = `
good great! excellent! amazing! awesome! love! loved! loves lovely! like liked likes nice nicely best! better perfect! perfectly! wonderful! fantastic! beautiful! gorgeous! pretty happy! glad! pleased! satisfied! enjoy enjoyed! enjoying fun funny cute cool sweet brilliant! superb! outstanding! impressive impressed! recommend! recommended! worth! useful helpful! handy easy easily smooth soft comfortable! comfy clean fresh fast quick quickly friendly! kind polite professional reliable! sturdy solid durable! quality affordable cheap bargain thanks thank! thankful grateful! appreciate! win winning won winner! congrats! congratulations! yay! yes hope hopeful excited! exciting! thrilled! delicious! tasty! yummy! favorite! favourite! obsessed holy-grail effective works worked working glowing hydrating gentle bright stunning! flawless! charming delightful! elegant stylish safe secure strong success successful! support proud! peace relaxing relaxed refreshing calm laugh smile smiling :) :-) :d <3 lol haha wow welcome well fine ok okay repurchase! restock must-have! game-changer!`;
export const NEGATIVE_EN = `
bad! terrible! horrible! awful! worst! worse! poor! poorly hate! hated! hates dislike disappointing! disappointed! disappointment! useless! worthless! waste! wasted broken! broke breaks break cheaply fake! scam! fraud! rip-off! ripoff! overpriced! expensive pricey slow late delay delayed rude! unfriendly unprofessional! dirty! filthy! gross! disgusting! nasty! smelly stink stinks ugly! boring! bored dull annoying! annoyed irritating! irritated irritates angry! mad furious! upset! sad! sadly unhappy! cry crying cried depressed depressing pain painful hurt hurts sick ill fail failed! fails failure! problem problems issue issues wrong error bug crash crashed! stuck leak leaked leaking rash! burn burned burns breakout! breakouts! allergic! greasy sticky dry cracked faded scratch scratched defective! faulty! refund! return returned regret! regrets avoid! never not-worth unfortunately hard difficult confusing confused stupid! idiot! dumb lame suck! sucks! sucked! crap! damn hell wtf! ugh! meh miss missing missed lost lose losing loser dead death die dying kill killed war fear scared scary afraid worried worry nervous stress stressed tired exhausted lonely alone shame ashamed embarrassing awkward :( :-( :/ ;( tragedy disaster! mess weak cold noisy loud`;
export const NEGATIONS_EN = new Set(
  "not no never none nothing neither nor cannot cant can't dont don't doesnt doesn't didnt didn't isnt isn't arent aren't wasnt wasn't werent weren't wont won't wouldnt wouldn't couldnt couldn't shouldnt shouldn't havent haven't hasnt hasn't hadnt hadn't aint ain't without hardly barely".split(
    ' ',
  ),
);
export const DEGREES_EN: ReadonlyMap<string, number> = new Map([
  ...'very really so too extremely absolutely totally super incredibly highly completely truly'
    .split(' ')
    .map((w): [string, number] => [w, 1.5]),
  ...'somewhat slightly fairly quite rather kinda bit little'
    .split(' ')
    .map((w): [string, number] => [w, 0.7]),
]);
export const TURNS_EN = new Set('but however though although yet overall still'.split(' '));
