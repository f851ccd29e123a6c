/** Every check of this machine, in the order of the list. None of them asks a person, and none sends a request. */
import type { Context } from '../../context/context.ts'
import type { Check } from '../finding.ts'
import { binary } from './local/binary.ts'
import { environment } from './local/environment.ts'
import { fileModes } from './local/file-modes.ts'
import { hook } from './local/hook.ts'
import { keyStore } from './local/key-store.ts'
import { leftovers } from './local/leftovers.ts'
import { network } from './local/network.ts'
import { otherTools } from './local/other-tools.ts'
import { plainCaches } from './local/plain-caches.ts'
import { plainKeys } from './local/plain-keys.ts'
import { processProfiles } from './local/process-profiles.ts'
import { profiles } from './local/profiles.ts'
import { project } from './local/project.ts'
import { startUp } from './local/start-up.ts'
import { terminal } from './local/terminal.ts'

export const LOCAL_CHECKS: readonly Check<Context>[] = [
  ...[hook, binary, keyStore, fileModes, profiles, plainKeys, plainCaches, otherTools],
  ...[processProfiles, environment, leftovers, startUp, project, terminal, network],
]
