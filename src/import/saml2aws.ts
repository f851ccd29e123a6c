/**
 * saml2aws: awsenv has no sign-in by SAML, but takes what saml2aws gives to a profile.
 * https://github.com/Versent/saml2aws/blob/master/pkg/cfg/cfg.go
 */
import { join } from 'node:path'
import type { Context } from '../context/context.ts'
import { readBytes } from '../files/read.ts'
import { iniSections } from '../profiles/ini.ts'
import { shellWord } from '../shells/posix.ts'
import type { Finding, OtherTool } from './finding.ts'

export const saml2aws: OtherTool = {
  name: 'saml2aws',
  find(context) {
    const path = join(context.home, '.saml2aws')
    const bytes = readBytes(path)
    if (bytes === undefined) return []
    return [...iniSections(bytes, path)].map(({ header, entries }) => {
      const setting = (key: string) => entries.findLast(entry => entry.key === key)?.value || undefined
      return accountFinding(context, path, {
        account: header,
        profile: setting('aws_profile') ?? 'saml',
        role: setting('role_arn'),
      })
    })
  },
}

function accountFinding(
  { profiles }: Context,
  path: string,
  {
    account,
    profile,
    role = 'ROLE_ARN',
  }: { readonly account: string; readonly profile: string; readonly role?: string | undefined },
): Finding {
  const what = `the account "${account}" in "${path}", which signs in for profile "${profile}"`
  if (/\bsaml2aws(?:\.exe)?["']? .*--credential-process/.test(profiles.get(profile)?.credential_process ?? ''))
    return { what, plan: `nothing to do: awsenv assume ${shellWord(profile)} runs it` }
  const call = `saml2aws login --idp-account ${shellWord(account)} --skip-prompt --quiet --credential-process --role ${role} --profile ${shellWord(profile)}`
  return {
    what,
    plan: `awsenv takes the session that saml2aws login leaves in [${profile}]: awsenv assume ${shellWord(profile)}; or have a profile run it: credential_process = ${call}`,
  }
}
