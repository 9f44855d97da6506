/** Data table: questionnaires to start from. */
import { type Words, word as w } from '#basis/reading.ts';
import type { Definition, Question } from './schema.ts';

const choice = (id: string, en: string, zh: string) => ({ id, label: w(en, zh) });
const ask = (
  id: string,
  kind: Question['kind'],
  title: Words,
  more: Partial<Pick<Question, 'choices' | 'required' | 'showIf'>> = {},
): Question => ({ id, kind, title, required: true, choices: [], showIf: null, ...more });

const CONSENT = w(
  'Taking part is voluntary. We keep your answers and, if you came by a personal link, join them to your record as a member under a key that is not your name or account. They are shown only as figures of groups of five people or more. You may stop at any time, and ask us to show or erase everything under your key.',
  '参与完全自愿。我们会保存您的回答；若您由个人链接进入，回答会与您的会员记录关联，关联用的是密钥哈希，不是您的姓名或账号。结果只以五人及以上群体的统计数字呈现。您可以随时停止，也可以要求我们出示或删除您的全部记录。',
);
const THANKS = w('Thank you. Your answers are kept.', '谢谢，您的回答已保存。');

const gender = ask('gender', 'single', w('You are', '您的性别'), {
  choices: [choice('female', 'a woman', '女'), choice('male', 'a man', '男')],
});
const age = ask('age', 'single', w('Your age', '您的年龄'), {
  choices: [
    choice('a18_24', '18–24', '18–24 岁'),
    choice('a25_34', '25–34', '25–34 岁'),
    choice('a35_44', '35–44', '35–44 岁'),
    choice('a45', '45 or older', '45 岁及以上'),
  ],
});

/** After a campaign: did it please, and would people pass it on? */
const satisfaction = (brand: string): Definition => ({
  title: w(`How was ${brand || 'it'} for you?`, `${brand || '这次'}体验满意度`),
  intro: w('Seven questions, about two minutes.', '共七题，约两分钟。'),
  consent: CONSENT,
  thanks: THANKS,
  questions: [
    ask('bought', 'single', w('Did you buy it?', '您购买了吗？'), {
      choices: [choice('yes', 'Yes', '买了'), choice('no', 'Not yet', '还没有')],
    }),
    ask(
      'satisfied',
      'rating',
      w('How satisfied are you with it? 1 not at all, 5 very', '您对它的满意程度？1 很不满意，5 很满意'),
      {
        showIf: { question: 'bought', in: ['yes'] },
      },
    ),
    ask(
      'service',
      'rating',
      w(
        'How satisfied are you with the service after buying? 1 not at all, 5 very',
        '您对售后服务的满意程度？1 很不满意，5 很满意',
      ),
      {
        showIf: { question: 'bought', in: ['yes'] },
        required: false,
      },
    ),
    ask(
      'recommend',
      'scale',
      w(
        'How likely are you to recommend it to a friend? 0 not at all, 10 certainly',
        '您有多大可能把它推荐给朋友？0 完全不会，10 一定会',
      ),
    ),
    ask('reason', 'multiple', w('What made you notice it?', '是什么让您注意到它？'), {
      choices: [
        choice('creator', 'A creator I follow', '我关注的达人'),
        choice('friend', 'A friend', '朋友推荐'),
        choice('search', 'I searched for it', '自己搜索'),
        choice('price', 'The price', '价格优惠'),
        choice('other', 'Something else', '其他'),
      ],
    }),
    gender,
    age,
    ask('words', 'text', w('Anything else you want to say?', '还有什么想说的？'), { required: false }),
  ],
});

/** How members see the brand, and what they share. */
const perception = (brand: string): Definition => ({
  title: w(`How do you see ${brand || 'the brand'}?`, `您怎么看${brand || '这个品牌'}`),
  intro: w('Six questions, about two minutes.', '共六题，约两分钟。'),
  consent: CONSENT,
  thanks: THANKS,
  questions: [
    ask('known', 'single', w('Do you know it?', '您了解它吗？'), {
      choices: [
        choice('use', 'I use it', '正在使用'),
        choice('know', 'I know it', '听说过'),
        choice('no', 'No', '不了解'),
      ],
    }),
    ask('image', 'multiple', w('Which words fit it?', '哪些词适合它？'), {
      showIf: { question: 'known', in: ['use', 'know'] },
      choices: [
        choice('reliable', 'reliable', '可靠'),
        choice('young', 'young', '年轻'),
        choice('premium', 'premium', '高端'),
        choice('worth', 'worth its price', '划算'),
        choice('natural', 'natural', '天然'),
      ],
    }),
    ask('interests', 'multiple', w('What do you like to watch?', '您平时喜欢看什么？'), {
      choices: [
        choice('beauty', 'beauty', '美妆'),
        choice('fashion', 'fashion', '穿搭'),
        choice('food', 'food', '美食'),
        choice('sport', 'sport', '运动健身'),
        choice('home', 'home', '家居'),
        choice('tech', 'technology', '数码'),
      ],
    }),
    ask(
      'intent',
      'scale',
      w(
        'How likely are you to buy it in three months? 0 not at all, 10 certainly',
        '未来三个月您有多大可能购买？0 完全不会，10 一定会',
      ),
    ),
    gender,
    age,
  ],
});

const blank: Definition = {
  title: w('New survey', '新问卷'),
  intro: w('', ''),
  consent: CONSENT,
  thanks: THANKS,
  questions: [
    ask('q1', 'single', w('First question', '第一题'), {
      choices: [choice('yes', 'Yes', '是'), choice('no', 'No', '否')],
    }),
  ],
};

export function templateOf(id: 'satisfaction' | 'perception' | 'blank', brand: string): Definition {
  if (id === 'satisfaction') return satisfaction(brand);
  if (id === 'perception') return perception(brand);
  return blank;
}
