# awsenv for elvish 0.19 and later. In rc.elv: eval (slurp < /path/to/awsenv.elv)

use re
use str

# Whether a call is to change the environment. One that asks for help, or for a text of its own, is not.
fn -is-change {|words|
  if (or (== 0 (count $words)) (not (has-value [login assume unset clear renew] $words[0]))) {
    put $false
  } else {
    for word $words {
      if (re:match '^(-h|--help|--print|(--format|--shell)(=.*)?)$' $word) { put $false; return }
    }
    put $true
  }
}

# The names and values of an answer; $nil removes a variable. What from-json itself fails with could show secrets.
fn -parsed {|text|
  try {
    var change = (print $text | from-json)
    if (== 0 (count $change)) { fail empty }
    keys $change | each {|name|
      if (not (re:match '^[A-Z_][A-Z0-9_]*$' $name)) { fail name }
      if (not (has-value [string nil] (kind-of $change[$name]))) { fail value }
    }
    put $change
  } catch {
    fail 'awsenv: the answer has come damaged: nothing is changed'
  }
}

# Puts an assumed AWS role into this shell. Where the program fails, this call is its exception.
fn awsenv {|@words|
  if (-is-change $words) {
    var text = (e:awsenv --hook=elvish $@words | slurp)
    if (not (str:has-prefix $text '{')) {
      print $text
    } else {
      var change = (-parsed $text)
      keys $change | each {|name|
        if (eq $nil $change[$name]) { unset-env $name } else { set-env $name $change[$name] }
      }
    }
  } elif (== 0 (count $words)) {
    # Without words, awsenv says whether there is a hook.
    e:awsenv --hook=elvish
  } elif (eq doctor $words[0]) {
    # doctor says whether the hook has the right version.
    e:awsenv --hook=elvish@0.2.0 $@words
  } else {
    e:awsenv $@words
  }
}

# The role for the prompt, with a blank behind it, or nothing. elvish has no clock that takes no process.
fn -segment {
  var role = (get-env AWSENV_ROLE)
  var label = (re:replace '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]' '?' $role)
  var colour = green
  if (and (has-env AWSENV_COLOUR) (has-value [red green yellow blue magenta cyan] (get-env AWSENV_COLOUR))) {
    set colour = (get-env AWSENV_COLOUR)
  }
  if (and (has-env NO_COLOR) (not-eq '' (get-env NO_COLOR))) {
    put '('$label') '
  } else {
    styled '('$label') ' $colour
  }
}

# The segment before what another prompt shows.
fn -around {|before|
  put {||
    if (and (has-env AWSENV_ROLE) (not-eq '' (get-env AWSENV_ROLE))) { -segment }
    if (eq fn (kind-of $before)) { $before } else { put $before }
  }
}

# Whether a prompt is one that -around has made.
fn -is-around {|prompt|
  try { put (str:contains $prompt[body] AWSENV_ROLE) } catch { put $false }
}

# Only an elvish with a person before it has a module of this name.
if (eq '$edit:add-var~' (resolve edit:add-var)) {
  eval &ns=(ns [&awsenv~=$awsenv~ &around~=$-around~ &is-around~=$-is-around~]) '
    edit:add-var awsenv~ $awsenv~
    if (not (or (is-around $edit:prompt) (and (has-env AWSENV_PROMPT) (eq 0 (get-env AWSENV_PROMPT))))) {
      set edit:prompt = (around $edit:prompt)
    }
  '
}
