import { Command, Option } from 'clipanion'
import { AwsenvCommand } from '../../command-line/command.ts'
import { askedIn, askOption, taking } from '../../command-line/options.ts'
import { refreshNames } from '../../completion/names-files.ts'
import type { Context } from '../../context/context.ts'
import { withoutQuestions } from '../../context/unattended.ts'
import { ROLE_DURATION } from '../../credentials/session/assume-role.ts'
import { configuredRegion } from '../../credentials/session/region.ts'
import { lastingName } from '../../credentials/source/lasting-name.ts'
import type { Target } from '../../credentials/target/found.ts'
import { targetOf } from '../../credentials/target/target.ts'
import { AwsenvError, ExitCode, misused } from '../../errors.ts'
import { ownPath } from '../../install/own-path.ts'
import { changeConfigFile, checkWritten, isAddedProfile, processLine } from '../../install/process-profile.ts'
import { parseDuration } from '../../model/duration.ts'
import { type WrittenKeys, withProfiles } from '../../profiles/edit.ts'

/** Gives a role to programs that know profiles but not awsenv. */
export class ConfigAddProfileCommand extends AwsenvCommand {
  static override paths = [['config', 'add-profile']]
  static override usage = Command.Usage({
    category: 'Other programs',
    description: 'add a profile that gives other programs a role',
    details:
      'Writes NAME with credential_process and region, so that the AWS Toolkit of VS Code, Terraform, CDK, boto3 and every AWS SDK use the role of TARGET ' +
      '(see assume). The rest of the file stays byte for byte. With --all, each profile that has role_arn gets a companion, awsenv-NAME, since role_arn ' +
      'beats credential_process in the same profile. config remove-profile removes it.',
    examples: [
      ['For VS Code and Terraform', '$0 config add-profile awsenv-prod prod'],
      ['By account and role', '$0 config add-profile admin 123456789012 Admin --region eu-west-1'],
      ['For every role profile', '$0 config add-profile --all'],
    ],
  })

  all = Option.Boolean('--all', false, { description: 'one for each profile that has role_arn' })
  from = taking('PROFILE', Option.String('--from', { description: 'the profile, or the access key id, to start from' }))
  region = taking(
    'REGION',
    Option.String('--region', { description: 'the region to work in (default: that of the role or its source)' }),
  )
  duration = taking('TIME', Option.String('--duration', { description: 'how long a session lasts' }))
  ask = askOption()
  name = Option.String({ required: false, name: 'NAME' })
  target = Option.String({ required: false, name: 'TARGET' })
  role = Option.String({ required: false, name: 'ROLE' })

  override get givesData(): boolean {
    return true
  }

  async execute(): Promise<number> {
    const exitCode = this.all ? await this.addAll() : await this.addOne()
    await refreshNames(this.awsenv)
    return exitCode
  }

  private async addOne(): Promise<number> {
    const { name, target, role } = this
    if (name === undefined || target === undefined) throw misused('NAME and TARGET are missing', MORE)
    await this.write(new Map([[name, await this.keys(name, target, role)]]))
    return ExitCode.done
  }

  /** A failure for one profile is reported and doesn't stop the others. */
  private async addAll(): Promise<number> {
    if (this.name !== undefined) throw misused('--all takes no NAME', MORE)
    const { profiles } = this.awsenv
    const roles = profiles.names().filter(name => profiles.get(name)?.role_arn !== undefined)
    if (roles.length === 0) this.awsenv.say('no profile has role_arn')
    let exitCode: number = ExitCode.done
    const wanted = new Map<string, WrittenKeys>()
    for (const role of roles) {
      const name = `awsenv-${role.replace(/[^\w./%@:+-]/g, '-')}`
      try {
        if (wanted.has(name)) throw misused(`two profiles would be called "${name}"`, MORE)
        wanted.set(name, await this.keys(name, role, undefined))
      } catch (error) {
        if (!(error instanceof AwsenvError)) throw error
        this.awsenv.say(`no profile for "${role}": ${error.message}`)
        exitCode = ExitCode.failed
      }
    }
    await this.write(wanted)
    return exitCode
  }

  /** All of them, or none. */
  private async write(wanted: ReadonlyMap<string, WrittenKeys>): Promise<void> {
    const context = this.awsenv
    const isThere = ([name, { credential_process, region }]: readonly [string, WrittenKeys]) => {
      const known = context.profiles.get(name)
      return known?.credential_process === credential_process && known?.region === region
    }
    const missing = new Map([...wanted].filter(one => !isThere(one)))
    const path =
      missing.size === 0
        ? undefined
        : await changeConfigFile(context, (bytes, file) => {
            checkWritten(bytes, file, new Set(missing.keys()))
            return withProfiles(bytes, file, missing)
          })
    for (const [name, { credential_process }] of wanted) {
      const isWritten = path !== undefined && missing.has(name)
      context.say(
        isWritten
          ? `profile "${name}" is in "${path}": credential_process = ${credential_process}`
          : `profile "${name}" is there already`,
      )
    }
  }

  private async keys(name: string, target: string, role: string | undefined): Promise<WrittenKeys> {
    const context = this.awsenv
    checkName(context, name)
    const refuse = () =>
      new AwsenvError(`"${target}" takes an answer of yours`, {
        hint: 'name the profile whose key assumes it with --from PROFILE',
        exitCode: ExitCode.cannotAsk,
      })
    const { duration, from } = this
    if (duration !== undefined) parseDuration(duration, ROLE_DURATION.least, ROLE_DURATION.most)
    const request = { mfaStdin: false, isRefresh: false, region: this.region }
    const resolved = await targetOf(withoutQuestions(context, refuse), { target, roleName: role, from }, request)
    const ask = askedIn(this.ask)
    const options = [
      ...(duration === undefined ? [] : [`--duration=${duration}`]),
      ...(ask === undefined ? [] : [`--ask=${ask}`]),
    ]
    const { roles, source } = resolved
    const targetWords = await lastingWords(context, resolved)
    const words = [ownPath(context), 'credential-process', ...targetWords, ...options]
    this.warn(resolved)
    const region = configuredRegion(this.region, {}, [...roles, ...source.roles, source.base])
    return { credential_process: processLine(context.isWindows, words), region }
  }

  private warn({ source }: Target): void {
    if (source.place !== 'the environment') return
    this.awsenv.say("its key is only in this shell's environment: programs started elsewhere can't use it")
  }
}

/** A profile outlives a key. */
async function lastingWords(context: Context, { words, source }: Target): Promise<readonly string[]> {
  const byId = 'accessKey' in source ? `--from=${source.accessKey.accessKeyId}` : undefined
  if (byId === undefined || !words.includes(byId)) return words
  const name = await lastingName(context, source)
  if (name === undefined)
    context.say(
      `the profile names its key by id and stops working when you rotate that key: name a profile with --from PROFILE`,
    )
  return words.map(word => (word === byId && name !== undefined ? `--from=${name}` : word))
}

/** Checks that every tool can read the name, and that the profile is awsenv's. */
function checkName(context: Context, name: string): void {
  if (!/^[\w./%@:+][\w./%@:+-]*$/.test(name))
    throw misused(`"${name}" is not a name that every AWS tool can read`, MORE)
  const profile = context.profiles.get(name)
  if (profile === undefined || isAddedProfile(context, profile)) return
  throw new AwsenvError(`there is a profile "${name}" that config add-profile didn't write`, {
    hint: 'choose another name',
  })
}

const MORE = '"awsenv help config add-profile" says more'
