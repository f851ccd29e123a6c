/** The shells that a system may have for its /bin/sh: awsenv knows them by their names, and a bare eval is enough. */
import * as assert from 'uvu/assert'
import { has, otherPosixShells } from '../../tools/shells/real-shells.ts'
import { describe, needing } from '../support/describe.ts'
import { onStage } from './stage.ts'

describe('e2e: eval in busybox, mksh, ksh and yash', test => {
  for (const { shell, argv } of otherPosixShells) {
    needing(
      test,
      argv[0],
      has(argv[0]),
    )(
      `${shell.name}: assume and unset change the shell, and what follows a failure doesn't run`,
      onStage(async stage => {
        const script = `
          env | grep ^AWS_ | sort >before
          eval "$(awsenv assume 123456789012 Admin)" && echo "<$AWSENV_ROLE>"
          awsenv whoami --json | grep -o 'assumed-role/Admin'
          set +e
          eval "$(awsenv assume nosuch)" && echo ran
          eval "$(awsenv asume 123456789012 Admin)" && echo ran
          eval "$(awsenv unset)" && env | grep ^AWS_ | sort | cmp - before && echo same
          :`
        const env = { AWSENV_MFA_CODE: stage.code(), AWS_PROFILE: 'default', AWS_SECURITY_TOKEN: "st'ale" }
        const { status, stdout, stderr } = await stage.run([...argv, '-c', script], { env })
        assert.equal([status, stdout], [0, '<Admin@123456789012>\nassumed-role/Admin\nsame\n'], stderr)
        assert.match(stderr, /"nosuch"[\s\S]*"asume"/)
      }),
    )
  }
})
