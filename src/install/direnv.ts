/** The function for direnv's `use awsenv TARGET`. https://direnv.net/man/direnv-stdlib.1.html */
export const DIRENV_FUNCTION = `# "use awsenv TARGET" in an .envrc puts a role into the environment of its folder. It asks for nothing while cd is under
# way: where an answer is needed, nothing of the .envrc is loaded, and the line above the error says what to type.
use_awsenv() {
    local awsenv_script
    if awsenv_script=$(awsenv assume --shell bash --ask never "$@") && eval "$awsenv_script"; then
        return 0
    fi
    log_error "awsenv: nothing is loaded; type what awsenv says, then: direnv reload"
    exit 1
}
`
