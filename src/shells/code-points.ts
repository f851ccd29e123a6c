/**
 * A text between double quotes, as elvish and Python read it. All but printable ASCII is written by its number, so that
 * no decoder can change it. Pure.
 */
export function doubleQuoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/[^ -~]/gu, byNumber)}"`
}

function byNumber(character: string): string {
  const number = (character.codePointAt(0) ?? 0).toString(16)
  return number.length > 4 ? `\\U${number.padStart(8, '0')}` : `\\u${number.padStart(4, '0')}`
}
