import type { MailPhraseBook } from './phrases.ts';

export const CHINESE: MailPhraseBook = {
  confirm: {
    subject: '请确认：{newsletter}',
    heading: '请确认',
    lines: [
      '{date}，有人申请将 {newsletter} 发送到此邮箱。',
      '表单所在的网站：{page}',
      '如果您希望收到，请点击此链接确认：',
    ],
    action: '确认订阅',
    after: [
      '链接 3 天内有效。',
      '如果不是您本人操作，请忽略此邮件：未经您确认，您不会再收到任何邮件。',
    ],
  },
  'already-subscribed': {
    subject: '您已订阅 {newsletter}',
    heading: '您已订阅 {newsletter}',
    lines: [
      '{date}，有人申请将 {newsletter} 发送到此邮箱。该邮箱已在列表中，您无需做任何操作。',
      '您可以在此页面更改订阅内容或退订：',
    ],
    action: '我的订阅',
    after: ['如果不是您本人操作，请忽略此邮件。'],
  },
  welcome: {
    subject: '欢迎订阅 {newsletter}',
    heading: '欢迎',
    lines: [
      '感谢您的确认。从现在起，{newsletter} 将发送到此邮箱。',
      '您可以在此页面更改订阅内容或退订：',
    ],
    action: '我的订阅',
    after: [],
  },
  'confirm-address': {
    subject: '请确认您的新邮箱：{newsletter}',
    heading: '请确认您的新邮箱',
    lines: [
      '{date}，有读者申请今后将 {newsletter} 发送到此邮箱。',
      '请点击此链接，确认这是您的邮箱：',
    ],
    action: '确认邮箱',
    after: ['如果不是您本人操作，请忽略此邮件：未经您确认，不会有任何更改。'],
  },
  'address-changed': {
    subject: '您的邮箱已更改：{newsletter}',
    heading: '您的邮箱已更改',
    lines: [
      '{date}，您接收 {newsletter} 的邮箱已更改。',
      '新邮箱为 {email}。',
      '此邮箱不再收到后续各期。',
    ],
    after: ['如果不是您本人操作，请回复此邮件。'],
  },
  export: {
    subject: '您的数据：{newsletter}',
    heading: '您的数据',
    lines: ['{date}，您申请获取 {newsletter} 保存的关于您的全部数据。', '请点击此链接下载：'],
    action: '下载我的数据',
    after: ['链接仅可使用一次，1 小时内有效。', '如果不是您本人操作，请忽略此邮件。'],
  },
  erase: {
    subject: '请确认删除您的数据：{newsletter}',
    heading: '请确认',
    lines: ['{date}，您申请 {newsletter} 删除所保存的关于您的全部数据。', '请点击此链接确认：'],
    action: '删除我的数据',
    after: [
      '链接仅可使用一次，1 小时内有效。数据删除后无法恢复。',
      '如果不是您本人操作，请忽略此邮件：未经您确认，不会删除任何数据。',
    ],
  },
};
