/** The names of profiles that are made from a template. Pure. */

/** What a template may name, and granted's words for it. */
const FIELDS = { account_name: 'AccountName', account_id: 'AccountId', role_name: 'RoleName', session: 'SessionName' }

export type TemplateValues = Readonly<Record<keyof typeof FIELDS, string>>

export const DEFAULT_TEMPLATE = '{account_name}/{role_name}'

/**
 * The name for these values: `{account_name}`, or as granted writes it `{{.AccountName}}`. What AWS tools don't read in
 * a name becomes a dash.
 */
export function profileName(template: string, values: TemplateValues): string {
  const name = template.replace(PLACE, (_, own?: string, granted?: string) => plain(values[fieldOf(own ?? granted)]))
  return name.replace(/^[-/]+|[-/]+$/g, '')
}

/** Whether it tells accounts and roles apart, and gives names that every AWS tool reads. */
export function isTemplate(template: string): boolean {
  const fields = [...template.matchAll(PLACE)].map(([, own, granted]) => fieldOf(own ?? granted))
  const rest = template.replace(PLACE, '')
  const isWhole = fields.includes('role_name') && (fields.includes('account_name') || fields.includes('account_id'))
  return isWhole && /^[\w./%@:+-]*$/.test(rest)
}

function fieldOf(word = ''): keyof typeof FIELDS {
  const [field = word] = Object.entries(FIELDS).find(([, granted]) => granted === word) ?? []
  return field as keyof typeof FIELDS
}

/** `Büro (EU)` becomes `Buro-EU`. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\w.%@:+-]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

const PLACE = new RegExp(
  `\\{(${Object.keys(FIELDS).join('|')})\\}|\\{\\{ *\\.(${Object.values(FIELDS).join('|')}) *\\}\\}`,
  'g',
)
