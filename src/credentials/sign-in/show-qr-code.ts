import type { Context } from '../../context/context.ts'
import { drawnQrCode } from '../../terminal/qr-code.ts'

/** Draws an address for a phone's camera, where a terminal has room for it. */
export async function showQrCode(context: Context, url: string): Promise<void> {
  if (!context.terminal.isPresent()) return
  const { encode } = await import('../../terminal/lazy/qr-code.ts')
  const { data } = encode(url, { ecc: 'L', border: 0 })
  await context.terminal.show(columns => {
    const code = drawnQrCode(data, columns, context.env)
    return code === undefined ? '' : `\n${code.join('\n')}\n\n`
  })
}
