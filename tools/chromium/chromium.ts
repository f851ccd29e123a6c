/** Debian's Chromium without a window, driven over the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/ */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Tab, tabOf } from './tab.ts'

export type Chromium = {
  /** Opens an address in a new tab, of that size in pixels if one is given. */
  visit(url: string, size?: { readonly width: number; readonly height: number }): Promise<Tab>
  close(): Promise<void>
}

/** `home` keeps its profile. */
export async function startChromium(home: string, env: Readonly<Record<string, string>>): Promise<Chromium> {
  const child = spawn('chromium', [...FLAGS, `--user-data-dir=${home}/chromium`, 'about:blank'], {
    env: { ...env, HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const socket = new WebSocket(await addressIn(child.stderr))
  await once(socket, 'open')
  const answers = new Map<number, (result: Readonly<Record<string, never>>) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data))
    answers.get(id)?.(result ?? { error })
    answers.delete(id)
  })
  let last = 0
  const send = (method: string, params: unknown = {}, sessionId?: string) => {
    last += 1
    const id = last
    const answer = new Promise<Readonly<Record<string, never>>>(resolve => answers.set(id, resolve))
    socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }))
    return answer
  }
  return {
    async visit(url, size) {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
      const sendToTab = (method: string, params?: unknown) => send(method, params, sessionId)
      if (size !== undefined)
        await sendToTab('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false })
      await sendToTab('Page.navigate', { url })
      return tabOf(sendToTab)
    },
    async close() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      socket.close()
    },
  }
}

/** `DevTools listening on ws://127.0.0.1:…` */
async function addressIn(stderr: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const part of stderr) {
    text += String(part)
    const [, address] = /DevTools listening on (ws:\S+)/.exec(text) ?? []
    if (address !== undefined) return address
  }
  throw new Error(`chromium did not start: ${text}`)
}

/** No sandbox, since CI runs as root; and no request to anywhere but this machine. */
const FLAGS = [
  ...['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-default-apps'],
  ...['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--remote-debugging-port=0'],
]
