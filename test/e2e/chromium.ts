/** Debian's Chromium without a window, driven over the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/ */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'

export type Chromium = {
  /** Opens an address in a new tab. */
  visit(url: string): Promise<Tab>
  close(): Promise<void>
}

export type Tab = {
  /** The text of the first element that a selector finds, as soon as there is one. */
  text(selector: string): Promise<string>
  click(selector: string): Promise<void>
}

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
    async visit(url) {
      const { targetId } = await send('Target.createTarget', { url })
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
      return tabOf(async expression => {
        const { result } = await send('Runtime.evaluate', { expression, returnByValue: true }, sessionId)
        return (result as { readonly value?: string } | undefined)?.value
      })
    },
    async close() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      socket.close()
    },
  }
}

/** A page that is being left answers nothing, and then another one is there: each question is put again. */
function tabOf(evaluate: (expression: string) => Promise<string | undefined>): Tab {
  const until = async (selector: string, use: string): Promise<string> => {
    const element = `document.querySelector(${JSON.stringify(selector)})`
    const deadline = AbortSignal.timeout(30_000)
    for (;;) {
      const found = await evaluate(`${element} && (${use.replace('it', element)})`)
      if (found) return found
      if (deadline.aborted) throw new Error(`the page never showed ${selector}: ${await evaluate('document.title')}`)
      await setTimeout(50)
    }
  }
  return {
    text: selector => until(selector, 'it.textContent'),
    click: async selector => void (await until(selector, '(it.click(), "clicked")')),
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
