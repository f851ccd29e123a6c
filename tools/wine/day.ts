/** A day with awsenv in cmd.exe, for a user whose name has a blank: each step, and what has to be seen of it. */
import type { DemoWorld } from '../sandbox/demo-world.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { Windows } from './windows.ts'

export type Step = {
  readonly title: string
  /** Gives what is wrong; nothing if all is well. */
  check(): Promise<string | undefined>
}

export const HOME = 'C:\\users\\Alice Smith'

export function day(windows: Windows, sandbox: Sandbox, world: DemoWorld): readonly Step[] {
  const { alice, account } = world
  const config = `[default]\r\nregion = eu-central-1\r\nmfa_serial = ${alice.mfaSerial}\r\n`
  const keys = `aws_access_key_id = ${alice.accessKeyId}\r\naws_secret_access_key = ${alice.secretAccessKey}\r\n`
  const file = (path: string) => `${HOME}\\${path}`
  windows.write(file('.aws\\config'), config)
  windows.write(file('.aws\\credentials'), `[default]\r\n${keys}`)
  windows.write('C:\\shims\\tool.cmd', '@echo [%1] [%2] [%AWS_REGION%]\r\n@exit /b 9\r\n')
  windows.env['USERPROFILE'] = HOME
  windows.env['AWS_ENDPOINT_URL'] = sandbox.url
  const role = `${account.id} Admin`
  const login = () => `echo ${sandbox.nextMfaCode(alice.mfaSerial)}| awsenv login --mfa-stdin --shell powershell`
  /** On a busy machine Wine takes longer to start than a code lives. */
  const logsIn = (title: string): Step => ({
    title,
    async check() {
      let output = ''
      for (let attempt = 0; attempt < 3 && !output.includes('you are alice with MFA'); attempt++)
        ({ output } = await windows.batch(login()))
      return output.includes('you are alice with MFA') ? undefined : output
    },
  })

  /** The lines show the pattern and end with the status. */
  const shows = (title: string, lines: () => readonly string[], pattern: RegExp, status = 0): Step => ({
    title,
    async check() {
      const seen = await windows.batch(...lines())
      return pattern.test(seen.output) && seen.status === status ? undefined : `${seen.status}: ${seen.output}`
    },
  })
  const holds = (title: string, look: () => Promise<boolean> | boolean): Step => ({
    title,
    check: async () => ((await look()) ? undefined : 'it does not'),
  })

  return [
    shows('starts', () => ['awsenv --version'], /^\d+\.\d+\.\d+\n$/),
    shows('keeps its settings below %USERPROFILE%', () => ['awsenv config set endpoints 127.0.0.1'], /Alice Smith/),
    shows('says in cmd.exe what to use instead of assume', () => [`awsenv assume ${role}`], /awsenv exec TARGET/, 2),
    shows('init bash --install', () => ['awsenv init bash --install --yes'], /new bash shells load the hook/),
    holds("Git Bash's start-up file has the path with slashes", () =>
      windows.read(file('.bashrc')).includes(". 'C:/users/Alice Smith/.local/share/awsenv/awsenv.bash'"),
    ),
    shows('init powershell --install names the line', () => ['awsenv init powershell --install'], /\$PROFILE/, 1),
    logsIn('login --mfa-stdin'),
    shows('exec: no code is asked again', () => [`awsenv exec ${role} -- cmd /c set AWS_ACCESS`], /=ASIA/),
    shows('exec: the status of the command', () => [`awsenv exec ${role} -- cmd /c exit 7`], /^$/, 7),
    shows(
      'exec: a .cmd file gets its words, the role and its status through',
      () => [`awsenv exec ${role} -- tool "a b" c`],
      /^\["?a b"?\] \[c\] \[eu-central-1\]\n$/,
      9,
    ),
    // Not the status: Windows' cmd.exe ends with 1, by which execa knows, and Wine's with another one.
    shows(
      'exec: a missing command',
      () => [`awsenv exec ${role} -- no-such-command & cmd /c exit 0`],
      /no-such-command/,
    ),
    shows('credential-process', () => [`awsenv credential-process ${role}`], /"Version": ?1/),
    shows('drive letters of other drives', () => ['Z:', 'cd \\tmp', `awsenv exec ${role} -- cmd /c cd`], /^Z:\\tmp\n$/),
    holds('one request was enough for all of them', () => sandbox.count('AssumeRole') === 1),
    shows('clear --all', () => ['awsenv clear --all'], /./),
    logsIn('login again'),
    {
      title: 'eight at once make one request',
      async check() {
        const before = sandbox.count('AssumeRole')
        const all = await Promise.all(
          Array.from({ length: 8 }, () => windows.batch(`awsenv credential-process ${role}`)),
        )
        const made = sandbox.count('AssumeRole') - before
        const ids = new Set(all.map(({ output }) => /"AccessKeyId": ?"(\w+)"/.exec(output)?.[1]))
        if (made === 1 && ids.size === 1 && !ids.has(undefined)) return undefined
        return `${made} requests, ${[...ids].join()}: ${all.flatMap(({ output }) => output.match(/^awsenv: .*/gm) ?? [])}`
      },
    },
    shows('add-profile', () => [`awsenv config add-profile work ${role}`], /work/),
    holds('the file keeps its line ends', () => !/[^\r]\n/.test(windows.read(file('.aws\\config')))),
    shows('remove-profile', () => ['awsenv config remove-profile work'], /work/),
    holds('the file is what it was, byte for byte', () => windows.read(file('.aws\\config')) === config),
    shows('keys import: the Credential Manager seals them', () => ['awsenv keys import default --no-line'], /default/),
    holds('no key lies in the file', () => !windows.read(file('.aws\\credentials')).includes(alice.secretAccessKey)),
    shows('clear --all again', () => ['awsenv clear --all'], /./),
    logsIn('login with a key of the vault'),
    shows('keys remove --restore', () => ['awsenv keys remove default --restore --yes'], /default/),
    holds('the key is back', () => windows.read(file('.aws\\credentials')).includes(alice.secretAccessKey)),
    shows('doctor', () => ['awsenv doctor'], /ok: clock/),
    shows('init bash --uninstall', () => ['awsenv init bash --uninstall --yes'], /./),
  ]
}
