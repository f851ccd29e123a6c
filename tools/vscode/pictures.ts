/** The pictures of docs/vscode.md: what VS Code shows after a short day in bash. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Window } from './window.ts'

export const PICTURE_SIZE = { width: 1180, height: 400 }

export async function takePictures(window: Window): Promise<void> {
  const lines = (await window.lines()).length
  const clip = { x: 0, y: 0, width: PICTURE_SIZE.width, height: Math.min(PICTURE_SIZE.height, 60 + lines * LINE) }
  const take = async (name: string) => writeFileSync(join(DOCS, name), await window.picture(clip))
  await take('vscode-terminal.png')
  await window.recent(async () => {
    // It fades in.
    await setTimeout(1000)
    await take('vscode-recent.png')
  })
}

const DOCS = join(import.meta.dirname, '../../docs')
/** In pixels. */
const LINE = 18
