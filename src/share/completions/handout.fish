# Completion of handout's command line for fish; names come from the folder at hand.
function __handout_names --argument-names what
    set -l before (commandline -ct | string match -r '^(?:-[lef]|--[a-z]+=)?(.*,)?')[2]
    for name in (handout list $what 2>/dev/null)
        echo "$before$name"
    end
end

function __handout_rules
    set -l before (commandline -ct | string match -r '^(?:--[a-z]+=)?(.*,)?')[2]
    for name in (handout check --rules 2>/dev/null | string match -rg '^([a-z-]+) \(')
        echo "$before$name"
    end
end

set -l commands build new check messages signoff fonts report list help version
complete -c handout -f
complete -c handout -s h -l help -d 'How to use it'
complete -c handout -n "not __fish_seen_subcommand_from $commands" -l version -d 'Print the version'
complete -c handout -n "not __fish_seen_subcommand_from $commands" -a build -d 'Write the handouts as PDF and EPUB'
complete -c handout -n "not __fish_seen_subcommand_from $commands" -a new -d 'Make a handout'
complete -c handout -n "not __fish_seen_subcommand_from $commands" -a check -d 'Print what a human must look at'
complete -c handout -n "not __fish_seen_subcommand_from $commands" -a messages -d 'Bring the PO files up to date'
complete -c handout -n "not __fish_seen_subcommand_from $commands" -a signoff -d 'Record who translated, reviewed or approved'
complete -c handout -n "not __fish_seen_subcommand_from $commands" -a fonts -d 'Print which faces set which language'
complete -c handout -n "not __fish_seen_subcommand_from $commands" -a report -d 'Join reports'
complete -c handout -n "not __fish_seen_subcommand_from $commands" -a list -d 'Print names'
complete -c handout -n "not __fish_seen_subcommand_from $commands" -a help -d 'How to use a command'
complete -c handout -n "not __fish_seen_subcommand_from $commands" -a version -d 'Print the version'

complete -c handout -n '__fish_seen_subcommand_from build check messages signoff' -a '(handout list handouts 2>/dev/null)'
complete -c handout -n '__fish_seen_subcommand_from build check messages signoff' -a '(__fish_complete_directories)'
complete -c handout -n '__fish_seen_subcommand_from build check messages signoff' -s l -l languages -x -a '(__handout_names languages)' -d 'Only these languages'
complete -c handout -n '__fish_seen_subcommand_from build check' -s e -l editions -x -a '(__handout_names editions)' -d 'These editions'
complete -c handout -n '__fish_seen_subcommand_from build' -s f -l formats -x -a '(__handout_names formats)' -d 'These formats'
complete -c handout -n '__fish_seen_subcommand_from build' -l paper -x -a '(__handout_names papers)' -d 'This paper'
complete -c handout -n '__fish_seen_subcommand_from build report' -s o -l out -r -a '(__fish_complete_directories)' -d 'Write here'
complete -c handout -n '__fish_seen_subcommand_from build' -s j -l jobs -x -d 'Worker processes'
complete -c handout -n '__fish_seen_subcommand_from build check' -l clinic -x -a '(__handout_names clinics)' -d 'For this clinic'
complete -c handout -n '__fish_seen_subcommand_from build' -l language-pack -d 'In each language all handouts as one PDF too'
complete -c handout -n '__fish_seen_subcommand_from build' -l force -d 'Build even what is up to date'
complete -c handout -n '__fish_seen_subcommand_from build' -l review -d 'Sheets to check translations on'
complete -c handout -n '__fish_seen_subcommand_from build' -l prune -d 'Remove outputs that are no more made'
complete -c handout -n '__fish_seen_subcommand_from build' -s n -l dry-run -d 'Print what would be built'
complete -c handout -n '__fish_seen_subcommand_from build' -s w -l watch -d 'Build again after each change'
complete -c handout -n '__fish_seen_subcommand_from build' -l shard -x -d 'Only this part, as 1/4'
complete -c handout -n '__fish_seen_subcommand_from build' -l timeout -x -d 'Seconds for an edition'
complete -c handout -n '__fish_seen_subcommand_from build report' -l report -r -F -d 'Write what was done, as JSON'
complete -c handout -n '__fish_seen_subcommand_from build' -l dump -x -a 'tree messages lines pages xhtml' -d 'Print a stage'
complete -c handout -n '__fish_seen_subcommand_from new' -s l -l languages -x -a '(__handout_names languages)' -d 'The language of its texts'
complete -c handout -n '__fish_seen_subcommand_from new' -l from -r -F -d 'Bring in a text'
complete -c handout -n '__fish_seen_subcommand_from check' -l format -x -a 'text json sarif' -d 'How to print it'
complete -c handout -n '__fish_seen_subcommand_from check' -l strict -a '(__handout_rules)' -d 'Warnings are errors'
complete -c handout -n '__fish_seen_subcommand_from check' -l rules -d 'Print the rules instead'
complete -c handout -n '__fish_seen_subcommand_from messages' -l import -r -F -d 'Take in a translation'
complete -c handout -n '__fish_seen_subcommand_from messages' -l xliff -r -a '(__fish_complete_directories)' -d 'Write XLIFF files there'
complete -c handout -n '__fish_seen_subcommand_from signoff' -l as -x -d 'Who signs'
complete -c handout -n '__fish_seen_subcommand_from signoff' -l role -x -a 'translator reviewer approver' -d 'As what'
complete -c handout -n '__fish_seen_subcommand_from signoff' -l process -x -a 'human mt+human mt' -d 'How'
complete -c handout -n '__fish_seen_subcommand_from signoff' -l date -x -d 'When, as 2026-11-22'
complete -c handout -n '__fish_seen_subcommand_from signoff' -l segments -x -d 'Only these segments'
complete -c handout -n '__fish_seen_subcommand_from build new check messages signoff report' -s q -l quiet -d 'Print only what is wrong'
complete -c handout -n '__fish_seen_subcommand_from build new check messages signoff fonts report list' -l messages -x -a 'text json' -d 'How to print messages'
complete -c handout -n '__fish_seen_subcommand_from report; and not __fish_seen_subcommand_from merge' -a merge
complete -c handout -n '__fish_seen_subcommand_from report' -F
complete -c handout -n '__fish_seen_subcommand_from fonts' -a '(handout list languages 2>/dev/null)'
complete -c handout -n '__fish_seen_subcommand_from list' -a 'handouts languages editions formats papers clinics'
complete -c handout -n '__fish_seen_subcommand_from help' -a "$commands"
