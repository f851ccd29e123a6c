# A stand-in for tide in two lines (IlanCosman/tide, functions/fish_prompt.fish). How it fills the first line from $COLUMNS,
# and that it draws its prompt anew when $COLUMNS changes, is the same; the words are not.

# Of _tide_refresh_prompt, which hears of $COLUMNS, too.
function _tide_refresh_prompt --on-variable COLUMNS
    set -g _tide_repaints $_tide_repaints x
    test (count $_tide_repaints) -lt 50
    and commandline -f repaint
end

# Of the two-line fish_prompt: both sides, and between them what is left of $COLUMNS.
function fish_prompt
    set -l tide_status $status
    set -l left (set_color -b blue)' ~/infra '(set_color normal)
    set -l right (set_color -b green)" $tide_status "(set_color normal)
    math $COLUMNS - (string length --visible "$left$right") | read -lx dist_btwn_sides
    echo -ns $left
    string repeat --no-newline --max (math max 0, $dist_btwn_sides) $tide_prompt_icon_connection
    echo -ns $right\n'❯@''> '
end
