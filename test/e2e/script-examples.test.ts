/** 1.6: each code block of docs/scripts.md is carried out here, as far as it can be on this machine, or in script-lines.test.ts. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { has, hookedShells, realShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage, type Stage } from './stage.ts'

const GUIDE = readFileSync(join(import.meta.dirname, '../../docs/scripts.md'), 'utf8')
/** The indented blocks, without their indentation. */
const BLOCKS = (GUIDE.match(/(?:^ {4}.*\n)+/gm) ?? []).map(block => block.replace(/^ {4}/gm, ''))

const CRON = blockWith('0 * * * * ')
const SYSTEMD = blockWith('[Service]')
const MAKE = blockWith('deploy:')
const INSTEAD = blockWith('--mfa-stdin <')
const BARE = blockWith('| awsenv assume x --mfa-stdin')
const NOT = blockWith('" && terraform apply')
/** script-lines.test.ts has these. */
const ELSEWHERE = [blockWith('awsenv exec prod -- terraform apply\n'), blockWith('set -e')]

describe('e2e: the examples of docs/scripts.md', test => {
  test('each block is tried', () => {
    assert.equal(
      BLOCKS.filter(block => ![CRON, SYSTEMD, MAKE, INSTEAD, BARE, NOT, ...ELSEWHERE].includes(block)),
      [],
    )
  })

  test(
    '1.6 cron: its lines find awsenv and the login, and fail where there is none',
    onStage(async stage => {
      const [assignments, command] = [/^[A-Z_]+=.*$/gm, /^[\d* ]{9} (.*)$/m].map(each => CRON.match(each))
      const environment = (assignments ?? []).map(line => here(stage, line))
      // What crond gives to each job, by crontab(5), before the crontab's own lines.
      const cron = ['env', '-i', `HOME=${stage.home}`, 'LOGNAME=alice', 'SHELL=/bin/sh', 'PATH=/usr/bin:/bin']
      const job = [...cron, ...environment, aws(stage), '/bin/sh', '-c', here(stage, command?.[1] ?? '')]
      await failsThenRuns(stage, job)
      const withoutPath = job.filter(word => !word.startsWith(`PATH=${stage.home}`))
      assert.is((await stage.run(withoutPath)).status, 127)
    }),
  )

  test(
    '1.6 systemd: ExecStart runs without a shell, and without a PATH that has awsenv',
    onStage(async stage => {
      const [, line = ''] = SYSTEMD.match(/^ExecStart=(.*)$/m) ?? []
      const unit = ['env', '-i', `HOME=${stage.home}`, `XDG_RUNTIME_DIR=${stage.runtime}`, 'PATH=/usr/bin:/bin']
      await failsThenRuns(stage, [...unit, aws(stage), ...here(stage, line).split(' ')])
    }),
  )

  needing(
    test,
    'make',
    has('make'),
  )(
    '1.6 make: the recipe runs with the role, and make fails where there is none',
    onStage(async stage => {
      writeFileSync(join(stage.cwd, 'Makefile'), here(stage, MAKE))
      await failsThenRuns(stage, ['make', 'deploy'], 2)
    }),
  )

  test(
    '1.6 eval "$(…)" && … runs what follows where awsenv is not found, as the page says, and not where it fails',
    onStage(async stage => {
      report(stage)
      const line = ['bash', '--norc', '-c', here(stage, NOT)]
      await stage.run(line)
      assert.not.ok(existsSync(join(stage.cwd, 'ran')))
      await stage.run(line, { env: { PATH: '/usr/bin:/bin' } })
      assert.is(readFileSync(join(stage.cwd, 'ran'), 'utf8'), '\n')
    }),
  )

  for (const { argv } of realShells)
    needing(
      test,
      argv[0],
      has(argv[0]),
    )(
      `1.2 ${argv[0]}, without the hook: ${BARE.trim()}`,
      onStage(async stage => {
        report(stage)
        const tried = here(stage, BARE)
          .replace('command that prints the code', `echo ${stage.code()}`)
          .replace('&& command', `&& sh ${join(stage.home, 'bin/report')}`)
        const { stderr } = await stage.run([...argv, '-c', `${tried}\n:`])
        assert.match(readFileSync(join(stage.cwd, 'ran'), 'utf8'), /^ASIA.*\n$/, stderr)
        assert.ok(existsSync(join(stage.cwd, 'log')))
      }),
    )

  for (const { shell, argv, hook } of hookedShells)
    for (const line of INSTEAD.trim().split('\n'))
      needing(
        test,
        shell.name,
        has(argv[0]),
      )(
        `1.2 ${shell.name}: ${line.replace(/ +#.*/, '')}`,
        onStage(async stage => {
          report(stage)
          const isTyped = line.includes('--mfa-stdin')
          const code = stage.code()
          const tried = here(stage, line)
            .replace('command that prints the code', `echo ${code}`)
            .replace(/\bx command\b/, `x -- sh ${join(stage.home, 'bin/report')}`)
            .replace('&& command', `&& sh ${join(stage.home, 'bin/report')}`)
          const script = `. '${hook}'\n${tried}\nsh ${join(stage.home, 'bin/report')} 2>&1 >after\n:`
          const env: Record<string, string> = isTyped ? {} : { AWSENV_MFA_CODE: code }
          const { stderr } = await stage.run([...argv, '-c', script], { env })
          const ran = existsSync(join(stage.cwd, 'ran')) ? readFileSync(join(stage.cwd, 'ran'), 'utf8') : ''
          assert.match(ran, line.includes('exec') ? /^ASIA.*\n\n$/ : /ASIA.*\n$/, stderr)
          if (line.includes('tee')) assert.ok(existsSync(join(stage.cwd, 'log')))
        }),
      )
})

/** A block by what stands in it: one that isn't there any more fails every test. */
function blockWith(text: string): string {
  const block = BLOCKS.find(each => each.includes(text))
  if (block === undefined) throw new Error(`docs/scripts.md has no example with ${JSON.stringify(text)}`)
  return block
}

/** alice's machine of the page is this stage, and terraform is her report. */
function here({ home, runtime }: Stage, text: string): string {
  return text
    .replaceAll('/home/alice/.local/bin/', `${home}/bin/`)
    .replaceAll('/home/alice/.local/bin', `${home}/bin`)
    .replaceAll('/home/alice', home)
    .replaceAll('/run/user/1000', runtime)
    .replaceAll('terraform apply', `sh ${home}/bin/report`)
}

function aws({ env }: Stage): string {
  return `AWS_ENDPOINT_URL=${env['AWS_ENDPOINT_URL']}`
}

/** A program that writes down which key it runs with. */
function report(stage: Stage): void {
  stage.write('bin/report', `#!/bin/sh\necho "$AWS_ACCESS_KEY_ID" >>'${join(stage.cwd, 'ran')}'\n`)
  stage.write(
    '.config/awsenv/config.toml',
    'endpoints = ["127.0.0.1"]\n[aliases]\nprod = "123456789012 Admin"\nx = "123456789012 Admin"\n',
  )
}

/** Nobody can be asked there: it fails until a login is good. */
async function failsThenRuns(stage: Stage, argv: readonly string[], failure = 75): Promise<void> {
  report(stage)
  chmodSync(join(stage.home, 'bin/report'), 0o700)
  const failed = await stage.run(argv)
  assert.is(failed.status, failure, failed.stderr)
  assert.not.ok(existsSync(join(stage.cwd, 'ran')))
  const login = await stage.run(['awsenv', 'login', '--shell', 'sh'], { env: { AWSENV_MFA_CODE: stage.code() } })
  assert.is(login.status, 0, login.stderr)
  const { status, stderr } = await stage.run(argv)
  assert.is(status, 0, stderr)
  assert.match(readFileSync(join(stage.cwd, 'ran'), 'utf8'), /^ASIA/)
}
