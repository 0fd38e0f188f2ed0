import type { MailPhraseBook } from './phrases.ts';

export const JAPANESE: MailPhraseBook = {
  confirm: {
    subject: 'ご確認ください：{newsletter}',
    heading: 'ご確認ください',
    lines: [
      '{date}に、このアドレスへの{newsletter}の配信が申し込まれました。',
      '申し込みフォームのサイト：{page}',
      'ご希望の場合は、次のリンクをクリックして確認してください：',
    ],
    action: '登録を確認する',
    after: [
      'リンクは3日間有効です。',
      'お心当たりがない場合は、このメールを無視してください。確認されないかぎり、これ以上メールは届きません。',
    ],
  },
  'already-subscribed': {
    subject: '{newsletter}はすでに登録されています',
    heading: '{newsletter}はすでに登録されています',
    lines: [
      '{date}に、このアドレスへの{newsletter}の配信が申し込まれました。すでに登録されていますので、何もする必要はありません。',
      '配信内容の変更や配信停止は、次のページでできます：',
    ],
    action: '登録内容',
    after: ['お心当たりがない場合は、このメールを無視してください。'],
  },
  welcome: {
    subject: 'ようこそ：{newsletter}',
    heading: 'ようこそ',
    lines: [
      'ご確認ありがとうございます。今後、{newsletter}はこのアドレスに届きます。',
      '配信内容の変更や配信停止は、次のページでできます：',
    ],
    action: '登録内容',
    after: [],
  },
  'confirm-address': {
    subject: '新しいアドレスをご確認ください：{newsletter}',
    heading: '新しいアドレスをご確認ください',
    lines: [
      '{date}に、今後{newsletter}をこのアドレスに配信するよう依頼がありました。',
      'ご自分のアドレスであることを、次のリンクをクリックして確認してください：',
    ],
    action: 'アドレスを確認する',
    after: [
      'お心当たりがない場合は、このメールを無視してください。確認されないかぎり、何も変わりません。',
    ],
  },
  'address-changed': {
    subject: 'アドレスが変更されました：{newsletter}',
    heading: 'アドレスが変更されました',
    lines: [
      '{date}に、{newsletter}の配信先アドレスが変更されました。',
      '新しいアドレスは{email}です。',
      'このアドレスには今後配信されません。',
    ],
    after: ['お心当たりがない場合は、このメールに返信してください。'],
  },
  export: {
    subject: 'あなたのデータ：{newsletter}',
    heading: 'あなたのデータ',
    lines: [
      '{date}に、{newsletter}が保存しているあなたのデータの写しが請求されました。',
      '次のリンクをクリックしてダウンロードしてください：',
    ],
    action: 'データをダウンロードする',
    after: [
      'リンクは1時間以内に1回だけ使えます。',
      'お心当たりがない場合は、このメールを無視してください。',
    ],
  },
  erase: {
    subject: 'データの消去をご確認ください：{newsletter}',
    heading: 'ご確認ください',
    lines: [
      '{date}に、{newsletter}が保存しているあなたのデータをすべて消去するよう依頼がありました。',
      '次のリンクをクリックして確認してください：',
    ],
    action: 'データを消去する',
    after: [
      'リンクは1時間以内に1回だけ使えます。消去したデータは元に戻せません。',
      'お心当たりがない場合は、このメールを無視してください。確認されないかぎり、何も消去されません。',
    ],
  },
};
