/** How the hook comes into a prompt, in shells that a person types into. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { openPty, type Pty } from '../../tools/pty/pty.ts'
import { has, hookedShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { fakeAwsenv } from '../support/fake-awsenv.ts'

/** What the hook puts into PROMPT_COMMAND: in a child without the hook, which may inherit it, it is nothing. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: for the shell
const CALL = '${__awsenv_ps1+"__awsenv_prompt"}'

describe('shell: the place of the prompt segment', test => {
  for (const { shell, hook, interactive } of hookedShells) {
    const { name } = shell
    const isBash = name === 'bash'
    const onTerminal = needing(test, `python3 and ${name}`, has('python3') && has(name))
    const prompt = isBash ? 'PS1' : 'PROMPT'
    const segment = '(Admin@1 expired) '
    const session = { AWSENV_ROLE: 'Admin@1', AWSENV_EXPIRES: '1' }

    /** A shell in which some lines were typed before and after `source`, at a prompt of "@> ". */
    const started = async (env: Record<string, string>, before: string, after = '') => {
      const pty = openPty(interactive, { env })
      // quoted, so that the prompt is not in its own echo
      pty.type(`${prompt}='@''> '; ${before}\r`)
      await pty.shows('@> ')
      pty.type(`. '${hook}'${after && `; ${after}`}\r`)
      return pty
    }
    /** Types a line, and gives what the terminal shows from its end to the next "@> ". */
    const typed = async (pty: Pty, line: string) => {
      pty.type(`${line}\r`)
      await pty.shows('\n')
      return pty.shows('@> ')
    }
    const count = (screen: string) => screen.split('(Admin@1').length - 1
    const lastPrompt = (screen: string) => screen.slice(screen.lastIndexOf('\r') + 1)

    onTerminal(
      `28: ${name}: the status and the pipe's statuses are those of the user's command, in the prompt too`,
      async () => {
        using fake = fakeAwsenv()
        await using pty = await started({ ...fake.env, ...session }, isBash ? "PS1='[$?]@''> '" : "PROMPT='[%?]@''> '")
        assert.match(await pty.shows('@> '), `${segment}[0]@> `)
        assert.match(await typed(pty, '(exit 7)'), `${segment}[7]@> `)
        const statuses = isBash ? 'PIPESTATUS' : 'pipestatus'
        await typed(pty, 'true | (exit 3) | (exit 4)')
        assert.match(await typed(pty, `echo "<$?>" "<\${${statuses}[*]}>"`), isBash ? '<4> <0 3 4>' : '<4> <0 3 4>')
        assert.match(await typed(pty, '(exit 7)'), `${segment}[7]@> `)
        assert.match(await typed(pty, `echo "<\${${statuses}[*]}>"`), '<7>')
      },
    )

    onTerminal(`18: Ctrl-C at a prompt of ${name} leaves the segment as it was`, async () => {
      using fake = fakeAwsenv()
      await using pty = await started({ ...fake.env, ...session }, ':')
      await pty.shows(`${segment}@> `)
      for (const _ of [1, 2]) {
        pty.type('half a line\x03')
        assert.is(count(await pty.shows('@> ')), 1)
      }
      assert.match(await typed(pty, 'echo "$?"'), /130|1/)
    })

    onTerminal(`30: ${name} sources it three times, and over an older version, and there is one segment`, async () => {
      using fake = fakeAwsenv()
      const older = join(fake.directory, `older.${name}`)
      writeFileSync(older, readFileSync(hook, 'utf8').replaceAll('expired', 'bygone'))
      await using pty = await started(
        { ...fake.env, ...session },
        `. '${older}'`,
        `. '${hook}'; eval "$(cat '${hook}')"`,
      )
      await pty.shows(`(Admin@1 expired) @> `)
      const shown = await typed(pty, isBash ? 'echo "<$PROMPT_COMMAND>"' : 'echo "<$precmd_functions>"')
      assert.match(shown, isBash ? `<${CALL}>` : '<__awsenv_prompt>')
      assert.is(count(shown), 1)
      assert.match(shown, segment)
    })

    onTerminal(`30: a manager that makes the prompt of ${name} anew each time gets one segment each time`, async () => {
      using fake = fakeAwsenv()
      const manager = isBash
        ? `made() { PS1='@''> '; }; PROMPT_COMMAND=made`
        : `made() { PROMPT='@''> '; }; precmd_functions=(made)`
      await using pty = await started({ ...fake.env, ...session }, manager)
      await pty.shows(`${segment}@> `)
      for (const line of ['true', '', 'false']) assert.is(count(await typed(pty, line)), 1)
      assert.is((await typed(pty, 'unset AWSENV_ROLE')).includes('('), false)
    })

    onTerminal(
      `32: AWSENV_PROMPT=0 leaves the prompt of ${name} as it is, takes the segment away, and keeps the variable`,
      async () => {
        using fake = fakeAwsenv()
        await using pty = await started({ ...fake.env, ...session, AWSENV_PROMPT: '0' }, ':')
        await pty.shows('@> ')
        assert.match(await typed(pty, `printf '<%s>' "$${prompt}" "$__awsenv_ps1"`), `<@> `)
        assert.match(await pty.shows('@> '), segment)
        assert.match(lastPrompt(await typed(pty, 'AWSENV_PROMPT=')), segment)
        assert.not.match(await typed(pty, 'AWSENV_PROMPT=0'), 'Admin@1')
        assert.match(await typed(pty, `printf '<%s>' "$${prompt}"`), '<@> ')
      },
    )

    onTerminal(`32: a prompt of one's own in ${name} that has the variable gets no second segment`, async () => {
      using fake = fakeAwsenv()
      // biome-ignore lint/suspicious/noTemplateCurlyInString: for the shell
      const own = isBash ? "PS1='${__awsenv_ps1}@''> '" : "setopt prompt_subst; PROMPT='${__awsenv_ps1}@''> '"
      await using pty = await started({ ...fake.env, ...session }, own)
      await pty.shows(`${segment}@> `)
      assert.is(count(await typed(pty, 'true')), 1)
    })

    onTerminal(
      `32: ${name} is silent where starship is loaded, not where it has only been inherited from; AWSENV_PROMPT=1 is not`,
      async () => {
        using fake = fakeAwsenv()
        const env = { ...fake.env, ...session, STARSHIP_SHELL: name, STARSHIP_SESSION_KEY: '1' }
        await using inherited = await started(env, ':')
        await inherited.shows(`${segment}@> `)
        // as starship's own init does: loaded after the hook, and known at the first prompt
        const starship = isBash
          ? `starship_precmd() { PS1='@''> '; }; PROMPT_COMMAND="starship_precmd;$PROMPT_COMMAND"`
          : `prompt_starship_precmd() { :; }; precmd_functions+=(prompt_starship_precmd); PROMPT='@''> '`
        await using loaded = await started(env, ':', starship)
        assert.not.match(await loaded.shows('@> '), 'Admin@1')
        assert.not.match(await typed(loaded, 'true'), 'Admin@1')
        assert.match(await typed(loaded, 'AWSENV_PROMPT=1'), segment)
      },
    )
  }

  const [bash] = hookedShells
  const inBash = needing(test, 'python3 and bash', has('python3') && has('bash'))
  for (const [set, expected] of [
    ['unset PROMPT_COMMAND', '1:CALL'],
    ["PROMPT_COMMAND=''", '1:CALL'],
    ["PROMPT_COMMAND='true;'", '1:true;\nCALL'],
    ["PROMPT_COMMAND='true; '", '1:true; \nCALL'],
    ["PROMPT_COMMAND='true # mine'", '1:true # mine\nCALL'],
    ["PROMPT_COMMAND=$'true\\n'", '1:true\n\nCALL'],
    ['PROMPT_COMMAND=(true false)', '2:true false\nCALL'],
    ["PROMPT_COMMAND=('' true)", '2: true\nCALL'],
    ["PROMPT_COMMAND=(true '')", '2:true\nCALL '],
    ["PROMPT_COMMAND=(); PROMPT_COMMAND[3]=true; PROMPT_COMMAND[7]='false;'", '2:true false;\nCALL'],
    ['PROMPT_COMMAND=()', '1:CALL'],
    ['readonly PROMPT_COMMAND=true', '1:true'],
    ['readonly PROMPT_COMMAND', '0:'],
  ] as const) {
    inBash(`31: ${set}: no error, no loss, and no element more`, async () => {
      using fake = fakeAwsenv()
      await using pty = openPty(bash?.interactive ?? [], {
        env: { ...fake.env, AWSENV_ROLE: 'a', AWSENV_EXPIRES: '1' },
      })
      pty.type(`PS1='@''> '; IFS=0; ${set}\r`)
      await pty.shows('@> ')
      pty.type(`. '${bash?.hook}'\r`)
      const shown = await pty.shows('@> ')
      assert.is(shown.includes('(a expired) '), expected.includes('CALL'))
      assert.not.match(shown, /readonly variable|error|not found/)
      pty.type(`printf '<%s>' "\${#PROMPT_COMMAND[@]}:\${PROMPT_COMMAND[*]}" | tr 0 ' '\r`)
      await pty.shows('\n')
      const listed = (await pty.shows('@> ')).replaceAll('\r', '')
      assert.match(listed, `<${expected.replace('0:', ' :').replace('CALL', CALL)}>`)
    })
  }

  inBash('a readonly PS1 stays as it is, without a word', async () => {
    using fake = fakeAwsenv()
    await using pty = openPty(bash?.interactive ?? [], { env: { ...fake.env, AWSENV_ROLE: 'a', AWSENV_EXPIRES: '1' } })
    pty.type(`PS1='@''> '; readonly PS1\r`)
    await pty.shows('@> ')
    pty.type(`. '${bash?.hook}'\r`)
    assert.not.match(await pty.shows('@> '), /readonly|expired/)
  })
})
