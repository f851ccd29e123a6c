# A stand-in for pure (sindresorhus/pure at 0019ee5, pure.zsh). What it does to PROMPT, at a prompt and later, is the same,
# and so are the names that a hook can meet; the words are not.

# Of prompt_pure_preprompt_render: all but what stands after the last line break is made anew.
prompt_pure_preprompt_render() {
  local cleaned_ps1=$PROMPT
  if [[ $PROMPT = *$prompt_newline* ]]; then cleaned_ps1=${PROMPT##*${prompt_newline}}; fi
  PROMPT="[pure $pure_info]${prompt_newline}$cleaned_ps1"
}

prompt_pure_precmd() { prompt_pure_preprompt_render precmd }

# Of prompt_pure_async_callback: what git says comes when the prompt is there already.
prompt_pure_async_callback() {
  pure_info='with git'
  prompt_pure_preprompt_render
}

# Of prompt_pure_setup.
prompt_newline=$'\n%{\r%}'
pure_info=plain
PROMPT='@> '
autoload -Uz add-zsh-hook
add-zsh-hook precmd prompt_pure_precmd
