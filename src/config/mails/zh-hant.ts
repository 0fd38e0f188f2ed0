import type { MailPhraseBook } from './phrases.ts';

export const TRADITIONAL_CHINESE: MailPhraseBook = {
  confirm: {
    subject: '請確認：{newsletter}',
    heading: '請確認',
    lines: [
      '{date}，有人申請將 {newsletter} 寄送到此信箱。',
      '表單所在的網站：{page}',
      '如果您希望收到，請點擊此連結確認：',
    ],
    action: '確認訂閱',
    after: [
      '連結 3 天內有效。',
      '如果不是您本人操作，請忽略此郵件：未經您確認，您不會再收到任何郵件。',
    ],
  },
  'already-subscribed': {
    subject: '您已訂閱 {newsletter}',
    heading: '您已訂閱 {newsletter}',
    lines: [
      '{date}，有人申請將 {newsletter} 寄送到此信箱。該信箱已在名單中，您無需做任何操作。',
      '您可以在此頁面更改訂閱內容或取消訂閱：',
    ],
    action: '我的訂閱',
    after: ['如果不是您本人操作，請忽略此郵件。'],
  },
  welcome: {
    subject: '歡迎訂閱 {newsletter}',
    heading: '歡迎',
    lines: [
      '感謝您的確認。從現在起，{newsletter} 將寄送到此信箱。',
      '您可以在此頁面更改訂閱內容或取消訂閱：',
    ],
    action: '我的訂閱',
    after: [],
  },
  'confirm-address': {
    subject: '請確認您的新信箱：{newsletter}',
    heading: '請確認您的新信箱',
    lines: [
      '{date}，有讀者申請今後將 {newsletter} 寄送到此信箱。',
      '請點擊此連結，確認這是您的信箱：',
    ],
    action: '確認信箱',
    after: ['如果不是您本人操作，請忽略此郵件：未經您確認，不會有任何更改。'],
  },
  'address-changed': {
    subject: '您的信箱已更改：{newsletter}',
    heading: '您的信箱已更改',
    lines: [
      '{date}，您接收 {newsletter} 的信箱已更改。',
      '新信箱為 {email}。',
      '此信箱不再收到後續各期。',
    ],
    after: ['如果不是您本人操作，請回覆此郵件。'],
  },
  export: {
    subject: '您的資料：{newsletter}',
    heading: '您的資料',
    lines: ['{date}，您申請取得 {newsletter} 保存的關於您的全部資料。', '請點擊此連結下載：'],
    action: '下載我的資料',
    after: ['連結僅可使用一次，1 小時內有效。', '如果不是您本人操作，請忽略此郵件。'],
  },
  erase: {
    subject: '請確認刪除您的資料：{newsletter}',
    heading: '請確認',
    lines: ['{date}，您申請 {newsletter} 刪除所保存的關於您的全部資料。', '請點擊此連結確認：'],
    action: '刪除我的資料',
    after: [
      '連結僅可使用一次，1 小時內有效。資料刪除後無法復原。',
      '如果不是您本人操作，請忽略此郵件：未經您確認，不會刪除任何資料。',
    ],
  },
};
