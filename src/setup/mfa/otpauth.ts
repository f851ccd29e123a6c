/**
 * The text that an authenticator app reads from the QR code: https://github.com/google/google-authenticator/wiki/Key-Uri-Format.
 * The label is the one in AWS's console. Pure.
 */
export function otpauthUri(userName: string, accountId: string, secret: string): string {
  const issuer = encodeURIComponent('Amazon Web Services')
  return `otpauth://totp/${issuer}:${encodeURIComponent(userName)}@${accountId}?secret=${secret}&issuer=${issuer}`
}
