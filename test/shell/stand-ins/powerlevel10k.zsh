# A stand-in for powerlevel10k (romkatv/powerlevel10k at b55ad16, internal/p10k.zsh). What it does to precmd_functions, to
# PROMPT and with POWERLEVEL9K_LEFT_PROMPT_ELEMENTS is the same, and so are the names that a hook can meet; the words are not.

typeset -gi __p9k_enabled=0 __p9k_configured=0 p10k_inits=0

_p9k_do_nothing() { true }

# Of _p9k_escape: a text of a segment is not expanded as a parameter.
_p9k_escape() {
  emulate -L zsh
  [[ $1 == *[\~\!\#\`\$^\&\*\(\)\\\"\'\<\>\?\{\}\[\]]* ]] && _p9k__ret="\${(Q)\${:-${(qqq)${(q)1}}}}" || _p9k__ret=$1
}

# Of p10k: segment can be called only during prompt rendering; reload has the elements read once more.
p10k() {
  emulate -L zsh
  case $1 in
    segment)
      if [[ -z $_p9k__prompt_side ]]; then print 'p10k segment: can be called only during prompt rendering' >&2; return 1; fi
      [[ $2 == -t ]] || return 1
      _p9k_escape $3
      _p9k__prompt+=" $_p9k__ret |"
      ;;
    reload) (( $+_p9k__force_must_init )) || return 0; _p9k__force_must_init=1 ;;
    *) print "p10k $1: not known" >&2; return 1 ;;
  esac
}

# Of _p9k_must_init: with POWERLEVEL9K_DISABLE_HOT_RELOAD, which every ~/.p10k.zsh sets, only p10k reload changes anything.
_p9k_must_init() {
  [[ ${_POWERLEVEL9K_DISABLE_HOT_RELOAD-} == true && $_p9k__force_must_init == 0 ]] && return 1
  _p9k__force_must_init=0
  local sig="${(j:,:)POWERLEVEL9K_LEFT_PROMPT_ELEMENTS}"
  [[ ${_p9k__param_sig-unset} == $sig ]] && return 1
  typeset -g _p9k__param_sig=$sig
}

# Of _p9k_set_prompt: PROMPT is made of the elements; an element without a function is nothing.
_p9k_set_prompt() {
  local name
  typeset -g _p9k__prompt='' _p9k__prompt_side=left
  for name in $_POWERLEVEL9K_LEFT_PROMPT_ELEMENTS; do
    (( $+functions[prompt_$name] )) && prompt_$name
  done
  _p9k__prompt_side=
  PROMPT="$_p9k__prompt@> "
}
prompt_context() { p10k segment -t 'context' }
prompt_dir() { p10k segment -t '%1~' }
prompt_status() { p10k segment -t "[$__p9k_new_status]" }

_p9k_precmd() {
  typeset -g __p9k_new_status=$?
  typeset -gi _p9k__force_must_init
  () {
    emulate -L zsh
    setopt extended_glob
    if (( ! __p9k_configured )); then
      __p9k_configured=1
      # Its wizard asks who has not one parameter yet.
      [[ -n ${parameters[(I)POWERLEVEL9K_*]} ]] || print 'wizard'
    fi
    if _p9k_must_init; then
      typeset -g _POWERLEVEL9K_DISABLE_HOT_RELOAD=${POWERLEVEL9K_DISABLE_HOT_RELOAD-}
      typeset -ga _POWERLEVEL9K_LEFT_PROMPT_ELEMENTS
      (( $+POWERLEVEL9K_LEFT_PROMPT_ELEMENTS )) && _POWERLEVEL9K_LEFT_PROMPT_ELEMENTS=($POWERLEVEL9K_LEFT_PROMPT_ELEMENTS) ||
        _POWERLEVEL9K_LEFT_PROMPT_ELEMENTS=(context dir vcs)
      (( ++p10k_inits ))
    fi
    _p9k_set_prompt
    # "if [[ $precmd_functions[-1] != _p9k_precmd ...": it stays the last
    if [[ $precmd_functions[-1] != _p9k_precmd && $precmd_functions[(I)_p9k_precmd] != 0 ]]; then
      precmd_functions=(${(@)precmd_functions:#_p9k_precmd} _p9k_precmd)
    fi
  }
  setopt prompt_percent prompt_subst
}

# Of _p9k_setup.
typeset -ga precmd_functions
precmd_functions=(_p9k_do_nothing $precmd_functions _p9k_precmd)
PROMPT='%m%# '
__p9k_enabled=1
