/** Commands in many accounts at once, by the built binary. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import * as assert from 'uvu/assert'
import { openPty } from '../../tools/pty/pty.ts'
import { trusting, WITH_MFA } from '../../tools/sandbox/demo-world.ts'
import { has } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { until } from '../support/until.ts'
import { onStage, type Stage } from './stage.ts'

describe('e2e: exec --each', test => {
  const COUNT = 20
  const target = (index: number) => `acme-${String(index).padStart(2, '0')}`
  const accountId = (index: number) => String(500_000_000_000 + index)

  /** Twenty accounts, each with a role that takes alice with a code, and a profile. */
  const withAccounts = ({ sandbox: { world }, world: { alice }, write }: Stage) => {
    const profiles = Array.from({ length: COUNT }, (_, index) => {
      const account = world.addAccount(accountId(index), { alias: target(index) })
      const { arn } = world.addRole(account, 'Audit', trusting(alice.arn, WITH_MFA))
      return `[profile ${target(index)}]\nrole_arn = ${arn}\nsource_profile = default\n`
    })
    write('.aws/config', `[default]\nregion = eu-central-1\nmfa_serial = ${alice.mfaSerial}\n${profiles.join('')}`)
  }
  const run = (stage: Stage, options: readonly string[], script: string) =>
    stage.run(['awsenv', 'exec', ...options, '--', 'sh', '-c', script], { env: { AWSENV_MFA_CODE: stage.code() } })

  test(
    'twenty targets with one code: slow, failing, killed, loud and binary ones, and not a line is torn',
    onStage(async stage => {
      withAccounts(stage)
      const script = `case $AWS_ACCOUNT_ID in
        *00) sleep 0.3;; *01) exit 3;; *02) kill -9 $$;; *03) printf 'a\\377\\000b'; exit;; *04) cat;;
      esac
      i=0; while [ $i -lt 200 ]; do echo "$AWS_ACCOUNT_ID $i abcdefghijklmnopqrstuvwxyz"; echo "$AWS_ACCOUNT_ID $i" >&2; i=$((i+1)); done`
      const { status, stdout, stderr } = await run(stage, ['--each', 'acme-*'], script)
      assert.is(status, 1, stderr)
      assert.is(stage.sandbox.count('GetSessionToken'), 1)
      const lines = stdout.split('\n').slice(0, -1)
      const whole = lines.filter(line => {
        const [, name, id] = /^(acme-\d\d) \| (\d{12}) \d+ abcdefghijklmnopqrstuvwxyz$/.exec(line) ?? []
        return id !== undefined && name === target(Number(id) - 500_000_000_000)
      })
      assert.equal([whole.length, lines.length], [17 * 200, 17 * 200 + 1])
      assert.ok(lines.includes('acme-03 | a\ufffd\u0000b'))
      assert.is(stderr.match(/^acme-\d\d \| \d{12} \d+$/gm)?.length, 17 * 200)
      assert.match(stderr, /^acme-01 {2}500000000001 {2}eu-central-1 {2}\S+ {2}exit code 3$/m)
      assert.match(stderr, /^acme-02 .*ended by SIGKILL$/m)
      assert.match(stderr, `18 of ${COUNT} done, 2 failed`)
      assert.not.match(stderr, '\u001b')
    }),
  )

  test(
    'huge output arrives whole, in files and as lines; a reader that goes away ends the commands',
    onStage(async stage => {
      withAccounts(stage)
      const loud = 'yes 0123456789abcdef | head -c 3000000'
      const { status, stdout, stderr } = await run(stage, ['--each=acme-00,acme-01'], loud)
      assert.is(status, 0, stderr)
      assert.is(stdout.length, 2 * (3_000_000 + Math.ceil(3_000_000 / 17) * 'acme-00 | '.length + 1))
      const folder = join(stage.cwd, 'out')
      assert.is((await run(stage, ['--each', 'acme-0*', '--output-dir', folder], loud)).status, 0)
      const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
      const expected = hash(Buffer.from('0123456789abcdef\n'.repeat(200_000)).subarray(0, 3_000_000))
      for (let index = 0; index < 10; index++)
        assert.is(hash(readFileSync(join(folder, `${target(index)}.out`))), expected)
      const call = `awsenv exec --each 'acme-0*' -- sh -c 'echo $$ >>pids; exec yes' | head -n 1; echo "\${PIPESTATUS[0]}"`
      const piped = await stage.run(['bash', '-c', call])
      assert.match(piped.stdout, /^acme-0\d \| y\n1\n$/)
      assert.match(piped.stderr, /can't write the result to stdout \(EPIPE\)/)
      for (const pid of readFileSync(join(stage.cwd, 'pids'), 'utf8').split('\n').filter(Boolean)) await gone(pid)
    }),
  )

  needing(
    test,
    'python3',
    has('python3'),
  )(
    'on a terminal: a question, colours and progress; Ctrl-Z stops every command; Ctrl-C ends every command and what it has started, and the table says so',
    onStage(async stage => {
      withAccounts(stage)
      const script = 'sleep 600 & echo $! $$ >>pids; echo be"gun" $AWS_ACCOUNT_ID; wait'
      const argv = ['awsenv', 'exec', '--jobs', '3', '--each', 'acme-0*', '--', 'sh', '-c', script]
      await using pty = openPty(argv, { env: { ...stage.env, TERM: 'xterm' }, cwd: stage.cwd })
      // The line that says how far it is has made way for the question.
      assert.match(await pty.shows('MFA code of'), /getting sessions: 0 of 10\r\u001b\[KMFA code of$/)
      pty.type(`${stage.code()}\r`)
      for (const _ of [1, 2, 3]) await pty.shows('begun')
      await pty.shows('0 of 10 done; running: acme-00, acme-01, acme-02')
      const pids = readFileSync(join(stage.cwd, 'pids'), 'utf8').split(/\s+/).filter(Boolean)
      pty.type('\x1a')
      const awsenv = stateOf(pids[1] ?? '')[1] ?? ''
      await until(() => [...pids, awsenv].every(pid => stateOf(pid)[0] === 'T'))
      process.kill(Number(awsenv), 'SIGCONT')
      await until(() => pids.every(pid => stateOf(pid)[0] !== 'T'))
      pty.type('\x03')
      assert.is(await pty.ended(), 130)
      const screen = pty.screen()
      assert.is(screen.match(/begun/g)?.length, 3)
      assert.match(screen, '\u001b[36macme-00 |\u001b[0m begun 500000000000')
      assert.match(screen, 'SIGINT is sent to acme-00, acme-01, acme-02')
      assert.match(screen, /^acme-00 .*ended by SIGINT\r$/m)
      assert.match(screen, /^acme-09 .*not run: interrupted before its turn\r$/m)
      assert.is(pids.length, 6)
      for (const pid of pids) await gone(pid)
    }),
  )

  /** Its state (`T` when it is stopped) and its parent: proc_pid_stat(5). */
  function stateOf(pid: string): readonly string[] {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
  }

  async function gone(pid: string): Promise<void> {
    const deadline = AbortSignal.timeout(20_000)
    while (existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z')) {
      if (deadline.aborted) throw new Error(`process ${pid} is still there`)
      await setTimeout(20)
    }
  }
})
