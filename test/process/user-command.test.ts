import { tmpdir } from 'node:os'
import * as assert from 'uvu/assert'
import { runCommandLine } from '../../src/process/user-command.ts'
import { describe, rejects } from '../support/describe.ts'

describe('terminal/command-line', test => {
  test('gives what is printed, without its last line break', async () => {
    assert.is(await runCommandLine('echo 123 | tr 3 4'), '124')
  })

  test('a command has the environment that it is given, and nothing of ours', async () => {
    const env = { PATH: process.env['PATH'], HOME: tmpdir(), GIVEN: 'yes' }
    const names = (await runCommandLine('env', { env })).split('\n').map(line => line.split('=')[0] ?? '')
    // What a shell sets by itself.
    assert.equal(names.filter(name => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)).sort(), [
      'GIVEN',
      'HOME',
      'PATH',
    ])
  })

  for (const [what, commandLine, said] of [
    ['that fails', 'echo S3CRET; exit 7', /^the program failed with status 7$/],
    ['that is not there', './no-such-program S3CRET 2>&1', /^the program failed with status 127$/],
    ['that prints without end', 'yes S3CRET 2>/dev/null', /^the program printed more than 65536 characters$/],
    ['that does not end', 'echo S3CRET; sleep 30', /^the program didn't answer within 0.3 s$/],
    [
      'whose child does not end',
      '(echo S3CRET; sleep 30; echo) | cat; true',
      /^the program didn't answer within 0.3 s$/,
    ],
  ] as const) {
    test(`a program ${what} is told by its name, and nothing of what it printed`, async () => {
      const isEndless = commandLine.includes('sleep')
      const options = { name: 'the program', hint: 'look at it', ...(isEndless && { deadline: 300 }) }
      const error = await rejects(runCommandLine(commandLine, options), said)
      assert.is((error as Error & { hint?: string }).hint, 'look at it')
      assert.is(error.cause, undefined)
      assert.not.match(`${error.stack}`, 'S3CRET')
    })
  }
})
