import * as assert from 'uvu/assert'
import { encode } from '../../src/terminal/lazy/qr-code.ts'
import { drawnQrCode, type QrModules } from '../../src/terminal/qr-code.ts'
import { describe } from '../support/describe.ts'

describe('terminal: a QR code', test => {
  const { data } = encode('otpauth://totp/AWS:alice@123456789012?secret=ABCDEFGH&issuer=AWS', { ecc: 'L', border: 0 })
  const side = data.length + 8

  /** What a camera sees: the colour of each module, from the escape sequences. */
  function seen(lines: readonly string[]): QrModules {
    const rows: boolean[][] = []
    for (const line of lines) {
      const [upper, lower]: [boolean[], boolean[]] = [[], []]
      let [ink, paper] = [false, false]
      for (const [, ground, colour, cell] of line.matchAll(/\u001b\[([34])8;5;(\d+)m|\u001b\[0m|( {2}|\u2580)/g)) {
        if (ground === '3') ink = colour === '16'
        if (ground === '4') paper = colour === '16'
        if (cell !== undefined) upper.push(cell === '  ' ? paper : ink)
        if (cell === '\u2580') lower.push(paper)
      }
      rows.push(upper, ...(lower.length > 0 ? [lower] : []))
    }
    return rows.slice(4, 4 + data.length).map(row => row.slice(4, 4 + data.length))
  }

  test('is drawn with two blanks a module where there is room', () => {
    const lines = drawnQrCode(data, side * 2, {}) ?? []
    assert.is(lines.length, side)
    assert.equal(seen(lines), data)
    assert.not(lines.join('').includes('\u2580'))
  })

  test('is drawn with half blocks in half the width', () => {
    const lines = drawnQrCode(data, side * 2 - 1, {}) ?? []
    assert.is(lines.length, Math.ceil(side / 2))
    assert.equal(seen(lines), data)
    assert.ok(drawnQrCode(data, side, {}))
  })

  test('is not drawn where it does not fit, or would be torn apart', () => {
    assert.is(drawnQrCode(data, side - 1, {}), undefined)
    for (const env of [{ LC_ALL: 'ja_JP.UTF-8' }, { LANG: 'zh_CN' }, { LC_CTYPE: 'ko_KR.UTF-8', LANG: 'C' }])
      assert.is(drawnQrCode(data, side * 2 - 1, env), undefined)
    assert.ok(drawnQrCode(data, side * 2, { LANG: 'ja_JP.UTF-8' }))
    assert.ok(drawnQrCode(data, side, { LC_ALL: 'C.UTF-8', LANG: 'ja_JP.UTF-8' }))
  })

  test('has a white frame of four modules, whatever the theme is', () => {
    const [first = ''] = drawnQrCode(data, side * 2, {}) ?? []
    assert.is(first, `${'\u001b[48;5;231m  '.repeat(side)}\u001b[0m`)
  })
})
