# Completion of scopelab(1) for bash.
_scopelab()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]:-}
    local commands='run check test list export help'
    case $before in
        --executor) mapfile -t COMPREPLY < <(compgen -W 'pool virtual' -- "$word"); return ;;
        --backend) mapfile -t COMPREPLY < <(compgen -W 'trio asyncio curio' -- "$word"); return ;;
        --to)
            mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" --help 2>/dev/null | sed -n '/^Formats/,/^$/s/^  \([a-z]*\) .*/\1/p')" -- "$word")
            return ;;
        --trace | -o) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
        --seed | --speed) return ;;
    esac
    local options='--help --version'
    [ "$command" = run ] && options='--executor --backend --speed --seed --json --trace'
    [ "$command" = check ] && options='--json'
    [ "$command" = export ] && options='--to -o --run'
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        return
    fi
    [ "$command" = list ] && [ "$COMP_CWORD" -gt 1 ] && return
    if [ "$command" = help ] && [ "$COMP_CWORD" -gt 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" help 2>/dev/null | sed -n 's/^  \([a-z-]*\) .*/\1/p')" -- "$word")
        return
    fi
    local names
    names=$("${COMP_WORDS[0]}" list 2>/dev/null | sed -n 's/^  \([a-z0-9-]*\) .*/\1/p')
    [ "$COMP_CWORD" -eq 1 ] && names="$commands $names"
    mapfile -t COMPREPLY < <(compgen -W "$names" -- "$word"; compgen -f -- "$word")
}
complete -o filenames -F _scopelab scopelab
