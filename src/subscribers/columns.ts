/** What the columns of a list mean: in the CSV files that mailing programs export, too. */

/** Where a value goes: a field of the subscriber, whether they opted out, or an attribute. */
export type Column =
  | { readonly kind: 'email' | 'name' | 'firstName' | 'lastName' }
  /** A value of yes means that the person must not be written to. */
  | { readonly kind: 'opted-out'; readonly name: string }
  /** A value of no means that the person must not be written to. */
  | { readonly kind: 'opted-in'; readonly name: string }
  | { readonly kind: 'status'; readonly name: string }
  /** The short names of topics, if the newsletter has topics. */
  | { readonly kind: 'topics'; readonly name: string }
  /** The language of the pages and mails of the site. */
  | { readonly kind: 'locale' }
  /** Until when somebody wants no letters. */
  | { readonly kind: 'paused-until'; readonly name: string }
  | { readonly kind: 'attribute'; readonly name: string };

type FieldKind = 'email' | 'name' | 'firstName' | 'lastName';

/** Header names as programs and languages write them, normalised. */
const FIELDS: Readonly<Record<FieldKind, readonly string[]>> = {
  email: [
    ...['email', 'e_mail', 'mail', 'email_address', 'e_mail_address', 'mail_address'],
    ...['emailaddress', 'subscriber_email', 'primary_email', 'contact_email', 'email_id'],
    ...['e_mail_adresse', 'email_adresse', 'emailadresse', 'mailadresse', 'adresse_e_mail'],
    ...['adresse_email', 'adresse_mail', 'courriel', 'correo', 'correo_electronico'],
    ...['direccion_de_correo_electronico', 'indirizzo_email', 'indirizzo_e_mail', 'e_posta'],
    ...['endereco_de_email', 'e_mailadres', 'emailadres', 'adres_e_mail', 'eposta'],
  ],
  name: ['name', 'full_name', 'fullname', 'display_name', 'subscriber_name', 'nom_complet'],
  firstName: [
    ...['first_name', 'firstname', 'fname', 'first', 'given_name', 'forename', 'vorname'],
    ...['prenom', 'nombre', 'voornaam', 'imie', 'ad'],
  ],
  lastName: [
    ...['last_name', 'lastname', 'lname', 'last', 'surname', 'family_name', 'nachname'],
    ...['familienname', 'nom', 'nom_de_famille', 'apellido', 'apellidos', 'cognome', 'sobrenome'],
    ...['achternaam', 'nazwisko', 'soyad'],
  ],
};

const OPTED_OUT =
  /^(?:is_|has_|email_)*(?:unsub(?:scribed?|bed)?|opt(?:ed)?_?out|black_?listed|block_?listed|bounced|hard_bounced?|complain(?:ed|t)|spam(?:_complaint)?|cleaned?|suppressed|disabled|do_?not_?(?:e_?)?mail|deleted|removed|archived)(?:_(?:at|on|time|date|email|from_emails))?$/;
const OPTED_IN =
  /^(?:is_|email_|currently_)*(?:subscribed(?:_to_(?:emails?|newsletter))?|opt(?:ed)?_?in|enabled|accepts_(?:email_)?marketing|email_opt(?:ed)?_?in|newsletter_subscribed)$/;
const STATUS =
  /^(?:email_|subscription_|subscriber_|member_|contact_|list_|email_marketing_|marketing_|email_subscription_)?status$|^subscription$|^email_marketing$/;

/** Returns a header name in its plain form: `E-Mail-Adresse` → `e_mail_adresse`. */
export function plainName(header: string): string {
  return header
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** Marks an attribute whose name would mean something else. */
const ATTRIBUTE = /^\s*attribute:/i;

/** Returns the header of an attribute: its name, marked if it would mean something else. */
export function attributeHeader(name: string): string {
  return columnOf(name).kind === 'attribute' ? name : `attribute:${name}`;
}

/** Returns what a column means, by its header. */
export function columnOf(header: string): Column {
  if (ATTRIBUTE.test(header)) {
    return { kind: 'attribute', name: plainName(header.replace(ATTRIBUTE, '')) };
  }
  const name = plainName(header);
  for (const [kind, names] of Object.entries(FIELDS)) {
    if (names.includes(name)) return { kind: kind as FieldKind };
  }
  if (OPTED_OUT.test(name)) return { kind: 'opted-out', name };
  if (OPTED_IN.test(name)) return { kind: 'opted-in', name };
  if (STATUS.test(name)) return { kind: 'status', name };
  if (name === 'topics') return { kind: 'topics', name };
  if (name === 'locale') return { kind: 'locale' };
  if (name === 'paused_until') return { kind: 'paused-until', name };
  return { kind: 'attribute', name };
}

const YES = /^(?:true|yes|y|1|on|x|ja|oui|si|sí|sim|tak|да)$/i;
const NO = /^(?:false|no|n|0|off|nein|non|não|nao|nie|нет|none|null|nil|never|-)?$/i;
const ACTIVE =
  /^(?:subscribed|active|enabled|confirmed|opt(?:ed)?[ _-]?in|valid|verified|ok|yes|true|1|member|free|paid|comped|premium|abonniert|aktiv)?$/i;
const OUT =
  /^(?:un[ _-]?subscribed?|not[ _-]subscribed|opt(?:ed)?[ _-]?out|black[ _-]?listed|block[ _-]?listed|blocked|disabled|inactive|bounc(?:ed|ing)|(?:hard|soft)[ _-]?bounced?|complain(?:ed|t)|spam|cleaned|suppressed|deleted|removed|archived|invalid|undeliverable|do[ _-]not[ _-](?:e-?)?mail|no|false|0|abgemeldet|pending|unconfirmed|awaiting[ _-]confirmation|non[ _-]subscribed|transactional)$/i;

/** What a value says of whether a person may be written to. */
export type Consent = 'in' | 'out' | 'unclear';

/** Reads a value of a column that says who opted out. A date under `unsubscribed_at` is a yes. */
export function consentOf({ kind }: Column, value: string): Consent {
  const text = value.trim();
  if (kind === 'opted-out') return NO.test(text) ? 'in' : 'out';
  if (kind === 'opted-in') return text === '' || !NO.test(text) ? 'in' : 'out';
  if (ACTIVE.test(text) || (YES.test(text) && text !== '')) return 'in';
  return OUT.test(text) ? 'out' : 'unclear';
}
