# awsenv for elvish 0.19 and later. In rc.elv: eval (slurp < /path/to/awsenv.elv)

use math
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

# The seconds since 1970. elvish has no clock; Linux tells in two files, other systems don't.
fn -now {
  var boot = (re:find '(?m)^btime (\d+)$' (slurp < /proc/stat))[groups][1][text]
  + $boot (re:find '^\d+' (slurp < /proc/uptime))[text]
}

fn -value {|name| if (has-env $name) { get-env $name } else { put '' } }

# The seconds that are left, or $nil.
fn -left {
  try {
    var digits = (re:find '^0*(\d{1,12})$' (-value AWSENV_EXPIRES))[groups][1][text]
    - $digits (-now)
  } catch {
    put $nil
  }
}

# The time that is left, as in `awsenv status`.
fn -time {|left|
  var hours = (math:floor (/ $left 3600))
  var minutes = (math:floor (/ (- $left (* $hours 3600)) 60))
  if (<= $left 0) { put expired
  } elif (< $left 60) { put $left's'
  } elif (== $hours 0) { put $minutes'm'
  } elif (== $minutes 0) { put $hours'h'
  } else { put $hours'h '$minutes'm' }
}

# The role, and how long it lasts, for the prompt; with a blank behind it, or nothing.
fn -segment {
  var role = (-value AWSENV_ROLE)
  if (or (eq '' $role) (eq 0 (-value AWSENV_PROMPT))) { return }
  var label = (re:replace '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]' '?' (re:find '^(?s:.{0,256})' $role)[text])
  var left = (-left)
  var time = ''
  var colour = red
  if (not-eq $nil $left) {
    set time = ' '(-time $left)
    if (>= $left 900) { set colour = green } elif (>= $left 300) { set colour = yellow }
  } elif (not (re:match '^\d{1,12}$' (-value AWSENV_EXPIRES))) {
    set time = ' ?'
  } else {
    set colour = green
  }
  var first = $colour
  if (has-value [red green yellow blue magenta cyan] (-value AWSENV_COLOUR)) { set first = (-value AWSENV_COLOUR) }
  if (not-eq '' (-value NO_COLOR)) {
    put '('$label$time') '
  } else {
    put (styled '('$label $first) (styled $time')' $colour) ' '
  }
}

# Renews a role that has less than five minutes left, once; the session goes on without, where that fails.
var -tried = ''
fn -renew {
  var left = (-left)
  if (or (eq $nil $left) (eq 0 (-value AWSENV_RENEW)) (eq $-tried (-value AWSENV_EXPIRES))) { return }
  if (or (eq '' (-value AWSENV_ROLE)) (eq '' (-value AWSENV_ROLE_ARN)) (<= $left 0) (>= $left 300)) { return }
  set -tried = (get-env AWSENV_EXPIRES)
  try { nop | awsenv renew } catch { nop }
}

# The segment before what another prompt shows.
fn -around {|before|
  put {|| -segment; if (eq fn (kind-of $before)) { $before } else { put $before } }
}

fn -shows {|prompt text|
  try { str:contains $prompt[body] $text } catch { put $false }
}

# Whether the prompt of now gets a segment: not twice, and not beside starship, which shows the role itself.
fn -has-place {|prompt|
  var wanted = (-value AWSENV_PROMPT)
  not (or (-shows $prompt -segment) (eq 0 $wanted) (and (-shows $prompt starship) (not-eq 1 $wanted)))
}

# What awsenv says of the words behind its name, the last of which is being typed.
fn -offered {|words|
  try {
    nop | e:awsenv complete (put $words | to-json) 2>&- | from-json
  } catch {
    put [&words=[] &files=$false &command=$nil]
  }
}

# Only an elvish with a person before it has a module of this name.
if (eq '$edit:add-var~' (resolve edit:add-var)) {
  eval &ns=(ns [
    &awsenv~=$awsenv~ &around~=$-around~ &has-place~=$-has-place~ &offered~=$-offered~ &renew~=$-renew~ &shows~=$-shows~
  ]) '
    edit:add-var awsenv~ $awsenv~
    # What Tab offers behind awsenv; the command behind `exec` is completed as the one of sudo is.
    set edit:completion:arg-completer[awsenv] = {|@words|
      var offer = (offered $words[1..])
      if $offer[files] {
        edit:complete-filename $@words
      } elif (not-eq $nil $offer[command]) {
        edit:complete-sudo sudo (all $words[(exact-num (+ $offer[command] 1))..])
      } else {
        for word $offer[words] {
          edit:complex-candidate $word[name] &display=$word[name]"  "$word[description]
        }
      }
    }
    fn prompt {
      renew
      if (has-place $edit:prompt) { set edit:prompt = (around $edit:prompt) }
    }
    # Once, however often this is evaluated.
    if (not (has-value [(for hook $edit:before-readline { shows $hook awsenv-prompt })] $true)) {
      set @edit:before-readline = $@edit:before-readline { nop awsenv-prompt; prompt }
    }
  '
}
