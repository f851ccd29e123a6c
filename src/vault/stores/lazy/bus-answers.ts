import { connect } from 'node:net'
import { socketOf } from '../session-bus.ts'

/** Whether a bus answers the EXTERNAL authentication of `uid`, as every bus does at once. */
export function busAnswers(address: string, uid: number, milliseconds: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(socketOf(address) ?? '')
  const timer = setTimeout(() => resolve(false), milliseconds)
  socket.on('error', () => resolve(false))
  socket.on('close', () => resolve(false))
  socket.on('data', bytes => resolve(bytes.toString('latin1').startsWith('OK ')))
  socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(uid)).toString('hex')}\r\n`)
  return promise.finally(() => {
    clearTimeout(timer)
    socket.destroy()
  })
}
