/** Names that credits and datelines end with. In lower case. */
import { anyOf } from './vocabulary.ts';

/** Agencies that sell pictures only. */
const PICTURES = [
  ...[
    'getty images',
    'getty',
    'shutterstock',
    'alamy',
    'alamy stock photo',
    'istock',
    'istockphoto',
  ],
  ...['adobe stock', 'unsplash', 'pexels', 'corbis', 'nurphoto', 'lightrocket', 'sipa', 'sipa usa'],
  ...['zuma', 'zuma press', 'zuma wire', 'redux', 'magnum', 'magnum photos', 'polaris', 'imago'],
  ...[
    'imago images',
    'picture alliance',
    'picture-alliance',
    'pa images',
    'pa wire',
    'epa-efe',
    'epa',
  ],
  ...[
    'middle east images',
    'abaca',
    'abacapress',
    'hans lucas',
    'panos',
    'vii',
    'cnp',
    'depositphotos',
  ],
  ...[
    'flash90',
    'future publishing',
    'anadolu via getty images',
    'wikimedia commons',
    'ap photo',
    'ap images',
  ],
  ...[
    'reuters photo',
    'file photo',
    'handout',
    'pool',
    'pool photo',
    'via ap',
    'stringer',
    'nasa',
    'ansa foto',
  ],
  ...[
    'creative commons',
    'public domain',
    'google maps',
    'afp photo',
    'unian',
    'укрінформ',
    'dpa-bildfunk',
    'bildfunk',
    'photonews',
  ],
];

/** Agencies and houses that report as well. */
const NEWS = [
  ...[
    'reuters',
    'thomson reuters',
    'ap',
    'associated press',
    'the associated press',
    'afp',
    'agence france-presse',
  ],
  ...[
    'bloomberg',
    'bloomberg news',
    'dpa',
    'upi',
    'pa',
    'pa media',
    'ansa',
    'efe',
    'tass',
    'itar-tass',
    'xinhua',
  ],
  ...[
    'kyodo',
    'kyodo news',
    'jiji',
    'jiji press',
    'yonhap',
    'anadolu',
    'anadolu agency',
    'aa',
    'belga',
    'anp',
  ],
  ...[
    'keystone',
    'keystone-sda',
    'sda',
    'apa',
    'ntb',
    'tt',
    'ritzau',
    'lehtikuva',
    'lusa',
    'pap',
    'ukrinform',
  ],
  ...[
    'interfax',
    'interfax-ukraine',
    'canadian press',
    'the canadian press',
    'press association',
    'aap',
    'ians',
  ],
  ...[
    'ani',
    'pti',
    'bernama',
    'antara',
    'cnn',
    'bbc',
    'bbc news',
    'nbc',
    'nbc news',
    'abc',
    'abc news',
    'cbs',
  ],
  ...[
    'cbs news',
    'fox news',
    'fox',
    'msnbc',
    'cnbc',
    'npr',
    'pbs',
    'c-span',
    'politico',
    'axios',
    'voa',
  ],
  ...[
    'the new york times',
    'new york times',
    'the washington post',
    'washington post',
    'the guardian',
  ],
  ...[
    'guardian',
    'the wall street journal',
    'wall street journal',
    'los angeles times',
    'usa today',
    'the times',
  ],
  ...[
    'the hill',
    'financial times',
    'the atlantic',
    'time',
    'the economist',
    'der spiegel',
    'le monde',
    'al jazeera',
  ],
  ...[
    'globe newswire',
    'prnewswire',
    'pr newswire',
    'business wire',
    'businesswire',
    'tt news agency',
    'europa press',
  ],
  ...[
    'adnkronos',
    'agi',
    'agência brasil',
    'folhapress',
    'estadão',
    'rtr',
    'ria novosti',
    'cover images',
  ],
  ...[
    'ロイター',
    '共同',
    '共同通信',
    '共同通信社',
    '時事',
    '時事通信',
    '時事通信社',
    'ap通信',
    'afp通信',
    'afp時事',
    'ap/アフロ',
  ],
  ...[
    'アフロ',
    'ブルームバーグ',
    '新華社',
    '新华社',
    '中新社',
    '路透社',
    '法新社',
    '美联社',
    '新华网',
    '视觉中国',
    '中央社',
  ],
  ...[
    'رويترز',
    'أ ف ب',
    'فرانس برس',
    'الفرنسية',
    'أسوشيتد برس',
    'الأناضول',
    'وكالات',
    'د ب أ',
    'واس',
    'وام',
    'غيتي',
  ],
  ...[
    'рейтер',
    'уніан',
    'укрінформ',
    'афп',
    'reuters/رويترز',
    'רויטרס',
    'אי-פי',
    'איי-פי',
    'אי.פי',
    'פלאש 90',
    'לע"מ',
  ],
  ...['גטי', "גטי אימג'ס", 'אף-פי'],
];

const ALL = [...new Set([...PICTURES, ...NEWS])].sort((a, b) => b.length - a.length);
const PICTURE_NAMES: ReadonlySet<string> = new Set(PICTURES);
const NAMES: ReadonlySet<string> = new Set(ALL);
const AT_END = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${anyOf(ALL)})(?:,? (?:file|pool|archive|archiv|via \\w+))?$`,
  'u',
);
const AT_START = new RegExp(`^(?:${anyOf(ALL)})(?![\\p{L}\\p{N}])`, 'u');

/** Returns whether a text is the name of an agency. */
export function isAgency(text: string): boolean {
  return NAMES.has(plain(text));
}

/** Returns whether a text is the name of an agency that sells pictures. */
export function isPictureAgency(text: string): boolean {
  return PICTURE_NAMES.has(plain(text));
}

/** Returns whether a text ends with the name of an agency. */
export function endsWithAgency(text: string): boolean {
  return AT_END.test(plain(text.slice(-60)));
}

/** Returns whether a text ends with the name of an agency that sells pictures. */
export function endsWithPictureAgency(text: string): boolean {
  return isPictureAgency(text.split(/\s*[|/,•]\s*|\s[–—-]\s|\svia\s/u).at(-1) ?? '');
}

/** Returns whether a text begins with the name of an agency. */
export function startsWithAgency(text: string): boolean {
  return AT_START.test(plain(text.slice(0, 60)));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[’‘]/gu, "'").trim().replace(/\.$/, '');
}
